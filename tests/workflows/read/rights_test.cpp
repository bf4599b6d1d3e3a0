#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_rig.h"
#include "workflows/pairing/pairing.h"
#include "workflows/watched_stores.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::rights_test {

namespace {

/// What is not allowed, and what names it.
struct Missing {
    const char* word;
    const char* sql;   ///< of the role "desk", which may do everything before
    const char* acl;   ///< of the user "desk"
    const char* named; ///< a part of the sentence
};

constexpr Missing missingOnes[] = {
    {"no DELETE", "revoke delete on healthcare.integrations from desk", "", "DELETE"},
    {"no UPDATE", "revoke update on healthcare.integrations from desk", "", "UPDATE"},
    {"no UPDATE of the status",
     "revoke update on healthcare.integrations from desk; grant update (enabled, config) on "
     "healthcare.integrations to desk",
     "", "UPDATE"},
    {"no INSERT",
     "revoke insert on healthcare.integrations from desk; revoke execute on function "
     "public.save_evolution_integration from public",
     "", "INSERT"},
    {"transactions that only read", "alter role desk set default_transaction_read_only = on", "", "read"},
    {"no right to the history",
     "create table healthcare.integration_audit (who text, desk text, operation text, before "
     "jsonb, after jsonb)",
     "", "history"},
    {"a history with row-level security and no policy",
     "create table healthcare.integration_audit (who text, desk text, operation text, before jsonb, after jsonb); "
     "alter "
     "table healthcare.integration_audit enable row level security; grant select, insert on "
     "healthcare.integration_audit to desk",
     "", "history"},
    {"a history that only reads",
     "create table healthcare.integration_audit (who text, desk text, operation text, "
     "before jsonb, after jsonb); grant select on healthcare.integration_audit to desk",
     "", "history"},
    {"a status that is an enum",
     "do $$ begin execute 'create type healthcare.state as enum (' || (select "
     "string_agg(distinct quote_literal(status), ', ') from healthcare.integrations) || ')'; "
     "end $$; alter "
     "table healthcare.integrations alter column status drop default, alter column status "
     "type healthcare.state using status::healthcare.state",
     "", "status"},
    {"a Redis user that only reads", "", "-@write -@transaction +multi +discard +exec", "Missing"},
    {"neither UNLINK nor DEL", "", "-unlink -del", "UNLINK"},
    {"no SETEX", "", "-setex", "SETEX"},
    {"no PUBLISH", "", "-publish", "PUBLISH"},
    {"no channel", "", "resetchannels", "PUBLISH"},
};

/// A command over instances made for it.
struct Command {
    const char* word;
    PlanKind kind;
    const char* connection;
    bool isEnabled;
    bool isCached;
    const char* before; ///< what happens to the row
};

constexpr Command commands[] = {
    {"delete", PlanKind::Delete, "open", true, true, ""},
    {"delete what is not cached", PlanKind::Delete, "close", true, false, ""},
    {"disable", PlanKind::Disable, "open", true, true, ""},
    {"enable", PlanKind::Enable, "close", false, false, ""},
    {"protect", PlanKind::Protect, "close", true, true, ""},
    {"repair a status", PlanKind::Repair, "close", true, true, "status = 'active'"},
    {"repair an entry", PlanKind::Repair, "open", true, false, "status = 'active'"},
    {"replace", PlanKind::Replace, "close", true, true, ""},
};

} // namespace

/// Every right that a command needs is asked before its first step: what is missing is named, and nothing is written
/// anywhere. And a store that refuses midway holds up neither the other nor the workers.
class RightsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMissingRightIsNamedFirst();
    void creationsAskToo();
    void pairingsAskToo();
    void anOddConfigIsFoundByThePlan();
    void aStoreThatRefusesHoldsUpNoOther_data();
    void aStoreThatRefusesHoldsUpNoOther();

private:
    void allowAll();
    void forbid(const Missing& missing);
    void acl(const QByteArrayList& rules);
    std::optional<QString> violationOf(const Missing& missing, const Command& command);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    int m_refused = 0;
};

