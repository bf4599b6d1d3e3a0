#pragma once

#include "stores/live_stores.h"
#include "support/live_fleet.h"
#include "support/scratch_directory.h"
#include "workflows/creation/creation.h"
#include "workflows/session/session.h"

#include <functional>

namespace steward::test {

/// What the three stores hold, byte for byte, but for what time alone changes (a key's time left).
struct StorePicture {
    QByteArray server;
    QByteArray database;
    QByteArray cache;
    bool operator==(const StorePicture&) const = default;
};

struct NewClinic {
    OrganizationId organization;
    ClinicId clinic;
};

/// Real stores with a small fleet, behind fault proxies, and a journal: what a creation needs.
class CreationRig final {
    Q_DISABLE_COPY_MOVE(CreationRig)

public:
    CreationRig();
    rig::RigResult<void> start(rig::DatabaseWay way = rig::DatabaseWay::PgBouncer);

    /// An organization with one clinic, and no instance.
    NewClinic addOrganization();
    void addRow(const NewClinic& clinic, const QString& name, bool enabled);
    CreationRequest requestFor(const NewClinic& clinic, const QString& name = {});
    StorePicture picture();
    int enabledRows(const OrganizationId& organization);
    bool holdsInAllThree(const OrganizationId& organization, const InstanceName& name);
    int createsSent(const InstanceName& name) const;

    /// Short waits, so that a case takes well under a second.
    static CreationTimes times();
    ProfileContext parts() const;
    /// The journal begins anew, and what the server was asked is forgotten: of many cases both would grow without end,
    /// and with them the time of each. Nothing may be open.
    void forgetCases();
    QString journalPath() const { return m_folder.filePath(QStringLiteral("journal")); }
    /// Runs the whole creation on a worker with a session of its own.
    CreationResult create(const CreationRequest& request, WorkflowObserver& observer, std::stop_token stop = {});
    CreationResult create(const CreationRequest& request);
    /// Brings everything interrupted to its end; how many operations, −1 after an error.
    int resume();
    bool hasUnfinished();
    /// The stores reached without the proxies' faults.
    void heal() { fleet.heal(); }

    rig::LiveFleet fleet;
    std::function<std::shared_ptr<const StoreFactory>(std::shared_ptr<const StoreFactory>)> wrapStores;

private:
    rig::ScratchDirectory m_folder;
    int m_organizations = 0;
};

} // namespace steward::test
