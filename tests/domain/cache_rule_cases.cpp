#include "domain/rule_cases.h"

namespace steward::test {
namespace {

constexpr const char* token1 = "tokenONEabcdefghijklmnopqrstuvwx";
constexpr const char* token2 = "tokenTWOabcdefghijklmnopqrstuvwx";

std::vector<RuleCase> staleCacheCases()
{
    constexpr auto code = FindingCode::StaleCache;
    return {
        {code, "nobody names the entry's instance", "a", "stale-cache", [](Fleet& f) { f.name("a").cached(); }},
        {code, "a disabled row names it", "a", "stale-cache",
         [](Fleet& f) { f.name("a").row(org(1)).disabled().cached(); }},
        {code, "listed, but no row", "a", "orphaned-instance stale-cache", [](Fleet& f) { f.instance("a").cached(); }},
        {code, "an enabled row names it", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1); }},
        {code, "an enabled row's legacy key names it", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).legacyKey(); }},
        {code, "a token key whose token stands in no row", "a", "stale-cache",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).tokenCached(token2); }},
        {code, "a token key whose token stands in a disabled row", "a", "stale-cache",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).token(token1);
             f.name("a").row(org(1)).disabled().token(token2).tokenCached();
         }},
        {code, "a token key of an enabled row", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).tokenCached(); }},
        {code, "a token key without a name, of an enabled row", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).tokenCached().entryWithoutName(); }},
        {code, "a token key that names an instance without an enabled row", "b", "stale-cache",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).token(token1);
             f.name("b").tokenCached(token1);
         }},
        {code, "once, whatever the number of entries", "a", "stale-cache",
         [](Fleet& f) { f.name("a").cached().tokenCached(token1).tokenCached(token2); }},
    };
}

std::vector<RuleCase> coldCacheCases()
{
    constexpr auto code = FindingCode::NotCached;
    return {
        {code, "no entry", "a", "cold-cache", [](Fleet& f) { f.instance("a").open().row(org(1)); }},
        {code, "the token's entry is one", "a", "",
         [](Fleet& f) { f.instance("a").open().row(org(1)).token(token1).tokenCached(); }},
        {code, "the row is disabled", "a", "", [](Fleet& f) { f.instance("a").row(org(1)).disabled(); }},
        {code, "not listed", "a", "orphaned-integration", [](Fleet& f) { f.name("a").row(org(1)); }},
        {code, "no row", "a", "orphaned-instance", [](Fleet& f) { f.instance("a"); }},
    };
}

std::vector<RuleCase> organizationAndNumberCases()
{
    constexpr auto code = FindingCode::CacheMismatch;
    return {
        {code, "another organization", "a", "cache-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).entryOrganization(org(2)); }},
        {code, "no organization", "a", "cache-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).entryOrganization({}); }},
        {code, "another number", "a", "cache-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).entryPhone(phone2); }},
        {code, "the number without its ninth digit", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).entryPhone(phone1WithoutNinth); }},
        {code, "no number in the entry", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1).entryPhone(""); }},
        {code, "no number in the row", "a", "",
         [](Fleet& f) { f.instance("a").open().row(org(1)).cached().entryPhone(phone2); }},
        {code, "in the token's entry", "a", "cache-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).tokenCached().entryOrganization(org(2)); }},
        {code, "agrees with one of two enabled rows", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).row(org(2)); }},
        {code, "agrees with the disabled row only", "a", "cache-mismatch",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).row(org(2)).disabled();
             f.name("a").entryOrganization(org(2));
         }},
        {code, "only a disabled row names it", "a", "stale-cache",
         [](Fleet& f) { f.name("a").row(org(1)).disabled().cached().entryOrganization(org(2)); }},
    };
}

std::vector<RuleCase> clinicCases()
{
    constexpr auto code = FindingCode::CacheMismatch;
    return {
        {code, "the row's clinic", "a", "",
         [](Fleet& f) { f.instance("a").open().row(org(1)).clinic(clinic(1)).cached(); }},
        {code, "another clinic", "a", "cache-mismatch",
         [](Fleet& f) { f.instance("a").open().row(org(1)).clinic(clinic(1)).cached().entryClinic(clinic(9)); }},
        {code, "no clinic, the row has one", "a", "cache-mismatch",
         [](Fleet& f) { f.instance("a").open().row(org(1)).clinic(clinic(1)).cached().entryClinic({}); }},
        {code, "the row's is null, the entry's an active one of the organization", "a", "",
         [](Fleet& f) { f.instance("a").open().row(org(1)).cached().entryClinic(clinic(1)); }},
        {code, "the row's is null, the entry's an inactive one", "a", "cache-mismatch",
         [](Fleet& f) { f.instance("a").open().row(org(1)).cached().entryClinic(clinic(9)); }},
        {code, "the row's is null, the entry's another organization's", "a", "cache-mismatch",
         [](Fleet& f) { f.instance("a").open().row(org(1)).cached().entryClinic(clinic(2)); }},
        {code, "the row's is null, the entry's text is no id", "a", "cache-mismatch",
         [](Fleet& f) {
             f.instance("a").open().row(org(1)).cached();
             f.cache.entries.back().clinicText = QStringLiteral("main");
         }},
        {code, "the clinics cannot be read", "a", "",
         [](Fleet& f) {
             f.instance("a").open().row(org(1)).cached().entryClinic(clinic(2));
             f.database.clinics.clear();
             f.database.clinicsKnown = false;
         }},
        {code, "the clinics cannot be read, and the row's differs", "a", "cache-mismatch",
         [](Fleet& f) {
             f.instance("a").open().row(org(1)).clinic(clinic(1)).cached().entryClinic(clinic(2));
             f.database.clinics.clear();
             f.database.clinicsKnown = false;
         }},
    };
}

