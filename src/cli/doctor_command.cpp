#include "cli/commands.h"
#include "cli/terminal_text.h"
#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "wording/value_titles.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <thread>

namespace steward {
namespace {

struct DoctorCommandText {
    Q_DECLARE_TR_FUNCTIONS(steward::DoctorCommand)
};

std::array<StoreDiagnosis, 3> examine(const ProfileContext& profile, const Console& console)
{
    std::array<StoreDiagnosis, 3> diagnoses;
    const auto limits = [&console] { return CallContext::within(timeToReadAStore, console.stop); };
    {
        const std::jthread server([&] { diagnoses[0] = profile.stores->makeServer()->diagnose(limits()); });
        const std::jthread database([&] { diagnoses[1] = profile.stores->makeDatabase()->diagnose(limits()); });
        const std::jthread cache([&] { diagnoses[2] = profile.stores->makeCache()->diagnose(limits()); });
    }
    return diagnoses;
}

QString sign(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return QStringLiteral("✓");
    case CheckState::Warning:
        return QStringLiteral("!");
    case CheckState::Failed:
        return QStringLiteral("✗");
    case CheckState::Skipped:
        return QStringLiteral("·");
    }
    return QStringLiteral("?");
}

void printDiagnosis(const Console& console, const StoreDiagnosis& diagnosis)
{
    QStringList heading{storeTitle(diagnosis.store)};
    if (!diagnosis.version.isEmpty())
        heading << terminalText(diagnosis.version);
    heading << secondsText(diagnosis.elapsedMs);
    console.print(heading.join(QStringLiteral("  ")));
    for (const Check& check : diagnosis.checks) {
        console.print(QStringLiteral("  %1 %2 %3")
                          .arg(sign(check.state), checkTitle(check.id).leftJustified(26), terminalText(check.said))
                          .trimmed()
                          .prepend(QStringLiteral("  ")));
        if (check.cause.isEmpty())
            continue;
        //: %1 is a sentence that says why something does not work
        console.print(QStringLiteral("      ") + DoctorCommandText::tr("Cause: %1").arg(check.cause));
        //: %1 is a sentence that says what mends it
        console.print(QStringLiteral("      ") + DoctorCommandText::tr("What to do: %1").arg(check.cure));
    }
}

QJsonObject diagnosisJson(const StoreDiagnosis& diagnosis)
{
    const auto orNull = [](const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    QJsonArray checks;
    for (const Check& check : diagnosis.checks) {
        checks.append(QJsonObject{
            {QStringLiteral("check"), checkWord(check.id)},
            {QStringLiteral("state"), checkStateWord(check.state)},
            {QStringLiteral("trouble"), check.trouble ? QJsonValue(errorWord(*check.trouble)) : QJsonValue()},
            {QStringLiteral("said"), orNull(check.said)},
            {QStringLiteral("cause"), orNull(check.cause)},
            {QStringLiteral("cure"), orNull(check.cure)}});
    }
    return {
        {QStringLiteral("state"), checkStateWord(diagnosis.worst())},
        {QStringLiteral("version"), orNull(diagnosis.version)},
        {QStringLiteral("pooler"), orNull(diagnosis.pooler)},
        {QStringLiteral("elapsed_ms"), diagnosis.elapsedMs},
        {QStringLiteral("checks"), checks}};
}

int exitCodeOf(const std::array<StoreDiagnosis, 3>& diagnoses)
{
    int code = 0;
    for (const StoreDiagnosis& diagnosis : diagnoses) {
        if (!diagnosis.canBeRead())
            return 1;
        if (diagnosis.worst() == CheckState::Warning)
            code = 2;
    }
    return code;
}

} // namespace

int runDoctor(const ProfileContext& profile, const Console& console)
{
    const std::array<StoreDiagnosis, 3> diagnoses = examine(profile, console);
    for (const StoreDiagnosis& diagnosis : diagnoses) {
        for (const Check& check : diagnosis.checks)
            console.explain(check.details);
    }
    if (console.json) {
        QJsonObject stores;
        for (const StoreDiagnosis& diagnosis : diagnoses)
            stores.insert(storeWord(diagnosis.store), diagnosisJson(diagnosis));
        const QJsonObject document{{QStringLiteral("version"), 1}, {QStringLiteral("stores"), stores}};
        console.printJson(document);
        return exitCodeOf(diagnoses);
    }
    console.print(console.title);
    for (const StoreDiagnosis& diagnosis : diagnoses) {
        console.print({});
        printDiagnosis(console, diagnosis);
    }
    return exitCodeOf(diagnoses);
}

} // namespace steward
