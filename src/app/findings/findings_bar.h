#pragma once

#include "app/table/row_filter.h"

#include <QWidget>

#include <array>

class QToolButton;

namespace steward {

/// One chip for each finding that occurs, with its live count, and for each verdict, beside All. Exactly one is
/// down.
class FindingsBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FindingsBar)

public:
    explicit FindingsBar(QWidget* parent = nullptr);

    void setCounts(const ChipCounts& counts);
    /// Presses the chip that stands for these parts of the filter.
    void setChosen(const std::optional<FindingCode>& finding, const std::optional<Verdict>& verdict);
    const std::optional<FindingCode>& finding() const { return m_finding; }
    const std::optional<Verdict>& verdict() const { return m_verdict; }

Q_SIGNALS:
    void chosenChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addChip(const QString& hint);
    void press(const std::optional<FindingCode>& finding, const std::optional<Verdict>& verdict);
    void setIcons();

    QToolButton* m_all = nullptr;
    std::array<QToolButton*, verdictCount> m_verdicts{};
    std::array<QToolButton*, findingCodeCount> m_chips{};
    std::optional<FindingCode> m_finding;
    std::optional<Verdict> m_verdict;
};

} // namespace steward
