#pragma once

#include "domain/audit/audit.h"

namespace steward {

/// The instances that a person may mean who only reads: the one of exactly this name; else those whose name ends with
/// it (four letters at least); else those of the organization with this name (case and form do not count) or ID. In
/// the audit's order. For what changes something a name is always whole.
std::vector<InstanceName> meantInstances(const Audit& audit, const InstanceName& typed);

} // namespace steward
