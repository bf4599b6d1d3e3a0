#include "app/plans/review_step.h"

#include "app/components/text_label.h"
#include "app/operations/plan_words.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "ui_review_step.h"
#include "wording/workspace_words.h"

#include <QCheckBox>
#include <QResizeEvent>

#include <algorithm>

namespace steward {
namespace {

/// So many lines are wrapped; of more each takes one line, whole in its tool tip and below when it is current.
constexpr int mostWrappedLines = 300;

// In the design's pixels, of the page beside the rail.
constexpr int wideCards = 1168;
constexpr int cardsBeside = 948;
constexpr int cardsWidth = 356;
constexpr int narrowCardsWidth = 300;
constexpr int longInput = 220;
constexpr int numberInput = 76;
constexpr int shortestWords = 260; ///< beside the text that is typed
constexpr int shortestLines = 144; ///< what is done to one organization

/// A deletion of several is asked for once more by offering the way back.
bool canBeDisabledInstead(const Plan& plan)
{
    return plan.kind() == PlanKind::Delete;
}

bool mayDelete(PlanKind kind)
{
    return kind == PlanKind::Delete || kind == PlanKind::Clean || kind == PlanKind::Replace;
}

} // namespace

ReviewStep::ReviewStep(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ReviewStep>())
    , m_delegate(m_model)
    , m_confirmWords(new TextLabel({}, TextSize::Body, QFont::DemiBold))
    , m_connected(new TextLabel({}, TextSize::Body, QFont::Normal, &Tokens::text2))
{
    m_ui->setupUi(this);
    layOut();
    connectParts();
    forget();
}

ReviewStep::~ReviewStep() = default;

void ReviewStep::layOut()
{
    m_ui->plan->setLook(&Tokens::surface, {});
    m_ui->tools->setLook(&Tokens::surface, Qt::BottomEdge);
    m_ui->toolsLayout->setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(10));
    m_ui->rule->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->rule->setText(tr("Each item is read again right before its step. What has changed by then is skipped."));
    m_ui->foot->setLook(&Tokens::side, Qt::TopEdge);
    m_ui->footLayout->setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(10));
    m_ui->detail->setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(8));
    m_confirmWords->setObjectName(QStringLiteral("confirmWords"));
    m_connected->setObjectName(QStringLiteral("connected"));
    for (TextLabel* label : {m_confirmWords, m_connected}) {
        label->setWordWrap(true);
        label->setMinimumWidth(scaled(shortestWords));
        m_ui->confirmColumn->addWidget(label);
    }
    m_ui->save->setIcon(makeIcon(Icon::BookText));
    m_ui->lines->setModel(&m_model);
    m_ui->lines->setItemDelegate(&m_delegate);
    m_ui->lines->setMinimumHeight(scaled(shortestLines));
    m_ui->lines->setWordWrap(true); // else a bar that comes beside it leaves the lines as high as before
    m_ui->detail->hide();
    m_ui->note->hide();
}

void ReviewStep::connectParts()
{
    connect(m_ui->confirm, &QLineEdit::textChanged, this, &ReviewStep::showApply);
    connect(m_ui->apply, &QPushButton::clicked, this, &ReviewStep::applyWanted);
    connect(m_ui->cancel, &QPushButton::clicked, this, &ReviewStep::cancelled);
    connect(m_ui->save, &QPushButton::clicked, this, &ReviewStep::saveWanted);
    connect(&m_ui->cards->disableInstead(), &QPushButton::clicked, this, &ReviewStep::disableWanted);
    connect(&m_ui->cards->residue(), &QCheckBox::clicked, this, &ReviewStep::residueChanged);
    connect(m_ui->cards, &PlanCards::wayWanted, this, &ReviewStep::wayWanted);
    connect(m_ui->byStore, &QPushButton::toggled, this, [this](bool isByStore) {
        m_model.setOrder(isByStore ? PlanLines::Order::ByStore : PlanLines::Order::ByOrganization);
        takeWraps();
    });
    connect(m_ui->lines, &QListView::clicked, this, &ReviewStep::toggle);
    connect(m_ui->lines, &QListView::activated, this, &ReviewStep::toggle);
    connect(m_ui->lines->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& at) {
        m_ui->detail->setText(breakable(at.data(Qt::AccessibleTextRole).toString()));
    });
}

