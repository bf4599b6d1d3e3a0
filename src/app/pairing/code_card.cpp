#include "app/pairing/code_card.h"

#include "app/pairing/pairing_words.h"
#include "app/style/painting.h"

#include <QVBoxLayout>

namespace steward {
namespace {

constexpr int codePadding = 10;
constexpr qreal codeRadius = 12;
constexpr int codeSide = 360; ///< at least

struct TileSizes {
    qreal width;
    qreal height;
    qreal gap;
    qreal letter;
};
constexpr TileSizes largeTiles{58, 76, 10, 36};
constexpr TileSizes smallTiles{40, 56, 6, 26};
constexpr qreal dashWidth = 16;
constexpr int charactersAtAll = 8;

} // namespace

CodeCard::CodeCard(QWidget* parent)
    : QFrame(parent)
    , m_view(new QrView(this))
{
    m_view->setObjectName(QStringLiteral("code"));
    auto* column = new QVBoxLayout(this);
    const int padding = scaled(codePadding);
    column->setContentsMargins(padding, padding, padding, padding);
    column->addWidget(m_view);
    setSide(codeSide);
}

void CodeCard::setCode(const std::optional<QrCode>& code)
{
    m_view->setCode(code);
    update();
}

void CodeCard::setSide(int side)
{
    const int whole = scaled(std::max(side, codeSide)) + 2 * scaled(codePadding);
    setFixedSize(whole, whole);
}

void CodeCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    // A code is read best on white: that is no colour of the theme.
    paintBox(painter, rect(), codeRadius, m_view->code() ? QColor(Qt::white) : tokens.surface, tokens.line);
}

CharacterTiles::CharacterTiles(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void CharacterTiles::setCharacters(const QString& characters)
{
    m_characters = characters;
    QStringList spoken;
    for (const QChar character : characters)
        spoken << QString(character);
    setAccessibleName(spoken.join(QLatin1Char(' ')));
    update();
}

void CharacterTiles::setSmall(bool isSmall)
{
    m_isSmall = isSmall;
    updateGeometry();
    update();
}

QSize CharacterTiles::sizeHint() const
{
    const TileSizes& sizes = m_isSmall ? smallTiles : largeTiles;
    const qreal width = charactersAtAll * (sizes.width + sizes.gap) + dashWidth;
    return QSizeF(scaledF(width), scaledF(sizes.height)).toSize();
}

void CharacterTiles::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& light = Tokens::light(); // as the code: dark on white
    const Tokens& tokens = Tokens::of(palette());
    const TileSizes& sizes = m_isSmall ? smallTiles : largeTiles;
    QFont font = textFont(TextSize::Number, QFont::DemiBold);
    font.setPixelSize(scaled(sizes.letter));
    painter.setFont(font);
    qreal left = 0;
    for (qsizetype place = 0; place < m_characters.size(); ++place) {
        if (place == m_characters.size() / 2) {
            const QRectF dash(left, height() / 2.0 - scaledF(1.5), scaledF(dashWidth), scaledF(3));
            paintBox(painter, dash, 1.5, tokens.line2, Qt::transparent);
            left += scaledF(dashWidth + sizes.gap);
        }
        const QRectF tile(left, 0, scaledF(sizes.width), scaledF(sizes.height));
        paintBox(painter, tile, cardRadius, Qt::white, tokens.line2);
        painter.setPen(light.text);
        painter.drawText(tile, Qt::AlignCenter, m_characters.mid(place, 1));
        left += scaledF(sizes.width + sizes.gap);
    }
}

} // namespace steward
