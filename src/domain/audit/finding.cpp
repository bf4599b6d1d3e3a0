#include "domain/audit/finding.h"

#include "domain/value_table.h"
#include "domain/word_table.h"

namespace steward {
namespace {

struct Entry {
    FindingCode code;
    Severity severity;
    const char* word;
};

// One line a finding: word and severity are contract.
constexpr Entry entries[]{
    {FindingCode::DuplicateInstance, Severity::Error, "duplicate-instance"},
    {FindingCode::DuplicateIntegration, Severity::Error, "duplicate-integration"},
    {FindingCode::DuplicatePhone, Severity::Error, "duplicate-phone"},
    {FindingCode::GhostInstance, Severity::Error, "ghost-instance"},
    {FindingCode::UnlistedInstance, Severity::Error, "unlisted-instance"},
    {FindingCode::OrphanedInstance, Severity::Warning, "orphaned-instance"},
    {FindingCode::OrphanedIntegration, Severity::Warning, "orphaned-integration"},
    {FindingCode::StaleCache, Severity::Warning, "stale-cache"},
    {FindingCode::CacheMismatch, Severity::Warning, "cache-mismatch"},
    {FindingCode::UnreadableCache, Severity::Warning, "unreadable-cache"},
    {FindingCode::CacheWithoutExpiry, Severity::Warning, "eternal-cache"},
    {FindingCode::StatusDrift, Severity::Warning, "status-drift"},
    {FindingCode::StateMismatch, Severity::Warning, "state-mismatch"},
    {FindingCode::PhoneMismatch, Severity::Warning, "phone-mismatch"},
    {FindingCode::OrganizationMismatch, Severity::Warning, "organization-mismatch"},
    {FindingCode::ConnectionLost, Severity::Warning, "connection-lost"},
    {FindingCode::StuckPairing, Severity::Warning, "stuck-pairing"},
    {FindingCode::DisabledButConnected, Severity::Warning, "disabled-but-connected"},
    {FindingCode::NamelessIntegration, Severity::Warning, "nameless-integration"},
    {FindingCode::UnreachableName, Severity::Warning, "unreachable-name"},
    {FindingCode::WebhookMismatch, Severity::Warning, "webhook-mismatch"},
    {FindingCode::NotCached, Severity::Info, "cold-cache"},
    {FindingCode::Residue, Severity::Info, "residue"},
};
static_assert(isTableOf(entries, &Entry::code, FindingCode::Residue));

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

QString severityWord(Severity severity)
{
    static constexpr WordTable<Severity, 3> words{{"info", "warning", "error"}};
    return words.of(severity);
}

} // namespace steward
