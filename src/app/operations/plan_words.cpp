#include "app/operations/plan_words.h"

#include "domain/unknown_value.h"
#include "wording/plan_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <climits>

namespace steward {
namespace {

struct PlanWords {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanPage)
};

int forWords(qint64 count)
{
    return static_cast<int>(std::clamp<qint64>(count, 0, INT_MAX));
}

void addCount(QStringList& parts, qint64 count, QString (*words)(int))
{
    if (count > 0)
        parts << words(forWords(count));
}

QString messagesText(int n)
{
    return PlanWords::tr("%n message(s)", nullptr, n);
}

QString contactsText(int n)
{
    return PlanWords::tr("%n contact(s)", nullptr, n);
}

QString chatsText(int n)
{
    return PlanWords::tr("%n chat(s)", nullptr, n);
}

QString undeliveredText(int n)
{
    return PlanWords::tr("%n message(s) that were not delivered yet", nullptr, n);
}

QString instancesWord(int n)
{
    return PlanWords::tr("instance(s)", nullptr, n);
}

QString rowsWord(int n)
{
    return PlanWords::tr("row(s)", nullptr, n);
}

QString entriesWord(int n)
{
    return PlanWords::tr("entry(s)", nullptr, n);
}

QStringList lostParts(const Loss& loss)
{
    QStringList parts;
    if (loss.phone) {
        //: %1 is a phone number
        parts << PlanWords::tr("the link to the number %1").arg(phoneInGroups(*loss.phone));
    }
    if (!loss.profileName.isEmpty()) {
        //: %1 is the name that a WhatsApp account shows
        parts << PlanWords::tr("the linked device “%1”").arg(loss.profileName);
    }
    addCount(parts, loss.messages, messagesText);
    addCount(parts, loss.contacts, contactsText);
    addCount(parts, loss.chats, chatsText);
    if (loss.messages < 0 || loss.contacts < 0)
        parts << PlanWords::tr("messages and contacts whose number is not known");
    return parts;
}

/// "The link to the number +55…, 120 messages, 3 chats."
QString listSentence(const QStringList& parts)
{
    const QString list = parts.join(QStringLiteral(", "));
    return list.left(1).toUpper() + list.mid(1) + QLatin1Char('.');
}

/// By what is mended: webhooks alone, instances, rows that name none, else what stands in the cache.
QString repairText(const Plan& plan, int changed)
{
    const PlanTally& tally = plan.tally();
    if (tally.count(StepAction::SetWebhook) == tally.changed && tally.steps.size() == 1)
        return PlanWords::tr("Set %n webhook(s)", nullptr, changed);
    bool isInstances = true;
    bool isRows = true;
    for (const PlanItem& item : plan.items) {
        const bool isCacheAlone =
            std::ranges::all_of(item.steps, [](const PlanStep& step) { return step.place() == PlanPlace::Cache; });
        if (item.steps.empty())
            continue;
        isInstances = isInstances && !item.name.isEmpty() && !isCacheAlone;
        isRows = isRows && item.name.isEmpty() && !isCacheAlone;
    }
    if (isInstances)
        return PlanWords::tr("Repair %n instance(s)", nullptr, changed);
    return isRows ? PlanWords::tr("Repair %n row(s)", nullptr, changed)
                  : PlanWords::tr("Repair %n entry(s)", nullptr, changed);
}

QString goingOn(const QString& asked, const QString& environment)
{
    //: %1 is to be typed, %2 an environment in capitals
    return PlanWords::tr("Type %1 to go on in %2.").arg(asked, environment);
}

} // namespace

