#include "app/overview/problem_list.h"

#include "app/components/elided_label.h"
#include "app/components/text_button.h"
#include "app/components/text_label.h"
#include "app/overview/overview_words.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"
#include "app/table/cells.h"
#include "wording/finding_words.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace steward {
namespace {

constexpr qreal problemHeight = 44;
constexpr qreal headingHeight = 30;
constexpr qreal problemSide = 16;
constexpr qreal problemShape = 12;
constexpr qreal problemGap = 12;
constexpr qreal problemWay = 112;

/// A quiet bar over the lines of one severity.
class HeadingBar final : public QWidget {
public:
    explicit HeadingBar(bool isFirst)
        : m_isFirst(isFirst)
    {
        setFixedHeight(scaled(headingHeight));
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Tokens& tokens = Tokens::of(palette());
        QPainter painter(this);
        painter.fillRect(rect(), tokens.line);
        painter.fillRect(rect().adjusted(0, m_isFirst ? 1 : 0, 0, -1), tokens.side);
    }

private:
    bool m_isFirst; ///< else the line above it ends in one
};

void paintSeverity(QPainter& painter, const QWidget& line, Severity severity)
{
    const Mark mark = severityMark(severity);
    QRectF shape(scaledF(problemSide), 0, scaledF(problemShape), scaledF(problemShape));
    shape.moveCenter({shape.center().x(), line.height() / 2.0});
    if (line.layoutDirection() == Qt::RightToLeft)
        shape.moveLeft(line.width() - shape.right());
    paintShape(painter, shape, mark, Tokens::of(line.palette()).tone(mark.tone));
}

/// The kinds that are not shown yet, with the mark of the worst.
class RestBar final : public QWidget {
public:
    explicit RestBar(Severity worst)
        : m_worst(worst)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintSeverity(painter, *this, m_worst);
    }

private:
    Severity m_worst;
};

QHBoxLayout* rowIn(QWidget& widget, qreal height)
{
    widget.setFixedHeight(scaled(height));
    auto* row = new QHBoxLayout(&widget);
    row->setContentsMargins(scaled(problemSide), 0, scaled(problemSide), 0);
    row->setSpacing(scaled(problemGap));
    return row;
}

QString severityTitle(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ProblemList::tr("Errors");
    case Severity::Warning:
        return ProblemList::tr("Warnings");
    case Severity::Info:
        return ProblemList::tr("Notes");
    }
    return {};
}

QString severityQuery(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("problem:error");
    case Severity::Warning:
        return QStringLiteral("problem:warning");
    case Severity::Info:
        return QStringLiteral("problem:note");
    }
    return QStringLiteral("problem:any");
}

ProblemSet ofSeverity(Severity severity)
{
    ProblemSet set = 0;
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        set |= severityOf(code) == severity ? problemBit(code) : 0;
    }
    return set;
}

} // namespace

ProblemLine::ProblemLine(FindingCode code, QWidget* parent)
    : QWidget(parent)
    , m_code(code)
    , m_sentence(new ElidedLabel)
    , m_count(new TextButton)
    , m_button(new QPushButton(withoutMnemonics(mainWayText(code))))
{
    QHBoxLayout* row = rowIn(*this, problemHeight);
    row->setContentsMargins(readingMargins(scaled(problemSide + problemShape + problemGap), 0, scaled(problemSide), 0));
    auto* title = new TextLabel(findingTitle(code), TextSize::Body, QFont::Medium);
    row->addWidget(title);
    m_sentence->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_sentence->setText(problemSentence(code));
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_sentence, 1);
    row->addStretch(0);
    m_count->setLook(TextSize::Body, QFont::DemiBold, &Tokens::text);
    m_count->setTrailing(true);
    m_count->setMinimumWidth(scaled(40));
    m_count->setObjectName(QStringLiteral("count"));
    row->addWidget(m_count);
    setButtonSize(*m_button, ButtonSize::Small);
    m_button->setObjectName(QStringLiteral("way"));
    m_button->setAccessibleName(QStringLiteral("%1: %2").arg(findingTitle(code), mainWayText(code)));
    row->addWidget(m_button);
    connect(m_count, &QAbstractButton::clicked, this, [this] { Q_EMIT rowsWanted(m_code); });
    connect(m_button, &QPushButton::clicked, this, [this] { Q_EMIT wayWanted(mainWayOf(m_code), m_code); });
}

void ProblemLine::setCount(qint64 count, bool isAll)
{
    const QString number = QLocale().toString(count);
    //: A screen reader says it: %1 is a problem such as "Duplicate", %2 a number of rows
    const QString spoken = tr("%1: %2").arg(findingTitle(m_code), number);
    if (isAll)
        return m_count->setWords(number, spoken);
    //: A number of rows, where a store that was not read may hide more
    const QString atLeast = tr("%1 ?").arg(number);
    //: A screen reader says it: %1 is "Duplicate: 5"
    m_count->setWords(atLeast, tr("%1 or more").arg(spoken));
}

