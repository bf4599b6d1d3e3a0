#include "domain/plans/plan.h"

#include "domain/word_table.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct PlanWords {
    Q_DECLARE_TR_FUNCTIONS(steward::Plan)
};

constexpr WordTable<PlanKind, 12> kindWords{
    {"delete", "clean", "repair", "disable", "enable", "protect", "unprotect", "replace", "reset-pairing", "unlink",
     "set-webhook", "restart"}};

} // namespace

QString planKindWord(PlanKind kind)
{
    return kindWords.of(kind);
}

std::optional<PlanKind> planKindFromWord(QStringView word)
{
    return kindWords.from(word);
}

Result<void> checkBelongs(const Plan& plan, const QString& profileId, Environment environment)
{
    if (plan.profileId == profileId && plan.environment == environment)
        return {};
    return std::unexpected(Error{
        ErrorKind::Rejected,
        PlanWords::tr(
            "This plan was made for another profile or environment. Open that profile, or make the plan again here."),
        QStringLiteral("plan of another profile or environment")});
}

} // namespace steward
