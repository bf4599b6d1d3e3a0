#include "workflows/read/saved_plan.h"

#include "stores/limited_file.h"
#include "workflows/read/plan_json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace steward {
namespace {

struct SavedPlanText {
    Q_DECLARE_TR_FUNCTIONS(steward::SavedPlan)
};

/// Of a hundred thousand instances it is some 300 MB.
constexpr qint64 largestPlan = qint64(1) << 30;

bool beginsLikeAPlan(const QByteArray& begin)
{
    return begin.trimmed().startsWith('{');
}

/// The deletion of a replacement, whose creation is in no file: by itself it would leave the organization with nothing.
Error isHalf(const Plan& plan)
{
    OrganizationId organization;
    if (plan.items.size() > 0)
        organization = plan.items.at(0)->organizationId;
    return {
        ErrorKind::Rejected,
        //: %1 is a command to be typed
        SavedPlanText::tr("This plan deletes what a new instance is to replace, and the file does not hold the new "
                          "instance. So it is not applied, and nothing was changed. Replace it with: %1")
            .arg(QStringLiteral("steward-cli create --organization %1 --if-exists replace")
                     .arg(organization.isNull() ? QStringLiteral("UUID") : organization.toString())),
        QStringLiteral("a saved plan of kind replace")};
}

} // namespace

Result<Plan> readSavedPlan(const QString& path, const std::stop_token& stop)
{
    const Result<QByteArray> content =
        readLimitedFile(path, {.limit = largestPlan, .isRightBegin = beginsLikeAPlan, .stop = stop});
    if (!content)
        return std::unexpected(content.error());
    Result<Plan> plan = planFromJson(*content);
    if (plan && plan->kind() == PlanKind::Replace)
        return std::unexpected(isHalf(*plan));
    return plan;
}

Result<void> savePlan(const QString& path, const Plan& plan)
{
    const auto notWritten = [&path](const QString& because) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            //: %1 is a file, %2 why the system did not write it
            SavedPlanText::tr("The plan could not be written to %1: %2").arg(QDir::toNativeSeparators(path), because),
            QStringLiteral("plan not saved: ") + because});
    };
    // A device or a pipe would be replaced by the file: its owner may do that.
    if (const QFileInfo there(path); there.exists() && !there.isFile())
        return notWritten(SavedPlanText::tr("It is no ordinary file."));
    QSaveFile file(path);
    bool isWritten =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (isWritten)
        writePlanJson(plan, [&](const QByteArray& part) { isWritten = isWritten && file.write(part) == part.size(); });
    if (const auto trouble = plan.items.trouble())
        return std::unexpected(*trouble);
    if (isWritten && file.commit())
        return {};
    return notWritten(file.errorString());
}

} // namespace steward
