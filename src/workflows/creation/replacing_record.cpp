#include "workflows/creation/replacing_record.h"

#include "domain/shell_word.h"

#include <QStringList>

namespace steward {

JournalStep ReplacingRecord::wanted(const CreationRequest& request)
{
    JournalStep step{JournalAction::Replace, request.name.text()};
    step.before.add(QStringLiteral("organization_id"), request.organizationId);
    step.before.add(QStringLiteral("clinic_id"), request.clinicId);
    step.before.add(QStringLiteral("instance_name"), QString::fromUtf8(request.name.utf8()));
    if (request.expectedPhone)
        step.before.add(QStringLiteral("expected_phone"), request.expectedPhone->text());
    return step;
}

JournalStep ReplacingRecord::roomMade(const CreationRequest& request)
{
    return {JournalAction::RoomMade, request.name.text()};
}

std::optional<CreationRequest> ReplacingRecord::requestIn(const JournalTrail& trail)
{
    const auto found = firstOf(trail, JournalAction::Replace);
    if (found == trail.end())
        return {};
    const QJsonObject& before = found->before;
    CreationRequest request;
    request.organizationId = OrganizationId::fromJson(before.value(QLatin1String("organization_id")));
    request.clinicId = ClinicId::fromJson(before.value(QLatin1String("clinic_id"))).orNone();
    request.name = InstanceName::fromText(before.value(QLatin1String("instance_name")).toString());
    request.expectedPhone = PhoneNumber::fromText(before.value(QLatin1String("expected_phone")).toString());
    return request;
}

std::optional<JournalTrail> ReplacingRecord::creationIn(const JournalTrail& trail)
{
    const auto found = firstOf(trail, JournalAction::RoomMade);
    return found == trail.end() ? std::nullopt : std::optional(JournalTrail(found + 1, trail.end()));
}

QString ReplacingRecord::commandFor(const CreationRequest& request)
{
    QStringList words{
        QStringLiteral("steward-cli"), QStringLiteral("create"), QStringLiteral("--organization"),
        request.organizationId.toString()};
    if (request.clinicId)
        words << QStringLiteral("--clinic") << request.clinicId->toString();
    words << QStringLiteral("--name") << shellWord(request.name.text());
    if (request.expectedPhone)
        words << QStringLiteral("--phone") << request.expectedPhone->text();
    words << QStringLiteral("--if-exists") << QStringLiteral("replace");
    return words.join(QLatin1Char(' '));
}

} // namespace steward
