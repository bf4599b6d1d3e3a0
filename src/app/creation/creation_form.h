#pragma once

#include "app/creation/organization_choices.h"
#include "app/operations/operation_service.h"
#include "workflows/creation/creation_request.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace Ui {
class CreationForm;
}

namespace steward {

class Workspace;

/// What a new instance is to be: organization, clinic, number, name. All of it is checked while one types, against the
/// last complete reading; the button stays off, with the reason beside it, until nothing stands in the way.
class CreationForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CreationForm)

public:
    explicit CreationForm(QWidget* parent = nullptr);
    ~CreationForm() override;

    void start(OperationService& operations, Workspace& workspace, const std::optional<OrganizationId>& organization);
    /// Fills in what was asked for before; of a row that was to be finished the check tells again.
    void enter(const CreationRequest& request);
    /// What was found last may not be so any more.
    void checkAgain();

Q_SIGNALS:
    void createWanted(const steward::CreationRequest& request);
    void openWanted(const steward::InstanceName& name);
    void pairWanted(const steward::InstanceName& name);
    void closeWanted();
    /// What stands is to be deleted first, by its plan, and then this is created.
    void replaceWanted(const steward::CreationRequest& request, const std::vector<steward::InstanceName>& names);

private:
    /// The names of what stands, where all of it is this organization's and can be deleted by name; else empty.
    std::vector<InstanceName> replaceable() const;
    void takeIndex();
    void takeOrganization();
    void fillClinics();
    void take(const Conflict& standing);
    void finish(const Conflict& standing);
    void check();
    void showCheck();
    CreationRequest request() const;
    /// Why nothing can be created as it is entered; empty: it can be checked.
    QString obstacle() const;
    void create();

    std::unique_ptr<Ui::CreationForm> m_ui;
    OrganizationChoices m_choices;
    OperationService* m_operations = nullptr;
    Workspace* m_workspace = nullptr;
    std::optional<OrganizationId> m_organization;
    std::optional<Conflict> m_finishing; ///< the row that is to get its instance
    std::optional<CreationCheck> m_check;
    quint64 m_checkNumber = 0; ///< the newest check wins
    QTimer m_checkTimer;
};

} // namespace steward
