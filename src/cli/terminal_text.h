#pragma once

#include <QString>

namespace steward {

/// Text from the stores, fit for a terminal: control characters, line breaks and marks that change the direction of
/// writing are shown as \u{…}, so that no name can move the cursor, recolour or disguise itself.
QString terminalText(const QString& text);

} // namespace steward
