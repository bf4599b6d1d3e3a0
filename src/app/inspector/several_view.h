#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;
class QVBoxLayout;

namespace steward {

class AuditIndex;

/// What one action would do to the selected rows, and why not to the others.
struct ActionOutlook {
    QString title; ///< the button's
    int able = 0;  ///< of the selected ones
    QString sentence;
    bool operator==(const ActionOutlook&) const = default;
};

/// Several rows at once: what they are, and what each action would do to them.
class SeveralView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SeveralView)

public:
    explicit SeveralView(QWidget* parent = nullptr);
    void setRows(const AuditIndex& index, const std::vector<int>& rows, const std::vector<ActionOutlook>& outlooks);

private:
    void fillStates(const AuditIndex& index, const std::vector<int>& rows);
    void addOutlook(const ActionOutlook& outlook, size_t of);

    QVBoxLayout* m_lines;
};

} // namespace steward
