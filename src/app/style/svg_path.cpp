#include "app/style/svg_path.h"

#include <QXmlStreamReader>

#include <cmath>
#include <optional>

namespace steward {
namespace {

/// Reads the letters and numbers of path data, where "1-.5.5" is three numbers and "01" after an arc's radius two
/// flags.
class CommandReader final {
public:
    explicit CommandReader(QStringView text)
        : m_text(text)
    {
    }
    std::optional<QChar> letter()
    {
        skip();
        if (m_place >= m_text.size() || !m_text[m_place].isLetter())
            return {};
        return m_text[m_place++];
    }
    bool hasNumber()
    {
        skip();
        return m_place < m_text.size() && !m_text[m_place].isLetter();
    }
    qreal number()
    {
        skip();
        const qsizetype begin = m_place;
        bool hasPoint = false;
        while (m_place < m_text.size()) {
            const QChar character = m_text[m_place];
            const bool isSign = character == QLatin1Char('-') || character == QLatin1Char('+');
            const bool isPoint = character == QLatin1Char('.');
            if ((isSign && m_place > begin) || (isPoint && hasPoint) || !(isSign || isPoint || character.isDigit()))
                break;
            hasPoint = hasPoint || isPoint;
            ++m_place;
        }
        if (m_place == begin)
            ++m_place; // what is no number is passed by
        return m_text.mid(begin, m_place - begin).toDouble();
    }
    bool flag()
    {
        skip();
        return m_place < m_text.size() && m_text[m_place++] == QLatin1Char('1');
    }
    QPointF point()
    {
        const qreal x = number();
        return {x, number()};
    }

private:
    void skip()
    {
        while (m_place < m_text.size() && (m_text[m_place].isSpace() || m_text[m_place] == QLatin1Char(',')))
            ++m_place;
    }

    QStringView m_text;
    qsizetype m_place = 0;
};

qreal angleOf(const QPointF& vector)
{
    return std::atan2(vector.y(), vector.x());
}

/// An elliptical arc as curves, each over at most a quarter (SVG 1.1, appendix F.6). Lucide turns no ellipse.
void addArc(QPainterPath& path, QPointF radii, bool isLarge, bool isClockwise, const QPointF& end)
{
    const QPointF start = path.currentPosition();
    radii = {std::abs(radii.x()), std::abs(radii.y())};
    if (radii.x() == 0 || radii.y() == 0 || start == end)
        return path.lineTo(end);
    const QPointF half = (start - end) / 2;
    const QPointF unit(half.x() / radii.x(), half.y() / radii.y());
    const qreal length = QPointF::dotProduct(unit, unit);
    if (length > 1)
        radii *= std::sqrt(length);
    const QPointF scaled(half.x() / radii.x(), half.y() / radii.y());
    const qreal square = QPointF::dotProduct(scaled, scaled);
    const qreal away = std::sqrt(std::max(0.0, 1 / square - 1)) * (isLarge == isClockwise ? -1 : 1);
    const QPointF turned(away * scaled.y(), -away * scaled.x()); // the middle, where the radii are 1
    const qreal begin = angleOf(scaled - turned);
    qreal sweep = angleOf(-scaled - turned) - begin;
    if (isClockwise && sweep < 0)
        sweep += 2 * M_PI;
    else if (!isClockwise && sweep > 0)
        sweep -= 2 * M_PI;
    const QPointF middle = (start + end) / 2 + QPointF(turned.x() * radii.x(), turned.y() * radii.y());
    const int parts = std::max(1, static_cast<int>(std::ceil(std::abs(sweep) / (M_PI / 2) - 1e-9)));
    const qreal step = sweep / parts;
    const qreal handle = 4.0 / 3 * std::tan(step / 4);
    const auto at = [&](qreal angle) { return QPointF(radii.x() * std::cos(angle), radii.y() * std::sin(angle)); };
    const auto along = [&](qreal angle) { return QPointF(-radii.x() * std::sin(angle), radii.y() * std::cos(angle)); };
    for (int part = 0; part < parts; ++part) {
        const qreal from = begin + part * step;
        const qreal to = from + step;
        path.cubicTo(
            middle + at(from) + handle * along(from), middle + at(to) - handle * along(to),
            part + 1 == parts ? end : middle + at(to));
    }
}

/// Draws one command after another; what follows without a letter repeats the last one.
class CommandDrawer final {
public:
    QPainterPath draw(QStringView text)
    {
        CommandReader reader(text);
        while (const auto letter = reader.letter()) {
            QChar command = *letter;
            do {
                step(command, reader);
                if (command.toUpper() == QLatin1Char('M')) // further points of a move are lines
                    command = command.isLower() ? QLatin1Char('l') : QLatin1Char('L');
            } while (reader.hasNumber() && command.toUpper() != QLatin1Char('Z'));
        }
        return m_path;
    }

private:
    void step(QChar command, CommandReader& reader)
    {
        const QPointF here = m_path.currentPosition();
        const QPointF base = command.isLower() ? here : QPointF();
        switch (command.toUpper().unicode()) {
        case 'M':
            return m_path.moveTo(base + reader.point());
        case 'L':
            return m_path.lineTo(base + reader.point());
        case 'H':
            return m_path.lineTo(base.x() + reader.number(), here.y());
        case 'V':
            return m_path.lineTo(here.x(), base.y() + reader.number());
        case 'C':
        case 'S': {
            const bool isSmooth = command.toUpper() == QLatin1Char('S');
            const QPointF first = isSmooth ? here + (here - m_control.value_or(here)) : base + reader.point();
            const QPointF second = base + reader.point();
            m_path.cubicTo(first, second, base + reader.point());
            m_control = second;
            return;
        }
        case 'A': {
            const QPointF radii = reader.point();
            reader.number(); // how far it is turned
            const bool isLarge = reader.flag();
            const bool isClockwise = reader.flag();
            return addArc(m_path, radii, isLarge, isClockwise, base + reader.point());
        }
        case 'Z':
            return m_path.closeSubpath();
        default: // an icon with another command shows a gap, which the icons' test finds
            reader.number();
        }
    }

