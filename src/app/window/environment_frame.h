#pragma once

#include <QWidget>

namespace steward {

struct StoreSet;

/// The frame around an opened workspace: the environment's colour on every side and its word on top.
class EnvironmentFrame final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EnvironmentFrame)

public:
    EnvironmentFrame(const StoreSet& stores, QWidget* content, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor m_color;
};

} // namespace steward
