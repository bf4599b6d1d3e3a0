#include "stores/guards_port.h"

#include "domain/unknown_value.h"
#include "domain/word_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct GuardText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardsPort)
};

} // namespace

bool GuardsReport::allStand() const
{
    return std::all_of(parts.begin(), parts.end(), [](const GuardStatus& status) {
        return isOptional(status.part) || status.state == GuardState::Stands;
    });
}

bool isOptional(GuardPart part)
{
    return part == GuardPart::Notification;
}

QString guardPartWord(GuardPart part)
{
    static constexpr WordTable<GuardPart, 5> words{
        {"unique-index", "name-index", "save-function", "audit-table", "notification"}};
    return words.of(part);
}

QString guardStateWord(GuardState state)
{
    static constexpr WordTable<GuardState, 3> words{{"stands", "missing", "held-back"}};
    return words.of(state);
}

QString guardPartTitle(GuardPart part)
{
    switch (part) {
    case GuardPart::UniqueIndex:
        return GuardText::tr("At most one enabled integration per organization");
    case GuardPart::NameIndex:
        return GuardText::tr("Quick search for an instance's name");
    case GuardPart::SaveFunction:
        return GuardText::tr("A save function that cannot be raced or misused");
    case GuardPart::AuditTable:
        return GuardText::tr("A history of changes that is only added to");
    case GuardPart::Notification:
        return GuardText::tr("Notice of every change (optional)");
    }
    return unknownText();
}

QStringList defaultKeptRoles()
{
    return {QStringLiteral("service_role")};
}

bool isVisitorRole(const QString& role)
{
    return role == QLatin1String("anon") || role == QLatin1String("authenticated") ||
           role.compare(QLatin1String("public"), Qt::CaseInsensitive) == 0;
}

} // namespace steward