std::vector<RuleCase> unreadableAndEternalCases()
{
    constexpr auto unreadable = FindingCode::UnreadableCache;
    constexpr auto eternal = FindingCode::CacheWithoutExpiry;
    return {
        {unreadable, "not JSON", "a", "unreadable-cache",
         [](Fleet& f) { f.healthy("a", org(1), phone1).unreadable(CacheValueState::NotJson); }},
        {unreadable, "not an object", "a", "unreadable-cache",
         [](Fleet& f) { f.healthy("a", org(1), phone1).unreadable(CacheValueState::NotObject); }},
        {unreadable, "of another type", "a", "unreadable-cache",
         [](Fleet& f) { f.healthy("a", org(1), phone1).unreadable(CacheValueState::OtherType); }},
        {unreadable, "the token's entry", "a", "unreadable-cache",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).token(token1).tokenCached().unreadable(CacheValueState::NotJson);
         }},
        {unreadable, "readable", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1); }},
        {eternal, "never expires", "a", "eternal-cache", [](Fleet& f) { f.healthy("a", org(1), phone1).ttl(-1); }},
        {eternal, "the token's entry", "a", "eternal-cache",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).tokenCached().ttl(-1); }},
        {eternal, "unreadable and eternal", "a", "unreadable-cache eternal-cache",
         [](Fleet& f) { f.healthy("a", org(1), phone1).unreadable(CacheValueState::NotJson).ttl(-1); }},
        {eternal, "about to expire", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1).ttl(0); }},
    };
}

std::vector<RuleCase> residueCases()
{
    constexpr auto code = FindingCode::Residue;
    return {
        {code, "nobody uses it any more", "a", "residue", [](Fleet& f) { f.name("a").leftBehind(4); }},
        {code, "an empty queue", "a", "residue", [](Fleet& f) { f.name("a").leftBehind(0); }},
        {code, "a disabled row names it", "a", "residue",
         [](Fleet& f) { f.name("a").row(org(1)).disabled().leftBehind(4); }},
        {code, "listed", "a", "orphaned-instance", [](Fleet& f) { f.instance("a").leftBehind(4); }},
        {code, "an enabled row names it", "a", "orphaned-integration",
         [](Fleet& f) { f.name("a").row(org(1)).leftBehind(4); }},
    };
}

} // namespace

std::vector<RuleCase> cacheCases()
{
    std::vector<RuleCase> cases = staleCacheCases();
    for (const auto& more :
         {coldCacheCases(), organizationAndNumberCases(), clinicCases(), unreadableAndEternalCases(), residueCases()}) {
        cases.insert(cases.end(), more.begin(), more.end());
    }
    return cases;
}

std::vector<RuleCase> webhookCases()
{
    constexpr auto code = FindingCode::WebhookMismatch;
    static const QString mine = QStringLiteral("https://api.example.org/hook/") + QLatin1String(token1);
    static const QString other = QStringLiteral("https://api.example.org/hook/") + QLatin1String(token2);
    return {
        {code, "none", "a", "webhook-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).withoutWebhook(); }},
        {code, "an empty address, as v1 says none", "a", "webhook-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).webhook(QString(), false); }},
        {code, "switched off", "a", "webhook-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).webhook(mine, false); }},
        {code, "another token", "a", "webhook-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).webhook(other); }},
        {code, "the row has no token", "a", "webhook-mismatch",
         [](Fleet& f) { f.healthy("a", org(1), phone1).webhook(mine); }},
        {code, "the template's address with this row's token", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1).webhook(mine); }},
        {code, "not asked", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1).token(token1); }},
        {code, "no template to compare with", "a", "",
         [](Fleet& f) {
             f.settings.webhookTemplate.clear();
             f.healthy("a", org(1), phone1).token(token1).webhook(other);
         }},
        {code, "no row to compare with", "a", "orphaned-instance",
         [](Fleet& f) { f.instance("a").open().webhook(other); }},
    };
}

} // namespace steward::test