std::vector<PlanCount> countsOf(const PlanTally& tally)
{
    std::vector<PlanCount> counts;
    const auto add = [&](PlanPlace place, StepSign sign, std::initializer_list<StepAction> actions,
                         QString (*words)(int), bool isSigned = true) {
        qint64 sum = 0;
        for (const StepAction action : actions)
            sum += tally.count(action);
        if (sum == 0)
            return;
        const QString number = QLocale().toString(sum);
        const Tone tone = !isSigned                  ? Tone::Busy
                          : sign == StepSign::Add    ? Tone::Good
                          : sign == StepSign::Change ? Tone::Warning
                                                     : Tone::Error;
        counts.push_back({isSigned ? stepSignText(sign) + number : number, words(forWords(sum)), place, tone});
    };
    using enum StepAction;
    add(PlanPlace::Server, StepSign::Remove, {DeleteInstance}, instancesWord);
    add(PlanPlace::Server, StepSign::Add, {CreateInstance}, instancesWord);
    add(PlanPlace::Server, StepSign::Change, {LogOut},
        [](int n) { return PlanWords::tr("phone(s) logged out", nullptr, n); });
    add(PlanPlace::Server, StepSign::Change, {SetWebhook},
        [](int n) { return PlanWords::tr("webhook(s) set", nullptr, n); });
    add(PlanPlace::Server, StepSign::Change, {RestartInstance},
        [](int n) { return PlanWords::tr("instance(s) restarted", nullptr, n); });
    add(PlanPlace::Database, StepSign::Remove, {DeleteRow}, rowsWord);
    add(PlanPlace::Database, StepSign::Add, {InsertRow}, rowsWord);
    add(PlanPlace::Database, StepSign::Change, {PointRow, WriteRow, EnableRow, DisableRow, ProtectRow, UnprotectRow},
        [](int n) { return PlanWords::tr("row(s) change", nullptr, n); });
    add(PlanPlace::Cache, StepSign::Remove, {DropEntry}, entriesWord);
    add(PlanPlace::Cache, StepSign::Add, {WriteEntry}, entriesWord);
    add(PlanPlace::Cache, StepSign::Change, {SetLifetime}, entriesWord);
    add(PlanPlace::Cache, StepSign::Remove, {ClearResidue},
        [](int n) { return PlanWords::tr("message queue(s)", nullptr, n); });
    add(
        PlanPlace::Workers, StepSign::Change, {TellAdded, TellRemoved},
        [](int n) { return PlanWords::tr("notice(s)", nullptr, n); }, false);
    add(PlanPlace::Profile, StepSign::Change, {ProtectInProfile, UnprotectInProfile}, instancesWord);
    return counts;
}

QString lostSentence(const Plan& plan)
{
    const PlanTally& tally = plan.tally();
    const qint64 deleted = tally.count(StepAction::DeleteInstance);
    if (deleted == 0 && tally.count(StepAction::ClearResidue) == 0)
        return {};
    Loss all;
    all.messages = all.contacts = all.chats = all.undelivered = 0;
    QStringList sentences;
    bool isKnown = true;
    bool isPhone = false;
    for (const PlanItem& item : plan.items) {
        const bool isDeleted = item.has(StepAction::DeleteInstance);
        if (!isDeleted && !item.has(StepAction::ClearResidue))
            continue;
        if (deleted <= 1 && isDeleted)
            return lossSentence(item);
        isPhone = isPhone || (isDeleted && item.loss.isPhone);
        isKnown = isKnown && (!isDeleted || (item.loss.messages >= 0 && item.loss.contacts >= 0));
        if (isDeleted) {
            all.messages += std::max<qint64>(item.loss.messages, 0);
            all.contacts += std::max<qint64>(item.loss.contacts, 0);
            all.chats += std::max<qint64>(item.loss.chats, 0);
        }
        if (item.has(StepAction::ClearResidue))
            all.undelivered += std::max<qint64>(item.loss.undelivered, 0);
    }
    QStringList parts = lostParts(all);
    addCount(parts, all.undelivered, undeliveredText);
    if (!isKnown)
        parts << PlanWords::tr("messages and contacts whose number is not known");
    if (!parts.isEmpty())
        sentences << listSentence(parts);
    if (isPhone)
        sentences << PlanWords::tr("WhatsApp sessions cannot come back: a phone has to be linked anew.");
    return sentences.join(QLatin1Char(' '));
}