void ProblemLine::setObstacles(const StandingObstacles& obstacles)
{
    const QString reason = obstacleOf(mainWayOf(m_code), obstacles);
    m_button->setEnabled(reason.isEmpty());
    m_button->setToolTip(escapedToolTip(reason.isEmpty() ? findingRepair(m_code) : reason));
}

void ProblemLine::setShort(bool isShort)
{
    // It keeps its room, so that count and button stand where they do in every line.
    m_sentence->setText(isShort ? QString() : problemSentence(m_code));
    setToolTip(isShort ? escapedToolTip(problemSentence(m_code)) : QString());
}

int ProblemLine::wayWidth() const
{
    return std::max(m_button->sizeHint().width(), scaled(problemWay));
}

void ProblemLine::setWayWidth(int width)
{
    m_button->setMinimumWidth(width);
}

void ProblemLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.line);
    paintSeverity(painter, *this, severityOf(m_code));
}

ProblemList::ProblemList(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
}

void ProblemList::setIndex(const AuditIndex& index)
{
    const bool wasAll = std::exchange(m_isAll, index.audit().allStoresRead());
    const bool hadRows = std::exchange(m_hasRows, index.rowCount() > 0);
    const std::vector<Kind> kinds = std::exchange(m_kinds, {});
    const std::vector<ProblemSet> sets = std::exchange(m_sets, {});
    for (int place = 0; place < findingCodeCount; ++place) {
        if (const qint64 count = index.counts().findings[static_cast<size_t>(place)]; count > 0)
            m_kinds.push_back({static_cast<FindingCode>(place), count});
    }
    std::ranges::stable_sort(m_kinds, [](const Kind& a, const Kind& b) {
        const Severity worse = severityOf(a.code);
        const Severity other = severityOf(b.code);
        return worse != other ? worse > other : a.count > b.count;
    });
    m_rows = {};
    m_alsoErrors = 0;
    const std::array ofSeverities{
        ofSeverity(Severity::Info), ofSeverity(Severity::Warning), ofSeverity(Severity::Error)};
    for (int row = 0; row < index.rowCount(); ++row) {
        const ProblemSet problems = index.problems(row);
        if (problems == 0)
            continue;
        m_sets.push_back(problems);
        for (size_t severity = 0; severity < ofSeverities.size(); ++severity)
            m_rows[severity] += (problems & ofSeverities[severity]) != 0 ? 1 : 0;
        m_alsoErrors += (problems & ofSeverities[1]) != 0 && (problems & ofSeverities[2]) != 0 ? 1 : 0;
    }
    const bool isSame = wasAll == m_isAll && hadRows == m_hasRows && kinds == m_kinds && sets == m_sets;
    if (!isSame || m_lines->count() == 0)
        build(); // else whoever is about to press a button finds it where it was
}

void ProblemList::setObstacles(const StandingObstacles& obstacles)
{
    m_obstacles = obstacles;
    for (ProblemLine* line : findChildren<ProblemLine*>())
        line->setObstacles(obstacles);
}

void ProblemList::setShort(bool isShort)
{
    m_isShort = isShort;
    for (ProblemLine* line : findChildren<ProblemLine*>())
        line->setShort(isShort);
}

void ProblemList::build()
{
    // Who stands on a line stands on it afterwards.
    const QWidget* focus = focusWidget();
    const QString focused = focus && focus->hasFocus() ? focus->objectName() : QString();
    const auto* line = focus ? qobject_cast<const ProblemLine*>(focus->parentWidget()) : nullptr;
    const int code = line ? static_cast<int>(line->code()) : -1;
    while (const std::unique_ptr<QLayoutItem> item{m_lines->takeAt(0)})
        delete item->widget();
    const size_t shown = m_isOpened || m_kinds.size() <= shownAtFirst + 1 ? m_kinds.size() : shownAtFirst;
    for (size_t place = 0; place < shown; ++place) {
        const Severity severity = severityOf(m_kinds[place].code);
        if (place == 0 || severityOf(m_kinds[place - 1].code) != severity)
            addHeading(severity);
        addLine(m_kinds[place]);
    }
    if (shown < m_kinds.size())
        addRest(shown);
    addEnd();
    fitWays();
    for (ProblemLine* each : findChildren<ProblemLine*>()) {
        if (!focused.isEmpty() && static_cast<int>(each->code()) == code)
            each->findChild<QWidget*>(focused)->setFocus();
    }
}

