#include "domain/audit/finding.h"

#include "domain/word_table.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct FindingText {
    Q_DECLARE_TR_FUNCTIONS(steward::Finding)
};

struct Entry {
    FindingCode code;
    Severity severity;
    const char* word;
    const char* title;
    const char* repair;
};

// One line a finding: word and severity are contract, title and repair are for people.
constexpr std::array<Entry, findingCodeCount> entries{{
    {FindingCode::DuplicateInstance, Severity::Error, "duplicate-instance",
     QT_TRANSLATE_NOOP("steward::Finding", "Duplicate"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clean up: keep the instance that works and delete the others.")},
    {FindingCode::DuplicateIntegration, Severity::Error, "duplicate-integration",
     QT_TRANSLATE_NOOP("steward::Finding", "Extra row"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clean up: keep the row of the instance that works and remove the others.")},
    {FindingCode::DuplicatePhone, Severity::Error, "duplicate-phone",
     QT_TRANSLATE_NOOP("steward::Finding", "Same phone"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Decide which instance keeps the number, then disable or delete the other.")},
    {FindingCode::GhostInstance, Severity::Error, "ghost-instance", QT_TRANSLATE_NOOP("steward::Finding", "Ghost"),
     QT_TRANSLATE_NOOP("steward::Finding", "Ask the server's administrator for a restart. Only that helps.")},
    {FindingCode::UnlistedInstance, Severity::Error, "unlisted-instance",
     QT_TRANSLATE_NOOP("steward::Finding", "Hidden"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Ask the server's administrator why the server runs it but does not list it.")},
    {FindingCode::OrphanedInstance, Severity::Warning, "orphaned-instance",
     QT_TRANSLATE_NOOP("steward::Finding", "No row"),
     QT_TRANSLATE_NOOP("steward::Finding", "Assign an organization: Steward writes a row for it.")},
    {FindingCode::OrphanedIntegration, Severity::Warning, "orphaned-integration",
     QT_TRANSLATE_NOOP("steward::Finding", "No instance"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "If its instance runs under another name, assign that one. Otherwise create the instance, "
                             "or remove the row.")},
    {FindingCode::StaleCache, Severity::Warning, "stale-cache", QT_TRANSLATE_NOOP("steward::Finding", "Leftover cache"),
     QT_TRANSLATE_NOOP("steward::Finding", "Drop the entry.")},
    {FindingCode::CacheMismatch, Severity::Warning, "cache-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Cache differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: write the entry again from the row.")},
    {FindingCode::UnreadableCache, Severity::Warning, "unreadable-cache",
     QT_TRANSLATE_NOOP("steward::Finding", "Cache unreadable"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Repair: write the entry again from the row, or drop it where there is no row.")},
    {FindingCode::CacheWithoutExpiry, Severity::Warning, "eternal-cache",
     QT_TRANSLATE_NOOP("steward::Finding", "Never expires"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: give the entry a time left.")},
    {FindingCode::StatusDrift, Severity::Warning, "status-drift",
     QT_TRANSLATE_NOOP("steward::Finding", "Status differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: write the server's state to the row.")},
    {FindingCode::StateMismatch, Severity::Warning, "state-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "States differ"),
     QT_TRANSLATE_NOOP("steward::Finding", "Restart the instance on the server. Until then its row is left as it is.")},
    {FindingCode::PhoneMismatch, Severity::Warning, "phone-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Phone differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Use this phone: write the connected number to the row.")},
    {FindingCode::OrganizationMismatch, Severity::Warning, "organization-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Organization differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Decide which organization it belongs to.")},
    {FindingCode::ConnectionLost, Severity::Warning, "connection-lost",
     QT_TRANSLATE_NOOP("steward::Finding", "Connection lost"),
     QT_TRANSLATE_NOOP("steward::Finding", "Pair the phone again.")},
    {FindingCode::StuckPairing, Severity::Warning, "stuck-pairing",
     QT_TRANSLATE_NOOP("steward::Finding", "Pairing stuck"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Reset the pairing: delete the instance and create it again under the same name.")},
    {FindingCode::DisabledButConnected, Severity::Warning, "disabled-but-connected",
     QT_TRANSLATE_NOOP("steward::Finding", "Off but connected"),
     QT_TRANSLATE_NOOP("steward::Finding", "Unlink the phone, or enable the row.")},
    {FindingCode::NamelessIntegration, Severity::Warning, "nameless-integration",
     QT_TRANSLATE_NOOP("steward::Finding", "Row without name"),
     QT_TRANSLATE_NOOP("steward::Finding", "Decide: name its instance, or remove the row.")},
    {FindingCode::UnreachableName, Severity::Warning, "unreachable-name",
     QT_TRANSLATE_NOOP("steward::Finding", "Unusable name"),
     QT_TRANSLATE_NOOP("steward::Finding", "Ask the server's administrator to remove it from the server's database.")},
    {FindingCode::WebhookMismatch, Severity::Warning, "webhook-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Webhook differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: set the webhook to the row's address.")},
    {FindingCode::NotCached, Severity::Info, "cold-cache", QT_TRANSLATE_NOOP("steward::Finding", "Not cached"),
     QT_TRANSLATE_NOOP("steward::Finding", "It fills by itself. To do it now, fill the cache.")},
    {FindingCode::Residue, Severity::Info, "residue", QT_TRANSLATE_NOOP("steward::Finding", "Leftovers"),
     QT_TRANSLATE_NOOP("steward::Finding", "Look at the messages, then clear the queues.")},
}};

constexpr bool inOrder()
{
    for (int index = 0; index < findingCodeCount; ++index) {
        if (static_cast<int>(entries[index].code) != index)
            return false;
    }
    return true;
}
static_assert(inOrder(), "the table is indexed by code");

const Entry& entryOf(FindingCode code)
{
    return entries[static_cast<size_t>(code)];
}

} // namespace

Severity Finding::severity() const
{
    return severityOf(code);
}

Severity severityOf(FindingCode code)
{
    return entryOf(code).severity;
}

QString findingWord(FindingCode code)
{
    return QString::fromLatin1(entryOf(code).word);
}

std::optional<FindingCode> findingFromWord(QStringView word)
{
    for (const Entry& entry : entries) {
        if (word == QLatin1String(entry.word))
            return entry.code;
    }
    return {};
}

QString findingTitle(FindingCode code)
{
    return FindingText::tr(entryOf(code).title);
}

QString findingRepair(FindingCode code)
{
    return FindingText::tr(entryOf(code).repair);
}

QString severityWord(Severity severity)
{
    static constexpr WordTable<Severity, 3> words{{"info", "warning", "error"}};
    return words.of(severity);
}

} // namespace steward
