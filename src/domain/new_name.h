#pragma once

#include "domain/instance_name.h"

#include <QString>

#include <optional>

namespace steward {

/// Why an instance cannot be created under that name, in words; nothing: it can, as far as the name goes (WORKFLOWS,
/// "Creation" 1: newer servers trim names, so that one with a space at its end would be another's).
std::optional<QString> validateName(const InstanceName& name);
/// As a server that trims would keep it.
InstanceName trimmedName(const InstanceName& name);
/// The same for names that a person takes for one: spaces at the ends, case and normal form apart.
QString likenessOf(const InstanceName& name);

/// "%1 looks like %2, which stands already", for a name that is to be made.
QString lookAlikeSentence(const InstanceName& name, const InstanceName& standing);

} // namespace steward
