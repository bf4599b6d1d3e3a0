#pragma once

#include "app/components/empty_state.h"

#include <QWidget>

class QPushButton;

namespace steward {

/// In the place of the rows where none is shown: why, and the way on.
class EmptyRows final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyRows)

public:
    enum class Reason : quint8 {
        None, ///< there are rows
        Reading,
        NotRead,
        NothingFound,  ///< a text is typed that nothing matches
        EmptyView,     ///< nothing is in the view
        AllAgree,      ///< the view is of what needs attention
        NoInstances,   ///< all was read, and is empty
        NothingUnread, ///< nothing is there, and not everything was read
    };
    explicit EmptyRows(QWidget* parent = nullptr);

    /// `what`: what was typed, or the view's title; `count`: of all that there are.
    void setReason(Reason reason, const QString& what, int count, bool isAllRead);
    /// Why none can be made here; empty: one can.
    void setObstacle(const QString& reason);
    Reason reason() const { return m_reason; }

Q_SIGNALS:
    void readWanted();
    void filterClearWanted();
    void allWanted();
    void createWanted();
    void fileWanted();

private:
    void showButtons();
    QPushButton* add(const QString& text, const char* name);

    EmptyState* m_state;
    QPushButton* m_again;
    QPushButton* m_clear;
    QPushButton* m_all;
    QPushButton* m_create;
    QPushButton* m_file;
    QString m_obstacle;
    Reason m_reason = Reason::None;
};

} // namespace steward
