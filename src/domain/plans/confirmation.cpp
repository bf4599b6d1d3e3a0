#include "domain/plans/confirmation.h"

#include "domain/query/instance_state.h"
#include "domain/visible_text.h"

#include <algorithm>

namespace steward {
namespace {

QString compared(const QString& text)
{
    return text.normalized(QString::NormalizationForm_C).trimmed();
}

/// The one instance whose name the engine asks for; empty where it asks for a number. As BreakerVerdict::confirm is
/// made: of what is deleted, else of what is lost otherwise, else of what changes.
InstanceName onlyOne(const PlanTally& tally)
{
    if (const qint64 deleted = tally.count(StepAction::DeleteInstance); deleted > 0)
        return deleted == 1 ? tally.firstDeleted : InstanceName();
    if (tally.destructive > 0)
        return tally.destructive == 1 ? tally.firstDestructive : InstanceName();
    return tally.changed == 1 ? tally.firstChanged : InstanceName();
}

/// No key gives what cannot be seen, nor a space that is not the space bar's.
bool canBeTyped(const QString& text)
{
    return visibleText(text) == text &&
           std::ranges::all_of(text, [](QChar each) { return !each.isSpace() || each == QLatin1Char(' '); });
}

/// The name of the organization; nothing where it is not known, is empty or another's too, or cannot be typed.
std::optional<QString> organizationAsked(const OrganizationId& id, const Audit& audit)
{
    const auto& database = audit.snapshot().database;
    if (id.isNull() || !database.isWhole())
        return {};
    const std::vector<Organization>& all = database->organizations;
    const auto found = std::ranges::find(all, id, &Organization::id);
    const QString asked = found == all.end() ? QString() : compared(found->name);
    const bool isShared = std::ranges::any_of(
        all, [&](const Organization& other) { return other.id != id && compared(other.name) == asked; });
    return asked.isEmpty() || isShared || !canBeTyped(asked) ? std::nullopt : std::optional(asked);
}

Confirmation
ofOne(const QString& passes, const InstanceName& name, const OrganizationId& organization, const Audit& audit)
{
    if (const auto asked = organizationAsked(organization, audit))
        return {Confirmation::Kind::Organization, *asked, passes, name};
    if (const QString digits = nameSuffix(name); !digits.isEmpty())
        return {Confirmation::Kind::LastDigits, digits, passes, name};
    return {Confirmation::Kind::FullName, typeableText(name.text()), passes, name};
}

} // namespace

bool Confirmation::isMetBy(const QString& typed) const
{
    if (typed.trimmed().isEmpty() || asked.isEmpty())
        return false;
    if (kind == Kind::FullName) // its spaces may be what tells it from another
        return isTypedAs(typed, of.text());
    return compared(typed) == asked;
}

Confirmation confirmationFor(const QString& passes, const Plan& plan, const Audit& audit)
{
    const InstanceName name = onlyOne(plan.tally());
    if (name.isEmpty())
        return {Confirmation::Kind::Number, passes, passes, {}};
    const PlanItemRef item = plan.find("name:" + name.utf8());
    return ofOne(passes, name, item ? item->organizationId : OrganizationId(), audit);
}

} // namespace steward
