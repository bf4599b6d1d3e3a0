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
        if (step.action == JournalAction::CreateInstance) // what replaces what is gone
            forget(InstanceName::fromText(step.target));
        // An entry may go before its item has come to its end: no store holds up the others.
        if (step.action == JournalAction::DropEntry)
            at(Store::Cache).insert(InstanceName::fromText(step.target));
        else if (step.action == JournalAction::WriteEntry)
            at(Store::Cache).remove(InstanceName::fromText(step.target));
        const InstanceName name = nameIn(step.before);
        if (name.isEmpty())
            return;
        const auto tell = [&](Store store, const QJsonValue& outcome) {
            const QString word = outcome.toString();
            if (word == storeOutcomeWord(StoreOutcome::Gone))
                at(store).insert(name);
            else if (word == storeOutcomeWord(StoreOutcome::Written))
                at(store).remove(name);
        };
        if (step.action == JournalAction::ProvenGone)
            at(Store::Server).insert(name);
        if (step.action == JournalAction::EndItem) {
            for (const Store store : allStores)
                tell(store, step.before.value(storeWord(store)));
        }
    }

    bool has(Store store, const InstanceName& name) const { return m_gone[static_cast<size_t>(store)].contains(name); }

private:
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
