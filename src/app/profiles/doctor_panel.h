#pragma once

#include "app/style/mark.h"
#include "domain/diagnosis.h"

#include <QWidget>

#include <optional>

class QGridLayout;

namespace steward {

class TextLabel;

/// What the doctor found of one store, or would look at: each check with what was found, and where there is trouble its
/// cause and cure, and the same to be copied for whoever can help.
class DoctorPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DoctorPanel)

public:
    explicit DoctorPanel(QWidget* parent = nullptr);

    /// Nothing is known yet; `isRunning`: it is being looked at.
    void setUnknown(Store store, bool isRunning);
    void setDiagnosis(const StoreDiagnosis& diagnosis);

private:
    void clear();
    void addCheck(const Check& check, const StoreDiagnosis& diagnosis);
    void addLine(const Mark& mark, const QString& title, const QStringList& sentences, bool isQuiet);

    QGridLayout* m_lines;
};

/// What was found of a store as text for whoever looks after it: no secrets.
QString supportText(const StoreDiagnosis& diagnosis);

} // namespace steward
