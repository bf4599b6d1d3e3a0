#pragma once

#include "app/table/row_filter.h"

#include <QWidget>

#include <array>

class QToolButton;

namespace steward {

/// One chip for each finding that occurs, with its live count, beside All and Healthy. Exactly one is down.
class FindingsBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FindingsBar)

public:
    explicit FindingsBar(QWidget* parent = nullptr);

    void setCounts(const ChipCounts& counts);
    /// Presses the chip that stands for these parts of the filter.
    void setChosen(const std::optional<FindingCode>& finding, RowFilter::Health health);
    const std::optional<FindingCode>& finding() const { return m_finding; }
    RowFilter::Health health() const { return m_health; }

Q_SIGNALS:
    void chosenChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addChip(const QString& hint);
    void press(const std::optional<FindingCode>& finding, RowFilter::Health health);
    void setIcons();

    QToolButton* m_all = nullptr;
    QToolButton* m_healthy = nullptr;
    std::array<QToolButton*, findingCodeCount> m_chips{};
    std::optional<FindingCode> m_finding;
    RowFilter::Health m_health = RowFilter::Health::Any;
};

} // namespace steward
