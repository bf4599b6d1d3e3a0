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

protected:
    void changeEvent(QEvent* event) override;

private:
    void show(size_t store);

    std::array<QLabel*, 3> m_marks{};
    std::array<QLabel*, 3> m_texts{};
    std::array<StoreState, 3> m_states;
};

/// "Server 260 in 0.4 s", "Server: reading…", "Cache not read: Redis refuses the password."
QString storeStateText(Store store, const StoreState& state);

} // namespace steward
