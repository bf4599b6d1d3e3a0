#include "app/overview/count_tile.h"

#include "app/components/charts.h"
#include "app/components/text_button.h"
#include "app/components/text_label.h"
#include "app/overview/overview_words.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"
#include "app/table/cells.h"
#include "wording/value_titles.h"

#include <QHBoxLayout>
#include <QLocale>

#include <cmath>

namespace steward {
namespace {

constexpr qreal tileShape = 14;
constexpr qreal tileSide = 16;
constexpr qreal tileTop = 14;

/// More of these is better; of the others worse. Of those that pair neither.
bool isBetterWhenMore(InstanceState state)
{
    return state == InstanceState::Connected;
}

QString signedText(qint64 change)
{
    const QString number = QLocale().toString(std::abs(change));
    return (change > 0 ? QLatin1Char('+') : QChar(0x2212)) + number;
}

} // namespace

CountTile::CountTile(QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel({}, TextSize::Body, QFont::Medium, &Tokens::text2))
    , m_number(new TextButton)
    , m_below(new TextButton)
    , m_line(new SparkWidget({}, Tone::Quiet))
{
    const int side = scaled(tileSide) - TextButton::inset();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(readingMargins(side, scaled(tileTop), scaled(tileSide), scaled(7)));
    column->setSpacing(0);
    m_title->setContentsMargins(readingMargins(scaled(tileShape + 8) + TextButton::inset(), 0, 0, 0));
    column->addWidget(m_title);
    column->addSpacing(scaled(4));
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(4));
    m_line->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); // the number goes first
    m_number->setLook(TextSize::Number, QFont::DemiBold, &Tokens::text);
    m_number->setObjectName(QStringLiteral("tileCount"));
    row->addWidget(m_number);
    row->addStretch(1);
    row->addWidget(m_line, 0, Qt::AlignBottom);
    column->addLayout(row);
    column->addSpacing(scaled(1));
    m_below->setLook(TextSize::Small, QFont::Normal, &Tokens::quiet);
    m_below->setObjectName(QStringLiteral("tileChange"));
    column->addWidget(m_below);
    column->addStretch(1);
    QSizePolicy stays = m_below->sizePolicy();
    stays.setRetainSizeWhenHidden(true);
    m_below->setSizePolicy(stays);
    connect(m_number, &QAbstractButton::clicked, this, [this] { Q_EMIT queryWanted(m_query); });
    connect(m_below, &QAbstractButton::clicked, this, [this] {
        Q_EMIT queryWanted(m_belowQuery.isEmpty() ? m_query : m_belowQuery);
    });
    setNote({}, {});
}

void CountTile::setState(InstanceState state, bool isFirst)
{
    m_state = state;
    m_isFirst = isFirst;
    m_query = queryOf(state);
    m_title->setText(instanceStateTitle(state));
    m_line->setTone(markOfState(state).tone);
    setCount({});
}

void CountTile::setCount(const std::optional<qint64>& count)
{
    const QString number = count ? QLocale().toString(*count) : QStringLiteral("?");
    //: %1 is a state such as "Disconnected", %2 a number
    const QString spoken = count ? tr("%1: %2").arg(m_title->text(), number)
                                 //: %1 is a state such as "Disconnected"
                                 : tr("%1: not read").arg(m_title->text());
    m_number->setLook(TextSize::Number, QFont::DemiBold, count ? &Tokens::text : &Tokens::quiet);
    m_number->setWords(number, spoken);
    m_number->setMinimumWidth(m_number->sizeHint().width());
    m_number->setEnabled(count.has_value());
}

void CountTile::setPast(const std::vector<std::optional<qint64>>& days)
{
    std::vector<double> values;
    values.reserve(days.size());
    for (const std::optional<qint64>& day : days)
        values.push_back(day ? static_cast<double>(*day) : std::nan(""));
    m_line->setVisible(std::ranges::any_of(days, &std::optional<qint64>::has_value));
    m_line->setValues(std::move(values));
}

void CountTile::setChange(qint64 change, const QString& words, const QString& query)
{
    if (change == 0) {
        //: Below a number: %1 is "since yesterday"
        return setNote(tr("unchanged %1").arg(words), query);
    }
    const bool isBetter = (change > 0) == isBetterWhenMore(m_state);
    m_below->setLeadColor(
        m_state == InstanceState::Pairing ? &Tokens::text2
        : isBetter                        ? &Tokens::good
                                          : &Tokens::warn);
    m_below->setWords(
        words, QStringLiteral("%1: %2 %3").arg(m_title->text(), signedText(change), words), signedText(change));
    m_belowQuery = query;
    m_below->setEnabled(true);
    m_below->setVisible(true);
}

void CountTile::setNote(const QString& words, const QString& query)
{
    m_belowQuery = query;
    m_below->setWords(words, QStringLiteral("%1: %2").arg(m_title->text(), words));
    m_below->setVisible(!words.isEmpty());
}

void CountTile::setCompact(bool isCompact)
{
    m_line->setDrawnSize(isCompact ? QSizeF(72, 22) : QSizeF(132, 34), true);
}

void CountTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const bool isLeft = layoutDirection() == Qt::LeftToRight;
    if (!m_isFirst)
        painter.fillRect(QRect(isLeft ? 0 : width() - 1, 0, 1, height()), tokens.line);
    const Mark mark = markOfState(m_state);
    QRectF shape(scaledF(tileSide), 0, scaledF(tileShape), scaledF(tileShape));
    shape.moveCenter({shape.center().x(), m_title->geometry().center().y() + 0.5});
    if (!isLeft)
        shape.moveLeft(width() - shape.right());
    paintShape(painter, shape, mark, tokens.tone(mark.tone));
}

} // namespace steward
