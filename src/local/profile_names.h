#pragma once

#include "domain/store_names.h"
#include "domain/strict_fields.h"

#include <QJsonObject>

namespace steward {

/// The names that differ from the defaults, as fields of a profile's "names".
QJsonObject namesToJson(const StoreNames& names);
/// The defaults with what the object overrides. An empty name is refused: an empty key prefix would be every key.
StoreNames namesFromJson(StrictFields& object);

} // namespace steward
