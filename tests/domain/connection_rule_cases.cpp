#include "domain/rule_cases.h"

namespace steward::test {
namespace {

/// Instances that answer from memory, so that one missing is a ghost and not a starting server.
void addWitnesses(Fleet& f)
{
    for (const char* name : {"w1", "w2", "w3"})
        f.instance(name).open().memory(MemoryState::Open);
}

std::vector<RuleCase> ghostCases()
{
    constexpr auto code = FindingCode::GhostInstance;
    return {
        {code, "memory is missing", "a", "ghost-instance",
         [](Fleet& f) {
             addWitnesses(f);
             f.healthy("a", org(1), phone1).memory(MemoryState::Missing);
         }},
        {code, "of a ghost nothing is said about its connection", "a", "ghost-instance",
         [](Fleet& f) {
             addWitnesses(f);
             f.healthy("a", org(1), phone1).status("pending").memory(MemoryState::Missing);
         }},
        {code, "memory says close", "a", "status-drift",
         [](Fleet& f) { f.healthy("a", org(1), phone1).memory(MemoryState::Close); }},
        {code, "memory says 404", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).memory(MemoryState::NotFound); }},
        {code, "memory gave no answer", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).memory(MemoryState::Unknown); }},
        {code, "the server is starting", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).memory(MemoryState::Missing); }},
    };
}

std::vector<RuleCase> unlistedCases()
{
    constexpr auto code = FindingCode::UnlistedInstance;
    return {
        {code, "it answers open", "a", "unlisted-instance",
         [](Fleet& f) { f.name("a").row(org(1)).memory(MemoryState::Open); }},
        {code, "it answers close", "a", "unlisted-instance",
         [](Fleet& f) { f.name("a").row(org(1)).memory(MemoryState::Close); }},
        {code, "it answers without a state", "a", "unlisted-instance",
         [](Fleet& f) { f.name("a").row(org(1)).memory(MemoryState::Missing); }},
        {code, "an entry alone names it", "a", "unlisted-instance stale-cache",
         [](Fleet& f) { f.name("a").memory(MemoryState::Open).cached(); }},
        {code, "no store names it", "a", "unlisted-instance",
         [](Fleet& f) { f.name("a").memory(MemoryState::Connecting); }},
        {code, "listed", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1).memory(MemoryState::Open); }},
        {code, "not found", "a", "orphaned-integration",
         [](Fleet& f) { f.name("a").row(org(1)).memory(MemoryState::NotFound); }},
        {code, "no answer", "a", "", [](Fleet& f) { f.name("a").row(org(1)).memory(MemoryState::Unknown); }},
    };
}

std::vector<RuleCase> stateMismatchCases()
{
    constexpr auto code = FindingCode::StateMismatch;
    static const auto looksTwice = [](Fleet& f) { f.openTwice.insert(InstanceName::fromUtf8("a")); };
    return {
        {code, "list close, memory open, asked twice", "a", "state-mismatch",
         [](Fleet& f) {
             f.instance("a").memory(MemoryState::Open).row(org(1)).cached();
             looksTwice(f);
         }},
        {code, "asked once", "a", "", [](Fleet& f) { f.instance("a").memory(MemoryState::Open).row(org(1)).cached(); }},
        {code, "list open, memory close: memory decides", "a", "status-drift",
         [](Fleet& f) {
             f.healthy("a", org(1), phone1).memory(MemoryState::Close);
             looksTwice(f);
         }},
        {code, "list connecting, memory open", "a", "",
         [](Fleet& f) {
             f.instance("a").connecting().memory(MemoryState::Open).row(org(1)).cached();
             looksTwice(f);
         }},
    };
}

