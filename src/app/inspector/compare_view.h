#pragma once

#include "app/inspector/record_fields.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QTableWidget;

namespace steward {

/// The three stores' records side by side: what differs first, marked.
class CompareView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareView)

public:
    explicit CompareView(QWidget* parent = nullptr);
    void setFields(std::vector<RecordField> fields);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void addField(const RecordField& field);
    void addDivider();
    void fit();

    QCheckBox* m_onlyDifferences;
    QLabel* m_count;
    QTableWidget* m_records;
    QLabel* m_note;
    std::vector<RecordField> m_fields;
    QTimer m_fitTimer;
};

} // namespace steward
