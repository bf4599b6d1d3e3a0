#include "app/operations/journal_words.h"

#include "app/operations/plan_words.h"
#include "domain/unknown_value.h"
#include "wording/plan_text.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/creation/pairing_reset.h"
#include "workflows/execute/apply_record.h"
#include "workflows/outbox/outbox.h"
#include "workflows/pairing/pairing_resume.h"
#include "workflows/read/plan_json.h"
#include "workflows/restore/row_restore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

struct JournalText {
    Q_DECLARE_TR_FUNCTIONS(steward::JournalWords)
};

struct JournalDayText {
    Q_DECLARE_TR_FUNCTIONS(steward::JournalModel)
};

struct KnownAction {
    JournalAction action;
    const char* words;
};

constexpr KnownAction knownActions[] = {
    {JournalAction::Plan, QT_TRANSLATE_NOOP("steward::JournalWords", "The plan")},
    {JournalAction::BeginItem,
     QT_TRANSLATE_NOOP("steward::JournalWords", "Begun; what is needed to restore it is kept here")},
    {JournalAction::EndItem, QT_TRANSLATE_NOOP("steward::JournalWords", "Ended")},
    {JournalAction::QuietWebhook,
     QT_TRANSLATE_NOOP("steward::JournalWords", "Take log-outs and removals out of the webhook")},
    {JournalAction::WakeWebhook,
     QT_TRANSLATE_NOOP("steward::JournalWords", "Add log-outs and removals to the webhook again")},
    {JournalAction::LogOut, QT_TRANSLATE_NOOP("steward::JournalWords", "Log the phone out")},
    {JournalAction::DeleteInstance, QT_TRANSLATE_NOOP("steward::JournalWords", "Delete the instance")},
    {JournalAction::Reset, QT_TRANSLATE_NOOP("steward::JournalWords", "Reset the pairing")},
    {JournalAction::Replace, QT_TRANSLATE_NOOP("steward::JournalWords", "What is created in its place")},
    {JournalAction::RoomMade, QT_TRANSLATE_NOOP("steward::JournalWords", "All of what stood there is gone")},
    {JournalAction::CreateInstance, QT_TRANSLATE_NOOP("steward::JournalWords", "Create the instance")},
    {JournalAction::Connect, QT_TRANSLATE_NOOP("steward::JournalWords", "Ask for a code to scan")},
    {JournalAction::SetWebhook, QT_TRANSLATE_NOOP("steward::JournalWords", "Set the webhook")},
    {JournalAction::RestartInstance, QT_TRANSLATE_NOOP("steward::JournalWords", "Restart the instance")},
    {JournalAction::Claim, QT_TRANSLATE_NOOP("steward::JournalWords", "Claim the row")},
    {JournalAction::UndoClaim, QT_TRANSLATE_NOOP("steward::JournalWords", "Take the claim of the row back")},
    {JournalAction::RecordPairing, QT_TRANSLATE_NOOP("steward::JournalWords", "Write the phone's number into the row")},
    {JournalAction::PointRow,
     QT_TRANSLATE_NOOP("steward::JournalWords", "Make the row name the instance that is kept")},
    {JournalAction::InsertRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Add a row")},
    {JournalAction::WriteRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Write the row's status and number")},
    {JournalAction::EnableRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Enable the row")},
    {JournalAction::DisableRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Disable the row")},
    {JournalAction::DeleteRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Delete the row")},
    {JournalAction::ProtectRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Protect the row")},
    {JournalAction::UnprotectRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Take the row's protection away")},
    {JournalAction::RestoreRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Restore the row")},
    {JournalAction::UndoRow, QT_TRANSLATE_NOOP("steward::JournalWords", "Bring the row back as it was")},
    {JournalAction::TakeLease, QT_TRANSLATE_NOOP("steward::JournalWords", "Hold the row")},
    {JournalAction::RenewLease, QT_TRANSLATE_NOOP("steward::JournalWords", "Hold the row for longer")},
    {JournalAction::EndLease, QT_TRANSLATE_NOOP("steward::JournalWords", "Let go of the rows that were held")},
    {JournalAction::WriteEntry, QT_TRANSLATE_NOOP("steward::JournalWords", "Write the cache entry")},
    {JournalAction::DropEntry, QT_TRANSLATE_NOOP("steward::JournalWords", "Drop the cache entry")},
    {JournalAction::SetLifetime, QT_TRANSLATE_NOOP("steward::JournalWords", "Limit the cache entry's lifetime")},
    {JournalAction::ClearResidue, QT_TRANSLATE_NOOP("steward::JournalWords", "Clear the queues left behind")},
    {JournalAction::TellWorkers, QT_TRANSLATE_NOOP("steward::JournalWords", "Tell the workers")},
    {JournalAction::TellKept, QT_TRANSLATE_NOOP("steward::JournalWords", "Tell the workers what they missed")},
    {JournalAction::ProvenGone, QT_TRANSLATE_NOOP("steward::JournalWords", "Prove that it is gone")},
    {JournalAction::PairingSubject, QT_TRANSLATE_NOOP("steward::JournalWords", "Note whose phone is paired")},
    {JournalAction::MakeGuard, QT_TRANSLATE_NOOP("steward::JournalWords", "Make a guard of the database")},
};

struct KnownWord {
    const char* word;
    const char* words;
};

QString storeOutcomeText(const QString& word)
{
    static constexpr KnownWord outcomes[] = {
        {"gone", QT_TRANSLATE_NOOP("steward::JournalWords", "gone")},
        {"absent", QT_TRANSLATE_NOOP("steward::JournalWords", "absent")},
        {"written", QT_TRANSLATE_NOOP("steward::JournalWords", "written")},
        {"kept", QT_TRANSLATE_NOOP("steward::JournalWords", "kept")},
        {"still-there", QT_TRANSLATE_NOOP("steward::JournalWords", "still there")},
        {"failed", QT_TRANSLATE_NOOP("steward::JournalWords", "failed")},
        {"skipped", QT_TRANSLATE_NOOP("steward::JournalWords", "left out")},
        {"unknown", QT_TRANSLATE_NOOP("steward::JournalWords", "not known")},
    };
    const auto found =
        std::ranges::find_if(outcomes, [&word](const KnownWord& each) { return word == QLatin1String(each.word); });
    return found == std::end(outcomes) ? word : JournalText::tr(found->words);
}

QStringList planDetail(const QJsonObject& before)
{
    const Result<Plan> plan = planFromJson(before.value(QLatin1String("plan")).toString().toUtf8());
    if (!plan)
        return {plan.error().sentence};
    return planLines(*plan, [](const OrganizationId& id) { return id.toString(); });
}

QString endDetail(const QJsonObject& before)
{
    const auto at = [&before](const char* store) {
        return storeOutcomeText(before.value(QLatin1String(store)).toString());
    };
    //: %1 to %3 are "gone", "kept", "written", …
    return JournalText::tr("server %1, row %2, cache %3").arg(at("server"), at("database"), at("cache"));
}

/// The fields as they stand, but for those that only a program reads.
QStringList fieldLines(const QJsonObject& fields)
{
    QStringList lines;
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (field.key() == QLatin1String("identity"))
            continue;
        if (field->isArray()) {
            for (const QJsonValue each : field->toArray())
                lines << field.key() + QLatin1String(": ") + each.toVariant().toString();
        } else {
            lines << field.key() + QLatin1String(": ") + field->toVariant().toString();
        }
    }
    return lines;
}

} // namespace

QString journalPlaceText(const JournaledStep& step)
{
    if (step.action == JournalAction::TellWorkers || step.action == JournalAction::TellKept)
        return JournalText::tr("Workers"); // the cache only carries it
    switch (step.store) {
    case Store::Server:
        return JournalText::tr("Server");
    case Store::Database:
        return JournalText::tr("Database");
    case Store::Cache:
        return JournalText::tr("Cache");
    }
    return unknownText();
}

QString journalActionText(const JournaledStep& step)
{
    const auto* found =
        std::ranges::find_if(knownActions, [&step](const KnownAction& known) { return step.action == known.action; });
    return found == std::end(knownActions) ? step.word : JournalText::tr(found->words);
}

QString journalResultText(const JournaledStep& step)
{
    if (step.action == JournalAction::EndItem)
        return endDetail(step.before);
    if (!step.outcome)
        return JournalText::tr("not known: no answer was noted");
    switch (*step.outcome) {
    case StepOutcome::Done:
        return JournalText::tr("done");
    case StepOutcome::Unchanged:
        return JournalText::tr("it was so already");
    case StepOutcome::Failed:
        return JournalText::tr("not done");
    case StepOutcome::Unknown:
        return JournalText::tr("not known: no answer came");
    }
    return unknownText();
}

bool hasLongDetail(const JournaledStep& step)
{
    return step.action == JournalAction::Plan;
}

QStringList journalDetailLines(const JournaledStep& step)
{
    if (hasLongDetail(step))
        return planDetail(step.before);
    if (step.action == JournalAction::EndItem) {
        const QString sentence = step.before.value(QLatin1String("sentence")).toString();
        return sentence.isEmpty() ? QStringList() : QStringList{sentence};
    }
    return fieldLines(step.before) + fieldLines(step.after);
}

QString journalKindOfAction(const QString& action)
{
    const auto kind = planKindFromWord(action);
    return kind ? applyKind(*kind) : action;
}

QString journalKindText(const QString& kind)
{
    if (isApplyKind(kind))
        return planTitle(planKindFromWord(QStringView(kind).mid(kind.indexOf(QLatin1Char('-')) + 1)).value());
    const std::pair<QString, QString> known[] = {
        {creationKind(), JournalText::tr("New instance")},
        {pairingKind(), JournalText::tr("Pairing")},
        {resetKind(), JournalText::tr("Reset of a pairing")},
        {unlinkingKind(), JournalText::tr("Unlinking of a phone")},
        {tellingKind(), JournalText::tr("Telling the workers")},
        {restoringKind(), JournalText::tr("Restoring of rows")},
        {QStringLiteral("guards-apply"), JournalText::tr("Database guards")}};
    const auto* found = std::ranges::find(known, kind, &std::pair<QString, QString>::first);
    return found == std::end(known) ? kind : found->second;
}

QString journalDay(const QDate& day)
{
    const QDate today = QDate::currentDate();
    if (day == today)
        return JournalDayText::tr("Today");
    if (day == today.addDays(-1))
        return JournalDayText::tr("Yesterday");
    //: A date of this year, as Qt writes them: weekday, day and month
    const QString ofThisYear = JournalDayText::tr("dddd, d MMMM");
    //: A date, as Qt writes them: weekday, day, month and year
    const QString ofAnyYear = JournalDayText::tr("dddd, d MMMM yyyy");
    const QString text = QLocale().toString(day, day.year() == today.year() ? ofThisYear : ofAnyYear);
    return text.left(1).toUpper() + text.mid(1); // a heading, in languages too that write the days small
}

Icon journalKindIcon(const QString& kind)
{
    static constexpr std::pair<const char*, Icon> icons[] = {
        {"create", Icon::Plus},          {"unlink", Icon::LinkOff},     {"reset", Icon::Refresh},
        {"pair", Icon::QrCode},          {"delete", Icon::Trash},       {"clean", Icon::CopyCheck},
        {"repair", Icon::Wrench},        {"disable", Icon::PowerOff},   {"enable", Icon::Plug},
        {"unprotect", Icon::LockOpen},   {"protect", Icon::Lock},       {"guards", Icon::ShieldCheck},
        {"restore", Icon::Refresh},      {"tell", Icon::MessageCircle}, {"restart", Icon::Refresh},
        {"webhook", Icon::MessageCircle}};
    // An unpairing word holds the pairing's: the longer ones stand before.
    for (const auto& [word, icon] : icons) {
        if (kind.contains(QLatin1String(word)) && !(icon == Icon::QrCode && kind.contains(QLatin1String("repair"))))
            return icon;
    }
    return Icon::Clock;
}

} // namespace steward
