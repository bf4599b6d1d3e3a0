#include "domain/rule_cases.h"

namespace steward::test {
namespace {

const QByteArray nameOfOrg1 = "clinic-" + idText(org(1)).toLatin1() + "-1763139992470";

std::vector<RuleCase> duplicateInstanceCases()
{
    constexpr auto code = FindingCode::DuplicateInstance;
    return {
        {code, "two of one organization, the row's own", "a", "duplicate-instance duplicate-integration",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.healthy("b", org(1), phone2);
         }},
        {code, "two of one organization, the one without a row by its cache entry", "b",
         "duplicate-instance orphaned-instance stale-cache",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.instance("b").cached().entryOrganization(org(1));
         }},
        {code, "two of one organization, by the UUID in the name", "a", "duplicate-instance",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.instance(nameOfOrg1);
         }},
        {code, "the cache entry decides before the name", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.instance(nameOfOrg1).cached().entryOrganization(org(2));
         }},
        {code, "the row decides before the cache entry and the name", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.instance(nameOfOrg1).open().row(org(2)).cached().entryOrganization(org(1));
         }},
        {code, "disabled rows tell the organization too", "a", "duplicate-instance",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.instance("b").row(org(1)).disabled();
         }},
        {code, "two organizations", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.healthy("b", org(2), phone2);
         }},
        {code, "two of no known organization", "a", "orphaned-instance",
         [](Fleet& f) {
             f.instance("a");
             f.instance("b");
         }},
        {code, "one listed, one row only", "a", "duplicate-integration",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.name("b").row(org(1));
         }},
        {code, "one phone and one of another kind", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.healthy("b", org(1), phone2).kind(InstanceKind::Business);
         }},
        {code, "an instance of another kind itself", "b", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.healthy("b", org(1), phone1).kind(InstanceKind::Evolution);
         }},
    };
}

std::vector<RuleCase> duplicateIntegrationCases()
{
    constexpr auto code = FindingCode::DuplicateIntegration;
    return {
        {code, "two enabled rows that name one instance", "a", "duplicate-integration",
         [](Fleet& f) { f.healthy("a", org(1), phone1).row(org(1)); }},
        {code, "one enabled, one disabled", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).row(org(1)).disabled(); }},
        {code, "two enabled rows of different organizations name one instance", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).row(org(2)); }},
        {code, "once, though rows of two organizations with further rows name it", "a", "duplicate-integration",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).row(org(2));
             f.name("b").row(org(1));
             f.name("c").row(org(2));
         }},
        {code, "the second row has no name", "a", "duplicate-integration",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.name("").row(org(1)).nameless();
         }},
        {code, "an enabled row of an instance that is no phone", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.instance("b").open().kind(InstanceKind::Evolution).row(org(1)).cached();
         }},
        {code, "under the legacy key", "a", "duplicate-integration",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).legacyKey();
             f.name("b").row(org(1));
         }},
    };
}

std::vector<RuleCase> duplicatePhoneCases()
{
    constexpr auto code = FindingCode::DuplicatePhone;
    return {
        {code, "one number at two open instances", "a", "duplicate-phone",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.healthy("b", org(2), phone1);
         }},
        {code, "with and without the ninth digit", "b", "duplicate-phone",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.healthy("b", org(2), phone1WithoutNinth);
         }},
        {code, "one of the two is closed and its row says nothing", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.instance("b").close().phone(phone1).row(org(2)).status("disconnected").cached();
         }},
        {code, "memory says that the other is closed", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).memory(MemoryState::Open);
             f.instance("b").open().phone(phone1).memory(MemoryState::Close).row(org(2)).status("disconnected");
         }},
        {code, "in enabled rows of two instances", "b", "duplicate-phone orphaned-integration",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.name("b").row(org(2)).configPhone(phone1WithoutNinth);
         }},
        {code, "in an enabled and a disabled row", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.name("b").row(org(2)).rowPhone(phone1).disabled();
         }},
        {code, "in two enabled rows of one instance", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).row(org(2)).rowPhone(phone1); }},
        {code, "the other one is no phone", "a", "",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1);
             f.healthy("b", org(2), phone1).kind(InstanceKind::Business);
         }},
        {code, "numbers unknown", "a", "",
         [](Fleet& f) {
             f.instance("a").open().row(org(1)).cached();
             f.instance("b").open().row(org(2)).cached();
         }},
        {code, "a row that names two instances holds its number once", "a", "duplicate-instance",
         [](Fleet& f) {
             f.instance("b").open();
             f.instance("a").open().row(org(1)).rowPhone(phone1).alsoNames("b").cached();
         }},
    };
}

} // namespace

std::vector<RuleCase> duplicateCases()
{
    std::vector<RuleCase> cases = duplicateInstanceCases();
    for (const auto& more : {duplicateIntegrationCases(), duplicatePhoneCases()})
        cases.insert(cases.end(), more.begin(), more.end());
    return cases;
}

} // namespace steward::test
