#include "domain/audit/rules.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct CacheText {
    Q_DECLARE_TR_FUNCTIONS(steward::CacheRules)
};

std::vector<const CacheEntry*> entriesOf(const AuditRow& row)
{
    std::vector<const CacheEntry*> entries;
    if (row.instanceEntry)
        entries.push_back(row.instanceEntry);
    entries.insert(entries.end(), row.tokenEntries.begin(), row.tokenEntries.end());
    return entries;
}

/// What a person calls the entry's key, the token masked.
QString keyOf(const CacheEntry& entry)
{
    if (entry.kind == CacheKeyKind::Instance)
        return CacheText::tr("the entry of the instance");
    //: %1 is the first characters of a webhook token
    return CacheText::tr("the entry of the token %1").arg(entry.token.masked());
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

void applyStaleCache(AuditRow& row, const RuleContext& context)
{
    if (!context.databaseRead())
        return;
    for (const CacheEntry* entry : entriesOf(row)) {
        if (!anEnabledRowNames(row)) {
            //: %1 is "the entry of the instance" or "the token's entry (abcd…)"
            row.findings.push_back(
                {FindingCode::StaleCache,
                 CacheText::tr("The cache has %1, but no active row names the instance.").arg(keyOf(*entry))});
            return;
        }
        if (entry->kind == CacheKeyKind::Token && !isTokenOf(row, *entry) &&
            !context.tokenStandsInEnabledRow(entry->token)) {
            //: %1 is "the token's entry (abcd…)"
            row.findings.push_back(
                {FindingCode::StaleCache,
                 CacheText::tr("The cache has %1, but no active row has this token.").arg(keyOf(*entry))});
            return;
        }
    }
}

void applyColdCache(AuditRow& row, const RuleContext& context)
{
    if (!context.serverRead() || !context.databaseRead() || !row.server || !anEnabledRowNames(row))
        return;
    if (row.inCache == Presence::Absent)
        row.findings.push_back(
            {FindingCode::NotCached,
             CacheText::tr("The server lists it and its row is active, but it has no cache entry yet.")});
}

QString idText(const auto& id, const QString& text)
{
    if (!text.isEmpty())
        return text;
    return id.isNull() ? CacheText::tr("none") : id.toString();
}

/// The first difference between an entry and a row, as a sentence; empty where they agree.
QString difference(const CacheEntry& entry, const Integration& integration, const RuleContext& context)
{
    if (entry.organizationId != integration.organizationId) {
        //: %1 is which cache entry, %2 and %3 are organizations
        return CacheText::tr("In the cache, %1 names the organization %2. The row names %3.")
            .arg(
                keyOf(entry), idText(entry.organizationId, entry.organizationText),
                context.organizationName(integration.organizationId));
    }
    const bool sameClinic = entry.clinicId == integration.clinicId && entry.clinicText.isEmpty();
    if (!sameClinic) {
        const Clinic* clinic = context.clinic(entry.clinicId);
        const bool isOneOfItsClinics = clinic && clinic->active && clinic->organizationId == integration.organizationId;
        const bool cannotTell = !context.clinicsKnown() && entry.clinicText.isEmpty();
        if (!(integration.clinicId.isNull() && (isOneOfItsClinics || cannotTell))) {
            //: %1 is which cache entry, %2 and %3 are a clinic's id or "none"
            return CacheText::tr("In the cache, %1 names the clinic %2. The row names %3.")
                .arg(keyOf(entry), idText(entry.clinicId, entry.clinicText), idText(integration.clinicId, {}));
        }
    }
    if (!agree(entry.phone, integration.phone())) {
        //: %1 is which cache entry, %2 and %3 are phone numbers
        return CacheText::tr("In the cache, %1 has the number %2. The row has %3.")
            .arg(keyOf(entry), entry.phone->text(), integration.phone()->text());
    }
    return {};
}

void applyCacheMismatch(AuditRow& row, const RuleContext& context)
{
    if (!context.databaseRead() || !anEnabledRowNames(row))
        return;
    for (const CacheEntry* entry : entriesOf(row)) {
        if (entry->state != CacheValueState::Readable)
            continue;
        QString because;
        bool agreesWithOne = false;
        for (const Integration* integration : row.integrations) {
            if (!integration->enabled)
                continue;
            const QString differs = difference(*entry, *integration, context);
            agreesWithOne = agreesWithOne || differs.isEmpty();
            if (because.isEmpty())
                because = differs;
        }
        if (!agreesWithOne) {
            row.findings.push_back({FindingCode::CacheMismatch, because});
            return;
        }
    }
}

QString whyUnreadable(const CacheEntry& entry)
{
    switch (entry.state) {
    case CacheValueState::NotJson:
        return CacheText::tr("its value is not JSON");
    case CacheValueState::NotObject:
        return CacheText::tr("its value is JSON, but no object");
    case CacheValueState::Readable:
    case CacheValueState::OtherType:
        break;
    }
    //: %1 is a type of Redis, such as "list"
    return CacheText::tr("the key has the type %1").arg(entry.redisType);
}

void applyUnreadableAndEternal(AuditRow& row)
{
    for (const CacheEntry* entry : entriesOf(row)) {
        if (entry->state != CacheValueState::Readable && !row.has(FindingCode::UnreadableCache)) {
            //: %1 is which cache entry, %2 is why it cannot be read
            row.findings.push_back(
                {FindingCode::UnreadableCache,
                 CacheText::tr("In the cache, %1 cannot be read: %2.").arg(keyOf(*entry), whyUnreadable(*entry))});
        }
        if (entry->ttlSeconds == -1 && !row.has(FindingCode::CacheWithoutExpiry)) {
            //: %1 is which cache entry
            row.findings.push_back(
                {FindingCode::CacheWithoutExpiry, CacheText::tr("In the cache, %1 never expires.").arg(keyOf(*entry))});
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
    //: %1 is a number of outgoing messages, %2 a number of failed messages
    row.findings.push_back(
        {FindingCode::Residue, CacheText::tr("Its queues still hold %1 outgoing and %2 failed messages.")
                                   .arg(QString::number(messages), QString::number(dead))});
}

} // namespace

void applyCacheRules(AuditRow& row, const RuleContext& context)
{
    if (!context.cacheRead())
        return;
    applyStaleCache(row, context);
    applyCacheMismatch(row, context);
    applyUnreadableAndEternal(row);
    applyColdCache(row, context);
    applyResidue(row, context);
}

} // namespace steward