QString connectedSentence(const PlanTally& tally)
{
    const int connected = forWords(tally.connectedDestructive + tally.connectedChannels);
    if (tally.destructive == 0)
        return {};
    if (connected == 0)
        return tally.destructive == 1 ? PlanWords::tr("It is not connected.")
                                      : PlanWords::tr("None of them is connected.");
    if (tally.destructive == 1)
        return PlanWords::tr("It is connected. Its phone has to be paired again.");
    return PlanWords::tr("%n of them are connected. Their phones have to be paired again.", nullptr, connected);
}

QString confirmSentence(const Confirmation& confirmation, const Plan& plan, const QString& environment)
{
    const QString asked = confirmation.asked;
    const bool deletes = plan.tally().count(StepAction::DeleteInstance) > 0;
    switch (confirmation.kind) {
    case Confirmation::Kind::Number:
        if (!deletes)
            return goingOn(asked, environment);
        //: %1 is a number to be typed, %n the same number, %2 an environment in capitals
        return PlanWords::tr(
                   "Type %1 to delete %n instance(s) in %2.", nullptr,
                   forWords(plan.tally().count(StepAction::DeleteInstance)))
            .arg(asked, environment);
    case Confirmation::Kind::Organization:
        //: %1 is an organization's name to be typed, %2 an environment in capitals
        return (deletes ? PlanWords::tr("Type %1 to delete its instance in %2.")
                        : PlanWords::tr("Type %1 to go on with its instance in %2."))
            .arg(asked, environment);
    case Confirmation::Kind::LastDigits:
        //: %1 are the last six digits of an instance's name, to be typed, %2 an environment in capitals
        return (deletes ? PlanWords::tr("Type %1, its last six digits, to delete it in %2.")
                        : PlanWords::tr("Type %1, its last six digits, to go on in %2."))
            .arg(asked, environment);
    case Confirmation::Kind::FullName:
        //: %1 is an instance's name to be typed, %2 an environment in capitals
        return deletes ? PlanWords::tr("Type %1 to delete it in %2.").arg(asked, environment)
                       : goingOn(asked, environment);
    }
    return unknownText();
}

QString resultSentence(const Plan& plan, const ApplyCounts& counts)
{
    const bool deletes = plan.tally().count(StepAction::DeleteInstance) == plan.tally().changed;
    const QString all = QLocale().toString(counts.all);
    QStringList sentences;
    if (counts.done == counts.all && counts.all == 1)
        sentences << (deletes ? PlanWords::tr("It is gone, and proven.") : PlanWords::tr("It is done and proven."));
    else if (counts.done == counts.all)
        sentences
            << (deletes ? PlanWords::tr("All %n are gone and proven.", nullptr, counts.all)
                        : PlanWords::tr("All %n are done and proven.", nullptr, counts.all));
    else if (deletes)
        //: %n is how many of a plan's items are gone, %1 how many it has
        sentences << PlanWords::tr("%n of %1 are gone.", nullptr, counts.done).arg(all);
    else
        //: %n is how many of a plan's items are done, %1 how many it has
        sentences << PlanWords::tr("%n of %1 are done.", nullptr, counts.done).arg(all);
    if (counts.stillThere > 0)
        sentences << PlanWords::tr("%n are still there.", nullptr, counts.stillThere);
    return sentences.join(QLatin1Char(' '));
}

QString operationTitle(const Plan& plan, const OrganizationNames& organizations)
{
    return titleWithOwner(applyButtonText(plan), plan, organizations);
}

QString planTitle(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Delete:
        return PlanWords::tr("Delete instances");
    case PlanKind::Replace:
        return PlanWords::tr("Replace instances");
    case PlanKind::Clean:
        return PlanWords::tr("Clean duplicates");
    case PlanKind::Repair:
        return PlanWords::tr("Repair");
    case PlanKind::Disable:
        return PlanWords::tr("Disable instances");
    case PlanKind::Enable:
        return PlanWords::tr("Enable instances");
    case PlanKind::Protect:
        return PlanWords::tr("Protect instances");
    case PlanKind::Unprotect:
        return PlanWords::tr("Remove protection");
    case PlanKind::ResetPairing:
        return PlanWords::tr("Reset pairing");
    case PlanKind::Unlink:
        return PlanWords::tr("Unlink phone");
    case PlanKind::SetWebhook:
        return PlanWords::tr("Set webhooks");
    case PlanKind::Restart:
        return PlanWords::tr("Restart instances");
    }
    return unknownText();
}

