#pragma once

#include "domain/diagnosis.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace steward {

/// The doctor's test of one store: a button, and each check with what was found, and where there is trouble its cause
/// and cure.
class DoctorPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DoctorPanel)

public:
    explicit DoctorPanel(QWidget* parent = nullptr);

    void setStore(Store store);
    void setRunning();
    void setDiagnosis(const StoreDiagnosis& diagnosis);

Q_SIGNALS:
    void testWanted();

private:
    void clear();
    void addCheck(const Check& check);
    QLabel* addText(const QString& text, int line, QPalette::ColorRole role, bool bold);

    QPushButton* m_test = nullptr;
    QLabel* m_summary = nullptr;
    QWidget* m_checks = nullptr;
    QGridLayout* m_lines = nullptr;
};

} // namespace steward
