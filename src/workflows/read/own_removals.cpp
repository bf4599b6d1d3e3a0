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
        if (step.action)
            takeOwn(*step.action, step);
    }

    bool has(Store store, const InstanceName& name) const { return m_gone[static_cast<size_t>(store)].contains(name); }

private:
    void takeOwn(JournalAction action, const JournaledStep& step)
    {
        const InstanceName target = InstanceName::fromText(step.target);
        switch (action) {
        case JournalAction::CreateInstance: // what replaces what is gone
            forget(target);
            break;
        case JournalAction::DropEntry: // may go before its item has come to its end: no store holds up the others
            at(Store::Cache).insert(target);
            break;
        case JournalAction::WriteEntry:
            at(Store::Cache).remove(target);
            break;
        case JournalAction::ProvenGone:
            if (const InstanceName name = nameIn(step.before); !name.isEmpty())
                at(Store::Server).insert(name);
            break;
        case JournalAction::EndItem:
            takeEnd(step.before);
            break;
        case JournalAction::QuietWebhook:
        case JournalAction::WakeWebhook:
        case JournalAction::LogOut:
        case JournalAction::DeleteInstance:
        case JournalAction::SetWebhook:
        case JournalAction::RestartInstance:
        case JournalAction::Connect:
        case JournalAction::Claim:
        case JournalAction::UndoClaim:
        case JournalAction::PointRow:
        case JournalAction::InsertRow:
        case JournalAction::WriteRow:
        case JournalAction::EnableRow:
        case JournalAction::DisableRow:
        case JournalAction::DeleteRow:
        case JournalAction::ProtectRow:
        case JournalAction::UnprotectRow:
        case JournalAction::RecordPairing:
        case JournalAction::RestoreRow:
        case JournalAction::UndoRow:
        case JournalAction::RenewLease:
        case JournalAction::EndLease:
        case JournalAction::MakeGuard:
        case JournalAction::SetLifetime:
        case JournalAction::ClearResidue:
        case JournalAction::TellWorkers:
        case JournalAction::TellKept:
        case JournalAction::Plan:
        case JournalAction::BeginItem:
        case JournalAction::PairingSubject:
        case JournalAction::Reset:
        case JournalAction::Replace:
        case JournalAction::RoomMade:
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
