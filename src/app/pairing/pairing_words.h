#pragma once

#include "app/table/cells.h"
#include "workflows/pairing/pairing_status.h"

namespace steward {

/// What a pairing's state is called, why it is so, and what to do next. Plain text.
struct PairingWords {
    Mark mark;
    QString headline;
    QString sentence;
};
PairingWords pairingWords(const PairingStatus& status);

/// "Code 2 of 30"; empty where none is shown.
QString codeNumberText(const PairingStatus& status);
/// "A new one in 32 s"; where its age is not known, that and nothing that counts.
QString countdownText(const PairingStatus& status);
/// "ABCD EFGH": eight characters as one reads them out.
QString groupedCharacters(const QString& pairingCode);

} // namespace steward
