#include "app/guards/guards_page.h"

#include "app/guards/guard_lines.h"
#include "app/operations/standing_obstacles.h"
#include "app/style/environment_look.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "stores/guard_script.h"
#include "ui_guards_page.h"
#include "wording/workspace_words.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::seconds guardsReadingTime{120};
constexpr qsizetype organizationsNamed = 3;

} // namespace

GuardsPage::GuardsPage(OperationService& operations, NameOf organizationName, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::GuardsPage>())
    , m_operations(operations)
    , m_organizationName(std::move(organizationName))
{
    m_ui->setupUi(this);
    turnMargins(*this);
    dress();
    connectParts();
    connectRoles();
    m_ui->keeps->addItems(defaultKeptRoles());
    m_ui->sql->setPlainText(QString::fromUtf8(GuardScript(operations.stores().names, keptRoles()).whole()));
    say({});
    showStep(Step::Look);
}

GuardsPage::~GuardsPage()
{
    m_stop.request_stop(); // a reading; what is being added goes on
}

void GuardsPage::dress()
{
    m_ui->heading->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    for (TextLabel* words : {m_ui->words, m_ui->where, m_ui->sqlWords, m_ui->saved, m_ui->ownerWords, m_ui->reason})
        words->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    for (TextLabel* title : {m_ui->rightsTitle, m_ui->changeTitle, m_ui->ownerTitle})
        title->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    for (TextLabel* title :
         {m_ui->rightsKeepsTitle, m_ui->rightsLosesTitle, m_ui->changeKeepsTitle, m_ui->changeLosesTitle,
          m_ui->losesTitle, m_ui->keepsTitle})
        title->setLook(TextSize::Body, QFont::Medium, &Tokens::text);
    for (TextLabel* roles : {m_ui->rightsKeeps, m_ui->rightsLoses, m_ui->changeKeeps, m_ui->changeLoses})
        roles->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    const QString tabs[] = {tr("Guards"), tr("Rights"), tr("SQL")};
    for (const QString& title : tabs)
        m_ui->guardTabs->addTab(title);
    m_ui->guardTabs->setExpanding(false);
    m_ui->notice->setTone(Tone::Error);
    m_ui->sql->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ui->propose->setIcon(makeIcon(Icon::ShieldCheck, &Tokens::onFill));
    m_ui->apply->setIcon(makeIcon(Icon::ShieldCheck, &Tokens::onFill));
    m_ui->readAgain->setIcon(makeIcon(Icon::Refresh));
    m_ui->copySql->setIcon(makeIcon(Icon::Copy));
    for (QScrollArea* area : {m_ui->guardsPart, m_ui->planStep}) {
        area->viewport()->setAutoFillBackground(false);
        area->widget()->setAutoFillBackground(false);
    }
}

void GuardsPage::connectParts()
{
    connect(m_ui->guardTabs, &QTabBar::currentChanged, m_ui->parts, &QStackedWidget::setCurrentIndex);
    connect(m_ui->propose, &QPushButton::clicked, this, [this] {
        showStep(Step::Plan);
        m_ui->cancel->setFocus();
    });
    connect(m_ui->cancel, &QPushButton::clicked, this, [this] { showStep(Step::Look); });
    connect(m_ui->done, &QPushButton::clicked, this, [this] { showStep(Step::Look); });
    connect(m_ui->apply, &QPushButton::clicked, this, &GuardsPage::apply);
    connect(m_ui->stop, &QPushButton::clicked, this, [this] {
        if (m_activity)
            m_activity->operation().stop();
    });
    connect(m_ui->readAgain, &QPushButton::clicked, this, [this] {
        m_result.reset();
        read();
    });
    connect(m_ui->guards, &GuardList::cleanUpWanted, this, &GuardsPage::cleaningWanted);
    connect(m_ui->copySql, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_ui->sql->toPlainText());
        m_ui->saved->setText(tr("Copied."));
    });
    connect(m_ui->saveSql, &QPushButton::clicked, this, &GuardsPage::saveSql);
}