void ReviewStep::toggle(const QModelIndex& line)
{
    const int row = line.row();
    if (!line.isValid() || m_model.kind(row) != PlanLines::Kind::Head)
        return;
    m_model.toggle(row);
    m_ui->lines->setCurrentIndex(m_model.index(row)); // heads before it have not moved
}

void ReviewStep::setPlace(const Place& place)
{
    m_place = place;
    m_ui->cards->setHasJournal(place.hasJournal);
}

void ReviewStep::setGoesBack(bool goesBack)
{
    m_ui->cancel->setText(goesBack ? tr("Back") : tr("Cancel"));
    m_ui->cancel->setAccessibleName(m_ui->cancel->text());
}

void ReviewStep::forget()
{
    m_model.clear();
    m_ui->cards->clear();
    m_isAllowed = false;
    m_confirm.reset();
    m_ui->confirm->clear();
    m_ui->note->hide();
    m_ui->detail->hide();
    m_ui->save->setEnabled(false);
    m_connected->clear();
    m_connected->hide();
    showApply();
}

void ReviewStep::showWaiting(PlanKind kind)
{
    forget();
    Q_EMIT said(tr("Reading the three stores, to say exactly what will be done…"));
    m_ui->cards->residue().setVisible(mayDelete(kind));
    m_ui->cards->disableInstead().setVisible(kind == PlanKind::Delete);
    m_ui->apply->setText(tr("Apply"));
    m_ui->cancel->setDefault(true); // once it has its page, which keeps it so whatever has the focus
    m_ui->cancel->setFocus();
}

void ReviewStep::showPlan(const MadePlan& made, bool isSaved)
{
    const auto plan = std::make_shared<const Plan>(made.plan);
    m_model.setPlan(plan, [audit = made.audit](const OrganizationId& id) { return audit->organizationName(id); });
    std::vector<WayOn> ways = waysOn(*plan, *made.audit);
    std::erase_if(ways, [this](const WayOn& way) { // its sentence names the variable
        return way.kind == WayOn::Kind::Webhook && !m_place.hasProfile;
    });
    m_ui->cards->showPlan(made, ways);
    const bool changes = plan->tally().changed > 0;
    const bool isRefused = made.verdict.isRefused();
    if (isRefused)
        Q_EMIT said(tr("This is not done; the reason is shown. Nothing has been changed."));
    else if (changes)
        Q_EMIT said(WorkspaceWords::willHappen());
    else
        Q_EMIT said(tr("There is nothing to do. Nothing has been changed."));
    m_isAllowed = !isRefused && changes;
    showConfirm(made);
    showButtons(made, isSaved);
    takeWraps();
    showApply();
    takeFocus();
}

void ReviewStep::showConfirm(const MadePlan& made)
{
    m_confirm.reset();
    if (m_isAllowed && made.verdict.confirm)
        m_confirm = confirmationFor(*made.verdict.confirm, made.plan, *made.audit);
    if (m_confirm) {
        m_confirmWords->setText(breakable(confirmSentence(*m_confirm, made.plan, m_place.environment)));
        const bool isNumber = m_confirm->kind == Confirmation::Kind::Number;
        m_ui->confirm->setFixedWidth(scaled(isNumber ? numberInput : longInput));
    }
    const QString connected = m_isAllowed ? connectedSentence(made.plan.tally()) : QString();
    m_connected->setText(connected);
    m_connected->setVisible(!connected.isEmpty());
    // In one line where there is room, whatever else stands in the foot.
    int longest = scaled(shortestWords);
    for (const TextLabel* label : {m_confirmWords, m_connected})
        longest = std::max(longest, label->fontMetrics().horizontalAdvance(label->text()) + 2);
    for (TextLabel* label : {m_confirmWords, m_connected})
        label->setMaximumWidth(longest);
}

