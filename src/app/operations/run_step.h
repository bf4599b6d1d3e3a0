#pragma once

#include "app/operations/operation.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Ui {
class RunStep;
}

namespace steward {

class OperationService;
class OperationView;

/// What was agreed to while it is done and afterwards, as the last step of the page on which that happened: the
/// operation as Activity shows it too, and the ways to leave it.
class RunStep final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunStep)

public:
    explicit RunStep(QWidget* parent = nullptr);
    ~RunStep() override;

    /// Once, before anything is shown.
    void start(OperationService& operations);
    /// Shows this one from now on.
    void follow(Operation& operation, bool mayGoToBackground);
    OperationView& shown() const;

Q_SIGNALS:
    void closed();

private:
    void showState();

    std::unique_ptr<Ui::RunStep> m_ui;
    QPointer<Operation> m_operation;
    bool m_mayGoToBackground = false;
};

} // namespace steward
