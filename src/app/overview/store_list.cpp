#include "app/overview/store_list.h"

#include "app/components/charts.h"
#include "app/components/store_cells.h"
#include "app/status/store_status_bar.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"

#include <QHBoxLayout>

namespace steward {
namespace {

constexpr qreal storeHeight = 48;
constexpr qreal storeSide = 16;
constexpr qreal storeIcon = 13;
constexpr qreal storeText = 48; ///< where the words begin
constexpr qreal storeTime = 56; ///< its width
constexpr QSizeF storeLine(72, 22);

QString storeQuery(Store store)
{
    switch (store) {
    case Store::Server:
        return QStringLiteral("store:server");
    case Store::Database:
        return QStringLiteral("store:database");
    case Store::Cache:
        return QStringLiteral("store:cache");
    }
    return {};
}

QString contentText(Store store, int count)
{
    switch (store) {
    case Store::Server:
        return StoreButton::tr("%n instance(s)", nullptr, count);
    case Store::Database:
        return StoreButton::tr("%n row(s)", nullptr, count);
    case Store::Cache:
        return StoreButton::tr("%n entry(s)", nullptr, count);
    }
    return {};
}

QString detailText(Store store, const StoreState& state, int version)
{
    switch (state.phase) {
    case StoreState::Phase::Idle:
        return StoreButton::tr("Not read yet");
    case StoreState::Phase::Reading:
        return StoreButton::tr("Reading…");
    case StoreState::Phase::Failed:
        return StoreButton::tr("Not read");
    case StoreState::Phase::Read:
        break;
    }
    const QString content = contentText(store, static_cast<int>(state.count));
    return version > 0 ? content + QStringLiteral(" · v%1").arg(version) : content;
}

} // namespace

StoreButton::StoreButton(Store store, QWidget* parent)
    : QAbstractButton(parent)
    , m_store(store)
    , m_query(storeQuery(store))
    , m_line(new SparkWidget({}, Tone::Quiet, this))
{
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_line->setDrawnSize(storeLine, false);
    m_line->setAttribute(Qt::WA_TransparentForMouseEvents);
    setState({}, 0);
}

void StoreButton::setState(const StoreState& state, int version)
{
    m_state = state;
    m_detail = detailText(m_store, state, version);
    const bool isRead = state.phase == StoreState::Phase::Read;
    //: %1 is a number of seconds
    m_time = isRead ? tr("%1 s").arg(secondsRead(state.elapsedMs)) : QString();
    setEnabled(isRead);
    const QString spoken = QStringLiteral("%1: %2 %3").arg(storeLabel(m_store), m_detail, m_time).trimmed();
    setAccessibleName(spoken);
    setToolTip(escapedToolTip(state.error ? state.error->sentence : spoken));
    update();
}

void StoreButton::setPast(std::vector<double> milliseconds)
{
    m_line->setValues(std::move(milliseconds));
    placeLine();
}

void StoreButton::setShort(bool isShort)
{
    m_isShort = isShort;
    placeLine();
}

void StoreButton::setPlace(bool isBelow, bool isBeside)
{
    m_isBelow = isBelow;
    m_isBeside = isBeside;
    update();
}

QSize StoreButton::sizeHint() const
{
    return {scaled(220), scaled(storeHeight) + (m_isBelow ? 1 : 0)};
}

QRectF StoreButton::placed(const QRectF& logical) const
{
    if (layoutDirection() == Qt::LeftToRight)
        return logical;
    return {width() - logical.right(), logical.top(), logical.width(), logical.height()};
}

void StoreButton::placeLine()
{
    m_line->setVisible(!m_isShort && m_line->values().size() > 1);
    const QSize size = m_line->sizeHint();
    const qreal right = width() - scaledF(storeSide + storeTime);
    m_line->setGeometry(
        placed({right - size.width(), (height() - size.height()) / 2.0, double(size.width()), double(size.height())})
            .toRect());
}

void StoreButton::resizeEvent(QResizeEvent* event)
{
    QAbstractButton::resizeEvent(event);
    placeLine();
}

void StoreButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    if (isEnabled() && underMouse())
        painter.fillRect(rect().adjusted(0, 0, 0, -1), tokens.hover);
    if (m_isBelow)
        painter.fillRect(QRect(0, 0, width(), 1), tokens.line);
    if (m_isBeside)
        painter.fillRect(placed(QRectF(0, 0, 1, height())), tokens.line);
    const bool hasFailed = m_state.phase == StoreState::Phase::Failed;
    QRectF icon(scaledF(storeSide + 3), 0, scaledF(storeIcon), scaledF(storeIcon));
    icon.moveTop((height() - icon.height()) / 2);
    paintIcon(
        painter, placed(icon), hasFailed && m_store == Store::Server ? Icon::ServerOff : iconOfStore(m_store),
        hasFailed ? tokens.bad : tokens.text2, 2);
    const int start =
        Qt::AlignVCenter | Qt::TextSingleLine | (layoutDirection() == Qt::LeftToRight ? Qt::AlignLeft : Qt::AlignRight);
    const int end =
        Qt::AlignVCenter | Qt::TextSingleLine | (layoutDirection() == Qt::LeftToRight ? Qt::AlignRight : Qt::AlignLeft);
    const qreal right = m_line->isVisible() ? scaledF(storeSide + storeTime) + m_line->width()
                                            : scaledF(storeSide + (m_time.isEmpty() ? 0 : storeTime));
    const QRectF words(scaledF(storeText), 0, width() - scaledF(storeText + 8) - right, height());
    painter.setFont(textFont(TextSize::Body, QFont::Medium));
    painter.setPen(tokens.text);
    const qreal top = height() / 2.0 - scaledF(17);
    painter.drawText(placed({words.left(), top, words.width(), scaledF(18)}), start, storeLabel(m_store));
    const QFont small = textFont(TextSize::Small);
    painter.setFont(small);
    painter.setPen(hasFailed ? tokens.bad : tokens.quiet);
    painter.drawText(
        placed({words.left(), top + scaledF(18), words.width(), scaledF(16)}), start,
        QFontMetricsF(small).elidedText(m_detail, Qt::ElideRight, words.width()));
    painter.setFont(textFont(TextSize::Body));
    painter.setPen(tokens.text2);
    painter.drawText(
        placed({width() - scaledF(storeSide + storeTime), 0, scaledF(storeTime), double(height())}), end, m_time);
    if (hasFocus()) {
        const QRectF ring = QRectF(rect()).adjusted(2, 2, -2, -2);
        paintBox(painter, ring, controlRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
    }
}

StoreList::StoreList(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    for (const Store each : {Store::Server, Store::Database, Store::Cache}) {
        auto* button = new StoreButton(each);
        m_stores[static_cast<size_t>(each)] = button;
        m_layout->addWidget(button, 1);
        connect(button, &QAbstractButton::clicked, this, [this, button] { Q_EMIT queryWanted(button->query()); });
    }
    setSideBySide(false);
}

void StoreList::setSideBySide(bool isSideBySide)
{
    m_layout->setDirection(isSideBySide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    for (StoreButton* button : m_stores)
        button->setPlace(!isSideBySide, isSideBySide && button != m_stores.front());
}

} // namespace steward
