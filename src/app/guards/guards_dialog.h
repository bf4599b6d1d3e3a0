#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "workflows/guards/guards_apply.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace Ui {
class GuardsDialog;
}

namespace steward {

/// The database's guards: what stands, what is missing and what blocks it, whose rights change, the script, and a
/// button that makes what is missing. The owner's password leaves the field when it is used, and is kept nowhere.
class GuardsDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GuardsDialog)

public:
    using NameOf = std::function<QString(const OrganizationId& organization)>;
    GuardsDialog(OperationService& operations, NameOf organizationName, QWidget* parent = nullptr);
    ~GuardsDialog() override;
    void reject() override;

Q_SIGNALS:
    /// The duplicates that hold back a guard are to be cleaned up.
    void cleaningWanted();

private:
    /// What an attempt came to: applied, or shown anew since somebody else would lose a right than was shown.
    struct Attempt {
        std::optional<GuardsReport> lookAgain;
        GuardsResult result;
    };

    void connectParts();
    void read();
    void take(const Result<GuardsReport>& report);
    void showReport();
    void showDuplicates();
    void showApply();
    void apply();
    void stop();
    void beginActivity();
    static void endActivity(StepOperation& told, const GuardsReport& shown, const Result<Attempt>& attempt);
    void takeAttempt(const Result<Attempt>& attempt);
    QStringList keptRoles() const;
    void changeKeptRoles();
    void saveSql();
    void printError(const QString& sentence);
    std::shared_ptr<const StoreFactory> takeOwner();

    std::unique_ptr<Ui::GuardsDialog> m_ui;
    OperationService& m_operations;
    const NameOf m_organizationName;
    std::optional<GuardsReport> m_report;
    std::optional<GuardsResult> m_result;
    std::shared_ptr<const StoreFactory> m_owner; ///< only while what was shown has to be looked at again
    QPointer<StepOperation> m_activity;
    std::stop_source m_stop; ///< of the reading
    bool m_isBusy = false;
    bool m_isApplying = false;
};

} // namespace steward
