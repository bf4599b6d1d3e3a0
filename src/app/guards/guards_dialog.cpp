#include "app/guards/guards_dialog.h"

#include "app/activity/activity_words.h"
#include "app/guards/guard_lines.h"
#include "app/style/appearance.h"
#include "app/style/icons.h"
#include "stores/guard_script.h"
#include "ui_guards_dialog.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::seconds guardsReadingTime{120};
constexpr std::chrono::minutes writingTime{30}; // an index waits for every older transaction

bool losesMore(const GuardsReport& shown, const GuardsReport& now)
{
    return std::any_of(now.losesExecute.begin(), now.losesExecute.end(), [&shown](const QString& role) {
        return !shown.losesExecute.contains(role);
    });
}

} // namespace

GuardsDialog::GuardsDialog(OperationService& operations, NameOf organizationName, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::GuardsDialog>())
    , m_operations(operations)
    , m_organizationName(std::move(organizationName))
{
    m_ui->setupUi(this);
    m_ui->trouble->hide();
    m_ui->partsPage->setBackgroundRole(QPalette::Base);
    m_ui->sql->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ui->duplicates->header()->setStretchLastSection(false);
    m_ui->duplicates->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_ui->keeps->addItems(defaultKeptRoles());
    m_ui->owner->setVisible(static_cast<bool>(operations.stores().asDatabaseOwner) && !operations.stores().readOnly);
    QPalette loud = m_ui->trouble->palette();
    loud.setColor(QPalette::WindowText, toneColor(Tone::Error, palette()));
    m_ui->trouble->setPalette(loud);
    connectParts();
    m_ui->where->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->apply->setIcon(makeIcon(Icon::ShieldCheck));
    m_ui->readAgain->setIcon(makeIcon(Icon::Refresh));
    m_ui->cleanUp->setVisible(!operations.stores().readOnly);
    changeKeptRoles();
}

GuardsDialog::~GuardsDialog()
{
    m_stop.request_stop(); // a reading; what is being made goes on
}

void GuardsDialog::connectParts()
{
    connect(m_ui->apply, &QPushButton::clicked, this, &GuardsDialog::apply);
    connect(m_ui->stop, &QPushButton::clicked, this, &GuardsDialog::stop);
    connect(m_ui->background, &QPushButton::clicked, this, [this] {
        if (m_activity)
            m_activity->operation().continueInBackground();
    });
    connect(m_ui->readAgain, &QPushButton::clicked, this, [this] {
        m_result.reset();
        read();
    });
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->cleanUp, &QPushButton::clicked, this, &GuardsDialog::cleaningWanted);
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
    connect(m_ui->keeps, &QListWidget::currentRowChanged, this, &GuardsDialog::showApply);
    connect(m_ui->copySql, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_ui->sql->toPlainText());
    });
    connect(m_ui->saveSql, &QPushButton::clicked, this, &GuardsDialog::saveSql);
}

void GuardsDialog::reject()
{
    // What is being made is read back first; stopping it is the other button.
    if (!m_isApplying)
        QDialog::reject();
}

QStringList GuardsDialog::keptRoles() const
{
    QStringList roles;
    for (int row = 0; row < m_ui->keeps->count(); ++row)
        roles << m_ui->keeps->item(row)->text();
    return roles;
}

void GuardsDialog::changeKeptRoles()
{
    m_ui->sql->setPlainText(QString::fromUtf8(GuardScript(m_operations.stores().names, keptRoles()).whole()));
    m_ui->saved->clear();
    read();
}

