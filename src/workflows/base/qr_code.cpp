// The one file that uses libqrencode.
#include "workflows/base/qr_code.h"

#include <QStringList>

#include <memory>

#include <qrencode.h>

namespace steward {
namespace {

constexpr int longestLine = 44;    // characters that fit below the picture
constexpr double lineHeight = 3.2; // modules

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

/// Fit for XML 1.0, whose text may hold no control characters, not even escaped, and no half of a surrogate pair.
QString xmlText(const QString& text)
{
    QString fit;
    for (const char32_t character : text.simplified().toUcs4()) {
        const bool isControl = character < 0x20 || (character >= 0x7f && character < 0xa0);
        const bool isDirection =
            (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
        const bool isNone = (character >= 0xd800 && character <= 0xdfff) || character == 0xfffe || character == 0xffff;
        if (isControl || isDirection || isNone)
            fit += QChar(0xfffd);
        else
            fit += QString::fromUcs4(&character, 1);
    }
    if (fit.size() > longestLine)
        fit = fit.left(longestLine - 1) + QChar(0x2026);
    return fit.toHtmlEscaped();
}

} // namespace

std::optional<QrCode> QrCode::fromText(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    if (bytes.isEmpty())
        return {};
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeData(
        static_cast<int>(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.constData()), 0, QR_ECLEVEL_L));
    if (!code)
        return {};
    std::vector<bool> dark(static_cast<size_t>(code->width) * static_cast<size_t>(code->width));
    for (size_t module = 0; module < dark.size(); ++module)
        dark[module] = (code->data[module] & 1) != 0;
    return QrCode(code->width, std::move(dark));
}

bool QrCode::isDark(int x, int y) const
{
    if (x < 0 || y < 0 || x >= m_size || y >= m_size)
        return false;
    return m_dark[static_cast<size_t>(y) * static_cast<size_t>(m_size) + static_cast<size_t>(x)];
}

QByteArray QrCode::svg(const QStringList& lines) const
{
    const int width = m_size + 2 * quietZone;
    const double height = width + lineHeight * static_cast<double>(lines.size());
    QString path;
    for (int y = 0; y < m_size; ++y) {
        for (int x = 0; x < m_size; ++x) {
            if (isDark(x, y))
                path += QStringLiteral("M%1 %2h1v1h-1z").arg(x + quietZone).arg(y + quietZone);
        }
    }
    QString document = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" "
                                      "width=\"%3mm\" height=\"%4mm\">\n"
                                      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                                      "<path d=\"%5\" fill=\"#000000\" shape-rendering=\"crispEdges\"/>\n")
                           .arg(width)
                           .arg(height)
                           .arg(width * 2)
                           .arg(height * 2)
                           .arg(path);
    double baseline = width - 0.5;
    for (const QString& line : lines) {
        // In two steps: the line may hold what looks like a place for an argument.
        document += QStringLiteral("<text x=\"%1\" y=\"%2\" font-family=\"sans-serif\" font-size=\"2.4\" "
                                   "text-anchor=\"middle\" fill=\"#000000\">")
                        .arg(width / 2.0)
                        .arg(baseline);
        document += xmlText(line) + QStringLiteral("</text>\n");
        baseline += lineHeight;
    }
    return (document + QStringLiteral("</svg>\n")).toUtf8();
}

QString QrCode::forTerminal() const
{
    // 16 and 231 of the 256 colours are black and white in every scheme; the first sixteen are not.
    const auto colours = [](bool upper, bool lower) {
        return QStringLiteral("\x1b[38;5;%1;48;5;%2m").arg(upper ? 16 : 231).arg(lower ? 16 : 231);
    };
    QString drawn;
    for (int y = -quietZone; y < m_size + quietZone; y += 2) {
        for (int x = -quietZone; x < m_size + quietZone; ++x)
            drawn += colours(isDark(x, y), isDark(x, y + 1)) + QChar(0x2580);
        drawn += QStringLiteral("\x1b[0m\n");
    }
    return drawn;
}

QString QrCode::asBlocks() const
{
    constexpr char16_t blocks[2][2] = {{0x2588, 0x2580}, {0x2584, u' '}}; // [upper is dark][lower is dark]
    QString drawn;
    for (int y = -quietZone; y < m_size + quietZone; y += 2) {
        for (int x = -quietZone; x < m_size + quietZone; ++x)
            drawn += QChar(blocks[isDark(x, y) ? 1 : 0][isDark(x, y + 1) ? 1 : 0]);
        drawn += QLatin1Char('\n');
    }
    return drawn;
}

QString qrencodeVersion()
{
    return QString::fromLatin1(QRcode_APIVersionString());
}

} // namespace steward
