#pragma once

#include <QString>
#include <QStringList>

namespace steward {

/// The newest lines of the log in this folder (DataDirectory::logsPath()), oldest first. Blocks.
QStringList newestLogLines(const QString& folder, qsizetype atMost);

} // namespace steward