void GuardsPage::connectRoles()
{
    connect(m_ui->addRole, &QPushButton::clicked, this, [this] {
        const QString role = m_ui->newRole->text().trimmed();
        if (role.isEmpty() || keptRoles().contains(role))
            return;
        m_ui->keeps->addItem(role);
        m_ui->newRole->clear();
        changeKeptRoles();
    });
    connect(m_ui->newRole, &QLineEdit::returnPressed, m_ui->addRole, &QPushButton::click);
    connect(m_ui->removeRole, &QPushButton::clicked, this, [this] {
        delete m_ui->keeps->currentItem();
        changeKeptRoles();
    });
    connect(m_ui->keeps, &QListWidget::currentRowChanged, this, &GuardsPage::showHead);
}

void GuardsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_ui->guardTabs->updateGeometry(); // tabs that were added out of sight have not told their height
    if (!m_wasRead)
        read();
}

void GuardsPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || (m_step != Step::Plan && m_step != Step::Ended))
        return QWidget::keyPressEvent(event);
    showStep(Step::Look);
}

QStringList GuardsPage::keptRoles() const
{
    QStringList roles;
    for (int row = 0; row < m_ui->keeps->count(); ++row)
        roles << m_ui->keeps->item(row)->text();
    return roles;
}

void GuardsPage::changeKeptRoles()
{
    m_ui->sql->setPlainText(QString::fromUtf8(GuardScript(m_operations.stores().names, keptRoles()).whole()));
    m_ui->saved->setText({});
    read();
}

void GuardsPage::read()
{
    if (m_step == Step::Running)
        return;
    m_stop.request_stop(); // an older reading
    m_wasRead = true;
    m_isReading = true;
    say({});
    showHead();
    m_stop = m_operations.ask<Result<GuardsReport>>(
        this,
        [roles = keptRoles()](const ProfileContext& stores, const std::stop_token& stop) {
            return stores.stores->makeGuards()->inspect(roles, CallContext::within(guardsReadingTime, stop));
        },
        [this, roles = keptRoles()](const Result<GuardsReport>& report) {
            if (roles == keptRoles()) // else a newer reading is on its way
                take(report);
        });
}

void GuardsPage::take(const Result<GuardsReport>& report)
{
    if (!report && report.error().kind == ErrorKind::Stopped)
        return; // another one is under way
    m_isReading = false;
    m_report = report ? std::optional(*report) : std::nullopt;
    if (!report)
        say(report.error().sentence);
    else if (!m_report->unknownRoles.isEmpty())
        //: %1 lists roles that were typed
        say(tr("The database has no such role: %1. Check the spelling.")
                .arg(m_report->unknownRoles.join(QStringLiteral(", "))));
    if (m_step == Step::Plan && (!report || makeableGuards(*m_report).empty()))
        m_step = Step::Look;
    showReport();
}

/// All that the last reading says.
void GuardsPage::showReport()
{
    m_ui->guards->setLines(guardLines(m_report, m_result));
    showHeld();
    showRights();
    if (m_report && (m_step == Step::Look || m_step == Step::Plan))
        m_ui->planned->setLines(plannedLines(*m_report));
    //: %1 is a database's name, %2 the role by which the database knows us
    m_ui->where->setText(m_report ? tr("Database %1, seen as %2").arg(m_report->database, m_report->role) : QString());
    showHead();
}

