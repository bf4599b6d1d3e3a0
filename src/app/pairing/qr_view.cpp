#include "app/pairing/qr_view.h"

#include <QImage>
#include <QPainter>

#include <cmath>

namespace steward {

QrView::QrView(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("QR code"));
    setAccessibleDescription(tr("To be scanned with the phone's WhatsApp, under linked devices."));
}

void QrView::setCode(std::optional<QrCode> code)
{
    m_code = std::move(code);
    update();
}

void QrView::paintEvent(QPaintEvent*)
{
    if (!m_code)
        return;
    QPainter painter(this);
    paintQrCode(painter, rect(), *m_code);
}

void paintQrCode(QPainter& painter, const QRectF& square, const QrCode& code)
{
    const int modules = code.size() + 2 * QrCode::quietZone;
    // Whole device pixels: a scanner sees no seams, at no scale.
    const qreal ratio = painter.device()->devicePixelRatioF();
    const qreal side = std::min(square.width(), square.height()) * ratio;
    const int module = std::max(static_cast<int>(side) / modules, 1);
    QImage image(module * modules, module * modules, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter inside(&image);
    for (int y = 0; y < code.size(); ++y) {
        for (int x = 0; x < code.size(); ++x) {
            if (code.isDark(x, y))
                inside.fillRect(
                    (x + QrCode::quietZone) * module, (y + QrCode::quietZone) * module, module, module, Qt::black);
        }
    }
    inside.end();
    image.setDevicePixelRatio(ratio);
    const auto corner = [&](qreal center) { return std::round(center * ratio - image.width() / 2.0) / ratio; };
    painter.drawImage(QPointF(corner(square.center().x()), corner(square.center().y())), image);
}

} // namespace steward
