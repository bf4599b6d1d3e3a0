#pragma once

#include "app/pairing/qr_view.h"

class QLabel;

namespace steward {

/// The code alone on the whole screen, white around it, to be held before a camera. Esc, F11 or a click leave it.
class FullScreenCode final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FullScreenCode)

public:
    explicit FullScreenCode(const QString& title, QWidget* parent);
    void setCode(const std::optional<QrCode>& code, const QString& words);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QrView* m_code;
    QLabel* m_words;
};

} // namespace steward
