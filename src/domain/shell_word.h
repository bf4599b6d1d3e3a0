#pragma once

#include <QString>

namespace steward {

/// A word as a shell takes it, for a command that a person is told.
QString shellWord(const QString& word);

} // namespace steward
