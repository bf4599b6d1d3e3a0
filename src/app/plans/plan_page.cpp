#include "app/plans/plan_page.h"

#include "app/plans/plan_words.h"
#include "app/style/button_painting.h"
#include "app/style/plain_text.h"
#include "domain/visible_text.h"
#include "ui_plan_page.h"

#include <QHeaderView>

namespace steward {
namespace {

/// So many lines are wrapped; of more each takes one line, whole in its tool tip and below when it is current.
constexpr int mostWrappedLines = 300;

constexpr int waysInARow = 3;

/// A deletion of several is asked for once more by offering the way back.
bool canBeDisabledInstead(const Plan& plan)
{
    return plan.kind() == PlanKind::Delete;
}

} // namespace

PlanPage::PlanPage(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PlanPage>())
{
    m_ui->setupUi(this);
    m_ui->lines->setModel(&m_model);
    QHeaderView& header = *m_ui->lines->horizontalHeader();
    header.setSectionResizeMode(PlanModel::PlaceColumn, QHeaderView::Fixed);
    header.setSectionResizeMode(PlanModel::LineColumn, QHeaderView::Stretch);
    header.hide();
    m_ui->lines->setColumnWidth(PlanModel::PlaceColumn, 14 * fontMetrics().horizontalAdvance(QLatin1Char('n')));
    m_ui->lines->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->lines->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_fitTimer.setSingleShot(true);
    m_fitTimer.setInterval(0);
    connect(&m_fitTimer, &QTimer::timeout, this, &PlanPage::fitLines);
    connect(m_ui->confirm, &QLineEdit::textChanged, this, &PlanPage::showApply);
    connect(m_ui->apply, &QPushButton::clicked, this, &PlanPage::applyWanted);
    connect(m_ui->cancel, &QPushButton::clicked, this, &PlanPage::cancelled);
    connect(m_ui->save, &QPushButton::clicked, this, &PlanPage::saveWanted);
    connect(m_ui->disableInstead, &QPushButton::clicked, this, &PlanPage::disableWanted);
    connect(m_ui->residue, &QCheckBox::clicked, this, &PlanPage::residueChanged);
    connect(m_ui->lines->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& at) {
        m_ui->detail->setText(at.siblingAtColumn(PlanModel::LineColumn).data(Qt::DisplayRole).toString());
    });
    m_ui->detail->hide();
    m_ui->note->hide();
}

PlanPage::~PlanPage() = default;

void PlanPage::showWaiting(PlanKind kind)
{
    const bool removes = kind == PlanKind::Delete || kind == PlanKind::Clean || kind == PlanKind::Replace;
    m_ui->words->setText(tr("Reading the three stores, to say exactly what will be done…"));
    m_model.clear();
    m_ui->stops->setLines({});
    showWays({});
    m_ui->summary->clear();
    m_ui->note->hide();
    m_ui->detail->hide();
    m_isAllowed = false;
    m_confirm.reset();
    m_ui->confirm->clear();
    m_ui->residue->setVisible(removes);
    m_ui->residue->setEnabled(false);
    m_ui->disableInstead->setVisible(kind == PlanKind::Delete);
    m_ui->disableInstead->setEnabled(false);
    m_ui->save->setEnabled(false);
    m_ui->apply->setText(tr("Apply"));
    m_ui->cancel->setDefault(true); // once it has its dialog, which keeps it so whatever has the focus
    showApply();
    m_ui->cancel->setFocus();
}

void PlanPage::setEnvironment(std::function<QString(const QString& button)> inEnvironment)
{
    m_inEnvironment = std::move(inEnvironment);
}

