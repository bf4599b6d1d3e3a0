#include "workflows/pairing/pairing_record.h"

#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/pairing/pairing_errors.h"
#include "workflows/writes/cache_writer.h"
#include "workflows/writes/row_writer.h"

#include <algorithm>

namespace steward {
namespace {

} // namespace

std::optional<PhoneNumber> PairingRecord::waitForNumber(const CallContext& limits)
{
    const CallContext within = oneCall(m_times.number, limits);
    Backoff pause(m_times.poll / 4, m_times.poll * 2);
    do {
        const auto listed = m_ports.server->find(m_subject.instance.name, oneCall(m_times.call, within));
        // The list follows the memory a little later, and until then keeps the number of whoever was linked before.
        if (listed && *listed && (*listed)->connection == Connection::Open && (*listed)->phone)
            return (*listed)->phone;
    } while (waitFor(pause.next(), within));
    return {};
}

std::optional<Error> PairingRecord::write(const PhoneNumber& phone, ChangeItem& item)
{
    if (auto error = writeRow(phone, item))
        return error;
    if (auto error = writeEntries(phone, item))
        return error;
    if (auto error = readBack(phone, item))
        return error;
    return proveAgain(item);
}

/// A server that cleans up by name takes the session a moment after it was linked (WORKFLOWS, "Deletion").
std::optional<Error> PairingRecord::proveAgain(ChangeItem& item)
{
    (void)waitFor(m_times.secondProof, {});
    const CallContext within = CallContext::within(m_times.closing);
    Backoff pause(m_times.poll / 4, m_times.poll * 2);
    bool wasAnswered = false;
    do { // a session that was just linked may open anew
        const auto states = m_ports.server->memoryStates({m_subject.instance.name}, oneCall(m_times.call, within));
        if (states && states->front() == MemoryState::Open)
            return {};
        wasAnswered = wasAnswered || (states && states->front() != MemoryState::Unknown);
    } while (waitFor(pause.next(), within));
    item.server = StoreOutcome::Unknown;
    return wasAnswered ? PairingErrors::lostAgain() : PairingErrors::notReadBack();
}

std::optional<Error> PairingRecord::writeRow(const PhoneNumber& phone, ChangeItem& item)
{
    RowWriter writer(*m_ports.database, m_run, m_session.workstation, m_times.call);
    PairedRow paired{m_subject.row.id, m_subject.row.organizationId, m_subject.instance.name, phone, {}};
    paired.author = writer.author(QStringLiteral("pair"));
    JournalStep intent{JournalAction::RecordPairing, m_subject.row.id.toString()};
    intent.before.add(QStringLiteral("instance"), m_subject.instance.name.text());
    intent.before.add(QStringLiteral("status"), m_subject.row.status);
    if (m_subject.row.phone())
        intent.before.add(QStringLiteral("phone"), m_subject.row.phone()->text());
    if (const auto noted = writer.noteBefore(intent, m_subject.row.id, {}); !noted) {
        item.database = StoreOutcome::Failed;
        return PairingErrors::notWritten(noted.error());
    }
    const auto written = writer.write<std::optional<Integration>>(
        intent, [&](const CallContext& within) { return m_ports.database->recordPairing(paired, within); }, {},
        [&](const std::optional<Integration>& row, JournalFields& after) {
            after.add(QStringLiteral("is_written"), row.has_value()).add(QStringLiteral("phone"), phone.text());
            if (const auto image = row ? m_ports.database->image(row->id, call()) : Result<std::optional<RowImage>>();
                image)
                RowImageNotes::noteResult(after, {}, *image);
        });
    if (written && !*written) {
        item.database = StoreOutcome::Skipped;
        return PairingErrors::rowChanged();
    }
    const auto standing = written                                                  ? *written
                          : stepOutcomeOf(written.error()) == StepOutcome::Unknown ? rowWith(phone)
                                                                                   : std::nullopt;
    if (standing) {
        m_subject.row = *standing; // a scan takes its time: its clinic or its token may be another by now
        item.database = StoreOutcome::Written;
        return {};
    }
    const bool isUnknown = stepOutcomeOf(written.error()) == StepOutcome::Unknown;
    item.database = isUnknown ? StoreOutcome::Unknown : StoreOutcome::Failed;
    return PairingErrors::notWritten(written.error());
}

bool PairingRecord::keepExpected(const PhoneNumber& linked, const PhoneNumber& expected, ChangeItem& item)
{
    const Integration& row = m_subject.row;
    if (row.expectedPhone && !agree(row.expectedPhone, linked))
        return true;
    if (row.phone() && agree(row.phone(), linked)) // a repair would write what stands there
        return true;
    if (row.expectedPhone || row.configShape != ConfigShape::Object)
        return false;
    // The backend may have written the row's status since it was read: what stands now stays.
    const auto rows = m_ports.database->find(m_subject.instance.name, call());
    if (!rows) {
        item.database = StoreOutcome::Failed;
        return false;
    }
    const auto now = std::ranges::find(*rows, row.id, &Integration::id);
    if (now == rows->end())
        return false;
    if (now->expectedPhone) // somebody said it meanwhile
        return !agree(now->expectedPhone, linked);
    RowWriter writer(*m_ports.database, m_run, m_session.workstation, m_times.call);
    const RowState state{RowIdentity::of(row), now->status, {}, expected};
    const auto written = writer.writeState(state, writer.author(QStringLiteral("pair")), {});
    if (!written) {
        const bool isUnknown = stepOutcomeOf(written.error()) == StepOutcome::Unknown;
        item.database = isUnknown ? StoreOutcome::Unknown : StoreOutcome::Failed;
        return false;
    }
    const bool isKept = *written == RowEditOutcome::Done || *written == RowEditOutcome::AsWanted;
    item.database = isKept ? StoreOutcome::Written : StoreOutcome::Skipped;
    return isKept;
}

QString PairingRecord::displayName()
{
    for (const CacheEntry& entry : m_subject.entries) {
        if (!entry.displayName.isEmpty())
            return entry.displayName;
    }
    if (!m_subject.row.displayName.isEmpty())
        return m_subject.row.displayName;
    const auto listing = m_ports.database->list(call());
    if (!listing)
        return {};
    const auto named = std::ranges::find(listing->organizations, m_subject.row.organizationId, &Organization::id);
    return named == listing->organizations.end() ? QString() : named->name;
}

std::optional<Error> PairingRecord::writeEntries(const PhoneNumber& phone, ChangeItem& item)
{
    CacheValue value;
    value.organizationId = m_subject.row.organizationId;
    value.clinicId = m_subject.row.clinicId;
    value.displayName = displayName();
    value.instance = m_subject.instance.name;
    value.phone = phone;
    CacheWriter writer(*m_ports.cache, m_run, m_times.call);
    for (const CacheKey& key : m_subject.cacheKeys()) {
        value.key = key;
        if (const auto written = writer.write(value, {}); !written) {
            item.cache = StoreOutcome::Failed;
            return PairingErrors::notWritten(written.error());
        }
    }
    item.cache = StoreOutcome::Written;
    return {};
}

/// The row as it stands, where it says that it is this phone's.
std::optional<Integration> PairingRecord::rowWith(const PhoneNumber& phone)
{
    const auto rows = m_ports.database->find(m_subject.instance.name, call());
    if (!rows)
        return {};
    const auto found = std::ranges::find_if(*rows, [&](const Integration& row) {
        return row.id == m_subject.row.id && row.organizationId == m_subject.row.organizationId && row.enabled &&
               row.status == QLatin1String("active") && row.phoneColumn == phone;
    });
    return found == rows->end() ? std::nullopt : std::optional(*found);
}

std::optional<Error> PairingRecord::readBack(const PhoneNumber& phone, ChangeItem& item)
{
    const auto listed = m_ports.server->find(m_subject.instance.name, call());
    const bool isOpen = listed && *listed && (*listed)->connection == Connection::Open && (*listed)->phone == phone;
    if (!isOpen)
        item.server = StoreOutcome::Unknown;
    const bool isInRow = rowWith(phone).has_value();
    if (!isInRow)
        item.database = StoreOutcome::Unknown;
    const std::vector<CacheKey> keys = m_subject.cacheKeys();
    const auto entries = m_ports.cache->read(keys, call());
    const bool isCached =
        entries && entries->size() == keys.size() && std::ranges::all_of(*entries, [&](const CacheEntry& entry) {
            return entry.phone == phone && entry.organizationId == m_subject.row.organizationId;
        });
    if (!isCached)
        item.cache = StoreOutcome::Unknown;
    return isOpen && isInRow && isCached ? std::nullopt : std::optional(PairingErrors::notReadBack());
}

} // namespace steward
