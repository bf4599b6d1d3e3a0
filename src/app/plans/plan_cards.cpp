#include "app/plans/plan_cards.h"

#include "app/components/card.h"
#include "app/components/soft_card.h"
#include "app/components/text_label.h"
#include "app/operations/plan_words.h"
#include "app/style/button_painting.h"
#include "app/style/plain_text.h"
#include "wording/skip_words.h"
#include "wording/value_titles.h"

#include <QCheckBox>
#include <QFocusEvent>
#include <QGridLayout>
#include <QPushButton>
#include <QResizeEvent>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr size_t mostReasons = 3;

void empty(QLayout& layout)
{
    while (const std::unique_ptr<QLayoutItem> item{layout.takeAt(0)})
        delete item->widget();
}

/// In lines of at most this width, as far as its words allow.
QString wrapped(const QString& text, const QFontMetrics& metrics, int width)
{
    QString lines;
    QString line;
    for (const QString& word : text.split(QLatin1Char(' '))) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && metrics.size(Qt::TextShowMnemonic, longer).width() > width) {
            lines += line + QLatin1Char('\n');
            line = word;
        } else {
            line = longer;
        }
    }
    return lines + line;
}

QColor Tokens::*colorOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return &Tokens::good;
    case Tone::Busy:
        return &Tokens::info;
    case Tone::Warning:
        return &Tokens::warn;
    case Tone::Error:
        return &Tokens::bad;
    case Tone::Quiet:
        break;
    }
    return &Tokens::text2;
}

} // namespace

PlanCards::PlanCards(QWidget* parent)
    : QScrollArea(parent)
    , m_short(new Card)
    , m_counts(new QGridLayout)
    , m_summary(new TextLabel({}))
    , m_residue(new QCheckBox(residueText()))
    , m_disableInstead(new QPushButton(tr("&Disable instead")))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("In short"));
    auto* inside = new QWidget;
    m_column = new QVBoxLayout(inside);
    m_column->setSpacing(scaled(12));
    auto* lines = new QVBoxLayout(m_short);
    lines->setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14));
    lines->setSpacing(scaled(10));
    auto* title = new TextLabel(tr("In short"), TextSize::Section, QFont::DemiBold);
    title->setObjectName(QStringLiteral("shortTitle"));
    lines->addWidget(title);
    m_counts->setHorizontalSpacing(scaled(8));
    m_counts->setVerticalSpacing(scaled(8));
    m_counts->setColumnStretch(1, 1);
    lines->addLayout(m_counts);
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setWordWrap(true);
    lines->addWidget(m_summary);
    m_column->addWidget(m_short);
    m_stops = addCard("stops");
    m_lost = addCard("lost");
    m_left = addCard("left");
    m_undo = addCard("undo");
    m_residue->setObjectName(QStringLiteral("residue"));
    m_residue->setAccessibleName(tr("Clear also what it left behind in the queues"));
    m_disableInstead->setObjectName(QStringLiteral("disableInstead"));
    m_disableInstead->setAccessibleName(tr("Disable instead"));
    m_disableInstead->setToolTip(tr("Disconnect the phone and disable the row; instance, row and token stay"));
    m_disableInstead->setAutoDefault(false);
    setButtonSize(*m_disableInstead, ButtonSize::Small);
    m_lost->rest().addWidget(m_disableInstead, 0, Qt::AlignLeft);
    m_column->addWidget(m_residue);
    m_column->addStretch(1);
    m_residue->installEventFilter(this);
    m_disableInstead->installEventFilter(this);
    setWidget(inside);
    viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    clear();
}

QString PlanCards::residueText()
{
    return tr("Clear also what it left behind in the &queues");
}

SoftCard* PlanCards::addCard(const char* name)
{
    auto* card = new SoftCard;
    card->setObjectName(QLatin1String(name));
    m_column->addWidget(card);
    return card;
}

QSize PlanCards::sizeHint() const
{
    if (!widget())
        return QScrollArea::sizeHint();
    QSize size = widget()->sizeHint();
    if (widget()->hasHeightForWidth() && viewport()->width() > 0)
        size.setHeight(widget()->heightForWidth(viewport()->width()));
    return size;
}

void PlanCards::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitToWidth();
}

bool PlanCards::eventFilter(QObject* watched, QEvent* event)
{
    const bool isReached =
        event->type() == QEvent::FocusIn && static_cast<QFocusEvent*>(event)->reason() != Qt::MouseFocusReason;
    auto* part = isReached ? qobject_cast<QWidget*>(watched) : nullptr;
    if (part && widget()->isAncestorOf(part))
        ensureWidgetVisible(part, 0, scaled(8));
    return QScrollArea::eventFilter(watched, event);
}

/// A box's text takes a second line rather than widen all that stands above it.
void PlanCards::fitToWidth()
{
    const QMargins margins = m_column->contentsMargins();
    const QStyle& looks = *style();
    const int box = looks.pixelMetric(QStyle::PM_IndicatorWidth, nullptr, m_residue) +
                    looks.pixelMetric(QStyle::PM_CheckBoxLabelSpacing, nullptr, m_residue);
    m_residue->setText(
        wrapped(residueText(), m_residue->fontMetrics(), viewport()->width() - margins.left() - margins.right() - box));
    updateGeometry(); // its height goes with its width
}

void PlanCards::clear()
{
    empty(*m_counts);
    m_summary->clear();
    m_short->hide();
    for (SoftCard* card : {m_stops, m_lost, m_left, m_undo})
        card->hide();
    m_canBeUndone = false;
    m_residue->setEnabled(false);
    m_disableInstead->setEnabled(false);
}