void RightsTest::initTestCase()
{
    const auto started = m_rig.start(rig::DatabaseWay::Direct); // it changes a role
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(10ms);
    QVERIFY(m_rig.fleet.postgres.createRole(QStringLiteral("desk"), "desk-password"));
    m_rig.wrapStores = [this](const std::shared_ptr<const StoreFactory>&) {
        ConnectionSettings settings = m_rig.fleet.settings();
        settings.database.user = QStringLiteral("desk");
        settings.database.password = Secret(QByteArrayLiteral("desk-password"));
        settings.cache.user = QStringLiteral("desk");
        settings.cache.password = Secret(QByteArrayLiteral("desk-password"));
        return std::make_shared<const LiveStores>(settings);
    };
    allowAll();
}

void RightsTest::acl(const QByteArrayList& rules)
{
    const auto set = m_rig.fleet.redis.command(QByteArrayList{"ACL", "SETUSER", "desk"} + rules);
    QVERIFY(set);
}

void RightsTest::allowAll()
{
    m_apply.execute(QStringLiteral(
        "set client_min_messages = error; drop table if exists healthcare.integration_audit; do $$ begin if exists "
        "(select from pg_type where typname = 'state') then alter table healthcare.integrations alter column status "
        "type "
        "text; alter table healthcare.integrations alter column status set default 'pending'; drop type "
        "healthcare.state; end if; end $$; grant "
        "usage on schema healthcare, core, public to desk; grant select, insert, update, delete on "
        "healthcare.integrations to desk; grant select on all tables in schema healthcare, core to desk; grant execute "
        "on function public.save_evolution_integration to public; alter role desk reset "
        "default_transaction_read_only"));
    acl({"reset", "on", ">desk-password", "~*", "&*", "+@all"});
}

void RightsTest::forbid(const Missing& missing)
{
    if (*missing.sql)
        m_apply.execute(QString::fromLatin1(missing.sql));
    if (*missing.acl)
        acl(QByteArray(missing.acl).split(' '));
}

std::optional<QString> RightsTest::violationOf(const Missing& missing, const Command& command)
{
    m_rig.forgetCases();
    StoredInstance instance;
    instance.clinic = m_rig.addOrganization();
    instance.name = QLatin1String("clinic-") + instance.clinic.organization.toString();
    instance.connection = QLatin1String(command.connection);
    instance.isEnabled = command.isEnabled;
    instance.isCached = command.isCached;
    if (instance.connection == QLatin1String("open"))
        instance.ownerJid = QStringLiteral("5511999990000@s.whatsapp.net");
    m_apply.store(instance);
    if (*command.before)
        m_apply.execute(QStringLiteral("update healthcare.integrations set %1 where config->>'instance_name' = '%2'")
                            .arg(QLatin1String(command.before), instance.name));
    forbid(missing);
    const StorePicture before = m_rig.picture();
    const size_t sentBefore = m_rig.fleet.server.requests().size();
    const MadePlan made = m_apply.make(ApplyRig::request(command.kind, {instance.name}));
    const ChangeResult result = m_apply.apply(made.plan);
    const StorePicture after = m_rig.picture();
    const bool isUnfinished = m_rig.hasUnfinished();
    const auto requests = m_rig.fleet.server.requests();
    const bool hasSent = std::any_of(
        requests.begin() + static_cast<qsizetype>(sentBefore), requests.end(), [](const rig::HttpRequest& request) {
            return request.method != "GET" && !request.path().contains("/webhook/find");
        });
    allowAll();
    if (result.exitCode() == 0)
        return {}; // it needs no such right
    ++m_refused;
    if (isUnfinished)
        return QStringLiteral("left something to resume");
    if (result.exitCode() != 4)
        return QStringLiteral("ends with %1: %2")
            .arg(result.exitCode())
            .arg(result.error ? result.error->sentence : QString());
    if (hasSent)
        return QStringLiteral("sent something to the server");
    if (!(before == after))
        return QStringLiteral("changed something");
    QString said = result.error ? result.error->sentence : QString();
    for (const TrippedBreaker& tripped : made.verdict.tripped)
        said += tripped.because;
    if (!said.contains(QLatin1String(missing.named)))
        return QStringLiteral("does not name it: ") + said;
    if (made.verdict.tripped.empty())
        return QStringLiteral("the plan says nothing of it");
    return {};
}