std::vector<RuleCase> statusDriftCases()
{
    constexpr auto code = FindingCode::StatusDrift;
    return {
        {code, "open and pending", "a", "status-drift",
         [](Fleet& f) { f.healthy("a", org(1), phone1).status("pending"); }},
        {code, "open and disconnected", "a", "status-drift",
         [](Fleet& f) { f.healthy("a", org(1), phone1).status("disconnected"); }},
        {code, "close and active", "a", "status-drift", [](Fleet& f) { f.instance("a").row(org(1)).cached(); }},
        {code, "open and active", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1); }},
        {code, "close and pending", "a", "", [](Fleet& f) { f.instance("a").row(org(1)).status("pending").cached(); }},
        {code, "connecting and active", "a", "", [](Fleet& f) { f.instance("a").connecting().row(org(1)).cached(); }},
        {code, "connecting and pending", "a", "",
         [](Fleet& f) { f.instance("a").connecting().row(org(1)).status("pending").cached(); }},
        {code, "a connection that we do not know", "a", "",
         [](Fleet& f) { f.instance("a").listed(Connection::Other).row(org(1)).cached(); }},
        {code, "a status that we do not know", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).status("migrating"); }},
        {code, "an empty status", "a", "", [](Fleet& f) { f.healthy("a", org(1), phone1).status(""); }},
        {code, "the row is disabled", "a", "",
         [](Fleet& f) { f.instance("a").row(org(1)).disabled().status("active"); }},
        {code, "not listed", "a", "orphaned-integration",
         [](Fleet& f) { f.name("a").row(org(1)).status("disconnected"); }},
        {code, "memory decides: list close, memory open", "a", "",
         [](Fleet& f) { f.instance("a").memory(MemoryState::Open).row(org(1)).cached(); }},
        {code, "memory decides: list open, memory connecting", "a", "",
         [](Fleet& f) { f.healthy("a", org(1), phone1).status("pending").memory(MemoryState::Connecting); }},
    };
}

std::vector<RuleCase> phoneMismatchCases()
{
    constexpr auto code = FindingCode::PhoneMismatch;
    return {
        {code, "the column differs", "a", "phone-mismatch",
         [](Fleet& f) { f.instance("a").open().phone(phone1).row(org(1)).rowPhone(phone2).cached(); }},
        {code, "the config differs", "a", "phone-mismatch",
         [](Fleet& f) { f.instance("a").open().phone(phone1).row(org(1)).configPhone(phone2).cached(); }},
        {code, "the column decides before the config", "a", "",
         [](Fleet& f) {
             f.instance("a").open().phone(phone1).row(org(1)).rowPhone(phone1).configPhone(phone2).cached();
         }},
        {code, "without the ninth digit", "a", "",
         [](Fleet& f) { f.instance("a").open().phone(phone1WithoutNinth).row(org(1)).rowPhone(phone1).cached(); }},
        {code, "Mexico's 52 and 521", "a", "",
         [](Fleet& f) { f.instance("a").open().phone("5215512345678").row(org(1)).rowPhone("525512345678").cached(); }},
        {code, "Argentina's 54 and 549", "a", "",
         [](Fleet& f) { f.instance("a").open().phone("5491123456789").row(org(1)).rowPhone("541123456789").cached(); }},
        {code, "the list knows no number", "a", "",
         [](Fleet& f) { f.instance("a").open().row(org(1)).rowPhone(phone2).cached(); }},
        {code, "the row knows no number", "a", "",
         [](Fleet& f) { f.instance("a").open().phone(phone1).row(org(1)).cached(); }},
        {code, "connecting", "a", "",
         [](Fleet& f) { f.instance("a").connecting().phone(phone1).row(org(1)).rowPhone(phone2).cached(); }},
        {code, "of another kind", "a", "",
         [](Fleet& f) {
             f.instance("a").open().kind(InstanceKind::Business).phone(phone1).row(org(1)).rowPhone(phone2).cached();
         }},
    };
}

std::vector<RuleCase> connectionLostCases()
{
    constexpr auto code = FindingCode::ConnectionLost;
    return {
        {code, "close, the list still has its number", "a", "connection-lost",
         [](Fleet& f) { f.instance("a").phone(phone1).row(org(1)).status("disconnected").cached(); }},
        {code, "close, the row has a number", "a", "connection-lost",
         [](Fleet& f) { f.instance("a").row(org(1)).rowPhone(phone1).status("pending").cached(); }},
        {code, "close, connected once", "a", "connection-lost",
         [](Fleet& f) { f.instance("a").row(org(1)).connectedOnce().status("pending").cached(); }},
        {code, "a status that we do not know is not active", "a", "connection-lost",
         [](Fleet& f) { f.instance("a").phone(phone1).row(org(1)).status("lost").cached(); }},
        {code, "never paired", "a", "", [](Fleet& f) { f.instance("a").row(org(1)).status("pending").cached(); }},
        {code, "the row says active", "a", "status-drift",
         [](Fleet& f) { f.instance("a").phone(phone1).row(org(1)).cached(); }},
        {code, "connecting", "a", "",
         [](Fleet& f) { f.instance("a").connecting().phone(phone1).row(org(1)).status("pending").cached(); }},
        {code, "the row is disabled", "a", "", [](Fleet& f) { f.instance("a").phone(phone1).row(org(1)).disabled(); }},
        {code, "of another kind", "a", "",
         [](Fleet& f) {
             f.instance("a").kind(InstanceKind::Business).phone(phone1).row(org(1)).status("pending").cached();
         }},
        {code, "memory says that it is open", "a", "status-drift",
         [](Fleet& f) {
             f.instance("a").memory(MemoryState::Open).phone(phone1).row(org(1)).status("disconnected").cached();
         }},
    };
}

