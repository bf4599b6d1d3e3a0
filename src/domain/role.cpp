#include "domain/role.h"

#include "domain/word_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr WordTable<Role, 2> roleWords{{"staff", "administrator"}};

struct RoleText {
    Q_DECLARE_TR_FUNCTIONS(steward::Role)
};

/// creationKind(), pairingKind() and tellingKind().
constexpr std::array forStaff{"create", "pair", "tell-workers"};

} // namespace

QString roleWord(Role role)
{
    return roleWords.of(role);
}

std::optional<Role> roleFromWord(QStringView word)
{
    return roleWords.from(word);
}

bool mayBegin(Role role, QStringView kind)
{
    return mayApplyPlans(role) ||
           std::ranges::any_of(forStaff, [kind](const char* own) { return kind == QLatin1String(own); });
}

bool mayApplyPlans(Role role)
{
    return role == Role::Administrator;
}

Error administratorsOnly()
{
    return {
        ErrorKind::Rejected,
        RoleText::tr("Only administrators may do this. Staff create instances, pair phones and look at everything."),
        QStringLiteral("the profile's role is staff")};
}

} // namespace steward
