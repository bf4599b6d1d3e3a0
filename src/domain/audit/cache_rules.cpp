#include "domain/audit/rules.h"

#include <algorithm>

namespace steward {
namespace {

using Entries = std::vector<const CacheEntry*>;

Entries entriesOf(const AuditRow& row)
{
    Entries entries;
    entries.reserve(row.tokenEntries.size() + 1);
    if (row.instanceEntry)
        entries.push_back(row.instanceEntry);
    entries.insert(entries.end(), row.tokenEntries.begin(), row.tokenEntries.end());
    return entries;
}

/// Which key it is: the token masked; empty for the instance's.
QString keyOf(const CacheEntry& entry)
{
    return entry.kind == CacheKeyKind::Instance ? QString() : entry.token.masked();
}

bool anEnabledRowNames(const AuditRow& row)
{
    return row.enabledIntegration() != nullptr;
}

/// The usual case, told without a look at all the other rows.
bool isTokenOf(const AuditRow& row, const CacheEntry& entry)
{
    const Integration* integration = row.enabledIntegration();
    return integration && integration->webhookToken == entry.token;
}

void applyStaleCache(AuditRow& row, const Entries& entries, const RuleContext& context)
{
    if (!context.databaseRead())
        return;
    for (const CacheEntry* entry : entries) {
        if (!anEnabledRowNames(row)) {
            row.findings.push_back({FindingCode::StaleCache, FindingCause::EntryWithoutRow, {keyOf(*entry)}});
            return;
        }
        if (entry->kind == CacheKeyKind::Token && !isTokenOf(row, *entry) &&
            !context.tokenStandsInEnabledRow(entry->token)) {
            row.findings.push_back({FindingCode::StaleCache, FindingCause::TokenWithoutRow, {keyOf(*entry)}});
            return;
        }
    }
}

void applyColdCache(AuditRow& row, const RuleContext& context)
{
    if (!context.serverRead() || !context.databaseRead() || !row.server || !anEnabledRowNames(row))
        return;
    if (row.inCache == Presence::Absent)
        row.findings.push_back({FindingCode::NotCached, FindingCause::EntryMissing, {}});
}

QString idText(const auto& id, const QString& text)
{
    return text.isEmpty() && !id.isNull() ? id.toString() : text;
}

/// The first difference between an entry and a row; nothing where they agree.
std::optional<Finding> difference(const CacheEntry& entry, const Integration& integration, const RuleContext& context)
{
    if (entry.organizationId != integration.organizationId) {
        return Finding{
            FindingCode::CacheMismatch,
            FindingCause::EntryOfOrganization,
            {keyOf(entry), idText(entry.organizationId, entry.organizationText),
             context.organizationName(integration.organizationId)}};
    }
    const bool sameClinic = entry.clinicId == integration.clinicId && entry.clinicText.isEmpty();
    if (!sameClinic) {
        const Clinic* clinic = context.clinic(entry.clinicId);
        const bool isOneOfItsClinics = clinic && clinic->active && clinic->organizationId == integration.organizationId;
        const bool cannotTell = !context.clinicsKnown() && entry.clinicText.isEmpty();
        if (!(integration.clinicId.isNull() && (isOneOfItsClinics || cannotTell))) {
            return Finding{
                FindingCode::CacheMismatch,
                FindingCause::EntryOfClinic,
                {keyOf(entry), idText(entry.clinicId, entry.clinicText), idText(integration.clinicId, {})}};
        }
    }
    if (!agree(entry.phone, integration.phone())) {
        return Finding{
            FindingCode::CacheMismatch,
            FindingCause::EntryOfNumber,
            {keyOf(entry), entry.phone->text(), integration.phone()->text()}};
    }
    return {};
}

void applyCacheMismatch(AuditRow& row, const Entries& entries, const RuleContext& context)
{
    if (!context.databaseRead() || !anEnabledRowNames(row))
        return;
    for (const CacheEntry* entry : entries) {
        if (entry->state != CacheValueState::Readable)
            continue;
        std::optional<Finding> found;
        bool agreesWithOne = false;
        for (const Integration* integration : row.integrations) {
            if (!integration->enabled)
                continue;
            auto differs = difference(*entry, *integration, context);
            agreesWithOne = agreesWithOne || !differs;
            if (!found)
                found = std::move(differs);
        }
        if (!agreesWithOne) {
            row.findings.push_back(*found);
            return;
        }
    }
}

Finding unreadable(const CacheEntry& entry)
{
    const QString why = entry.state == CacheValueState::NotJson     ? QStringLiteral("not-json")
                        : entry.state == CacheValueState::NotObject ? QStringLiteral("not-object")
                                                                    : QStringLiteral("other-type");
    return {FindingCode::UnreadableCache, FindingCause::EntryUnreadable, {keyOf(entry), why, entry.redisType}};
}

void applyUnreadableAndEternal(AuditRow& row, const Entries& entries)
{
    for (const CacheEntry* entry : entries) {
        if (entry->state != CacheValueState::Readable && !row.has(FindingCode::UnreadableCache))
            row.findings.push_back(unreadable(*entry));
        if (entry->ttlSeconds == -1 && !row.has(FindingCode::CacheWithoutExpiry)) {
            row.findings.push_back(
                {FindingCode::CacheWithoutExpiry, FindingCause::EntryWithoutExpiry, {keyOf(*entry)}});
        }
    }
}

/// Only what nobody uses any more was left behind: the queues of an instance that stands, or may stand, or of an
/// enabled row are at work.
void applyResidue(AuditRow& row, const RuleContext& context)
{
    if (!row.residue || !row.residue->any() || !context.serverRead() || !context.databaseRead())
        return;
    if (row.inServer != Presence::Absent || anEnabledRowNames(row))
        return;
    const qint64 messages = std::max<qint64>(row.residue->streamMessages, 0);
    const qint64 dead = std::max<qint64>(row.residue->deadMessages, 0);
    row.findings.push_back(
        {FindingCode::Residue, FindingCause::MessagesLeft, {QString::number(messages), QString::number(dead)}});
}

} // namespace

void applyCacheRules(AuditRow& row, const RuleContext& context)
{
    if (!context.cacheRead())
        return;
    const Entries entries = entriesOf(row);
    applyStaleCache(row, entries, context);
    applyCacheMismatch(row, entries, context);
    applyUnreadableAndEternal(row, entries);
    applyColdCache(row, context);
    applyResidue(row, context);
}

} // namespace steward
