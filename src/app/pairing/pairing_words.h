#pragma once

#include "app/components/numbered_steps.h"
#include "app/table/cells.h"
#include "workflows/pairing/pairing.h"

namespace steward {

/// What a pairing's state is called, why it is so, and what to do next. Plain text.
struct PairingWords {
    Mark mark;
    QString headline;
    QString sentence;
};
PairingWords pairingWords(const PairingStatus& status);

/// Where it stands now that it is over, with why it is not done.
PairingStatus lastOf(const PairingResult& result);

/// "A new code comes by itself in 32 s. Code 2 of 30."; where its age is not known, nothing that counts. Empty where
/// none is shown.
QString codeSentence(const PairingStatus& status);
/// The seconds for which the code is still shown; nothing where its age is not known.
std::optional<int> secondsLeft(const PairingStatus& status);
/// "ABCD EFGH": eight characters as one reads them out.
QString groupedCharacters(const QString& pairingCode);

/// What is said to whoever holds the phone; by characters where `byNumber`. In English, or as Brazilian staff say it.
std::vector<NumberedSteps::Step> stepsOnThePhone(bool byNumber, bool inPortuguese);
/// What is known of the number that is to be linked.
QString expectedSentence(const std::optional<PhoneNumber>& expected);

/// One thing that was done with a linked phone, for its list: shape, words, what came of it.
struct PairedLine {
    Mark mark;
    QString text;
    QString detail;
};
std::vector<PairedLine> pairedLines(const PairingStatus& status, const ChangeItem& written);

} // namespace steward
