#pragma once

#include "app/guards/guards_run.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace Ui {
class GuardsPage;
}

namespace steward {

/// The database's guards: what is in place, what is missing and what blocks it, whose rights change, the script. What
/// is missing is added by a plan that is shown first; nothing changes before its button. The owner's password leaves
/// the field when it is used, and is kept nowhere.
class GuardsPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GuardsPage)

public:
    enum class Step : quint8 { Look, Plan, Running, Ended };
    using NameOf = std::function<QString(const OrganizationId& organization)>;
    GuardsPage(OperationService& operations, NameOf organizationName, QWidget* parent = nullptr);
    ~GuardsPage() override;

    /// Reads how they stand now, unless they are being added.
    void read();
    Step step() const { return m_step; }

Q_SIGNALS:
    /// The duplicates that hold back a guard are to be cleaned up.
    void cleaningWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void dress();
    void connectParts();
    void connectRoles();
    void take(const Result<GuardsReport>& report);
    void showReport();
    void showRights();
    void showHeld();
    void showHead();
    void showStep(Step step);
    QString whyNot() const;
    void apply();
    void takeAttempt(const Result<GuardsAttempt>& attempt, const std::shared_ptr<const StoreFactory>& asWhom);
    QStringList keptRoles() const;
    void changeKeptRoles();
    void saveSql();
    void say(const QString& sentence);
    std::shared_ptr<const StoreFactory> takeOwner();

    std::unique_ptr<Ui::GuardsPage> m_ui;
    OperationService& m_operations;
    const NameOf m_organizationName;
    std::optional<GuardsReport> m_report;
    std::optional<GuardsResult> m_result;
    std::shared_ptr<const StoreFactory> m_owner; ///< only while what was shown has to be looked at again
    QPointer<StepOperation> m_activity;
    std::stop_source m_stop; ///< of the reading
    Step m_step = Step::Look;
    bool m_isReading = false;
    bool m_wasRead = false; ///< or it was tried
};

} // namespace steward
