#pragma once

#include "app/inspector/problem_ways.h"
#include "app/table/audit_index.h"

#include <QWidget>

class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace steward {

class StoreLines;

/// Why no plan can be made of this reading: a store was not read. Empty: all three were.
QString unreadText(const Audit& audit);

/// An instance at a glance: each problem with what can be done about it, the three stores, and its details.
class SummaryView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SummaryView)

public:
    explicit SummaryView(QWidget* parent = nullptr);
    void setRow(const AuditIndex& index, const AuditRow& row);
    void setObstacles(const StandingObstacles& obstacles) { m_obstacles = obstacles; }

Q_SIGNALS:
    void wayWanted(steward::ProblemWay way, steward::FindingCode code);

private:
    QString whyNot(ProblemWay way) const;
    void addProblem(const Finding& finding);
    void fillDetails(const AuditIndex& index, const AuditRow& row);
    void addDetail(const QString& title, const QString& text);

    QVBoxLayout* m_problems;
    StoreLines* m_stores;
    QGridLayout* m_details;
    int m_detailLines = 0;
    StandingObstacles m_obstacles;
    QString m_unread; ///< that a store was not read; empty: all were
    bool m_isServerUnread = false;
    bool m_isUnusable = false;
    bool m_hasDuplicates = false;
};

} // namespace steward
