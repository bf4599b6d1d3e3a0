#include "stores/guard_script.h"
#include "stores/guards_fixture.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <QTest>

#include <thread>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::postgres_claim_test {

/// A claim's rights, its function, and what others do meanwhile, as only PostgreSQL has them.
class PostgresClaimTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void withoutTheRightToDeleteNothingIsWritten();
    void aHistoryThatMayNotBeWrittenRefuses();
    void theFunctionServesWhereItLeavesDisabledRowsAlone();
    void withoutTheFunctionTheRowIsInserted();
    void whatAFunctionTookOverIsGivenBack();
    void anInserterBetweenLookAndInsertStands();
    void theLocksAreWaitedForAndTimeOut();
    void aForeignKeyRefusesTheUndo();
    void anImageGivesEveryColumnBack();
    void clinicsThatMayNotBeReadAreNoObstacle();
    void noStatementLogShowsTheToken();

private:
    static ClaimRequest requestFor(const OrganizationId& organization = newId());
    Result<ClaimAnswer> claim(const ClaimRequest& request, const QString& role = {});
    Result<RowUndo> undo(const ClaimedRow& claimed, const ClaimRequest& request);
    void execute(const QString& sql) { RIG_VERIFY(m_server.execute(sql, m_database)); }
    QByteArray value(const QString& sql) { return m_server.value(sql, m_database).value_or(QByteArray("none")); }
    QByteArray rowText(const IntegrationId& id);
    void applySaveFunction();

    PostgresServer m_server;
    QString m_database;
    int m_count = 0;
};

void PostgresClaimTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    for (const char* role : {"clerk", "saver", "service_role"})
        RIG_VERIFY(m_server.createRole(QLatin1String(role), "clerk-password"));
}

void PostgresClaimTest::init()
{
    m_database = QStringLiteral("claims_%1").arg(++m_count);
    RIG_VERIFY(m_server.createDatabase(m_database));
    execute(QStringLiteral("grant usage on schema healthcare to clerk, saver; "
                           "grant select, insert, update, delete on healthcare.integrations to clerk; "
                           "grant select, update, delete on healthcare.integrations to saver; "
                           "grant select on healthcare.clinics to clerk, saver; "
                           "revoke execute on function public.save_evolution_integration from public; "
                           "grant execute on function public.save_evolution_integration to saver"));
}

ClaimRequest PostgresClaimTest::requestFor(const OrganizationId& organization)
{
    ClaimRequest request;
    request.organizationId = organization;
    request.instanceName = InstanceName::fromText(u"clinic of the test");
    request.webhookTemplate = QStringLiteral("https://hooks.example.org/{webhook_token}");
    request.author = {QStringLiteral("desk"), newId(), QStringLiteral("create")};
    return request;
}

Result<ClaimAnswer> PostgresClaimTest::claim(const ClaimRequest& request, const QString& role)
{
    return askPostgres(settingsFor(m_server, m_database, role, "clerk-password"), [&](DatabasePort& port) {
        return port.claim(request, patientLimits());
    });
}

Result<RowUndo> PostgresClaimTest::undo(const ClaimedRow& claimed, const ClaimRequest& request)
{
    const ClaimUndo undo{claimed.row.id,       request.organizationId,
                         request.instanceName, TokenDigest::of(claimed.row.webhookToken),
                         claimed.before,       request.author};
    return askPostgres(
        settingsFor(m_server, m_database), [&](DatabasePort& port) { return port.undoClaim(undo, patientLimits()); });
}

QByteArray PostgresClaimTest::rowText(const IntegrationId& id)
{
    return value(
        QStringLiteral("select to_jsonb(i)::text from healthcare.integrations i where id = '%1'").arg(id.toString()));
}

void PostgresClaimTest::applySaveFunction()
{
    const auto applied = askGuards(settingsFor(m_server, m_database), [](GuardsPort& port) {
        return port.apply(GuardPart::SaveFunction, defaultKeptRoles(), patientLimits());
    });
    QVERIFY2(applied, errorText(applied));
}

void PostgresClaimTest::withoutTheRightToDeleteNothingIsWritten()
{
    execute(QStringLiteral("revoke delete on healthcare.integrations from clerk"));
    const auto answer = claim(requestFor(), QStringLiteral("clerk"));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::NoRightToWrite);
    QVERIFY(answer.error().sentence.contains(QStringLiteral("clerk")));
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integrations")), QByteArray("0"));
}