void ProblemList::fitWays()
{
    const QList<ProblemLine*> lines = findChildren<ProblemLine*>();
    int width = 0;
    for (const ProblemLine* each : lines)
        width = std::max(width, each->wayWidth());
    for (ProblemLine* each : lines)
        each->setWayWidth(width);
}

QString ProblemList::headingText(Severity severity) const
{
    const auto rows = static_cast<int>(m_rows[static_cast<size_t>(severity)]);
    QString all = tr("%n instance(s)", nullptr, rows);
    if (severity != Severity::Warning || m_alsoErrors == 0)
        return all;
    //: %1 is "27 instances", of which %n stand among the errors too
    return tr("%1, %n of them counted above", nullptr, static_cast<int>(m_alsoErrors)).arg(all);
}

void ProblemList::addHeading(Severity severity)
{
    auto* bar = new HeadingBar(m_lines->count() == 0);
    QHBoxLayout* row = rowIn(*bar, headingHeight);
    row->setSpacing(scaled(8) - TextButton::inset());
    row->addWidget(new TextLabel(severityTitle(severity), TextSize::Small, QFont::DemiBold, &Tokens::text2));
    auto* count = new TextButton;
    count->setLook(TextSize::Small, QFont::Normal, &Tokens::quiet);
    count->setObjectName(QStringLiteral("rowsOfSeverity"));
    count->setWords(
        headingText(severity), QStringLiteral("%1: %2").arg(severityTitle(severity), headingText(severity)));
    connect(count, &QAbstractButton::clicked, this, [this, severity] { Q_EMIT queryWanted(severityQuery(severity)); });
    row->addWidget(count);
    row->addStretch(1);
    m_lines->addWidget(bar);
}

void ProblemList::addLine(const Kind& kind)
{
    auto* line = new ProblemLine(kind.code);
    line->setCount(kind.count, m_isAll);
    line->setObstacles(m_obstacles);
    line->setShort(m_isShort);
    connect(line, &ProblemLine::rowsWanted, this, &ProblemList::rowsWanted);
    connect(line, &ProblemLine::wayWanted, this, &ProblemList::wayWanted);
    m_lines->addWidget(line);
}

/// How many kinds are not shown, and the button that shows them.
void ProblemList::addRest(size_t from)
{
    ProblemSet hidden = 0;
    for (size_t place = from; place < m_kinds.size(); ++place)
        hidden |= problemBit(m_kinds[place].code);
    const auto rows = std::ranges::count_if(m_sets, [hidden](ProblemSet set) { return (set & hidden) != 0; });
    const QString kinds = tr("%n more kind(s)", nullptr, static_cast<int>(m_kinds.size() - from));
    const QString instances = tr("%n instance(s)", nullptr, static_cast<int>(rows));
    auto* line = new RestBar(severityOf(m_kinds[from].code));
    QHBoxLayout* row = rowIn(*line, problemHeight);
    // Its words end where the buttons above do.
    row->setContentsMargins(
        readingMargins(scaled(problemSide + problemShape + problemGap), 0, scaled(problemSide - 10), 0));
    //: %1 is "9 more kinds", %2 "10 instances"
    row->addWidget(new TextLabel(tr("%1, %2").arg(kinds, instances), TextSize::Body, QFont::Normal, &Tokens::quiet), 1);
    auto* all = new QPushButton(tr("Show all"));
    setButtonKind(*all, ButtonKind::Link);
    setButtonSize(*all, ButtonSize::Small);
    all->setObjectName(QStringLiteral("showAllKinds"));
    all->setAccessibleName(tr("Show all problems"));
    row->addWidget(all);
    connect(
        all, &QPushButton::clicked, this,
        [this] {
            m_isOpened = true;
            build();
            if (auto* next = nextInFocusChain())
                next->setFocus(Qt::TabFocusReason);
        },
        Qt::QueuedConnection); // it goes with the others
    m_lines->addWidget(line);
}

QString ProblemList::endText() const
{
    if (!m_isAll)
        return tr("A store was not read. It may hide more problems.");
    return m_hasRows ? tr("Everything agrees. All instances say the same in all three stores.")
                     : tr("No instances yet. The stores were read and are empty.");
}

void ProblemList::addEnd()
{
    if (m_kinds.empty() || !m_isAll) {
        auto* said = new TextLabel(endText(), TextSize::Body, QFont::Normal, &Tokens::quiet);
        said->setObjectName(QStringLiteral("problemsEnd"));
        said->setWordWrap(true);
        said->setContentsMargins(scaled(problemSide), scaled(12), scaled(problemSide), scaled(12));
        m_lines->addWidget(said);
    }
    m_lines->addStretch(1);
}

} // namespace steward
