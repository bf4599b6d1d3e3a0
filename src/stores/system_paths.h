#pragma once

#include <QString>

namespace steward {

/// True where the drive that begins with `root` is another computer's. Elsewhere than on Windows the file system's name
/// tells.
bool isRemoteDrive(const QString& root);
/// The folder that is copied between a person's computers; empty where the system has none.
QString roamingFolder();

} // namespace steward