void GuardsPage::showRights()
{
    const QString notRead = tr("Not read");
    const QString keeps = keptRoles().join(QStringLiteral(", "));
    const QString loses = m_report ? losingRoles(*m_report) : notRead;
    for (TextLabel* roles : {m_ui->rightsKeeps, m_ui->changeKeeps})
        roles->setText(breakable(m_report ? keeps : notRead));
    for (TextLabel* roles : {m_ui->rightsLoses, m_ui->changeLoses})
        roles->setText(breakable(loses));
    const QStringList losing = m_report ? m_report->losesExecute : QStringList();
    m_ui->loses->clear();
    m_ui->loses->addItems(losing);
    m_ui->loses->setVisible(!losing.isEmpty());
    m_ui->losesTitle->setText(
        !m_report          ? notRead
        : losing.isEmpty() ? tr("No role that may call the save function now would lose that right.")
                           : tr("These roles may call the save function now and no longer could:"));
}

/// Which organizations hold the first guard back.
void GuardsPage::showHeld()
{
    QStringList names;
    OrganizationId known;
    for (const DuplicateRow& row : m_report ? m_report->duplicates : std::vector<DuplicateRow>{}) {
        if (row.organizationId != known)
            names << m_organizationName(row.organizationId);
        known = row.organizationId;
    }
    const auto count = static_cast<int>(names.size());
    const QStringList first = names.mid(0, organizationsNamed);
    const int more = count - static_cast<int>(first.size());
    QString all = first.join(QStringLiteral(", "));
    if (more > 0)
        //: %1 are names of organizations, %n how many more there are
        all = tr("%1 and %n more", nullptr, more).arg(all);
    const QString what = count > 0 ? tr("%n organization(s) have several active rows:", nullptr, count) : QString();
    //: %1 are names of organizations
    m_ui->guards->setHeld(
        what, tr("%1. Clean up first, then add this guard.").arg(all),
        StandingObstacles::of(m_operations.stores()).plans.isEmpty());
}

/// Why nothing can be added now; empty: it can.
QString GuardsPage::whyNot() const
{
    if (m_step == Step::Running)
        return tr("The guards are being added. An index waits for every transaction that is open.");
    if (m_isReading)
        return tr("Reading…");
    if (m_operations.stores().readOnly)
        return tr("This workspace is read only. Hand the script under SQL to whoever may change the database.");
    if (QString obstacle = StandingObstacles::of(m_operations.stores()).plans; !obstacle.isEmpty())
        return obstacle;
    if (!m_report)
        return tr("The database was not read.");
    if (!m_report->unknownRoles.isEmpty())
        return tr("Remove the role that does not exist first.");
    if (m_report->allStand())
        return tr("All guards are in place.");
    return makeableGuards(*m_report).empty() ? tr("Nothing can be added now. Each guard says what holds it back.")
                                             : QString();
}

void GuardsPage::showHead()
{
    const ProfileContext& stores = m_operations.stores();
    const int makeable = m_report ? static_cast<int>(makeableGuards(*m_report).size()) : 0;
    const QString why = whyNot();
    const bool isLook = m_step == Step::Look;
    const QString add = tr("Add %n guard(s)", nullptr, makeable);
    m_ui->heading->setText(m_step == Step::Plan ? add : tr("Database guards"));
    m_ui->words->setText(
        isLook                  ? tr("Rules inside the database that stop duplicates before they happen.")
        : m_step == Step::Plan  ? WorkspaceWords::willHappen()
        : m_step == Step::Ended ? tr("This is what came of it.")
                                : QString());
    //: A button that shows a plan first: %1 is "Add 2 guards"
    m_ui->propose->setText(makeable > 0 ? tr("%1…").arg(add) : tr("Add guards…"));
    m_ui->propose->setAccessibleName(m_ui->propose->text());
    m_ui->propose->setEnabled(isLook && why.isEmpty());
    m_ui->apply->setText(withoutMnemonics(inEnvironment(add, stores)));
    m_ui->apply->setAccessibleName(m_ui->apply->text());
    m_ui->apply->setEnabled(m_step == Step::Plan && why.isEmpty());
    m_ui->propose->setVisible(isLook);
    m_ui->readAgain->setVisible(isLook);
    m_ui->readAgain->setEnabled(!m_isReading);
    m_ui->cancel->setVisible(m_step == Step::Plan);
    m_ui->apply->setVisible(m_step == Step::Plan);
    m_ui->stop->setVisible(m_step == Step::Running);
    m_ui->done->setVisible(m_step == Step::Ended);
    m_ui->owner->setVisible(m_step == Step::Plan && static_cast<bool>(stores.asDatabaseOwner));
    m_ui->changeCard->setVisible(m_step == Step::Plan);
    m_ui->reason->setText(m_step == Step::Ended ? QString() : why);
    m_ui->reason->setVisible(!m_ui->reason->text().isEmpty());
    m_ui->removeRole->setEnabled(m_ui->keeps->currentItem() && m_ui->keeps->count() > 1);
}