void PlanCards::showError(const Error& error)
{
    clear();
    m_stops->setTitle({MarkShape::Triangle, Tone::Error}, tr("There is no plan"));
    m_stops->setSentence(error.sentence);
    m_stops->show();
}

void PlanCards::showPlan(const MadePlan& made, const std::vector<WayOn>& ways)
{
    clear();
    const PlanTally& tally = made.plan.tally();
    showCounts(tally);
    showStops(made.verdict);
    showLost(made.plan);
    showLeft(made.plan, ways);
    showUndo(tally);
    setNarrow(m_isNarrow);
}

void PlanCards::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    const int side = scaled(isNarrow ? 24 : 20);
    const int above = scaled(isNarrow ? 12 : 20);
    m_column->setContentsMargins(side, above, side, above);
    m_column->setSpacing(scaled(isNarrow ? 8 : 12));
    m_short->layout()->setContentsMargins(scaled(16), scaled(isNarrow ? 8 : 14), scaled(16), scaled(isNarrow ? 8 : 14));
    findChild<QWidget*>(QStringLiteral("shortTitle"))->setVisible(!isNarrow);
    for (int place = 0; place < m_counts->count(); ++place)
        m_counts->itemAt(place)->widget()->setVisible(!isNarrow);
    m_summary->setVisible(isNarrow || m_counts->count() == 0);
    m_undo->setVisible(m_canBeUndone && !isNarrow);
    fitToWidth();
}

void PlanCards::showCounts(const PlanTally& tally)
{
    const QString summary = summaryLine(tally);
    m_summary->setText(summary.left(1).toUpper() + summary.mid(1) + QLatin1Char('.'));
    m_short->setAccessibleName(m_summary->text());
    int row = 0;
    for (const PlanCount& count : countsOf(tally)) {
        auto* number = new TextLabel(count.number, TextSize::Section, QFont::DemiBold, colorOf(count.tone));
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto* place = new TextLabel(placeTitle(count.place), TextSize::Body, QFont::Normal, &Tokens::quiet);
        place->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_counts->addWidget(number, row, 0);
        m_counts->addWidget(new TextLabel(count.what), row, 1);
        m_counts->addWidget(place, row, 2);
        ++row;
    }
    m_short->show();
}

void PlanCards::showStops(const BreakerVerdict& verdict)
{
    const bool isRefused = verdict.isRefused();
    QStringList sentences;
    for (const TrippedBreaker& tripped : verdict.tripped)
        sentences << tripped.because;
    if (sentences.isEmpty())
        return;
    const Tone tone = isRefused ? Tone::Error : Tone::Warning;
    m_stops->setTitle(
        {isRefused ? MarkShape::Triangle : MarkShape::Diamond, tone},
        isRefused ? tr("It is not done") : tr("Look twice"));
    m_stops->setSentence(sentences.join(QLatin1Char('\n')));
    m_stops->show();
}

void PlanCards::showLost(const Plan& plan)
{
    const QString sentence = lostSentence(plan);
    m_lost->setTitle({MarkShape::Triangle, Tone::Error}, tr("Lost for good"));
    m_lost->setSentence(sentence);
    m_lost->setVisible(!sentence.isEmpty());
}

void PlanCards::showLeft(const Plan& plan, const std::vector<WayOn>& ways)
{
    empty(m_left->rest());
    QStringList reasons;
    int count = 0;
    const auto add = [&](const Skipped& left) {
        ++count;
        const QString reason = sentenceOf(left);
        if (static_cast<size_t>(reasons.size()) < mostReasons && !reasons.contains(reason))
            reasons << reason;
    };
    for (const PlanGroup& group : plan.groups) {
        if (group.left)
            add(*group.left);
    }
    if (plan.tally().left > 0) {
        for (const PlanItem& item : plan.items) {
            if (!item.left.empty())
                add(item.left.front());
        }
    }
    m_left->setTitle({MarkShape::Diamond, Tone::Warning}, tr("Left as it is: %n", nullptr, count));
    m_left->setSentence(reasons.join(QLatin1Char('\n')));
    for (const WayOn& way : ways) {
        auto* button = new QPushButton(wayOnText(way));
        button->setObjectName(QStringLiteral("way"));
        button->setAutoDefault(false);
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
        button->setMinimumWidth(1); // a long one is elided rather than widens all that stands above it
        button->setToolTip(button->accessibleName());
        setButtonSize(*button, ButtonSize::Small);
        button->installEventFilter(this);
        connect(button, &QPushButton::clicked, this, [this, way] { Q_EMIT wayWanted(way); });
        m_left->rest().addWidget(button, 0, Qt::AlignLeft);
    }
    m_left->setVisible(count > 0 || !ways.empty());
}

void PlanCards::showUndo(const PlanTally& tally)
{
    const bool isDeleted = tally.count(StepAction::DeleteInstance) > 0;
    using enum StepAction;
    const auto isInPlan = [&tally](StepAction each) { return tally.count(each) > 0; };
    const bool changesRows = std::ranges::any_of(
        std::array{DeleteRow, InsertRow, PointRow, WriteRow, EnableRow, DisableRow, ProtectRow, UnprotectRow},
        isInPlan);
    m_canBeUndone = m_hasJournal && changesRows;
    m_undo->setTitle(Icon::Undo, tr("Can be undone"));
    m_undo->setSentence(
        isDeleted ? tr("Rows can be restored from the journal. WhatsApp sessions cannot.")
                  : tr("What is changed in rows can be restored from the journal."));
}

} // namespace steward
