#pragma once

#include "domain/audit/audit.h"
#include "stores/practice/practice_stories.h"
#include "support/live_fleet.h"

#include <QRandomGenerator>
#include <QStringList>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace steward {
class StoreFactory;
}

namespace steward::test {

/// What the three stores hold, as read back, in words that are the same whatever ids and tokens were drawn on the way.
struct FleetPicture {
    std::shared_ptr<const Audit> audit;
    std::map<OrganizationId, QStringList> pieces; ///< by organization, each sorted
    std::set<OrganizationId> working;             ///< organizations with an instance that is open in list and memory

    /// Rows, entries and residue that belong to the name.
    QStringList about(const InstanceName& name) const;
};

/// A row without its instance that was never connected: one that was is for a person.
void neverPairedOrphan(PracticeTenant& tenant);

/// A small fleet of organizations to which different things have happened, and healthy ones that nobody asks for.
class PermutedFleet final {
    Q_DISABLE_COPY_MOVE(PermutedFleet)

public:
    struct Member {
        OrganizationId organization;
        std::vector<InstanceName> names; ///< in any of the stores
        std::vector<QByteArray> others;  ///< identities of its rows and keys that lead to no name
    };

    PermutedFleet(const std::vector<PracticeStory>& stories, int bystanders);

    /// Those that something may be asked for.
    const std::vector<Member>& members() const { return m_members; }
    /// Each time the same world, with rows of other systems in it; its clock stands still.
    std::shared_ptr<PracticeWorld> makeWorld() const;
    /// Empties real stores and fills them with the same.
    void load(rig::LiveFleet& live) const;
    FleetPicture look(const StoreFactory& stores) const;

private:
    void addTenant(PracticeTenant tenant);
    void addForeignRows();
    OrganizationId ownerOf(const InstanceName& name, const OrganizationId& otherwise) const;

    const Timestamp m_now = PracticeWorld::systemClock();
    std::vector<PracticeTenant> m_tenants;
    std::vector<PracticeRow> m_foreign;
    std::vector<Member> m_members;
    std::map<InstanceName, OrganizationId> m_owners;
    std::map<QByteArray, OrganizationId> m_tokens; ///< those of the beginning, and whose
    std::set<QString> m_ids;                       ///< of rows and instances of the beginning
};

/// Three to six things that may have happened to an organization.
std::vector<PracticeStory> randomStories(QRandomGenerator& random);
/// The rows of other systems, as text.
QString foreignRows(PracticeWorld& world);
QString foreignRows(rig::LiveFleet& live);

} // namespace steward::test
