#include "app/pairing/pairing_words.h"

#include "workflows/pairing/pairing_errors.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct WordsText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingDialog)
};

constexpr Mark busy{MarkShape::FilledRing, Tone::Busy};
constexpr Mark warning{MarkShape::Diamond, Tone::Warning};
constexpr Mark trouble{MarkShape::Triangle, Tone::Error};

PairingWords openWords(const PairingStatus& status)
{
    const QString phone = status.phone ? status.phone->text() : WordsText::tr("number not told yet");
    if (!status.isOtherPhone) {
        //: %1 is the number of the phone that was paired
        const QString headline = WordsText::tr("Connected ✓ %1").arg(phone);
        if (!status.error && status.phone && !status.alsoOpenAt.empty())
            return {warning, headline, PairingErrors::numberElsewhere(*status.phone, status.alsoOpenAt)};
        // Connected, and not all of it is written down.
        return status.error ? PairingWords{warning, headline, status.error->sentence}
                            : PairingWords{{MarkShape::Dot, Tone::Good}, headline, {}};
    }
    const QString expected = status.expectedPhone ? status.expectedPhone->text() : QString();
    return {//: %1 is the number of the phone that was paired
            warning, WordsText::tr("Another phone was connected: %1").arg(phone),
            //: %1 is the number that was expected
            WordsText::tr("This clinic's number is %1. Unlink the phone if it is not the clinic's, or keep it if the "
                          "clinic has a new number.")
                .arg(expected)};
}

/// Cause and next step where the pairing itself gives none.
PairingWords stoppedWords(PairingStatus::Phase phase)
{
    using Phase = PairingStatus::Phase;
    switch (phase) {
    case Phase::LimitReached:
        return {
            warning, WordsText::tr("The server's last code has expired"),
            WordsText::tr("It shows so many codes and then stops. Try again when the phone is at hand.")};
    case Phase::Refused:
        return {
            warning, WordsText::tr("The phone was not connected"),
            WordsText::tr("It was refused or given up on the phone. Try again, and keep WhatsApp open until it says "
                          "that it is done.")};
    case Phase::NoCode:
        return {
            trouble, WordsText::tr("The server has no code to show"),
            WordsText::tr("It does not reach WhatsApp at the moment. Try again in a minute; if it stays so, tell who "
                          "looks after the server, or reset the pairing.")};
    case Phase::Failed:
        return {
            trouble, WordsText::tr("The server could not start the pairing"),
            WordsText::tr("It said that something failed, and not what. Try again; if it stays so, reset the "
                          "pairing.")};
    case Phase::Lost:
        return {
            trouble, WordsText::tr("The server is not reached any more"),
            WordsText::tr("Look at the connection to the server, then try again.")};
    case Phase::Absent:
        return {
            trouble, WordsText::tr("The server has no such instance"),
            WordsText::tr("Somebody may have deleted it. Read the stores again and create it anew.")};
    case Phase::TimedOut:
        return {
            warning, WordsText::tr("Nobody scanned the code in time"),
            WordsText::tr("Try again when the phone is at hand.")};
    case Phase::Asking:
    case Phase::Closing:
    case Phase::Code:
    case Phase::Open:
    case Phase::Stopped:
        break;
    }
    return {{MarkShape::Dash, Tone::Quiet}, WordsText::tr("Stopped"), WordsText::tr("Try again to go on.")};
}

} // namespace

PairingWords pairingWords(const PairingStatus& status)
{
    using Phase = PairingStatus::Phase;
    switch (status.phase) {
    case Phase::Asking:
        return {busy, WordsText::tr("Asking the server for a code…"), {}};
    case Phase::Closing:
        return {
            busy, WordsText::tr("Closing the pairing that is under way…"),
            WordsText::tr("Characters are only given to an instance that is not pairing.")};
    case Phase::Code:
        return {busy, WordsText::tr("Waiting for the phone"), {}};
    case Phase::Open:
        return openWords(status);
    case Phase::LimitReached:
    case Phase::Refused:
    case Phase::NoCode:
    case Phase::Failed:
    case Phase::Lost:
    case Phase::Absent:
    case Phase::TimedOut:
    case Phase::Stopped:
        break;
    }
    PairingWords words = stoppedWords(status.phase);
    if (status.error)
        words.sentence = status.error->sentence;
    return words;
}

QString codeNumberText(const PairingStatus& status)
{
    if (status.phase != PairingStatus::Phase::Code || status.number <= 0)
        return {};
    //: %1 is which code it is, %2 after how many the server stops
    return WordsText::tr("Code %1 of %2").arg(status.number).arg(status.limit);
}

QString countdownText(const PairingStatus& status)
{
    if (status.phase != PairingStatus::Phase::Code)
        return {};
    if (!status.expires)
        return WordsText::tr("A new one follows by itself");
    const qint64 seconds = (status.expires->remainingTime() + 999) / 1000;
    if (seconds <= 0)
        return WordsText::tr("The next one is on its way…");
    return WordsText::tr("A new one in %n s", nullptr, static_cast<int>(seconds));
}

QStringList receptionistSteps(Language language, bool byCharacters)
{
    static constexpr const char* scanned[] = {
        QT_TRANSLATE_NOOP("steward::PairingSteps", "Open WhatsApp on the clinic's phone."),
        QT_TRANSLATE_NOOP(
            "steward::PairingSteps", "Open Linked devices. (Android: three dots, top right. iPhone: Settings.)"),
        QT_TRANSLATE_NOOP("steward::PairingSteps", "Tap Link a device."),
        QT_TRANSLATE_NOOP("steward::PairingSteps", "Point the camera at this code."),
        QT_TRANSLATE_NOOP("steward::PairingSteps", "Keep WhatsApp open until it says Connected.")};
    static constexpr const char* typed =
        QT_TRANSLATE_NOOP("steward::PairingSteps", "Tap Link with phone number instead, and type these 8 characters.");
    QStringList steps;
    for (const char* step : scanned)
        steps << translatedTo(language, "steward::PairingSteps", step);
    if (byCharacters)
        steps[3] = translatedTo(language, "steward::PairingSteps", typed);
    return steps;
}

StepsLanguageBox::StepsLanguageBox(QWidget* parent)
    : QComboBox(parent)
{
    setAccessibleName(tr("Language of the steps"));
    setToolTip(tr("The steps are shown in this language; the window keeps its own."));
    for (const Language language : allLanguages()) {
        if (language != Language::System)
            addItem(languageTitle(language), static_cast<int>(language));
    }
    setLanguage(spokenLanguage());
    connect(this, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT languageChanged(this->language()); });
}

Language StepsLanguageBox::language() const
{
    return static_cast<Language>(currentData().toInt());
}

void StepsLanguageBox::setLanguage(Language language)
{
    setCurrentIndex(findData(static_cast<int>(resolved(language))));
}

QString groupedCharacters(const QString& pairingCode)
{
    return pairingCode.size() == 8 ? pairingCode.first(4) + QLatin1Char(' ') + pairingCode.last(4) : pairingCode;
}

} // namespace steward
