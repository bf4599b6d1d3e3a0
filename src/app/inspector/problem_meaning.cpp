#include "app/inspector/problem_meaning.h"

#include "domain/unknown_value.h"
#include "wording/finding_words.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct MeaningText {
    Q_DECLARE_TR_FUNCTIONS(steward::InspectorPanel)
};

QString waitUntilStartedStep()
{
    return MeaningText::tr("Wait a minute until it has started.");
}

QString readAgainStep()
{
    return MeaningText::tr("Read again here.");
}

} // namespace

QString problemMeaning(FindingCode code)
{
    switch (code) {
    case FindingCode::DuplicateInstance:
        return MeaningText::tr("Only one of them can work for the organization.");
    case FindingCode::DuplicateIntegration:
        return MeaningText::tr("It is left to chance which of its rows counts for the organization.");
    case FindingCode::DuplicatePhone:
        return MeaningText::tr("Messages of one organization may reach another.");
    case FindingCode::GhostInstance:
        return MeaningText::tr("The organization neither sends nor receives until the server runs it again.");
    case FindingCode::UnlistedInstance:
        return MeaningText::tr("It may go on sending and receiving although nobody sees it.");
    case FindingCode::OrphanedInstance:
        return MeaningText::tr("Its messages reach no organization until it has a row.");
    case FindingCode::OrphanedIntegration:
        return MeaningText::tr("The organization has no WhatsApp until its instance is there.");
    case FindingCode::StaleCache:
        return MeaningText::tr(
            "The organization loses nothing. The entry is in the way of a new instance of that name.");
    case FindingCode::CacheMismatch:
        return MeaningText::tr("Messages may go to the wrong organization, clinic or phone.");
    case FindingCode::UnreadableCache:
        return MeaningText::tr("The organization's messages may wait until the entry is written again.");
    case FindingCode::CacheWithoutExpiry:
        return MeaningText::tr("What changes for the organization is not noticed, since the entry is never renewed.");
    case FindingCode::StatusDrift:
        return MeaningText::tr("Other programs take the organization for connected when it is not, or the other way.");
    case FindingCode::StateMismatch:
        return MeaningText::tr("The organization may work although it is shown as disconnected.");
    case FindingCode::PhoneMismatch:
        return MeaningText::tr("The organization writes from another number than its patients know.");
    case FindingCode::OrganizationMismatch:
        return MeaningText::tr("It is not certain to which organization its messages belong.");
    case FindingCode::ConnectionLost:
        return MeaningText::tr("The organization neither sends nor receives until its phone is paired again.");
    case FindingCode::StuckPairing:
        return MeaningText::tr("The organization is not connected, and no new code comes until the pairing is reset.");
    case FindingCode::DisabledButConnected:
        return MeaningText::tr("Its phone is linked, but nothing that arrives is used for the organization.");
    case FindingCode::NamelessIntegration:
        return MeaningText::tr("The organization's row leads to no instance.");
    case FindingCode::UnreachableName:
        return MeaningText::tr("Nothing can be done with it from here, for whichever organization it was made.");
    case FindingCode::WebhookMismatch:
        return MeaningText::tr("Messages to the organization arrive at the wrong address, or nowhere.");
    case FindingCode::NotCached:
        return MeaningText::tr("The organization loses nothing. Its next message takes a moment longer.");
    case FindingCode::Residue:
        return MeaningText::tr("What waits there would be delivered late if the name were used again.");
    }
    return unknownText();
}

QStringList problemSteps(FindingCode code)
{
    switch (code) {
    case FindingCode::GhostInstance:
        return {
            MeaningText::tr("Ask the server's administrator to restart the Evolution server while no phone is being "
                            "paired."),
            waitUntilStartedStep(), readAgainStep()};
    case FindingCode::UnlistedInstance:
        return {
            MeaningText::tr("Ask the server's administrator why the server runs it but does not list it: it may have "
                            "been made under another client name."),
            MeaningText::tr("The administrator lists it under this one, or removes it."), readAgainStep()};
    case FindingCode::StateMismatch:
        return {
            MeaningText::tr("Ask the server's administrator to restart this instance, or the Evolution server."),
            waitUntilStartedStep(), readAgainStep()};
    case FindingCode::UnreachableName:
        return {
            MeaningText::tr("Ask the server's administrator to remove it from the server's own database, and to "
                            "restart the server."),
            readAgainStep()};
    case FindingCode::DuplicatePhone:
        return {
            MeaningText::tr("Ask whose phone it is, and which organization keeps the number."),
            MeaningText::tr("Show all with this phone, select the other one, and disable or delete it.")};
    case FindingCode::DuplicateInstance:
    case FindingCode::DuplicateIntegration:
    case FindingCode::OrphanedInstance:
    case FindingCode::OrphanedIntegration:
    case FindingCode::StaleCache:
    case FindingCode::CacheMismatch:
    case FindingCode::UnreadableCache:
    case FindingCode::CacheWithoutExpiry:
    case FindingCode::StatusDrift:
    case FindingCode::PhoneMismatch:
    case FindingCode::OrganizationMismatch:
    case FindingCode::ConnectionLost:
    case FindingCode::StuckPairing:
    case FindingCode::DisabledButConnected:
    case FindingCode::NamelessIntegration:
    case FindingCode::WebhookMismatch:
    case FindingCode::NotCached:
    case FindingCode::Residue:
        return {};
    }
    return {};
}

QString stepsText(const Finding& finding, const AuditRow& row)
{
    QStringList lines{findingTitle(finding.code) + QStringLiteral(" (") + findingWord(finding.code) + QLatin1Char(')')};
    //: %1 is an instance's name on the server
    lines << MeaningText::tr("Instance: %1").arg(row.title());
    lines << sentenceOf(finding) << problemMeaning(finding.code) << findingRepair(finding.code);
    int number = 0;
    for (const QString& step : problemSteps(finding.code))
        lines << QStringLiteral("%1. %2").arg(QString::number(++number), step);
    return lines.join(QLatin1Char('\n'));
}

} // namespace steward
