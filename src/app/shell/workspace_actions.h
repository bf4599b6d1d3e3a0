#pragma once

#include "app/operations/offered_actions.h"
#include "app/operations/operation_service.h"
#include "app/pairing/pairing_queue.h"

#include <QDialog>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

namespace steward {

class Operation;
class OperationPage;
struct DeletedRow;
class CreationFilePage;
class CreationPage;
class PairingDesk;
class WorkspaceView;

/// What a person does in an opened workspace beside looking: shows the dialogs it needs over the window. They go with
/// the workspace.
class WorkspaceActions final : public OfferedActions {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceActions)

public:
    WorkspaceActions(OperationService& operations, WorkspaceView& view);

    void showGuards() { Q_EMIT guardsWanted(); }
    void create(const std::optional<OrganizationId>& organization = {}) override;
    void createFromFile() override;
    /// The phones that are paired: the page of pairing watches it.
    PairingDesk& pairing() { return m_pairing; }
    /// What is chosen next to be paired waits behind what is under way.
    void addToPairing() { m_isAdding = true; }
    bool hasJournal() const override { return !m_operations.stores().journalPath.isEmpty(); }
    void showJournal() override;
    void resume();
    /// Takes back what an operation did to the rows, once the person has seen how; with new instances: those that were
    /// deleted are enabled then, each by a plan of its own that is shown and agreed to as any other.
    void undo(const std::vector<DeletedRow>& rows, bool withInstances);
    /// Of an activity that is no plan and was not done whole: its window, with what was entered.
    void retry(Operation& activity);
    void pairChosen() override;
    void pair(const InstanceName& name) override;
    void pairAll(const std::vector<InstanceName>& names) override;
    void reset(const InstanceName& name) override;
    bool canPairChosen() const override;
    void fillMenu(QMenu& menu, const AuditRow& row) override;

    static bool canBePaired(const AuditRow& row);
    /// Of the audit that is shown: the selected rows that are shown.
    std::vector<int> chosenRows() const;

Q_SIGNALS:
    /// The database's guards are to be seen.
    void guardsWanted();

private:
    std::vector<PairingTarget> chosenTargets() const;
    struct Retry;
    void showDialog(QDialog* dialog);
    /// In the place of the page that is shown.
    void showPage(OperationPage& page);
    CreationPage* openCreation(const std::optional<OrganizationId>& organization);
    CreationFilePage* openCreationFile();
    void pair(const std::vector<PairingTarget>& targets);
    PairingTarget targetOf(const InstanceName& name) const;
    void showInstance(const InstanceName& name);

    OperationService& m_operations;
    WorkspaceView& m_view;
    PairingDesk& m_pairing; ///< a child
    bool m_isAdding = false;
    QPointer<OperationPage> m_resume;
};

} // namespace steward
