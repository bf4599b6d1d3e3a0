#include "app/pairing/qr_picture.h"

#include "app/pairing/qr_view.h"

#include <QBuffer>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>

namespace steward {
namespace {

constexpr int pixelsPerModule = 10;
constexpr int textPixels = 22;
constexpr int lineHeight = 30;

int sideOf(const QrCode& code)
{
    return (code.size() + 2 * QrCode::quietZone) * pixelsPerModule;
}

} // namespace

QImage qrPicture(const QrCode& code, const QStringList& lines)
{
    const int side = sideOf(code);
    QImage image(side, side + static_cast<int>(lines.size()) * lineHeight + textPixels, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintQrCode(painter, QRectF(0, 0, side, side), code);
    QFont font = QGuiApplication::font();
    font.setPixelSize(textPixels);
    painter.setFont(font);
    painter.setPen(Qt::black);
    const QFontMetrics metrics(font);
    for (qsizetype line = 0; line < lines.size(); ++line) {
        const QRect place(
            pixelsPerModule, side + static_cast<int>(line) * lineHeight, side - 2 * pixelsPerModule, lineHeight);
        painter.drawText(
            place, Qt::AlignCenter | Qt::TextSingleLine,
            metrics.elidedText(lines[line], Qt::ElideMiddle, place.width()));
    }
    return image;
}

QByteArray qrPng(const QrCode& code, const QStringList& lines)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    qrPicture(code, lines).save(&buffer, "PNG");
    return bytes;
}

} // namespace steward
