#include "workflows/apply_rig.h"

#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/resume/resume.h"

namespace steward::test {
namespace {

using namespace std::chrono_literals;

QString quoted(const QString& text)
{
    return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

QString names(const QString& name)
{
    return QStringLiteral("(config->>'instance_name' = %1 or config->>'instance' = %1)").arg(quoted(name));
}

} // namespace

QString troubleIn(const std::vector<ChangeResult>& results)
{
    QStringList troubles;
    for (const ChangeResult& result : results) {
        if (result.error)
            troubles << result.error->detail;
        for (const ChangeItem& item : result.items) {
            if (item.error)
                troubles << item.instanceName.text() + QStringLiteral(": ") + item.error->detail;
        }
    }
    return troubles.join(QStringLiteral("; "));
}

ApplyTimes ApplyRig::times()
{
    ApplyTimes times;
    times.removal.call = 1s;
    times.removal.closing = 500ms;
    times.removal.proving = 1500ms;
    times.removal.secondLook = 100ms;
    times.removal.firstPause = 20ms;
    times.removal.longestPause = 100ms;
    times.call = 1s;
    times.backAgain = 60ms;
    times.lookForLost = 300ms;
    return times;
}

ApplyTimes ApplyRig::unhurried()
{
    ApplyTimes unhurried = times();
    unhurried.call = unhurried.removal.call = 15s;
    unhurried.removal.proving = unhurried.removal.closing = 15s;
    return unhurried;
}

void ApplyRig::store(const StoredInstance& instance)
{
    rig::EvolutionInstance listed;
    listed.name = instance.name;
    listed.connectionStatus = instance.connection;
    listed.ownerJid = instance.ownerJid;
    m_rig.fleet.server.addInstance(listed);
    if (!instance.hasRow)
        return;
    m_rig.addRow(instance.clinic, instance.name, instance.isEnabled);
    if (!instance.isCached)
        return;
    const QByteArray token =
        value(QStringLiteral("select webhook_token from healthcare.integrations where ") + names(instance.name));
    const QByteArray json = R"({"organization_id":")" + instance.clinic.organization.toByteArray() +
                            R"(","clinic_id":null,"name":"Clinic","instance_name":")" + instance.name.toUtf8() +
                            R"("})";
    for (const QByteArray& key : {"whatsapp:instance:" + instance.name.toUtf8(), "whatsapp:token:" + token}) {
        if (!m_rig.fleet.redis.command({"SETEX", key, "3600", json}))
            qFatal("cannot write an entry");
    }
}

QString ApplyRig::storeOne(const QString& connection)
{
    StoredInstance instance;
    instance.clinic = m_rig.addOrganization();
    instance.name = QLatin1String("clinic-") + instance.clinic.organization.toString();
    instance.connection = connection;
    store(instance);
    return instance.name;
}

PlanRequest ApplyRig::request(PlanKind kind, const QStringList& names)
{
    PlanRequest request;
    request.kind = kind;
    for (const QString& name : names)
        request.names.push_back(InstanceName::fromText(name));
    return request;
}

ProfileContext ApplyRig::parts() const
{
    ProfileContext parts = m_rig.parts();
    parts.mostItemsInMemory = mostItemsInMemory;
    return parts;
}

MadePlan ApplyRig::make(const PlanRequest& request)
{
    return rig::onWorker([&] {
        const auto session = Session::open(parts());
        return PlanMaker(*session).make(request, CallContext::within(10s));
    });
}

ChangeResult ApplyRig::apply(const Plan& plan, const std::optional<QString>& typed, ApplyObserver& observer)
{
    return rig::onWorker([&] {
        const auto session = Session::open(parts());
        if (!session)
            qFatal("%s", qPrintable(session.error().detail));
        return applyShown(*session, applyTimes, plan, typed, observer, pauseControl, CallContext::within(120s));
    });
}

ChangeResult ApplyRig::apply(const Plan& plan)
{
    ApplyObserver silent;
    return apply(plan, plan.confirm, silent);
}

ChangeResult ApplyRig::apply(PlanKind kind, const QStringList& names)
{
    return apply(make(request(kind, names)).plan);
}

std::vector<ChangeResult> ApplyRig::resume(const ApplyTimes& times)
{
    return rig::onWorker([&] {
        std::vector<ChangeResult> results;
        const auto session = Session::open(parts());
        if (!session)
            qFatal("%s", qPrintable(session.error().detail));
        WorkflowObserver silent;
        auto resumed = Resume(*session, CreationRig::times(), times).resumeAll(silent, CallContext::within(120s));
        if (!resumed)
            qFatal("%s", qPrintable(resumed.error().detail));
        for (ResumedOperation& one : *resumed)
            results.push_back(std::move(one.result));
        return results;
    });
}

QString ApplyRig::remains(const QString& name)
{
    QStringList places;
    if (m_rig.fleet.server.instance(name))
        places << QStringLiteral("server");
    if (value(QStringLiteral("select count(*) from healthcare.integrations where ") + names(name)) != "0")
        places << QStringLiteral("row");
    if (hasKey("whatsapp:instance:" + name.toUtf8()))
        places << QStringLiteral("cache");
    return places.join(QLatin1Char(' '));
}

QByteArray ApplyRig::value(const QString& sql)
{
    return m_rig.fleet.postgres.value(sql, m_rig.fleet.database()).value_or(QByteArray("unread"));
}

void ApplyRig::execute(const QString& sql)
{
    if (!m_rig.fleet.postgres.execute(sql, m_rig.fleet.database()))
        qFatal("%s", qPrintable(sql));
}

bool ApplyRig::hasKey(const QByteArray& key)
{
    const auto answer = m_rig.fleet.redis.command({"EXISTS", key});
    return !answer || answer->integer != 0;
}

} // namespace steward::test
