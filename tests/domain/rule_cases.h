#pragma once

#include "support/fleet_builder.h"

#include <vector>

namespace steward::test {

// Numbers that the cases share.
inline constexpr const char* phone1 = "5511988887777";
inline constexpr const char* phone1WithoutNinth = "551188887777";
inline constexpr const char* phone2 = "5521977776666";

/// One sentence of CONTRACT's table of findings: in this fleet, these findings, and no others, stand at `at`.
struct RuleCase {
    FindingCode code;  ///< the rule that the case is about
    const char* name;  ///< what is told apart
    const char* at;    ///< an instance's name
    const char* words; ///< as findingsAt() says it; empty: healthy and silent
    void (*build)(Fleet& fleet);
};

std::vector<RuleCase> duplicateCases();
std::vector<RuleCase> databaseCases();
std::vector<RuleCase> connectionCases();
std::vector<RuleCase> cacheCases();
std::vector<RuleCase> webhookCases();
std::vector<RuleCase> allRuleCases();

} // namespace steward::test