void RightsTest::everyMissingRightIsNamedFirst()
{
    Campaign campaign(QStringLiteral("Missing rights"));
    for (int round = 0; round < Campaign::count(1, 10); ++round) {
        for (const Missing& missing : missingOnes) {
            for (const Command& command : commands) {
                campaign.addCase();
                if (const auto violation = violationOf(missing, command))
                    campaign.violate(
                        QString::fromLatin1(missing.word) + QLatin1String(", ") + QString::fromLatin1(command.word) +
                        QLatin1String(": ") + *violation);
            }
        }
    }
    QVERIFY(campaign.finish());
    QVERIFY2(m_refused > campaign.cases() / 2, qPrintable(QString::number(m_refused)));
}

/// A pairing needs fewer rights; what it needs is named before its first step, and what it does not holds up nothing.
void RightsTest::pairingsAskToo()
{
    struct StopAtCode final : PairingObserver {
        std::stop_source stop;
        void changed(const PairingStatus& status) override
        {
            if (status.phase == PairingStatus::Phase::Code)
                stop.request_stop();
        }
    };
    const QSet<QByteArray> unneeded{"no DELETE", "no INSERT", "neither UNLINK nor DEL", "no PUBLISH", "no channel"};
    for (const Missing& missing : missingOnes) {
        const QString name = m_apply.storeOne();
        forbid(missing);
        const StorePicture before = m_rig.picture();
        StopAtCode watch;
        const PairingResult result = rig::onWorker([&] {
            const auto session = Session::open(m_rig.parts());
            PairingTimes times;
            times.poll = 20ms;
            times.call = 5s;
            return Pairing(*session, times)
                .pair({InstanceName::fromText(name), {}}, watch, CallContext::within(20s, watch.stop.get_token()));
        });
        const bool isSame = m_rig.picture() == before;
        const int connects = m_rig.fleet.server.requestCount("GET", "/instance/connect/" + name.toUtf8());
        const bool isUnfinished = m_rig.hasUnfinished();
        allowAll();
        if (unneeded.contains(missing.word)) {
            QVERIFY2(connects == 1, missing.word);
            continue;
        }
        QVERIFY2(connects == 0 && isSame && !isUnfinished, missing.word);
        QVERIFY2(result.outcome == OperationOutcome::Refused && result.last.error, missing.word);
        QVERIFY2(
            result.last.error->sentence.contains(QLatin1String(missing.named)),
            qPrintable(result.last.error->sentence));
    }
}

void RightsTest::creationsAskToo()
{
    for (const Missing& missing : missingOnes) {
        const NewClinic clinic = m_rig.addOrganization();
        forbid(missing);
        const StorePicture before = m_rig.picture();
        const CreationRequest request = m_rig.requestFor(clinic);
        const CreationResult result = m_rig.create(request);
        const bool isSame = m_rig.picture() == before;
        allowAll();
        QVERIFY2(isSame, missing.word);
        QCOMPARE(m_rig.createsSent(request.name), 0);
        QVERIFY2(result.exitCode() == 4 && result.error, missing.word);
        QVERIFY2(result.error->sentence.contains(QLatin1String(missing.named)), qPrintable(result.error->sentence));
    }
}

