#pragma once

#include "domain/query/problem_groups.h"

#include <QString>
#include <QWidget>

#include <array>

namespace steward {

struct AuditRow;

/// Three lines in a card: each store, what it says of the instance in a word or two, and whether that agrees.
class StoreLines final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreLines)

public:
    explicit StoreLines(QWidget* parent = nullptr);
    void setRow(const AuditRow& row);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    StoreMarks m_marks{};
    std::array<QString, 3> m_words;
};

} // namespace steward
