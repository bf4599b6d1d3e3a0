#pragma once

#include "app/table/cells.h"
#include "local/translations.h"
#include "workflows/pairing/pairing_status.h"

#include <QComboBox>
#include <QStringList>

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
/// What the receptionist is told to do on the clinic's phone, one after another, in this language: the person at the
/// phone may speak another one than the window. `byCharacters`: eight characters are typed, no code is scanned.
QStringList receptionistSteps(Language language, bool byCharacters = false);

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

/// "ABCD EFGH": eight characters as one reads them out.
QString groupedCharacters(const QString& pairingCode);

} // namespace steward