QString applyButtonText(const Plan& plan)
{
    const PlanTally& tally = plan.tally();
    const int changed = forWords(tally.changed);
    switch (plan.kind()) {
    case PlanKind::Delete:
        return PlanWords::tr("Delete %n instance(s)", nullptr, changed);
    case PlanKind::Replace:
        return PlanWords::tr("Delete %n instance(s), and create the new one", nullptr, changed);
    case PlanKind::Clean:
        if (const int n = forWords(tally.count(StepAction::DeleteInstance)))
            return PlanWords::tr("Clean up: delete %n instance(s)", nullptr, n);
        return PlanWords::tr("Put %n entry(s) right", nullptr, changed);
    case PlanKind::Repair:
        return repairText(plan, changed);
    case PlanKind::Disable:
        return PlanWords::tr("Disable %n instance(s)", nullptr, changed);
    case PlanKind::Enable:
        return PlanWords::tr("Enable %n instance(s)", nullptr, changed);
    case PlanKind::Protect:
        return PlanWords::tr("Protect %n instance(s)", nullptr, changed);
    case PlanKind::Unprotect:
        return PlanWords::tr("Remove protection from %n instance(s)", nullptr, changed);
    case PlanKind::ResetPairing:
        return PlanWords::tr("Reset the pairing of %n instance(s)", nullptr, changed);
    case PlanKind::Unlink:
        return PlanWords::tr("Unlink %n phone(s)", nullptr, changed);
    case PlanKind::SetWebhook:
        return PlanWords::tr("Set %n webhook(s)", nullptr, changed);
    case PlanKind::Restart:
        return PlanWords::tr("Restart %n instance(s)", nullptr, changed);
    }
    return unknownText();
}

QString taskTitle(ItemTask task)
{
    switch (task) {
    case ItemTask::Delete:
        return PlanWords::tr("Delete");
    case ItemTask::Keep:
        return PlanWords::tr("Keep");
    case ItemTask::Repair:
        return PlanWords::tr("Repair");
    case ItemTask::Disable:
        return PlanWords::tr("Disable");
    case ItemTask::Enable:
        return PlanWords::tr("Enable");
    case ItemTask::Protect:
        return PlanWords::tr("Protect");
    case ItemTask::Unprotect:
        return PlanWords::tr("Remove protection");
    case ItemTask::ResetPairing:
        return PlanWords::tr("Reset");
    case ItemTask::Unlink:
        return PlanWords::tr("Unlink");
    case ItemTask::SetWebhook:
        return PlanWords::tr("Set the webhook");
    case ItemTask::Restart:
        return PlanWords::tr("Restart");
    }
    return unknownText();
}

QString lossSentence(const PlanItem& item)
{
    const bool isDeleted = item.has(StepAction::DeleteInstance);
    if (!isDeleted && !item.has(StepAction::ClearResidue))
        return {};
    QStringList parts = isDeleted ? lostParts(item.loss) : QStringList();
    if (item.has(StepAction::ClearResidue))
        addCount(parts, item.loss.undelivered, undeliveredText);
    QStringList sentences;
    if (!parts.isEmpty())
        sentences << listSentence(parts);
    if (isDeleted && item.loss.isPhone)
        sentences << PlanWords::tr("The WhatsApp session cannot come back: a phone has to be linked anew.");
    if (!item.has(StepAction::ClearResidue) && item.loss.undelivered > 0) {
        sentences << PlanWords::tr(
            "%n message(s) that were not delivered yet stay in its queue, and nobody sends them.", nullptr,
            forWords(item.loss.undelivered));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace steward
