#pragma once

#include "app/style/mark.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace steward {

class Toast;

/// Says at the window's lower end that something small was done, for a few seconds. One at a time: the newest.
class Toasts final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Toasts)

public:
    /// Over `place`, at its lower end.
    explicit Toasts(QWidget& place);
    void show(
        const QString& text, const QString& action = {}, std::function<void()> act = {},
        const Mark& mark = {MarkShape::Done, Tone::Good});
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void layOut();
    void rise();

    QWidget& m_place;
    QPointer<Toast> m_toast;
    QTimer m_time;
    int m_height = 0; ///< of what is seen of it, while it rises
};

} // namespace steward
