#pragma once

#include <QString>

namespace steward {

/// The name under which the person is known to this computer; empty where it has none. Any thread.
QString systemUserName();

} // namespace steward