void ReviewStep::showButtons(const MadePlan& made, bool isSaved)
{
    const Plan& plan = made.plan;
    m_ui->cards->residue().setVisible(mayDelete(plan.kind())); // a plan from a file is of any kind
    m_ui->cards->residue().setChecked(plan.request.withResidue);
    m_ui->cards->residue().setEnabled(!isSaved);
    m_ui->cards->disableInstead().setVisible(canBeDisabledInstead(plan) && !isSaved);
    m_ui->cards->disableInstead().setEnabled(!made.verdict.isRefused());
    m_ui->save->setEnabled(true);
    m_canBeSaved = plan.kind() != PlanKind::Replace; // its file would hold one half
    m_ui->save->setVisible(m_canBeSaved && isWide());
    const bool deletes = m_confirm || plan.tally().count(StepAction::DeleteInstance) > 0;
    const QString words = applyButtonText(plan);
    m_ui->apply->setText(deletes && m_place.inEnvironment ? m_place.inEnvironment(words) : words);
    setButtonKind(*m_ui->apply, deletes ? ButtonKind::Danger : ButtonKind::Primary);
    m_ui->apply->setIcon(deletes ? makeIcon(Icon::Trash, &Tokens::onFill) : QIcon());
}

void ReviewStep::pressCancel()
{
    m_ui->cancel->click();
}

void ReviewStep::takeFocus()
{
    if (m_confirm)
        m_ui->confirm->setFocus();
    else
        m_ui->cancel->setFocus();
}

void ReviewStep::takeWraps()
{
    const bool wraps = m_model.rowCount() <= mostWrappedLines;
    m_delegate.setWraps(wraps);
    m_ui->lines->setUniformItemSizes(!wraps);
    m_ui->detail->setVisible(!wraps);
}

void ReviewStep::showError(const Error& error)
{
    forget();
    Q_EMIT said(tr("There is no plan. Nothing has been changed."));
    m_ui->cards->disableInstead().hide();
    m_ui->cards->showError(error);
    m_ui->cancel->setFocus();
}

void ReviewStep::showApply()
{
    m_confirmWords->setVisible(m_confirm.has_value());
    m_ui->confirm->setVisible(m_confirm.has_value());
    const bool hasWords = m_confirm || !m_connected->text().isEmpty();
    m_ui->footLayout->setStretch(0, hasWords ? 1 : 0); // else its empty column would take the room
    m_ui->apply->setEnabled(m_isAllowed && (!m_confirm || m_confirm->isMetBy(m_ui->confirm->text())));
}

void ReviewStep::tell(const QString& sentence)
{
    m_ui->note->setText(breakable(sentence));
    m_ui->note->setVisible(!sentence.isEmpty());
}

std::optional<QString> ReviewStep::typed() const
{
    return m_confirm && m_confirm->isMetBy(m_ui->confirm->text()) ? std::optional(m_confirm->passes) : std::nullopt;
}

bool ReviewStep::isWide() const
{
    return width() >= scaled(cardsBeside);
}

void ReviewStep::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isBeside = isWide();
    m_ui->save->setVisible(m_canBeSaved && isBeside);
    m_ui->body->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::BottomToTop);
    m_ui->cards->setNarrow(!isBeside);
    m_ui->rule->setVisible(width() >= scaled(wideCards));
    const int beside = scaled(width() >= scaled(wideCards) ? cardsWidth : narrowCardsWidth);
    m_ui->cards->setMinimumWidth(isBeside ? beside : 0);
    m_ui->cards->setMaximumWidth(isBeside ? beside : QWIDGETSIZE_MAX);
    // Above the lines up to half of the height, as far as those keep theirs: a box at its end is not cut for a few
    // pixels.
    const int left =
        height() - m_ui->foot->sizeHint().height() - m_ui->tools->sizeHint().height() - scaled(shortestLines);
    const int above = std::max(height() * 2 / 5, std::min(height() / 2, left));
    m_ui->cards->setMaximumHeight(isBeside ? QWIDGETSIZE_MAX : above);
}

} // namespace steward
