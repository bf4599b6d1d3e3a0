#pragma once

#include <QObject>

class QMenuBar;

namespace steward {

/// The menu bar is out of sight until Alt or F10 asks for it, and goes again when it was left. Where the desktop has a
/// bar of its own for every window, as on macOS, it stays there.
class AltMenu final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AltMenu)

public:
    explicit AltMenu(QMenuBar& bar);
    void show();
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool hear(const QEvent& event);
    void leave();

    QMenuBar& m_bar;
    bool m_isAltAlone = false; ///< it went down, and nothing else since
};

} // namespace steward
