#pragma once

#include <QString>

namespace steward {

/// What `--version` says: the program and its version, the commit it was built from, and the libraries it runs with, a
/// line each. `keychain` is the version of QtKeychain, which stands beside this layer.
QString programVersion(const QString& program, const QString& keychain);

} // namespace steward
