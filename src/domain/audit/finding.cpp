#include "domain/audit/finding.h"

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
     QT_TRANSLATE_NOOP("steward::Finding", "Duplicates"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clean up: keep the working instance, delete the others.")},
    {FindingCode::DuplicateIntegration, Severity::Error, "duplicate-integration",
     QT_TRANSLATE_NOOP("steward::Finding", "Several rows"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clean up: keep the row of the working instance, remove the others.")},
    {FindingCode::DuplicatePhone, Severity::Error, "duplicate-phone",
     QT_TRANSLATE_NOOP("steward::Finding", "Same phone"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clean up by phone: a person decides which instance keeps the number.")},
    {FindingCode::GhostInstance, Severity::Error, "ghost-instance", QT_TRANSLATE_NOOP("steward::Finding", "Ghosts"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Ask the server's administrator to restart it: the instance is in its database only.")},
    {FindingCode::UnlistedInstance, Severity::Error, "unlisted-instance",
     QT_TRANSLATE_NOOP("steward::Finding", "Not in the list"),
     QT_TRANSLATE_NOOP(
         "steward::Finding",
         "Ask the server's administrator: it answers by its name, and the server's list does not show it.")},
    {FindingCode::OrphanedInstance, Severity::Warning, "orphaned-instance",
     QT_TRANSLATE_NOOP("steward::Finding", "No row"),
     QT_TRANSLATE_NOOP("steward::Finding", "Adopt it: choose its organization, a row is written for it.")},
    {FindingCode::OrphanedIntegration, Severity::Warning, "orphaned-integration",
     QT_TRANSLATE_NOOP("steward::Finding", "No instance"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Adopt the instance it has under another name, create it again, or remove the row.")},
    {FindingCode::StaleCache, Severity::Warning, "stale-cache", QT_TRANSLATE_NOOP("steward::Finding", "Stale cache"),
     QT_TRANSLATE_NOOP("steward::Finding", "Drop the cache entry.")},
    {FindingCode::CacheMismatch, Severity::Warning, "cache-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Cache differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Rewrite the cache entry from the row.")},
    {FindingCode::UnreadableCache, Severity::Warning, "unreadable-cache",
     QT_TRANSLATE_NOOP("steward::Finding", "Unreadable cache"),
     QT_TRANSLATE_NOOP("steward::Finding", "Rewrite the cache entry from the row, or drop it.")},
    {FindingCode::EternalCache, Severity::Warning, "eternal-cache",
     QT_TRANSLATE_NOOP("steward::Finding", "Never expires"),
     QT_TRANSLATE_NOOP("steward::Finding", "Give the cache entry its lifetime.")},
    {FindingCode::StatusDrift, Severity::Warning, "status-drift",
     QT_TRANSLATE_NOOP("steward::Finding", "Status differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Write the server's state to the row.")},
    {FindingCode::StateMismatch, Severity::Warning, "state-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "List and memory differ"),
     QT_TRANSLATE_NOOP("steward::Finding", "Restart the instance on the server; until then its row stays as it is.")},
    {FindingCode::PhoneMismatch, Severity::Warning, "phone-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Number differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Write the connected number to the row.")},
    {FindingCode::OrganizationMismatch, Severity::Warning, "organization-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Other organization"),
     QT_TRANSLATE_NOOP("steward::Finding", "A person decides which organization it belongs to.")},
    {FindingCode::ConnectionLost, Severity::Warning, "connection-lost",
     QT_TRANSLATE_NOOP("steward::Finding", "Connection lost"),
     QT_TRANSLATE_NOOP("steward::Finding", "Pair the phone again.")},
    {FindingCode::StuckPairing, Severity::Warning, "stuck-pairing",
     QT_TRANSLATE_NOOP("steward::Finding", "Stuck pairing"),
     QT_TRANSLATE_NOOP("steward::Finding", "Reset the pairing: delete and create again under the same name.")},
    {FindingCode::DisabledButConnected, Severity::Warning, "disabled-but-connected",
     QT_TRANSLATE_NOOP("steward::Finding", "Disabled, connected"),
     QT_TRANSLATE_NOOP("steward::Finding", "Disconnect the phone, or enable the row.")},
    {FindingCode::NamelessIntegration, Severity::Warning, "nameless-integration",
     QT_TRANSLATE_NOOP("steward::Finding", "Row without name"),
     QT_TRANSLATE_NOOP("steward::Finding", "Name its instance, or remove the row.")},
    {FindingCode::UnreachableName, Severity::Warning, "unreachable-name",
     QT_TRANSLATE_NOOP("steward::Finding", "Unreachable name"),
     QT_TRANSLATE_NOOP(
         "steward::Finding",
         "Ask the server's administrator to remove it from the server's database: no address reaches it.")},
    {FindingCode::WebhookMismatch, Severity::Warning, "webhook-mismatch",
     QT_TRANSLATE_NOOP("steward::Finding", "Webhook differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Set the webhook to the row's address.")},
    {FindingCode::ColdCache, Severity::Info, "cold-cache", QT_TRANSLATE_NOOP("steward::Finding", "Not cached"),
     QT_TRANSLATE_NOOP("steward::Finding", "Warm the cache; the backend also does so by itself.")},
    {FindingCode::Residue, Severity::Info, "residue", QT_TRANSLATE_NOOP("steward::Finding", "Residue"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clear what was left behind, after a look at undelivered messages.")},
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
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("info");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Error:
        return QStringLiteral("error");
    }
    Q_UNREACHABLE();
}

} // namespace steward