void GuardsPage::showStep(Step step)
{
    m_step = step;
    if (step != Step::Plan) {
        m_ui->ownerPassword->setText({}); // also forgets what could be undone
        m_owner.reset();
    }
    m_ui->steps->setCurrentWidget(step == Step::Look ? m_ui->lookStep : m_ui->planStep);
    showReport();
}

std::shared_ptr<const StoreFactory> GuardsPage::takeOwner()
{
    const ProfileContext& stores = m_operations.stores();
    std::shared_ptr<const StoreFactory> owner = std::exchange(m_owner, {});
    if (!m_ui->ownerUser->text().isEmpty() && stores.asDatabaseOwner)
        owner = stores.asDatabaseOwner(m_ui->ownerUser->text(), Secret::fromText(m_ui->ownerPassword->text()));
    return owner ? owner : stores.stores;
}

void GuardsPage::apply()
{
    if (m_step != Step::Plan || m_isReading || !m_report)
        return;
    say({});
    const AgreedGuards agreed{*m_report, keptRoles(), takeOwner()};
    showStep(Step::Running);
    m_activity =
        addGuards(m_operations, agreed, this, [this, asWhom = agreed.asWhom](const Result<GuardsAttempt>& attempt) {
            takeAttempt(attempt, asWhom);
        });
}

void GuardsPage::takeAttempt(const Result<GuardsAttempt>& attempt, const std::shared_ptr<const StoreFactory>& asWhom)
{
    if (attempt && attempt->lookAgain) {
        m_report = attempt->lookAgain;
        showStep(Step::Plan);
        if (asWhom != m_operations.stores().stores)
            m_owner = asWhom; // need not be typed once more
        return say(tr("It is not as it was shown any more. Look at what would be done now, then press the button "
                      "again."));
    }
    const GuardsReport before = *m_report;
    m_result = attempt ? std::optional(attempt->result) : std::nullopt;
    showStep(Step::Ended);
    if (attempt && !attempt->result.items.empty())
        m_ui->planned->setLines(endedLines(before, attempt->result));
    read(); // what stands now, as the workspace's own role sees it
    const std::optional<Error> error = attempt ? attempt->result.error : std::optional(attempt.error());
    if (error && error->kind != ErrorKind::Stopped)
        say(error->sentence);
}

void GuardsPage::saveSql()
{
    auto* chooser = new QFileDialog(this, tr("Save the script"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setNameFilter(tr("SQL scripts (*.sql)"));
    chooser->setDefaultSuffix(QStringLiteral("sql"));
    chooser->selectFile(QStringLiteral("steward-guards.sql"));
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_operations.save(path, m_ui->sql->toPlainText().toUtf8(), this, [this, path](const Result<void>& saved) {
            //: %1 is a file
            m_ui->saved->setText(saved ? tr("Saved as %1").arg(path) : saved.error().sentence);
        });
    });
    chooser->open();
}

void GuardsPage::say(const QString& sentence)
{
    m_ui->trouble->setText(breakable(sentence));
    m_ui->notice->setVisible(!sentence.isEmpty());
}

} // namespace steward