/// What would have to write into it is refused with words before its first step; the rest goes on.
void RightsTest::anOddConfigIsFoundByThePlan()
{
    struct Command {
        PlanKind kind;
        bool isEnabled;
        bool isDone;
    };
    const Command kinds[] = {
        {PlanKind::Protect, true, false},
        {PlanKind::Unprotect, true, false},
        {PlanKind::Enable, false, false},
        {PlanKind::Disable, true, true},
        {PlanKind::Delete, true, true}};
    for (const Command& command : kinds) {
        StoredInstance instance;
        instance.clinic = m_rig.addOrganization();
        instance.name = QLatin1String("clinic-") + instance.clinic.organization.toString();
        instance.isEnabled = command.isEnabled;
        m_apply.store(instance);
        const QString flag = command.kind == PlanKind::Unprotect ? QStringLiteral("true") : QStringLiteral("false");
        m_apply.execute(QStringLiteral("update healthcare.integrations set config = to_jsonb((config || "
                                       "'{\"steward_protected\": %2}')::text) where config->>'instance_name' = '%1'")
                            .arg(instance.name, flag));
        const QString row = QStringLiteral("select jsonb_typeof(config) || md5(config::text) from "
                                           "healthcare.integrations where organization_id = '%1'")
                                .arg(instance.clinic.organization.toString());
        const QByteArray before = m_apply.value(row);
        const MadePlan made = m_apply.make(ApplyRig::request(command.kind, {instance.name}));
        QCOMPARE(made.plan.tally().changed, command.isDone ? 1 : 0);
        const ChangeResult result = m_apply.apply(made.plan);
        const QByteArray word = planKindWord(command.kind).toUtf8();
        QVERIFY2(result.exitCode() == (command.isDone ? 0 : 4), word);
        QVERIFY2(m_apply.value(row) == (command.kind == PlanKind::Delete ? QByteArray() : before), word);
        if (command.isDone)
            continue;
        QVERIFY2(made.plan.items.front().isLeft(SkipReason::OddConfig), word);
        QVERIFY2(result.items.front().error->sentence.contains(QLatin1String("JSON object")), word);
    }
}

void RightsTest::aStoreThatRefusesHoldsUpNoOther_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QString>("remains");
    const QString none;
    QTest::newRow("the table") << QStringLiteral("revoke delete on healthcare.integrations from desk") << QByteArray()
                               << QStringLiteral("row");
    QTest::newRow("the entries") << none << QByteArray("-unlink -del") << QStringLiteral("cache");
    QTest::newRow("both") << QStringLiteral("revoke delete on healthcare.integrations from desk")
                          << QByteArray("-unlink -del") << QStringLiteral("row cache");
}

void RightsTest::aStoreThatRefusesHoldsUpNoOther()
{
    QFETCH(QString, sql);
    QFETCH(QByteArray, rules);
    QFETCH(QString, remains);
    const QString name = m_apply.storeOne();
    const Plan plan = m_apply.make(ApplyRig::request(PlanKind::Delete, {name})).plan;
    const auto plainStores = m_rig.wrapStores;
    bool isForbidden = false; // once the server's part is done
    m_rig.wrapStores = [&](const std::shared_ptr<const StoreFactory>& stores) {
        return watchedStores(plainStores(stores), [&](Store store, const char* call, CallMoment moment) {
            const bool isRowsTurn = store == Store::Database && QByteArray(call) == "remove";
            if (!isRowsTurn || moment != CallMoment::Before || std::exchange(isForbidden, true))
                return;
            if (!sql.isEmpty())
                m_apply.execute(sql);
            if (!rules.isEmpty())
                acl(rules.split(' '));
        });
    };
    const ChangeResult result = m_apply.apply(plan);
    m_rig.wrapStores = plainStores;
    QVERIFY(isForbidden);
    QCOMPARE(m_apply.remains(name), remains);
    QCOMPARE(result.exitCode(), 3);
    const ChangeItem& item = result.items.front();
    QVERIFY(item.server == StoreOutcome::Gone);
    QVERIFY2(item.workers.has_value(), "the workers are told");
    QVERIFY(item.error.has_value());
    allowAll();
    m_apply.resume();
    QCOMPARE(m_apply.remains(name), QString());
    QVERIFY(!m_rig.hasUnfinished());
}

STEWARD_TEST(RightsTest)
} // namespace steward::rights_test

#include "rights_test.moc"
