#pragma once

#include "app/workspace/workspace.h"

#include <QWidget>

#include <array>

class QLabel;

namespace steward {

/// "Server 260 in 0.4 s" for each store, at the window's foot.
class StoreStatusBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreStatusBar)

public:
    explicit StoreStatusBar(QWidget* parent = nullptr);
    void setState(Store store, const StoreState& state);
    /// Without how long it took, where there is little room.
    void setShort(bool isShort);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showStore(size_t store);

    std::array<QLabel*, 3> m_marks{};
    std::array<QLabel*, 3> m_texts{};
    std::array<StoreState, 3> m_states;
    bool m_isShort = false;
};

/// "Server 260 in 0.4 s", "Server reading…", "Cache not read"
QString storeStateText(Store store, const StoreState& state);

/// "0.4"
QString secondsRead(qint64 milliseconds);

} // namespace steward
