#pragma once

#include "local/profile.h"

namespace steward {

/// Of secrets that were given for `before`: those whose store is still at the same place in `now`. Where its address
/// has become another one, nothing: a secret goes to nobody but whom it was given for.
ProfileSecrets secretsThatStay(const ProfileSecrets& secrets, const Profile& before, const Profile& now);

} // namespace steward
