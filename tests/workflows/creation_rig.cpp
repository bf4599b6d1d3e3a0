#include "workflows/creation_rig.h"

#include "support/any_id.h"
#include "support/pace.h"
#include "support/worker.h"
#include "workflows/journal/journal.h"
#include "workflows/resume/resume.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward::test {
namespace {

using namespace std::chrono_literals;

QString sqlText(const QString& text)
{
    return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

QString sqlText(const auto& id)
{
    return sqlText(id.toString());
}

} // namespace

CreationRig::CreationRig()
    : fleet({3, 0})
{
}

rig::RigResult<void> CreationRig::start(rig::DatabaseWay way)
{
    return fleet.start(way);
}

void CreationRig::forgetCases()
{
    QDir(journalPath()).removeRecursively();
    fleet.server.clearRequests();
}

NewClinic CreationRig::addOrganization()
{
    const NewClinic made{newId(), newId()};
    const QString sql =
        QStringLiteral("insert into core.organizations (id, name) values (%1, 'Clinic %2'); insert into "
                       "healthcare.clinics (id, organization_id, name) values (%3, %1, 'Front desk')")
            .arg(sqlText(made.organization), QString::number(++m_organizations), sqlText(made.clinic));
    if (!fleet.postgres.execute(sql, fleet.database()))
        qFatal("cannot add an organization");
    return made;
}

void CreationRig::addRow(const NewClinic& clinic, const QString& name, bool enabled)
{
    const QString sql =
        QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, status, config, enabled, "
                       "webhook_token) values (%1, 'whatsapp', 'evolution', %2, jsonb_build_object('instance_name', "
                       "%3::text, 'note', 'kept'), %4, %5)")
            .arg(
                sqlText(clinic.organization), enabled ? QStringLiteral("'pending'") : QStringLiteral("'disabled'"),
                sqlText(name), enabled ? QStringLiteral("true") : QStringLiteral("false"),
                sqlText(QUuid::createUuid().toString(QUuid::Id128)));
    if (!fleet.postgres.execute(sql, fleet.database()))
        qFatal("cannot add a row");
}

CreationRequest CreationRig::requestFor(const NewClinic& clinic, const QString& name)
{
    CreationRequest request;
    request.organizationId = clinic.organization;
    request.name = name.isEmpty() ? InstanceName::fromText(QLatin1String("clinic-") + clinic.organization.toString())
                                  : InstanceName::fromText(name);
    return request;
}

StorePicture CreationRig::picture()
{
    StorePicture picture;
    std::vector<QByteArray> instances;
    for (const rig::EvolutionInstance& instance : fleet.server.instances()) {
        instances.push_back(
            instance.name.toUtf8() + ' ' + instance.id.toByteArray() + ' ' + instance.connectionStatus.toUtf8());
    }
    std::ranges::sort(instances);
    for (const QByteArray& instance : instances)
        picture.server += instance + '\n';
    picture.database = fleet.postgres
                           .value(
                               QStringLiteral("select string_agg(i::text, E'\\n' order by id) from "
                                              "healthcare.integrations i"),
                               fleet.database())
                           .value_or("unread");
    const auto keys = fleet.redis.command({"KEYS", "*"});
    std::vector<QByteArray> entries;
    for (const rig::RespValue& key : keys ? keys->items : std::vector<rig::RespValue>()) {
        const auto value = fleet.redis.command({"GET", key.text});
        entries.push_back(key.text + ' ' + (value ? value->text : QByteArray("unread")));
    }
    std::ranges::sort(entries);
    for (const QByteArray& entry : entries)
        picture.cache += entry + '\n';
    return picture;
}

int CreationRig::enabledRows(const OrganizationId& organization)
{
    return fleet.postgres
        .value(
            QStringLiteral("select count(*) from healthcare.integrations where enabled and organization_id = ") +
                sqlText(organization),
            fleet.database())
        .value_or("-1")
        .toInt();
}

bool CreationRig::holdsInAllThree(const OrganizationId& organization, const InstanceName& name)
{
    const auto row = fleet.postgres.query(
        QStringLiteral("select webhook_token from healthcare.integrations where enabled and organization_id = ") +
            sqlText(organization) + QStringLiteral(" and config->>'instance_name' = ") + sqlText(name.text()),
        fleet.database());
    if (!row || row->size() != 1 || !fleet.server.instance(name.text()))
        return false;
    const auto count =
        fleet.redis.command({"EXISTS", "whatsapp:instance:" + name.utf8(), "whatsapp:token:" + *row->front().front()});
    return count && count->integer == 2;
}

int CreationRig::createsSent(const InstanceName& name) const
{
    int creates = 0;
    for (const rig::HttpRequest& request : fleet.server.requests()) {
        if (request.method == "POST" && request.path().startsWith("/instance/create") &&
            QJsonDocument::fromJson(request.body).object().value(QStringLiteral("instanceName")) == name.text())
            ++creates;
    }
    return creates;
}

CreationTimes CreationRig::times()
{
    CreationTimes times;
    times.reading = 3s;
    times.call = atThisPace(500ms);
    times.lookForLost = 300ms;
    times.lookAgain = 60ms;
    times.secondLook = 100ms;
    times.betweenProofs = 60ms;
    times.proving = atThisPace(1500ms);
    times.removal = atThisPace(2500ms);
    times.betweenLooks = 30ms;
    return times;
}

ProfileContext CreationRig::parts() const
{
    const ConnectionSettings settings = fleet.settings();
    ProfileContext parts;
    parts.role = Role::Administrator;
    parts.stores = std::make_shared<LiveStores>(settings);
    if (wrapStores)
        parts.stores = wrapStores(parts.stores);
    parts.names = settings.names;
    parts.settings.webhookTemplate = settings.webhookTemplate;
    parts.settings.secondLook = std::chrono::milliseconds(50);
    parts.profileId = QStringLiteral("rig");
    parts.journalPath = journalPath();
    return parts;
}

CreationResult CreationRig::create(const CreationRequest& request, WorkflowObserver& observer, std::stop_token stop)
{
    return rig::onWorker([&] {
        const auto session = Session::open(parts());
        if (!session)
            qFatal("%s", qPrintable(session.error().detail));
        return Creation(*session, times()).create(request, observer, {QDeadlineTimer(QDeadlineTimer::Forever), stop});
    });
}

CreationResult CreationRig::create(const CreationRequest& request)
{
    WorkflowObserver silent;
    return create(request, silent);
}

int CreationRig::resume()
{
    return rig::onWorker([&] {
        const auto session = Session::open(parts());
        if (!session)
            return -1;
        WorkflowObserver silent;
        CreationTimes patient = times(); // the stores are well by now: what is late then is the machine
        patient.call = 5s;
        patient.reading = 20s;
        const auto resumed = Resume(*session, patient).resumeAll(silent, CallContext::within(60s));
        return resumed ? static_cast<int>(resumed->size()) : -1;
    });
}

bool CreationRig::hasUnfinished()
{
    return rig::onWorker([&] {
        const auto content = readJournal({journalPath()});
        return !content || content->damage || !content->unfinished().empty();
    });
}

} // namespace steward::test
