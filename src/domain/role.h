#pragma once

#include "domain/error.h"

#include <QString>

#include <optional>

namespace steward {

/// What whoever works with a profile may begin; the one with the least comes first. It keeps people from what is not
/// theirs to do, and says so. The stores stay the judge: a key, a database role or a Redis user with fewer rights
/// narrows it further.
enum class Role : quint8 { Staff, Administrator };

/// "staff", "administrator": for files, JSON and STEWARD_ROLE.
QString roleWord(Role role);
/// Nothing for any other word, the empty one too.
std::optional<Role> roleFromWord(QStringView word);

/// `kind` is the journal's word for an operation. Staff create, pair, and tell the workers what they have not heard;
/// whatever else there is or will be takes an administrator.
bool mayBegin(Role role, QStringView kind);
/// The same of any plan.
bool mayApplyPlans(Role role);
/// Why it may not be begun.
Error administratorsOnly();

} // namespace steward
