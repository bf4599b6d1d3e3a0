#include "domain/rule_cases.h"

namespace steward::test {
namespace {

std::vector<RuleCase> orphanedInstanceCases()
{
    constexpr auto code = FindingCode::OrphanedInstance;
    return {
        {code, "listed without a row", "a", "orphaned-instance", [](Fleet& f) { f.instance("a").open(); }},
        {code, "of another kind", "a", "orphaned-instance",
         [](Fleet& f) { f.instance("a").open().kind(InstanceKind::Business); }},
        {code, "a row under the legacy key names it", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).legacyKey(); }},
        {code, "a disabled row names it", "a", "", [](Fleet& f) { f.instance("a").row(org(1)).disabled(); }},
        {code, "a row's legacy key names it, the current key another", "a", "",
         [](Fleet& f) { f.instance("a").open().row(org(1)).alsoNames("b").cached(); }},
        {code, "names are byte-exact", "a", "orphaned-instance",
         [](Fleet& f) {
             f.instance("a");
             f.healthy("A", org(1), phone1);
         }},
        {code, "NFC and NFD are two names", "caf\xc3\xa9", "orphaned-instance",
         [](Fleet& f) {
             f.instance("caf\xc3\xa9");
             f.healthy("cafe\xcc\x81", org(1), phone1);
         }},
        {code, "a hostile name", "*'\"; DROP <b>\xe2\x80\xae%00\n", "orphaned-instance",
         [](Fleet& f) { f.instance("*'\"; DROP <b>\xe2\x80\xae%00\n"); }},
        {code, "a hostile name with its row", "__proto__", "",
         [](Fleet& f) { f.healthy("__proto__", org(1), phone1); }},
    };
}

std::vector<RuleCase> orphanedIntegrationCases()
{
    constexpr auto code = FindingCode::OrphanedIntegration;
    return {
        {code, "active and not listed", "a", "orphaned-integration", [](Fleet& f) { f.name("a").row(org(1)); }},
        {code, "disabled and not listed", "a", "", [](Fleet& f) { f.name("a").row(org(1)).disabled(); }},
        {code, "pending for less than 10 minutes", "a", "",
         [](Fleet& f) { f.name("a").row(org(1)).status("pending").created(10min - 1ms); }},
        {code, "pending for exactly 10 minutes", "a", "orphaned-integration",
         [](Fleet& f) { f.name("a").row(org(1)).status("pending").created(10min); }},
        {code, "young, but active", "a", "orphaned-integration",
         [](Fleet& f) { f.name("a").row(org(1)).created(1min); }},
        {code, "young, but of a status that we do not know", "a", "orphaned-integration",
         [](Fleet& f) { f.name("a").row(org(1)).status("Pending").created(1min); }},
        {code, "a second enabled row is no longer pending", "a", "orphaned-integration",
         [](Fleet& f) { f.name("a").row(org(1)).created(2min).row(org(2)).status("pending").created(5min); }},
        {code, "the legacy key's instance is not listed", "old", "orphaned-integration",
         [](Fleet& f) {
             f.instance("a").open();
             f.name("old").row(org(1)).alsoNames("a").cached();
         }},
        {code, "listed", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1); }},
    };
}

std::vector<RuleCase> organizationMismatchCases()
{
    constexpr auto code = FindingCode::OrganizationMismatch;
    static const QByteArray ofOrg1 = "clinic-" + idText(org(1)).toLatin1() + "-1763139992470";
    static const QByteArray upper = "clinic-" + idText(org(1)).toUpper().toLatin1();
    return {
        {code, "the row's organization is another", ofOrg1.constData(), "organization-mismatch",
         [](Fleet& f) { f.healthy(ofOrg1, org(2), phone1); }},
        {code, "a disabled row's too", ofOrg1.constData(), "organization-mismatch",
         [](Fleet& f) { f.instance(ofOrg1).row(org(2)).disabled(); }},
        {code, "the row's organization", ofOrg1.constData(), "", [](Fleet& f) { f.healthy(ofOrg1, org(1), phone1); }},
        {code, "the row's organization in capitals", upper.constData(), "",
         [](Fleet& f) { f.healthy(upper, org(1), phone1); }},
        {code, "no row", ofOrg1.constData(), "orphaned-instance", [](Fleet& f) { f.instance(ofOrg1); }},
        {code, "no UUID in the name", "clinic-1", "", [](Fleet& f) { f.healthy("clinic-1", org(2), phone1); }},
    };
}

std::vector<RuleCase> nameCases()
{
    constexpr auto nameless = FindingCode::NamelessIntegration;
    constexpr auto unreachable = FindingCode::UnreachableName;
    return {
        {nameless, "a row under the legacy key has a name", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).legacyKey(); }},
        {unreachable, "the empty name", "", "orphaned-instance unreachable-name", [](Fleet& f) { f.instance(""); }},
        {unreachable, "one dot", ".", "unreachable-name", [](Fleet& f) { f.healthy(".", org(1), phone1); }},
        {unreachable, "two dots", "..", "unreachable-name", [](Fleet& f) { f.healthy("..", org(1), phone1); }},
        {unreachable, "three dots", "...", "", [](Fleet& f) { f.healthy("...", org(1), phone1); }},
        {unreachable, "a blank", " ", "", [](Fleet& f) { f.healthy(" ", org(1), phone1); }},
        {unreachable, "an encoded dot", "%2e", "", [](Fleet& f) { f.healthy("%2e", org(1), phone1); }},
    };
}

} // namespace

std::vector<RuleCase> databaseCases()
{
    std::vector<RuleCase> cases = orphanedInstanceCases();
    for (const auto& more : {orphanedIntegrationCases(), organizationMismatchCases(), nameCases()})
        cases.insert(cases.end(), more.begin(), more.end());
    return cases;
}

} // namespace steward::test
