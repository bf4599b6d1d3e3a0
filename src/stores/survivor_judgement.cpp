#include "stores/survivor_judgement.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

struct SurvivorText {
    Q_DECLARE_TR_FUNCTIONS(steward::SurvivorJudgement)
};

OperationId operationIn(const QJsonValue& value)
{
    return OperationId::fromJson(value);
}

bool namesAlone(const Integration& row, const InstanceName& name)
{
    return row.instanceName == name && row.legacyName.isEmpty();
}

/// Pointed by this operation before. Its lease counts also where it has run out: nobody has taken the row since.
bool isOwnPointing(const SurvivorRequest& request, const LockedRow& seen)
{
    const QJsonValue lease =
        QJsonDocument::fromJson(seen.image.json)[QLatin1String("config")][QLatin1String("steward_lease")];
    return namesAlone(seen.row, request.survivor) &&
           operationIn(lease[QLatin1String("operation")]) == request.author.operation;
}

bool isOwnInsert(const SurvivorRequest& request, const LockedRow& seen)
{
    const QJsonValue config = QJsonDocument::fromJson(seen.image.json)[QLatin1String("config")];
    return namesAlone(seen.row, request.survivor) &&
           operationIn(config[QLatin1String("steward_operation")]) == request.author.operation;
}

bool isTarget(const SurvivorRequest& request, const LockedRow& seen)
{
    const Integration& row = seen.row;
    // By an earlier try, whose answer was lost.
    const bool isMoved = request.moves() && row.id == request.row->id && row.organizationId == request.organizationId &&
                         namesAlone(row, request.survivor);
    const OrganizationId& organization =
        request.moves() && !isMoved ? request.row->organizationId : request.organizationId;
    if (row.organizationId != organization || !row.enabled || row.isProtected)
        return false;
    const bool isKnown = !request.author.operation.isNull();
    if (!request.row)
        return isKnown && isOwnInsert(request, seen);
    if (isMoved)
        return true;
    return row.id == request.row->id && row.organizationId == request.row->organizationId &&
           (RowIdentity::of(row) == *request.row || (isKnown && isOwnPointing(request, seen)));
}

bool isInTheWay(const SurvivorRequest& request, const Integration& row)
{
    if (!request.row)
        return row.enabled || row.names(request.survivor);
    if (request.moves())
        return row.id == request.row->id || row.names(request.survivor) ||
               (row.enabled && row.organizationId == request.organizationId);
    return row.organizationId != request.organizationId || row.id == request.row->id;
}

} // namespace

Error oddConfigError()
{
    return {
        ErrorKind::Rejected,
        SurvivorText::tr(
            "The row's config is not a JSON object, so Steward does not write into it. The row was left as it is. "
            "Ask the database's administrator to put it right."),
        QStringLiteral("config is no object")};
}

SurvivorJudgement judgeSurvivor(const SurvivorRequest& request, const std::vector<LockedRow>& rows)
{
    SurvivorJudgement judged;
    for (const LockedRow& seen : rows) {
        if (seen.row.lease && seen.row.lease->operation != request.author.operation) {
            judged.leasedBy = seen.row.lease;
            judged.refused = true;
            return judged;
        }
    }
    const auto target = std::ranges::find_if(rows, [&](const LockedRow& seen) { return isTarget(request, seen); });
    judged.target = target == rows.end() ? nullptr : &*target;
    for (const LockedRow& seen : rows) {
        if (&seen != judged.target && isInTheWay(request, seen.row))
            judged.standing.push_back(seen.row);
    }
    judged.refused = !judged.standing.empty() || (request.row && !judged.target);
    return judged;
}

std::optional<RowLease> leaseIn(const QJsonValue& value, Timestamp now)
{
    const OperationId operation = operationIn(value[QLatin1String("operation")]);
    const QJsonValue workstation = value[QLatin1String("desk")];
    const QDateTime until = QDateTime::fromString(value[QLatin1String("until")].toString(), Qt::ISODateWithMs);
    if (operation.isNull() || !workstation.isString() || !until.isValid() || until.timeSpec() == Qt::LocalTime)
        return {};
    const Timestamp end{std::chrono::milliseconds(until.toMSecsSinceEpoch())};
    return end > now ? std::optional(RowLease{operation, workstation.toString(), end}) : std::nullopt;
}

} // namespace steward