void GuardsDialog::read()
{
    m_stop.request_stop(); // an older reading
    m_ui->trouble->hide();
    m_isBusy = true;
    showApply();
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

void GuardsDialog::take(const Result<GuardsReport>& report)
{
    m_isBusy = false;
    if (report) {
        m_report = *report;
        showReport();
    } else if (report.error().kind != ErrorKind::Stopped) {
        m_report.reset();
        m_ui->parts->setLines({});
        showDuplicates();
        printError(report.error().sentence);
    }
    showApply();
}

void GuardsDialog::showReport()
{
    //: %1 is a database's name, %2 the role by which the database knows us
    m_ui->where->setText(tr("Database %1, seen as %2").arg(m_report->database, m_report->role));
    m_ui->parts->setLines(guardLines(*m_report, m_result));
    m_ui->loses->clear();
    m_ui->loses->addItems(m_report->losesExecute);
    m_ui->losesTitle->setText(
        m_report->losesExecute.isEmpty() ? tr("No role that may call the save function now would lose that right.")
                                         : tr("These roles may call the save function now and no longer could:"));
    m_ui->loses->setVisible(!m_report->losesExecute.isEmpty());
    showDuplicates();
    if (!m_report->unknownRoles.isEmpty()) {
        //: %1 lists roles that were typed
        printError(tr("The database has no such role: %1. Look at how it is spelled.")
                       .arg(m_report->unknownRoles.join(QStringLiteral(", "))));
    }
}

void GuardsDialog::showDuplicates()
{
    m_ui->duplicates->clear();
    QTreeWidgetItem* organization = nullptr;
    OrganizationId known;
    const std::vector<DuplicateRow> rows = m_report ? m_report->duplicates : std::vector<DuplicateRow>{};
    for (const DuplicateRow& row : rows) {
        if (!organization || row.organizationId != known) {
            organization = new QTreeWidgetItem(m_ui->duplicates);
            organization->setText(0, m_organizationName(row.organizationId));
            organization->setFirstColumnSpanned(true);
        }
        known = row.organizationId;
        auto* item = new QTreeWidgetItem(organization);
        item->setText(0, row.instanceName.isEmpty() ? tr("(names no instance)") : row.instanceName);
        item->setText(1, row.id.toString());
    }
    m_ui->duplicates->expandAll();
    m_ui->duplicates->resizeColumnToContents(1);
    const int organizations = m_ui->duplicates->topLevelItemCount();
    m_ui->duplicatesTitle->setText(
        tr("%n organization(s) with several enabled rows hold back the first guard:", nullptr, organizations));
    m_ui->duplicatesBox->setVisible(organizations > 0);
    m_ui->duplicates->setVisible(organizations > 0);
}

void GuardsDialog::showApply()
{
    const int makeable = m_report ? static_cast<int>(makeableGuards(*m_report).size()) : 0;
    const bool readOnly = m_operations.stores().readOnly;
    QString reason;
    if (m_isApplying)
        reason = tr("Making the guards. An index waits for every transaction that is open.");
    else if (m_isBusy)
        reason = tr("Reading…");
    else if (readOnly)
        reason = tr("This profile only reads. The script can be handed to whoever may change the database.");
    else if (m_report && !m_report->unknownRoles.isEmpty())
        reason = tr("Remove the role that does not exist first.");
    else if (m_report && m_report->allStand())
        reason = tr("All guards stand.");
    else if (m_report && makeable == 0)
        reason = tr("Nothing can be made now; each guard says what holds it back.");
    m_ui->apply->setText(makeable > 0 ? tr("A&dd %n guard(s)", nullptr, makeable) : tr("A&dd the guards"));
    m_ui->apply->setEnabled(reason.isEmpty() && makeable > 0);
    m_ui->reason->setText(reason);
    m_ui->consequence->setText(m_report && !m_isApplying ? executeSentence(*m_report, keptRoles()) : QString());
    m_ui->consequence->setVisible(!m_ui->consequence->text().isEmpty());
    m_ui->stop->setVisible(m_isApplying);
    m_ui->background->setVisible(m_isApplying && mayGoToBackground(*this));
    m_ui->close->setEnabled(!m_isApplying);
    m_ui->readAgain->setEnabled(!m_isBusy && !m_isApplying);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_ui->owner), static_cast<QWidget*>(m_ui->keeps), static_cast<QWidget*>(m_ui->newRole),
          static_cast<QWidget*>(m_ui->addRole)})
        widget->setEnabled(!m_isApplying);
    m_ui->removeRole->setEnabled(!m_isApplying && m_ui->keeps->currentItem() && m_ui->keeps->count() > 1);
}

std::shared_ptr<const StoreFactory> GuardsDialog::takeOwner()
{
    const ProfileContext& stores = m_operations.stores();
    std::shared_ptr<const StoreFactory> owner = std::exchange(m_owner, {});
    if (!m_ui->ownerUser->text().isEmpty() && stores.asDatabaseOwner) {
        owner = stores.asDatabaseOwner(m_ui->ownerUser->text(), Secret::fromText(m_ui->ownerPassword->text()));
        m_ui->ownerPassword->setText({}); // also forgets what could be undone
    }
    return owner ? owner : stores.stores;
}

