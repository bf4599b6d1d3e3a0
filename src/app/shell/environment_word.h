#pragma once

#include "app/style/mark.h"

#include <QWidget>

namespace steward {

struct ProfileContext;

/// The environment's word in its colour, at the window's foot.
class EnvironmentWord final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EnvironmentWord)

public:
    explicit EnvironmentWord(QWidget* parent = nullptr);
    void setStores(const ProfileContext& stores);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_word;
    Tone m_tone = Tone::Quiet;
};

} // namespace steward