    QPainterPath m_path;
    std::optional<QPointF> m_control; ///< of the last curve
};

void addPoints(QPainterPath& path, QStringView points, bool isClosed)
{
    CommandReader reader(points);
    bool isFirst = true;
    while (reader.hasNumber()) {
        const QPointF point = reader.point();
        if (isFirst)
            path.moveTo(point);
        else
            path.lineTo(point);
        isFirst = false;
    }
    if (isClosed)
        path.closeSubpath();
}

void addElement(QPainterPath& path, QStringView name, const QXmlStreamAttributes& attributes)
{
    const auto number = [&attributes](const char* key) { return attributes.value(QLatin1String(key)).toDouble(); };
    if (name == QLatin1String("path"))
        path.addPath(pathOfCommands(attributes.value(QLatin1String("d"))));
    else if (name == QLatin1String("rect")) {
        const QRectF rect(number("x"), number("y"), number("width"), number("height"));
        path.addRoundedRect(
            rect, number("rx"), attributes.hasAttribute(QLatin1String("ry")) ? number("ry") : number("rx"));
    } else if (name == QLatin1String("circle"))
        path.addEllipse(QPointF(number("cx"), number("cy")), number("r"), number("r"));
    else if (name == QLatin1String("ellipse"))
        path.addEllipse(QPointF(number("cx"), number("cy")), number("rx"), number("ry"));
    else if (name == QLatin1String("line")) {
        path.moveTo(number("x1"), number("y1"));
        path.lineTo(number("x2"), number("y2"));
    } else if (name == QLatin1String("polyline") || name == QLatin1String("polygon"))
        addPoints(path, attributes.value(QLatin1String("points")), name == QLatin1String("polygon"));
}

} // namespace

QPainterPath pathOfCommands(QStringView commands)
{
    return CommandDrawer().draw(commands);
}

QPainterPath pathOfSvg(const QByteArray& svg)
{
    QPainterPath path;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement)
            addElement(path, reader.name(), reader.attributes());
    }
    return reader.hasError() ? QPainterPath() : path;
}

} // namespace steward
