#include "workflows/read/own_removals.h"

#include "workflows/journal/apply_words.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/session/change_result.h"
#include "workflows/writes/tombstone.h"

#include <QSet>

#include <array>
#include <memory>

namespace steward {
namespace {

constexpr std::array allStores{Store::Server, Store::Database, Store::Cache};

/// What is gone from each store, by the journal's records in their order.
class Removals final {
public:
    void take(const JournalTask& task, const JournaledStep& step)
    {
        if (!isApplyKind(task.kind)) {
            if (step.store == Store::Server) // made again, or perhaps
                forget(InstanceName::fromText(step.target));
            return;
        }
        takeOwn(step);
    }

    bool has(Store store, const InstanceName& name) const { return m_gone[static_cast<size_t>(store)].contains(name); }

private:
    void takeOwn(const JournaledStep& step)
    {
        const InstanceName target = InstanceName::fromText(step.target);
        switch (partsOf(step.action).plan) {
        case PlanPart::Creation: // what replaces what is gone
            forget(target);
            break;
        case PlanPart::EntryDropped: // may go before its item has come to its end: no store holds up the others
            at(Store::Cache).insert(target);
            break;
        case PlanPart::EntryWritten:
            at(Store::Cache).remove(target);
            break;
        case PlanPart::ProvenGone:
            if (const InstanceName name = nameIn(step.before); !name.isEmpty())
                at(Store::Server).insert(name);
            break;
        case PlanPart::End:
            takeEnd(step.before);
            break;
        case PlanPart::Webhook:
        case PlanPart::LogOut:
        case PlanPart::Removal:
        case PlanPart::Restart:
        case PlanPart::Row:
        case PlanPart::Lease:
        case PlanPart::Cache:
        case PlanPart::Telling:
        case PlanPart::Plan:
        case PlanPart::Begin:
        case PlanPart::None:
            break;
        }
    }

    void takeEnd(const QJsonObject& fields)
    {
        const InstanceName name = nameIn(fields);
        if (name.isEmpty())
            return;
        for (const Store store : allStores) {
            const QString word = fields.value(storeWord(store)).toString();
            if (word == storeOutcomeWord(StoreOutcome::Gone))
                at(store).insert(name);
            else if (word == storeOutcomeWord(StoreOutcome::Written))
                at(store).remove(name);
        }
    }

    static InstanceName nameIn(const QJsonObject& fields)
    {
        const QByteArray identity = identityIn(fields);
        constexpr QByteArrayView prefix("name:");
        return identity.startsWith(prefix) ? InstanceName::fromUtf8(identity.mid(prefix.size())) : InstanceName();
    }
    QSet<InstanceName>& at(Store store) { return m_gone[static_cast<size_t>(store)]; }
    void forget(const InstanceName& name)
    {
        for (QSet<InstanceName>& gone : m_gone)
            gone.remove(name);
    }

    std::array<QSet<InstanceName>, allStores.size()> m_gone;
};

} // namespace

RemovedByUs ownRemovals(const JournalFolder& journal, const QString& profileId)
{
    const auto removals = std::make_shared<Removals>();
    JournalReading reading;
    reading.visitStep = [&](const JournalEntry& operation, const JournaledStep& step) {
        if (operation.task.profile == profileId)
            removals->take(operation.task, step);
    };
    if (!readWholeJournal(journal, reading))
        return {};
    return [removals](Store store, const InstanceName& name) { return removals->has(store, name); };
}

} // namespace steward
