#pragma once

#include "workflows/base/qr_code.h"

#include <QWidget>

#include <optional>

namespace steward {

/// A QR code, black on white with its quiet zone whatever the theme, as large as whole pixels a module allow.
class QrView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QrView)

public:
    explicit QrView(QWidget* parent = nullptr);
    void setCode(std::optional<QrCode> code);
    const std::optional<QrCode>& code() const { return m_code; }
    QSize sizeHint() const override { return {360, 360}; }
    QSize minimumSizeHint() const override { return {240, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<QrCode> m_code;
};

/// Paints the code with its quiet zone into the middle of the square, in whole device pixels a module.
void paintQrCode(QPainter& painter, const QRectF& square, const QrCode& code);

} // namespace steward