std::vector<RuleCase> stuckPairingCases()
{
    constexpr auto code = FindingCode::StuckPairing;
    return {
        {code, "connecting for longer than 10 minutes", "a", "stuck-pairing",
         [](Fleet& f) { f.instance("a").connecting().changed(10min + 1ms).row(org(1)).cached(); }},
        {code, "connecting for exactly 10 minutes", "a", "",
         [](Fleet& f) { f.instance("a").connecting().changed(10min).row(org(1)).cached(); }},
        {code, "without a row", "a", "orphaned-instance stuck-pairing",
         [](Fleet& f) { f.instance("a").connecting().changed(2h); }},
        {code, "v1: the row's time", "a", "stuck-pairing",
         [](Fleet& f) { f.instance("a").connecting().withoutTimes().row(org(1)).updated(11min).cached(); }},
        {code, "v1: the row's time is young", "a", "",
         [](Fleet& f) { f.instance("a").connecting().withoutTimes().row(org(1)).updated(9min).cached(); }},
        {code, "v1: no row, no time", "a", "orphaned-instance",
         [](Fleet& f) { f.instance("a").connecting().withoutTimes(); }},
        {code, "the list's time decides before the row's", "a", "",
         [](Fleet& f) { f.instance("a").connecting().changed(1min).row(org(1)).updated(2h).cached(); }},
        {code, "closed since long", "a", "",
         [](Fleet& f) { f.instance("a").changed(48h).row(org(1)).status("pending").cached(); }},
        {code, "of another kind", "a", "",
         [](Fleet& f) { f.instance("a").connecting().changed(2h).kind(InstanceKind::Business).row(org(1)).cached(); }},
        {code, "memory says that it is open", "a", "",
         [](Fleet& f) { f.instance("a").connecting().changed(2h).memory(MemoryState::Open).row(org(1)).cached(); }},
        {code, "memory says close, the list goes on saying connecting", "a", "stuck-pairing",
         [](Fleet& f) {
             f.instance("a").connecting().changed(2h).memory(MemoryState::Close).row(org(1)).status("pending").cached();
         }},
        {code, "memory says connecting where the list says close", "a", "",
         [](Fleet& f) { f.instance("a").changed(2h).memory(MemoryState::Connecting).row(org(1)).cached(); }},
    };
}

std::vector<RuleCase> disabledCases()
{
    constexpr auto code = FindingCode::DisabledButConnected;
    return {
        {code, "open, its row disabled", "a", "disabled-but-connected",
         [](Fleet& f) { f.instance("a").open().row(org(1)).disabled(); }},
        {code, "open, both its rows disabled", "a", "disabled-but-connected",
         [](Fleet& f) { f.instance("a").open().row(org(1)).disabled().row(org(2)).disabled(); }},
        {code, "one of its rows is enabled", "a", "",
         [](Fleet& f) { f.instance("a").open().row(org(1)).disabled().row(org(2)).cached(); }},
        {code, "no row", "a", "orphaned-instance", [](Fleet& f) { f.instance("a").open(); }},
        {code, "connecting", "a", "", [](Fleet& f) { f.instance("a").connecting().row(org(1)).disabled(); }},
        {code, "memory says close", "a", "",
         [](Fleet& f) { f.instance("a").open().memory(MemoryState::Close).row(org(1)).disabled(); }},
    };
}

} // namespace

std::vector<RuleCase> connectionCases()
{
    std::vector<RuleCase> cases = ghostCases();
    for (const auto& more :
         {unlistedCases(), stateMismatchCases(), statusDriftCases(), phoneMismatchCases(), connectionLostCases(),
          stuckPairingCases(), disabledCases()}) {
        cases.insert(cases.end(), more.begin(), more.end());
    }
    return cases;
}

} // namespace steward::test
