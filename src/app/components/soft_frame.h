#pragma once

#include "app/style/mark.h"

#include <QFrame>

namespace steward {

/// What a page has to say about itself, on the soft fill of its tone.
class SoftFrame final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SoftFrame)

public:
    explicit SoftFrame(QWidget* parent = nullptr);
    void setTone(Tone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Error;
};

} // namespace steward
