#include "app/pairing/pairing_words.h"

#include "workflows/pairing/pairing_errors.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

using Phase = PairingStatus::Phase;

struct WordsText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingWords)
};

constexpr Mark busy{MarkShape::FilledRing, Tone::Busy};
constexpr Mark warning{MarkShape::Diamond, Tone::Warning};
constexpr Mark trouble{MarkShape::Triangle, Tone::Error};

PairingWords openWords(const PairingStatus& status)
{
    const QString phone = status.phone ? phoneInGroups(*status.phone) : WordsText::tr("its number is not told yet");
    if (!status.isOtherPhone) {
        //: %1 is the number of the phone that was paired
        const QString headline = WordsText::tr("Connected. %1").arg(phone);
        if (!status.error && status.phone && !status.alsoOpenAt.empty())
            return {warning, headline, PairingErrors::numberElsewhere(*status.phone, status.alsoOpenAt)};
        // Connected, and not all of it is written down.
        return status.error ? PairingWords{warning, headline, status.error->sentence}
                            : PairingWords{{MarkShape::Dot, Tone::Good}, headline, {}};
    }
    const QString expected = status.expectedPhone ? phoneInGroups(*status.expectedPhone) : QString();
    return {//: %1 is the number of the phone that was paired
            warning, WordsText::tr("This is another phone: %1").arg(phone),
            //: %1 is the number that was expected
            WordsText::tr("Expected is %1. Keep it, or unlink it.").arg(expected)};
}

/// Cause and next step where the pairing itself gives none.
PairingWords stoppedWords(PairingStatus::Phase phase)
{
    switch (phase) {
    case Phase::LimitReached:
        return {
            warning, WordsText::tr("The server has shown its last code"),
            WordsText::tr("Start again when the phone is at hand.")};
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
    if (status.phase == Phase::Failed && status.isUnasked) // no fault of the server
        words.headline = WordsText::tr("It cannot be paired as things are");
    if (status.error)
        words.sentence = status.error->sentence;
    return words;
}

PairingStatus lastOf(const PairingResult& result)
{
    PairingStatus last = result.last;
    if (!last.error)
        last.error = result.error;
    return last;
}

std::optional<int> secondsLeft(const PairingStatus& status)
{
    if (status.phase != PairingStatus::Phase::Code || !status.expires)
        return {};
    return static_cast<int>((std::max<qint64>(status.expires->remainingTime(), 0) + 999) / 1000);
}

QString codeSentence(const PairingStatus& status)
{
    if (status.phase != PairingStatus::Phase::Code)
        return {};
    const std::optional<int> seconds = secondsLeft(status);
    QString sentence = WordsText::tr("A new code comes by itself.");
    if (seconds && *seconds > 0)
        //: %1 is a number of seconds
        sentence = WordsText::tr("A new code comes by itself in %1 s.").arg(*seconds);
    else if (seconds)
        sentence = WordsText::tr("The next code is on its way…");
    if (status.number <= 0)
        return sentence;
    //: %1 is which code it is, %2 after how many the server stops
    const QString number = WordsText::tr("Code %1 of %2.").arg(status.number).arg(status.limit);
    return sentence + QLatin1Char(' ') + number;
}

std::vector<NumberedSteps::Step> stepsOnThePhone(Language language, bool byNumber)
{
    const auto said = [language](const char* words) { return translatedTo(language, "steward::PairingSteps", words); };
    std::vector<NumberedSteps::Step> steps{
        {said(QT_TRANSLATE_NOOP("steward::PairingSteps", "Open WhatsApp on the clinic's phone.")), {}},
        {said(QT_TRANSLATE_NOOP("steward::PairingSteps", "Open Linked devices.")),
         said(QT_TRANSLATE_NOOP("steward::PairingSteps", "Android: three dots, top right. iPhone: Settings."))}};
    if (byNumber) {
        steps.push_back(
            {said(
                 QT_TRANSLATE_NOOP("steward::PairingSteps", "Tap Link a device, then Link with phone number instead.")),
             {}});
        steps.push_back({said(QT_TRANSLATE_NOOP("steward::PairingSteps", "Type these 8 characters.")), {}});
    } else {
        steps.push_back({said(QT_TRANSLATE_NOOP("steward::PairingSteps", "Tap Link a device.")), {}});
        // The note is for whoever reads the steps out.
        steps.push_back(
            {said(QT_TRANSLATE_NOOP("steward::PairingSteps", "Point the camera at this code.")),
             WordsText::tr("Full screen helps when you share your screen.")});
    }
    steps.push_back(
        {said(QT_TRANSLATE_NOOP("steward::PairingSteps", "Keep WhatsApp open until it says Connected.")), {}});
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

QString expectedSentence(const std::optional<PhoneNumber>& expected)
{
    if (!expected)
        return WordsText::tr("No number is expected. Steward takes the phone that is linked.");
    //: %1 is a phone number
    return WordsText::tr("Expected phone: %1. Steward warns you if it is another one.").arg(phoneInGroups(*expected));
}

std::vector<PairedLine> pairedLines(const PairingStatus& status, const ChangeItem& written)
{
    constexpr Mark good{MarkShape::Done, Tone::Good};
    const auto store = [good](StoreOutcome outcome, const QString& done, const QString& detail, const QString& undone) {
        const bool isDone = outcome == StoreOutcome::Written || outcome == StoreOutcome::Kept;
        return isDone ? PairedLine{good, done, detail} : PairedLine{warning, undone, {}};
    };
    std::vector<PairedLine> lines;
    if (status.expectedPhone)
        lines.push_back({good, WordsText::tr("The phone is the clinic’s own"), WordsText::tr("as expected")});
    else
        lines.push_back(
            {{MarkShape::Note, Tone::Busy}, WordsText::tr("No number was expected"), WordsText::tr("taken as it is")});
    lines.push_back(store(
        written.database, WordsText::tr("Written to the database"), WordsText::tr("active"),
        WordsText::tr("Not written to the database")));
    lines.push_back(store(
        written.cache, WordsText::tr("Cache entry renewed"), WordsText::tr("1 h"),
        WordsText::tr("The cache entry is not renewed")));
    if (written.workers) {
        const bool isHeard = written.workers->receivers.value_or(0) > 0;
        const QString detail = isHeard ? QLocale().toString(*written.workers->receivers) : QString();
        lines.push_back(
            isHeard ? PairedLine{good, WordsText::tr("The workers heard it"), detail}
                    : PairedLine{warning, WordsText::tr("Nobody heard it yet"), detail});
    }
    return lines;
}

} // namespace steward