void PostgresClaimTest::aHistoryThatMayNotBeWrittenRefuses()
{
    execute(QString::fromUtf8(GuardScript(StoreNames(), {}).part(GuardPart::AuditTable)));
    // The guard gives a policy to who may add rows; without it row-level security stands before the role.
    execute(QStringLiteral("do $$ declare p name; begin for p in select polname from pg_policy loop execute "
                           "format('drop policy %I on healthcare.integration_audit', p); end loop; end $$"));
    const auto answer = claim(requestFor(), QStringLiteral("clerk"));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::NoRightToWrite);
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integrations")), QByteArray("0"));
    const auto owner = claim(requestFor());
    QVERIFY2(owner && owner->claimed, errorText(owner));
    QCOMPARE(value(QStringLiteral("select who || desk from healthcare.integration_audit")), QByteArray("postgresdesk"));
    execute(QStringLiteral("drop table healthcare.integration_audit; "
                           "create table healthcare.integration_audit (id int, note text)"));
    const auto foreign = claim(
        [] {
            ClaimRequest request = requestFor();
            request.instanceName = InstanceName::fromText(u"second");
            return request;
        }(),
        QStringLiteral("clerk")); // somebody else's table of that name
    QVERIFY2(foreign && foreign->claimed, errorText(foreign));
}

void PostgresClaimTest::theFunctionServesWhereItLeavesDisabledRowsAlone()
{
    // "saver" may not INSERT, so what it claims came from the function, which runs with its owner's rights.
    const ClaimRequest fresh = requestFor();
    const auto first = claim(fresh, QStringLiteral("saver"));
    QVERIFY2(first && first->claimed, errorText(first));
    const auto undone = undo(*first->claimed, fresh);
    QVERIFY2(undone && *undone == RowUndo::Undone, errorText(undone));

    const SubjectRow disabled{.name = "old", .enabled = false};
    execute(insertSql(disabled));
    const QByteArray before = rowText(disabled.id);
    const ClaimRequest again = requestFor(disabled.organizationId);
    const auto refused = claim(again, QStringLiteral("saver")); // as found it would take the disabled row over
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NoRightToWrite);
    QCOMPARE(rowText(disabled.id), before);
    applySaveFunction();
    const auto hardened = claim(again, QStringLiteral("saver"));
    QVERIFY2(hardened && hardened->claimed, errorText(hardened));
    QVERIFY(hardened->claimed->row.id != disabled.id);
    QCOMPARE(rowText(disabled.id), before);
}

void PostgresClaimTest::withoutTheFunctionTheRowIsInserted()
{
    const ClaimRequest request = requestFor();
    const auto forbidden = claim(request, QStringLiteral("clerk"));
    QVERIFY2(forbidden && forbidden->claimed, errorText(forbidden));
    execute(QStringLiteral("drop function public.save_evolution_integration; delete from healthcare.integrations"));
    const auto missing = claim(request);
    QVERIFY2(missing && missing->claimed, errorText(missing));
    QCOMPARE(missing->claimed->row.webhookToken.reveal().size(), 32);
    execute(QStringLiteral("delete from healthcare.integrations; "
                           "create function public.save_evolution_integration(uuid, text, text, text) returns json "
                           "language plpgsql as $$ begin return missing_extension(); end $$"));
    const auto broken = claim(request); // pgcrypto outside the search path fails in the same way
    QVERIFY2(broken && broken->claimed, errorText(broken));
}

void PostgresClaimTest::whatAFunctionTookOverIsGivenBack()
{
    const SubjectRow other{.name = "of another organization"};
    execute(insertSql(other));
    execute(QStringLiteral("create or replace function public.save_evolution_integration(p_organization_id uuid, "
                           "p_instance_name text, p_phone_number text default null, p_webhook_url text default null) "
                           "returns json language sql as $$ update healthcare.integrations set display_name = 'taken' "
                           "where enabled returning row_to_json(integrations) $$"));
    const QByteArray before = rowText(other.id);
    const auto answer = claim(requestFor());
    QVERIFY2(answer && answer->claimed, errorText(answer));
    QVERIFY(answer->claimed->row.id != other.id);
    QCOMPARE(rowText(other.id), before);
}

void PostgresClaimTest::anInserterBetweenLookAndInsertStands()
{
    execute(QString::fromUtf8(GuardScript(StoreNames(), {}).index("unique-index", "one_enabled")));
    for (const bool withFunction : {true, false}) {
        if (!withFunction)
            execute(QStringLiteral("drop function public.save_evolution_integration"));
        const SubjectRow foreign{.name = withFunction ? "first" : "second"};
        std::jthread inserter([&] {
            static_cast<void>(m_server.execute(
                QStringLiteral("begin; %1; select pg_sleep(0.6); commit").arg(insertSql(foreign)), m_database));
        });
        QVERIFY(eventually(
            [&] {
                return value(QStringLiteral("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")) ==
                       "1";
            },
            5000));
        const auto answer = claim(requestFor(foreign.organizationId));
        inserter.join();
        QVERIFY2(answer, errorText(answer));
        QVERIFY(!answer->claimed);
        QCOMPARE(answer->standing.size(), 1u);
        QCOMPARE(answer->standing.front().id, foreign.id);
        QCOMPARE(rowText(foreign.id).contains("steward_operation"), false);
    }
}

