#include "support/test_registry.h"
#include "workflows/base/qr_code.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <array>
#include <functional>

using namespace steward;

namespace steward::qr_code_test {

namespace {

using Modules = std::function<bool(int x, int y)>;

/// Reads a code as a phone's scanner does, from the finders to the bytes. For versions 1 to 5 with the lowest
/// correction, whose data stands in one block.
class Scanner final {
public:
    Scanner(int size, Modules isDark)
        : m_size(size)
        , m_isDark(std::move(isDark))
    {
    }

    QByteArray read() const
    {
        if (!hasFinder(0, 0) || !hasFinder(m_size - 7, 0) || !hasFinder(0, m_size - 7))
            return "no finders";
        const int format = formatBits() ^ 0b101010000010010;
        if (format >> 13 != 0b01)
            return "another correction level";
        return content(bits((format >> 10) & 7));
    }

private:
    bool hasFinder(int left, int top) const
    {
        for (int y = 0; y < 7; ++y) {
            for (int x = 0; x < 7; ++x) {
                const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
                if (m_isDark(left + x, top + y) != (ring != 2))
                    return false;
            }
        }
        return true;
    }

    int formatBits() const
    {
        constexpr std::array<std::pair<int, int>, 15> places{
            {{0, 8},
             {1, 8},
             {2, 8},
             {3, 8},
             {4, 8},
             {5, 8},
             {7, 8},
             {8, 8},
             {8, 7},
             {8, 5},
             {8, 4},
             {8, 3},
             {8, 2},
             {8, 1},
             {8, 0}}};
        int read = 0;
        for (const auto& [x, y] : places)
            read = (read << 1) | (m_isDark(x, y) ? 1 : 0);
        return read;
    }

    bool isFunction(int x, int y) const
    {
        const bool isFinder = (x < 9 && y < 9) || (x >= m_size - 8 && y < 9) || (x < 9 && y >= m_size - 8);
        const int centre = m_size - 7;
        const bool isAlignment = m_size > 21 && std::abs(x - centre) <= 2 && std::abs(y - centre) <= 2;
        return isFinder || isAlignment || x == 6 || y == 6;
    }

    static bool isMasked(int mask, int x, int y)
    {
        switch (mask) {
        case 0:
            return (x + y) % 2 == 0;
        case 1:
            return y % 2 == 0;
        case 2:
            return x % 3 == 0;
        case 3:
            return (x + y) % 3 == 0;
        case 4:
            return (y / 2 + x / 3) % 2 == 0;
        case 5:
            return x * y % 2 + x * y % 3 == 0;
        case 6:
            return (x * y % 2 + x * y % 3) % 2 == 0;
        default:
            return ((x + y) % 2 + x * y % 3) % 2 == 0;
        }
    }

    /// In pairs of columns from the right, up and down.
    std::vector<bool> bits(int mask) const
    {
        std::vector<bool> read;
        bool isUp = true;
        for (int right = m_size - 1; right > 0; right -= 2, isUp = !isUp) {
            if (right == 6)
                --right;
            for (int step = 0; step < m_size; ++step) {
                const int y = isUp ? m_size - 1 - step : step;
                for (const int x : {right, right - 1}) {
                    if (!isFunction(x, y))
                        read.push_back(m_isDark(x, y) != isMasked(mask, x, y));
                }
            }
        }
        return read;
    }

    static QByteArray content(const std::vector<bool>& bits)
    {
        size_t at = 0;
        const auto take = [&](int count) {
            int value = 0;
            while (count-- > 0)
                value = (value << 1) | (bits.at(at++) ? 1 : 0);
            return value;
        };
        if (take(4) != 0b0100)
            return "no bytes";
        QByteArray text;
        for (int left = take(8); left > 0; --left)
            text += static_cast<char>(take(8));
        return text;
    }

    int m_size;
    Modules m_isDark;
};

/// The modules that a drawing of half blocks shows, its quiet zone taken off.
Modules
modulesOf(const QStringList& lines, const std::function<bool(const QString& line, int column, bool lower)>& dark)
{
    return [lines, dark](int x, int y) {
        const int row = y + QrCode::quietZone;
        return dark(lines.at(row / 2), x + QrCode::quietZone, row % 2 == 1);
    };
}

} // namespace

class QrCodeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aScannerReadsIt_data();
    void aScannerReadsIt();
    void aWhatsAppCodeFits();
    void whatCannotBeDrawn();
    void theQuietZoneIsWhite();
    void theTerminalDrawsTheSame();
    void blocksDrawTheSame();
    void thePictureHoldsWhatIsPrinted();
    void hostileLinesStayText();
};

void QrCodeTest::aScannerReadsIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one") << QStringLiteral("a");
    QTest::newRow("version 1") << QStringLiteral("2@abcDEF,=");
    QTest::newRow("version 2") << QStringLiteral("2@abcDEF,=abcdefghijklmnopqrst");
    QTest::newRow("version 3") << QString(50, QLatin1Char('x'));
    QTest::newRow("version 5") << QStringLiteral("2@") + QString(98, QLatin1Char('='));
    QTest::newRow("Unicode") << QStringLiteral("clínica 😀");
}

