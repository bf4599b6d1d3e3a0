#pragma once

#include "app/components/numbered_steps.h"
#include "app/table/cells.h"
#include "local/translations.h"
#include "workflows/pairing/pairing.h"

#include <QComboBox>

namespace steward {

/// What a pairing's state is called, why it is so, and what to do next. Plain text.
struct PairingWords {
    Mark mark;
    QString headline;
    QString sentence;
};
PairingWords pairingWords(const PairingStatus& status);

/// What is said to whoever holds the clinic's phone, one step after another, in this language: they may speak another
/// one than the window. `byNumber`: eight characters are typed, no code is scanned.
std::vector<NumberedSteps::Step> stepsOnThePhone(Language language, bool byNumber);

/// Chooses that language; begins with the one that the window speaks.
class StepsLanguageBox final : public QComboBox {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepsLanguageBox)

public:
    explicit StepsLanguageBox(QWidget* parent = nullptr);
    Language language() const;
    void setLanguage(Language language);

Q_SIGNALS:
    void languageChanged(steward::Language language);
};

/// Where it stands now that it is over, with why it is not done.
PairingStatus lastOf(const PairingResult& result);

/// "A new code comes by itself in 32 s. Code 2 of 30."; where its age is not known, nothing that counts. Empty where
/// none is shown.
QString codeSentence(const PairingStatus& status);
/// The seconds for which the code is still shown; nothing where its age is not known.
std::optional<int> secondsLeft(const PairingStatus& status);

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
