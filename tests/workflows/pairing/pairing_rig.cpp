#include "workflows/pairing/pairing_rig.h"

#include "stores/evolution/evolution_server_adapter.h"
#include "stores/live_stores.h"
#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/read/plan_maker.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward::test {

using namespace std::chrono_literals;
using Phase = PairingStatus::Phase;

std::vector<PairingStatus> PairingWatch::codes() const
{
    std::vector<PairingStatus> found;
    for (const PairingStatus& status : seen) {
        if (status.phase == Phase::Code && (found.empty() || found.back().code != status.code))
            found.push_back(status);
    }
    return found;
}

bool PairingWatch::sawPhase(Phase phase) const
{
    return std::ranges::any_of(seen, [phase](const PairingStatus& status) { return status.phase == phase; });
}

PairingRig::PairingRig()
    : fleet(rig::GeneratedFleet{30, 0})
{
    times.codeLife = 3s;
    times.poll = 40ms;
    times.call = 5s;
    times.closing = 2s;
    times.number = 3s;
    times.lostAfter = 700ms;
    times.secondProof = 100ms;
}

rig::RigResult<void> PairingRig::start()
{
    if (auto started = fleet.start(); !started)
        return started;
    for (const rig::EvolutionInstance& instance : fleet.server.instances()) {
        rig::EvolutionInstance closed = instance;
        closed.connectionStatus = QStringLiteral("close");
        closed.ownerJid = QStringLiteral("5521911112222@s.whatsapp.net"); // of whoever was linked before
        fleet.server.addInstance(closed);
    }
    return fleet.postgres.execute(
        QStringLiteral("update healthcare.integrations set status = 'pending', phone_number = null, "
                       "connected_at = null"),
        fleet.database());
}

void PairingRig::heal()
{
    fleet.heal();
    fleet.server.setOffline(false);
    fleet.server.setCodeRules(3s, 30);
    fleet.server.setLogoutDuration(0ms);
    fleet.server.setStumbles(0, 0);
    fleet.server.setConnectDuration(0ms);
    fleet.server.clearRequests();
}

QString PairingRig::name(int clinic)
{
    return QString::fromLatin1(rig::GeneratedFleet::instanceName(clinic));
}

QString PairingRig::phoneDigits(int clinic)
{
    return QStringLiteral("5511%1").arg(988'880'000 + clinic);
}

QString PairingRig::jid(int clinic)
{
    return phoneDigits(clinic) + QStringLiteral("@s.whatsapp.net");
}

rig::RigResult<void> PairingRig::expectPhone(int clinic, const QString& digits)
{
    return fleet.postgres.execute(
        QStringLiteral("update healthcare.integrations set config = config || jsonb_build_object('expected_phone', "
                       "'%1') where config->>'instance_name' = '%2'")
            .arg(digits, name(clinic)),
        fleet.database());
}

Session PairingRig::session(bool readOnly)
{
    ProfileContext parts;
    parts.role = Role::Administrator;
    parts.stores = std::make_shared<LiveStores>(fleet.settings());
    parts.profileId = QStringLiteral("p");
    parts.journalPath = journalPath();
    parts.readOnly = readOnly;
    auto opened = Session::open(parts);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().sentence));
    return std::move(*opened);
}

PairingResult PairingRig::pair(
    int clinic, PairingWatch& watch, const CallContext& limits, const std::optional<PhoneNumber>& byNumber,
    bool readOnly)
{
    return rig::onWorker([&] {
        const auto opened = session(readOnly);
        return Pairing(opened, times).pair({InstanceName::fromText(name(clinic)), byNumber}, watch, limits);
    });
}

ChangeResult PairingRig::unlink(int clinic)
{
    return rig::onWorker([&] {
        const auto opened = session();
        const CallContext limits = CallContext::within(20s);
        const PlanRequest request{.kind = PlanKind::Unlink, .names = {InstanceName::fromText(name(clinic))}};
        const Plan plan = PlanMaker(opened).make(request, limits).plan;
        ApplyObserver unseen;
        PauseControl pauseControl;
        ApplyTimes quick;
        quick.removal.closing = 500ms;
        return applyShown(opened, quick, plan, plan.confirm, unseen, pauseControl, limits);
    });
}

void PairingRig::connectElsewhere(int clinic)
{
    rig::onWorker([&] {
        EvolutionServerAdapter other(fleet.settings().server);
        if (!other.connect(InstanceName::fromText(name(clinic)), {}, CallContext::within(20s)))
            qFatal("the stand-in gave no code");
    });
    fleet.server.clearRequests();
}

QByteArray PairingRig::column(int clinic, const QString& expression)
{
    return fleet.postgres
        .value(
            QStringLiteral("select %1 from healthcare.integrations i where config->>'instance_name' = '%2'")
                .arg(expression, name(clinic)),
            fleet.database())
        .value_or(QByteArrayLiteral("not read"));
}

QByteArray PairingRig::row(int clinic)
{
    return column(clinic, QStringLiteral("to_jsonb(i)"));
}

QList<QByteArray> PairingRig::cachedPhones(int clinic)
{
    const QByteArray token = column(clinic, QStringLiteral("webhook_token"));
    QList<QByteArray> phones;
    for (const QByteArray& key : {"whatsapp:instance:" + name(clinic).toUtf8(), "whatsapp:token:" + token}) {
        const auto value = fleet.redis.command({"GET", key});
        const QJsonObject entry = value ? QJsonDocument::fromJson(value->text).object() : QJsonObject();
        const QJsonValue phone = entry.contains(QLatin1String("whatsapp_number"))
                                     ? entry.value(QLatin1String("whatsapp_number"))
                                     : entry.value(QLatin1String("phone_number"));
        phones.append(phone.toString().toUtf8());
    }
    return phones;
}

int PairingRig::connects(int clinic) const
{
    return fleet.server.requestCount("GET", "/instance/connect/" + name(clinic).toUtf8());
}

QByteArray PairingRig::journalBytes() const
{
    QByteArray bytes;
    QDirIterator files(journalPath(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

} // namespace steward::test
