#include "workflows/read/saved_plan.h"

#include "domain/plans/plan_json.h"
#include "stores/limited_file.h"

#include <QCoreApplication>
#include <QDir>
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

} // namespace

Result<Plan> readSavedPlan(const QString& path)
{
    const Result<QByteArray> content = readLimitedFile(path, largestPlan, beginsLikeAPlan);
    return content ? planFromJson(*content) : std::unexpected(content.error());
}

Result<void> savePlan(const QString& path, const Plan& plan)
{
    QSaveFile file(path);
    bool isWritten =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (isWritten)
        writePlanJson(plan, [&](const QByteArray& part) { isWritten = isWritten && file.write(part) == part.size(); });
    if (const auto trouble = plan.items.trouble())
        return std::unexpected(*trouble);
    if (isWritten && file.commit())
        return {};
    return std::unexpected(Error{
        ErrorKind::LocalFailure,
        //: %1 is a file, %2 why the system did not write it
        SavedPlanText::tr("The plan could not be written to %1: %2")
            .arg(QDir::toNativeSeparators(path), file.errorString()),
        QStringLiteral("plan not saved: ") + file.errorString()});
}

} // namespace steward