void QrCodeTest::aScannerReadsIt()
{
    QFETCH(QString, text);
    const auto code = QrCode::fromText(text);
    QVERIFY(code);
    QCOMPARE(Scanner(code->size(), [&](int x, int y) { return code->isDark(x, y); }).read(), text.toUtf8());
}

void QrCodeTest::aWhatsAppCodeFits()
{
    const auto code = QrCode::fromText(QStringLiteral("2@") + QString(297, QLatin1Char('A')));
    QVERIFY(code);
    QVERIFY(code->size() + 2 * QrCode::quietZone <= 80); // columns of a usual terminal
}

void QrCodeTest::whatCannotBeDrawn()
{
    QVERIFY(!QrCode::fromText({}));
    QVERIFY(!QrCode::fromText(QString(3000, QLatin1Char('x'))));
    const auto withNul = QrCode::fromText(QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
    QVERIFY(withNul);
    QCOMPARE(
        Scanner(withNul->size(), [&](int x, int y) { return withNul->isDark(x, y); }).read(), QByteArray("a\0b", 3));
}

void QrCodeTest::theQuietZoneIsWhite()
{
    const auto code = QrCode::fromText(QStringLiteral("quiet"));
    for (int i = -QrCode::quietZone; i < code->size() + QrCode::quietZone; ++i) {
        QVERIFY(!code->isDark(i, -1) && !code->isDark(-1, i));
        QVERIFY(!code->isDark(i, code->size()) && !code->isDark(code->size(), i));
    }
    QVERIFY(code->isDark(0, 0));
}

void QrCodeTest::theTerminalDrawsTheSame()
{
    const QString text = QStringLiteral("2@terminal,=");
    const auto code = QrCode::fromText(text);
    const QStringList lines = code->forTerminal().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), (code->size() + 2 * QrCode::quietZone + 1) / 2);
    static const QRegularExpression cell(QStringLiteral("\x1b\\[38;5;(16|231);48;5;(16|231)m\u2580"));
    for (const QString& line : lines)
        QVERIFY(line.endsWith(QStringLiteral("\x1b[0m"))); // nothing of it stains what follows
    const Modules drawn = modulesOf(lines, [](const QString& line, int column, bool lower) {
        auto cells = cell.globalMatch(line);
        for (int skipped = 0; skipped < column; ++skipped)
            cells.next();
        return cells.next().captured(lower ? 2 : 1) == QLatin1String("16");
    });
    QCOMPARE(Scanner(code->size(), drawn).read(), text.toUtf8());
}

void QrCodeTest::blocksDrawTheSame()
{
    const QString text = QStringLiteral("2@blocks,=");
    const auto code = QrCode::fromText(text);
    const QString blocks = code->asBlocks();
    QVERIFY(!blocks.contains(QChar(0x1b)));
    const Modules drawn = modulesOf(blocks.split(QLatin1Char('\n')), [](const QString& line, int column, bool lower) {
        const QChar block = line.at(column);
        return block == QLatin1Char(' ') || block == (lower ? QChar(0x2580) : QChar(0x2584));
    });
    QCOMPARE(Scanner(code->size(), drawn).read(), text.toUtf8());
}

void QrCodeTest::thePictureHoldsWhatIsPrinted()
{
    const QString text = QStringLiteral("2@picture,=");
    const auto code = QrCode::fromText(text);
    QXmlStreamReader xml(code->svg({QStringLiteral("Clínica Sol"), QStringLiteral("valid until 14:05")}));
    QString path;
    QStringList printed;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("path"))
            path = xml.attributes().value(QLatin1String("d")).toString();
        if (xml.name() == QLatin1String("text"))
            printed << xml.readElementText();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(printed, (QStringList{QStringLiteral("Clínica Sol"), QStringLiteral("valid until 14:05")}));
    const Modules drawn = [&path](int x, int y) {
        return path.contains(QStringLiteral("M%1 %2h1v1h-1z").arg(x + QrCode::quietZone).arg(y + QrCode::quietZone));
    };
    QCOMPARE(Scanner(code->size(), drawn).read(), text.toUtf8());
}

void QrCodeTest::hostileLinesStayText()
{
    const auto code = QrCode::fromText(QStringLiteral("x"));
    const QStringList hostile{
        QStringLiteral("</text><script>alert(1)</script>"),
        QStringLiteral("&entity; \"quoted\" '%1'"),
        QStringLiteral("line\nbreak\x01\x1b[31m"),
        QString(QChar(0xd800)) + QChar(0xfffe) + QChar(0x202e) + QStringLiteral("fed"),
        QString(500, QLatin1Char('w')),
    };
    const QByteArray picture = code->svg(hostile);
    QXmlStreamReader xml(picture);
    QStringList elements;
    QStringList printed;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        elements << xml.name().toString();
        if (xml.name() == QLatin1String("text"))
            printed << xml.readElementText();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(!elements.contains(QLatin1String("script")));
    QCOMPARE(printed.size(), hostile.size());
    QCOMPARE(printed[0], hostile[0]);
    QCOMPARE(printed[1], hostile[1]);
    QVERIFY(!picture.contains('\x1b') && !picture.contains('\x01'));
    QVERIFY(!QString::fromUtf8(picture).contains(QChar(0x202e)));
    QVERIFY(printed[4].size() < 60); // what does not fit is cut
}

STEWARD_TEST(QrCodeTest)
} // namespace steward::qr_code_test

#include "qr_code_test.moc"
