#pragma once

#include <QFrame>

class QAction;
class QMenu;

namespace Ui {
class BulkBar;
}

#include <memory>

namespace steward {

/// In place of the tools above the table while several rows are selected: how many, and what can be done with them.
class BulkBar final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BulkBar)

public:
    explicit BulkBar(QWidget* parent = nullptr);
    ~BulkBar() override;

    /// The buttons do what the actions do and are enabled as they are; `rest` stands under More.
    void setActions(QAction* repair, QAction* pair, QAction* disable, QAction* remove, const QList<QAction*>& rest);
    /// How many are selected and seen, of all that are seen; and how many more a filter hides, which are left alone.
    void setCounts(int selected, int shown, int hidden);

Q_SIGNALS:
    void clearWanted();
    void allWanted(bool isSelected);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::unique_ptr<Ui::BulkBar> m_ui;
};

} // namespace steward
