#pragma once

#include "domain/store_records.h"

#include <QSet>

#include <optional>

namespace steward {

/// Of the rows that name the instance under either key. Empty where none does.
QSet<OrganizationId> organizationsNaming(const InstanceName& name, const std::vector<Integration>& rows);

/// Of a whole listing what concerns one instance, so that of it all is told that the whole tells of listed instances
/// and rows: the rows that name it; those of their organizations; those that name what one of these names, or what
/// bears the ID of such an organization in its name; and those that have the token or the number of a row that names
/// it. Of organizations and clinics those of the organizations, and the organization in its name.
///
/// Nothing where no row names it, or one of no organization does: then the whole alone tells. Of a listing that lacks
/// some of what does not concern it comes the same.
std::optional<DatabaseListing> partConcerning(const InstanceName& name, DatabaseListing listing);

} // namespace steward