void PostgresClaimTest::theLocksAreWaitedForAndTimeOut()
{
    const ClaimRequest request = requestFor();
    const QByteArray organization = '\'' + request.organizationId.toByteArray() + "'::uuid";
    for (const QByteArray& key :
         {GuardScript::organizationLock(organization), GuardScript::nameLock("'clinic of the test'")}) {
        std::jthread holder([&] {
            static_cast<void>(m_server.execute(
                QStringLiteral("select pg_advisory_lock(%1); select pg_sleep(1.5)").arg(QString::fromUtf8(key)),
                m_database));
        });
        QVERIFY(eventually(
            [&] {
                return value(QStringLiteral("select count(*) from pg_locks where locktype = 'advisory' and granted")) ==
                       "1";
            },
            5000));
        const auto answer = askPostgres(settingsFor(m_server, m_database), [&](DatabasePort& port) {
            return port.claim(request, CallContext::within(std::chrono::milliseconds(400)));
        });
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::TimedOut);
        holder.join();
        QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integrations")), QByteArray("0"));
    }
}

void PostgresClaimTest::aForeignKeyRefusesTheUndo()
{
    const ClaimRequest request = requestFor();
    const auto answer = claim(request);
    QVERIFY2(answer && answer->claimed, errorText(answer));
    execute(QStringLiteral(
        "create table healthcare.messages (integration_id uuid references healthcare.integrations (id)); "
        "insert into healthcare.messages select id from healthcare.integrations"));
    const QByteArray before = rowText(answer->claimed->row.id);
    const auto undone = undo(*answer->claimed, request);
    QVERIFY(!undone);
    QCOMPARE(undone.error().kind, ErrorKind::Rejected);
    QVERIFY(!undone.error().sentence.isEmpty());
    QCOMPARE(rowText(answer->claimed->row.id), before);
}

void PostgresClaimTest::anImageGivesEveryColumnBack()
{
    execute(QStringLiteral(
        "alter table healthcare.integrations add price numeric default 1.500, add \"odd \"\"name\" bytea default "
        "'\\x00ff', add pause interval default '1 mon 2 days', add tags text[] default '{a,null,\"b c\"}', add weight "
        "float8 default 0.1, add stamp timestamp default '2026-03-01 10:11:12.123456', add twice int generated always "
        "as (2) stored, add day date default 'infinity', add span tstzrange default '[2026-01-01,2026-02-01)'"));
    const SubjectRow row{.name = "clinic of the test", .status = QStringLiteral("disconnected")};
    execute(insertSql(row));
    const QByteArray before = rowText(row.id);
    const auto seen = askPostgres(
        settingsFor(m_server, m_database), [&](DatabasePort& port) { return port.image(row.id, patientLimits()); });
    QVERIFY2(seen && *seen, errorText(seen));
    // Another workstation, another zone and style: the row still reads the same.
    execute(QStringLiteral("alter database %1 set timezone = 'America/Sao_Paulo'; alter database %1 set datestyle = "
                           "'SQL, DMY'; alter database %1 set bytea_output = 'escape'")
                .arg(m_database));
    ClaimRequest request = requestFor(row.organizationId);
    request.finishing = *seen;
    const auto answer = claim(request);
    QVERIFY2(answer && answer->claimed, errorText(answer));
    const auto undone = undo(*answer->claimed, request);
    QVERIFY2(undone && *undone == RowUndo::Undone, errorText(undone));
    execute(QStringLiteral("alter database %1 reset all").arg(m_database));
    QCOMPARE(rowText(row.id), before);
}

void PostgresClaimTest::clinicsThatMayNotBeReadAreNoObstacle()
{
    execute(QStringLiteral("revoke select on healthcare.clinics from clerk"));
    const ClaimRequest request = requestFor();
    const auto forbidden = claim(request, QStringLiteral("clerk"));
    QVERIFY2(forbidden && forbidden->claimed, errorText(forbidden));
    execute(QStringLiteral("drop table healthcare.clinics; delete from healthcare.integrations"));
    const auto missing = claim(request);
    QVERIFY2(missing && missing->claimed, errorText(missing));
    QVERIFY(missing->claimed->row.clinicId.isNull());
}

void PostgresClaimTest::noStatementLogShowsTheToken()
{
    const ClaimRequest request = requestFor();
    const auto answer = claim(request);
    QVERIFY2(answer && answer->claimed, errorText(answer));
    const auto undone = undo(*answer->claimed, request);
    QVERIFY2(undone, errorText(undone));
    const QString log = m_server.log();
    QVERIFY(log.contains(QStringLiteral("clinic of the test"))); // parameters are logged
    QVERIFY(!log.contains(QString::fromUtf8(answer->claimed->row.webhookToken.reveal())));
}

STEWARD_TEST(PostgresClaimTest)
} // namespace steward::postgres_claim_test

#include "postgres_claim_test.moc"
