#pragma once

#include "app/operations/operation_service.h"
#include "app/pairing/pairing_queue.h"
#include "domain/ids.h"

#include <QDialog>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

class QMenu;

namespace steward {

class Operation;
class OperationPage;
struct AuditRow;
struct DeletedRow;
class CreationDialog;
class CreationFileDialog;
class WorkspaceView;

/// What a person does in an opened workspace beside looking: shows the dialogs it needs over the window. They go with
/// the workspace.
class WorkspaceActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceActions)

public:
    WorkspaceActions(OperationService& operations, WorkspaceView& view);

    void showGuards();
    /// For this organization; nothing: that of the selected row, or none yet.
    void create(const std::optional<OrganizationId>& organization = {});
    void createFromFile();
    /// Not in practice.
    bool hasJournal() const { return !m_operations.stores().journalPath.isEmpty(); }
    void showJournal();
    void resume();
    /// Takes back what an operation did to the rows, once the person has seen how; with new instances: those that were
    /// deleted are enabled then, each by a plan of its own that is shown and agreed to as any other.
    void undo(const std::vector<DeletedRow>& rows, bool withInstances);
    /// Of an activity that is no plan and was not done whole: its window, with what was entered.
    void retry(Operation& activity);
    /// The selected instances, one after the other.
    void pairChosen();
    void pair(const InstanceName& name);
    void pairAll(const std::vector<InstanceName>& names); ///< one after the other
    /// Makes it anew under its name, and pairs it then.
    void reset(const InstanceName& name);
    /// One of the selected rows can be paired with a phone.
    bool canPairChosen() const;
    /// What can be done with the row under the pointer.
    void fillMenu(QMenu& menu, const AuditRow& row);

    static bool canBePaired(const AuditRow& row);
    /// Of the audit that is shown: the selected rows that are shown.
    std::vector<int> chosenRows() const;

Q_SIGNALS:
    /// The duplicates of all organizations are to be cleaned up.
    void cleaningWanted();

private:
    std::vector<PairingTarget> chosenTargets() const;
    struct Retry;
    void showDialog(QDialog* dialog);
    /// In the place of the page that is shown.
    void showPage(OperationPage& page);
    void showReset(const InstanceName& name, const std::function<void()>& whenDone);
    CreationDialog* openCreation(const std::optional<OrganizationId>& organization);
    CreationFileDialog* openCreationFile();
    QString organizationName(const OrganizationId& id) const;
    void pair(std::vector<PairingTarget> targets);
    PairingTarget targetOf(const InstanceName& name) const;
    void showInstance(const InstanceName& name);

    OperationService& m_operations;
    WorkspaceView& m_view;
    QPointer<QDialog> m_guards;
    QPointer<OperationPage> m_resume;
};

} // namespace steward
