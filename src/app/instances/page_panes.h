#pragma once

#include <QByteArray>

namespace Ui {
class InstancesPage;
}

namespace steward {

/// Which of the page's three panes has room: the views to the left, the table, the inspector to the right (DESIGN,
/// "Screens and what collapses"). Where the inspector has none it opens in place of the table. GUI thread only.
class PagePanes final {
public:
    explicit PagePanes(const Ui::InstancesPage& ui);

    QByteArray state() const;
    void restore(const QByteArray& state);
    /// The page is this wide now, and was before.
    void setWidth(int width, int former);
    void openInspector();
    void closeInspector();
    bool isInspectorInPlace() const;
    /// Three stores side by side need more room; what there was before comes back.
    void widenFor(bool isCompare);

private:
    void apply();

    const Ui::InstancesPage& m_ui;
    int m_width = 0;
    bool m_isInspectorClosed = false; ///< by the person
    bool m_isInspectorOpened = false; ///< where it has no room beside the table
    int m_usualInspectorWidth = 0;    ///< while it is wider for three stores side by side; 0: it is not
};

} // namespace steward