void PlanPage::showPlan(const MadePlan& made, bool isSaved)
{
    const auto plan = std::make_shared<const Plan>(made.plan);
    m_model.setPlan(plan, [audit = made.audit](const QUuid& id) { return audit->organizationName(id); });
    const PlanTally tally = plan->tally();
    const bool changes = tally.changed > 0;
    const bool isRefused = made.verdict.isRefused();
    if (isRefused)
        m_ui->words->setText(tr("This is not done, and below stands why. Nothing has been changed."));
    else if (changes)
        m_ui->words->setText(tr("This is what will be done. Nothing has been changed yet."));
    else
        m_ui->words->setText(tr("There is nothing to do. Nothing has been changed."));
    const QString summary = summaryLine(tally);
    m_ui->summary->setText(summary.left(1).toUpper() + summary.mid(1) + QLatin1Char('.'));
    showStops({}, made.verdict);
    showWays(waysOn(*plan, *made.audit));
    m_isAllowed = !isRefused && changes;
    m_confirm = m_isAllowed ? made.verdict.confirm : std::nullopt;
    if (m_confirm) {
        //: %1 is a name or a number, to be typed exactly so
        m_ui->confirmWords->setText(breakable(tr("To go on, type: %1").arg(typeableText(*m_confirm))));
    }
    m_ui->residue->setChecked(plan->request.withResidue);
    m_ui->residue->setEnabled(!isSaved);
    m_ui->disableInstead->setVisible(canBeDisabledInstead(*plan) && !isSaved);
    m_ui->disableInstead->setEnabled(!isRefused);
    m_ui->save->setEnabled(true);
    m_ui->save->setVisible(plan->kind() != PlanKind::Replace); // its file would hold one half
    const bool deletes = m_confirm || plan->tally().count(StepAction::DeleteInstance) > 0;
    const QString words = applyButtonText(*plan);
    m_ui->apply->setText(deletes && m_inEnvironment ? m_inEnvironment(words) : words);
    setButtonKind(*m_ui->apply, deletes ? ButtonKind::Danger : ButtonKind::Primary);
    m_ui->lines->setWordWrap(m_model.rowCount() <= mostWrappedLines);
    m_ui->detail->setVisible(m_model.rowCount() > mostWrappedLines);
    m_fitTimer.start();
    showApply();
    m_ui->cancel->setFocus();
}

void PlanPage::showError(const Error& error)
{
    m_model.clear();
    m_ui->words->setText(tr("There is no plan. Nothing has been changed."));
    m_ui->summary->clear();
    m_ui->residue->setEnabled(false);
    m_ui->disableInstead->hide();
    showStops({error}, {});
    showWays({});
    m_isAllowed = false;
    m_confirm.reset();
    showApply();
    m_ui->cancel->setFocus();
}

void PlanPage::showStops(const std::vector<Error>& errors, const BreakerVerdict& verdict)
{
    std::vector<StatusList::Line> lines;
    for (const Error& error : errors)
        lines.push_back({{MarkShape::Triangle, Tone::Error}, error.sentence, {}, false});
    for (const TrippedBreaker& tripped : verdict.tripped) {
        const bool isPassed = isPassable(tripped.code);
        lines.push_back(
            {{isPassed ? MarkShape::Diamond : MarkShape::Triangle, isPassed ? Tone::Warning : Tone::Error},
             tripped.because,
             {},
             false});
    }
    m_ui->stops->setLines(lines);
    m_ui->stops->setVisible(!lines.empty());
}

void PlanPage::showWays(const std::vector<WayOn>& ways)
{
    while (const std::unique_ptr<QLayoutItem> item{m_ui->ways->takeAt(0)})
        delete item->widget();
    for (const WayOn& way : ways) {
        if (way.kind == WayOn::Kind::Webhook && !m_hasProfile)
            continue; // the sentence names the variable
        auto* button = new QPushButton(wayOnText(way), this);
        button->setObjectName(QStringLiteral("way"));
        button->setAutoDefault(false);
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
        connect(button, &QPushButton::clicked, this, [this, way] { Q_EMIT wayWanted(way); });
        const int place = m_ui->ways->count();
        m_ui->ways->addWidget(button, place / waysInARow, place % waysInARow);
    }
}

void PlanPage::showApply()
{
    m_ui->confirmWords->setVisible(m_confirm.has_value());
    m_ui->confirm->setVisible(m_confirm.has_value());
    m_ui->apply->setEnabled(m_isAllowed && (!m_confirm || isTypedAs(m_ui->confirm->text(), *m_confirm)));
}

void PlanPage::tell(const QString& sentence)
{
    m_ui->note->setText(breakable(sentence));
    m_ui->note->setVisible(!sentence.isEmpty());
}

std::optional<QString> PlanPage::typed() const
{
    return m_confirm ? std::optional(m_ui->confirm->text()) : std::nullopt;
}

void PlanPage::fitLines()
{
    if (m_model.rowCount() <= mostWrappedLines)
        m_ui->lines->resizeRowsToContents();
}

void PlanPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_fitTimer.start();
}

} // namespace steward
