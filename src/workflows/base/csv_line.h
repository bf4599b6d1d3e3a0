#pragma once

#include <QByteArray>
#include <QStringList>

namespace steward {

/// One line of a report (RFC 4180, UTF-8), with its end. A text that a spreadsheet would take for a formula has an
/// apostrophe before it.
QByteArray csvLine(const QStringList& texts);

} // namespace steward
