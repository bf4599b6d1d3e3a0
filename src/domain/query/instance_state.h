#pragma once

#include "domain/audit/audit.h"

#include <QString>

#include <array>

namespace steward {

/// How an instance stands, in one word that a person uses (WORDS, "States"). The order is that of a table which is
/// ordered by it: what has to be looked at first.
enum class InstanceState : quint8 {
    Ghost,        ///< listed, and not run
    Pairing,      ///< waits for a phone
    Disconnected, ///< no phone
    Connected,
    NotOnServer, ///< neither list nor memory knows it
    NotRead,     ///< nothing is concluded about it
    Other,       ///< the server says a word that we do not know
};
constexpr int instanceStateCount = static_cast<int>(InstanceState::Other) + 1;

InstanceState stateOf(const AuditRow& row);
/// What one may type for it, the plain word first: "disconnected", "closed", "close".
const std::vector<const char*>& instanceStateWords(InstanceState state);

/// Since when it is in its state, as far as a store says; nothing where none does.
std::optional<Timestamp> sinceOf(const AuditRow& row);

/// The last six digits of a name that ends in at least as many, by which people tell an organization's instances apart.
QString nameSuffix(const InstanceName& name);
/// "·992470"; the whole name where it does not end in six digits.
QString shortName(const InstanceName& name);

} // namespace steward
