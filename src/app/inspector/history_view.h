#pragma once

#include "app/inspector/history.h"

#include <QWidget>

class QVBoxLayout;

namespace steward {

/// What happened, newest first, a heading for each day.
class HistoryView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryView)

public:
    explicit HistoryView(QWidget* parent = nullptr);
    /// Newest first; `trouble` is said above them, and `summary`.
    void setEvents(const std::vector<HistoryEvent>& events, const QString& trouble, const QString& summary);

private:
    QVBoxLayout* m_lines;
    std::vector<HistoryEvent> m_events;
    QString m_trouble;
    QString m_summary;
};

} // namespace steward
