#include "domain/plans/plan_fixture.h"

namespace steward::test {

Plan planned(const Fleet& fleet, PlanRequest request)
{
    PlanContext context;
    context.profileId = QStringLiteral("here");
    context.environment = Environment::Development;
    context.settings = fleet.settings;
    return makePlan(fleet.audit(), request, context);
}

PlanRequest requestFor(PlanKind kind, const std::vector<QByteArray>& names)
{
    PlanRequest request;
    request.kind = kind;
    for (const QByteArray& name : names)
        request.names.push_back(InstanceName::fromUtf8(name));
    return request;
}

const PlanItem& itemAt(const Plan& plan, const QByteArray& name)
{
    const PlanItemRef item = plan.find("name:" + name);
    if (!item)
        qFatal("nothing is planned for %s", name.constData());
    return *item;
}

QString stepsAt(const Plan& plan, const QByteArray& name)
{
    QStringList words;
    for (const PlanStep& step : itemAt(plan, name).steps)
        words << stepActionWord(step.action);
    return words.join(QLatin1Char(' '));
}

QString leftAt(const Plan& plan, const QByteArray& name)
{
    QStringList words;
    for (const Skipped& left : itemAt(plan, name).left)
        words << leftReasonWord(left.reason);
    return words.join(QLatin1Char(' '));
}

QString groupLeft(const Plan& plan)
{
    if (plan.groups.size() != 1)
        return QStringLiteral("%1 groups").arg(plan.groups.size());
    const PlanGroup& group = plan.groups.front();
    return group.left ? leftReasonWord(group.left->reason) : QString();
}

QString breakersOf(const Fleet& fleet, const Plan& plan, BreakerFacts facts)
{
    if (facts.profileId.isEmpty())
        facts = factsHere();
    QStringList words;
    for (const TrippedBreaker& each : judge(fleet.audit(), plan, facts).tripped)
        words << breakerWord(each.code);
    return words.join(QLatin1Char(' '));
}

BreakerFacts factsHere()
{
    BreakerFacts facts;
    facts.profileId = QStringLiteral("here");
    facts.environment = Environment::Development;
    facts.role = Role::Administrator;
    return facts;
}

QByteArray sixth(int number)
{
    return "clinic-" + idText(org(1)).toLatin1() + "-171000000000" + QByteArray::number(number);
}

Fleet sixInstances()
{
    Fleet fleet;
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    for (int number = 1; number <= 6; ++number)
        fleet.instance(sixth(number)).memory(MemoryState::Close);
    fleet.name(sixth(3)).open().phone("5511988887777").memory(MemoryState::Open);
    fleet.name(sixth(4)).connecting().memory(MemoryState::Connecting);
    fleet.name(sixth(1)).row(org(1)).status("pending").token("tokenONEabcdefghijklmnop").cached().tokenCached();
    return fleet;
}

} // namespace steward::test