void GuardsDialog::apply()
{
    if (m_isApplying || m_isBusy || !m_report)
        return;
    m_isApplying = true;
    m_ui->trouble->hide();
    const std::shared_ptr<const StoreFactory> owner = takeOwner();
    showApply();
    beginActivity();
    const QPointer<GuardsDialog> window(this);
    const QPointer<StepOperation> told = m_activity;
    told->operation().setWork(m_operations.run<Attempt, std::monostate>(
        told,
        [owner, shown = *m_report, roles = keptRoles(), title = tr("Add the database guards")](
            const Session& session, const OperationService::Tell<std::monostate>&, const std::stop_token& stop) {
            const auto port = owner->makeGuards();
            GuardsApply guards(
                *port, session.journal.get(),
                {QStringLiteral("guards-apply"), session.profileId, session.workstation, title});
            const auto plan = guards.plan(roles, CallContext::within(guardsReadingTime, stop));
            if (!plan)
                return Attempt{{}, {.error = plan.error()}};
            if (losesMore(shown, plan->report))
                return Attempt{plan->report, {}};
            return Attempt{{}, guards.apply(*plan, CallContext::within(writingTime, stop))};
        },
        [](const std::monostate&) {},
        [told, window, owner, shown = *m_report](const Result<Attempt>& attempt) {
            endActivity(*told, shown, attempt);
            if (!window)
                return;
            if (attempt && attempt->lookAgain && owner != window->m_operations.stores().stores)
                window->m_owner = owner;
            window->takeAttempt(attempt);
        }));
}

void GuardsDialog::stop()
{
    if (m_isApplying && m_activity)
        m_activity->operation().stop();
}

void GuardsDialog::beginActivity()
{
    m_activity = StepOperation::begin(
        m_operations.activities(), {tr("Add the database guards"), QStringLiteral("guards-apply")}, this,
        {.stopWords = tr("S&top"), .again = GuardsAgain{}});
    std::vector<ChecklistModel::Row> rows;
    for (const StatusList::Line& line : guardLines(*m_report, {}))
        rows.push_back({line, {}, false});
    m_activity->setRows(std::move(rows));
}

void GuardsDialog::endActivity(StepOperation& told, const GuardsReport& shown, const Result<Attempt>& attempt)
{
    Result<ChangeResult> whole;
    QString sentence = tr("Not all guards were made.");
    if (!attempt) {
        whole = std::unexpected(attempt.error());
    } else if (attempt->lookAgain) {
        whole->outcome = OperationOutcome::Refused;
        sentence = tr("Nothing was made: more roles would lose a right than was shown.");
    } else {
        whole->outcome = attempt->result.outcome;
        whole->error = attempt->result.error;
        std::vector<ChecklistModel::Row> rows;
        for (const StatusList::Line& line : guardLines(shown, attempt->result))
            rows.push_back({line, {}, true});
        told.setRows(std::move(rows));
    }
    const Operation::State state = activityStateOf(whole);
    if (state == Operation::State::Done)
        sentence = tr("The guards are made and read back.");
    StatusList::Line line{activityMark(state), sentence, {}, true};
    if (const std::optional<Error> error = whole ? whole->error : std::optional(whole.error()))
        line.notes << error->sentence;
    const bool isTold = attempt && !attempt->result.items.empty();
    told.end(state, {line}, isTold ? std::optional(reportOf(attempt->result)) : std::nullopt);
}

void GuardsDialog::takeAttempt(const Result<Attempt>& attempt)
{
    m_isApplying = false;
    if (attempt && attempt->lookAgain) {
        m_report = attempt->lookAgain;
        showReport();
        printError(tr("More roles would lose the right to call the save function than was shown. Look at them, then "
                      "press the button again."));
        return showApply();
    }
    if (attempt)
        m_result = attempt->result;
    const std::optional<Error> error = attempt ? attempt->result.error : std::optional(attempt.error());
    read(); // what stands now, as the profile's own role sees it
    if (error && error->kind != ErrorKind::Stopped)
        printError(error->sentence);
}

void GuardsDialog::saveSql()
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

void GuardsDialog::printError(const QString& sentence)
{
    m_ui->trouble->setText(sentence);
    m_ui->trouble->show();
}

} // namespace steward
