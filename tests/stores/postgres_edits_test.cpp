#include "stores/guard_script.h"
#include "stores/guards_fixture.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <QTest>

#include <atomic>
#include <barrier>
#include <thread>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::postgres_edits_test {

/// Edits, survivors and restored rows, with what only PostgreSQL has: rights, locks, keys, and what others do
/// meanwhile.
class PostgresEditsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aBatchIsFewStatements();
    void aBatchNeedsItsRights_data();
    void aBatchNeedsItsRights();
    void everyKindOfForeignKeyHolds_data();
    void everyKindOfForeignKeyHolds();
    void aRowThatIsRenamedMeanwhileIsLeft();
    void desksWithTheSameRowsEndTheSame();
    void malformedLeasesAreNone();
    void keepersWaitForTheLocks();
    void oneOfManySurvivorsIsInserted();
    void oneOfManyDesksLeases();
    void aSurvivorNeedsItsRights();
    void anInserterBeforeTheSurvivorStands();
    void anInserterBeforeTheEnablingStands();
    void anEnablingServesWhereTheFunctionStands();
    void aRestoredRowHasEveryColumn();
    void noStatementLogShowsAToken();

private:
    void execute(const QString& sql) { RIG_VERIFY(m_server.execute(sql, m_database)); }
    QByteArray value(const QString& sql) { return m_server.value(sql, m_database).value_or(QByteArray("none")); }
    QByteArray rowText(const IntegrationId& id);
    DatabaseSettings settings(const QString& role = {}) const
    {
        return settingsFor(m_server, m_database, role, "clerk-password");
    }
    template<class Callable>
    auto ask(Callable&& callable, const QString& role = {})
    {
        return askPostgres(settings(role), std::forward<Callable>(callable));
    }
    static SurvivorRequest keeperFor(const SubjectRow& row);
    /// Commits the SQL after a while; returns once it has run it.
    std::jthread meanwhile(const QString& sql);

    PostgresServer m_server{{.config = {QStringLiteral("max_connections=80")}}};
    QString m_database;
    int m_count = 0;
};

namespace {

} // namespace

void PostgresEditsTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    for (const char* role : {"clerk", "service_role"})
        RIG_VERIFY(m_server.createRole(QLatin1String(role), "clerk-password"));
}

void PostgresEditsTest::init()
{
    m_database = QStringLiteral("edits_%1").arg(++m_count);
    RIG_VERIFY(m_server.createDatabase(m_database));
    execute(QStringLiteral("grant usage on schema healthcare to clerk; "
                           "grant select, insert, update, delete on healthcare.integrations to clerk"));
}

QByteArray PostgresEditsTest::rowText(const IntegrationId& id)
{
    return value(
        QStringLiteral("select to_jsonb(i)::text from healthcare.integrations i where id = '%1'").arg(id.toString()));
}

SurvivorRequest PostgresEditsTest::keeperFor(const SubjectRow& row)
{
    SurvivorRequest request;
    request.organizationId = row.organizationId;
    request.survivor = InstanceName::fromText(u"the keeper");
    request.row = identityOf(row);
    request.webhookTemplate = QStringLiteral("https://hooks.example.org/{webhook_token}");
    request.leaseTime = std::chrono::minutes(15);
    request.author = {QStringLiteral("desk"), newId(), QStringLiteral("clean")};
    return request;
}

std::jthread PostgresEditsTest::meanwhile(const QString& sql)
{
    std::jthread other([this, sql] {
        static_cast<void>(
            m_server.execute(QStringLiteral("begin; %1; select pg_sleep(0.6); commit").arg(sql), m_database));
    });
    eventually(
        [this] {
            return value(QStringLiteral("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")) == "1";
        },
        5000);
    return other;
}

void PostgresEditsTest::aBatchIsFewStatements()
{
    execute(
        QStringLiteral(
            "set client_min_messages = error; insert into healthcare.integrations (organization_id, type, provider, "
            "config) select gen_random_uuid(), 'whatsapp', 'evolution', jsonb_build_object('instance_name', n::text) "
            "from "
            "generate_series(1, 1000) n;") +
        QString::fromUtf8(GuardScript(StoreNames(), {}).part(GuardPart::AuditTable)));
    std::vector<RowIdentity> rows;
    const auto listing = listPostgres(settings());
    QVERIFY2(listing, errorText(listing));
    for (const Integration& row : listing->integrations)
        rows.push_back(RowIdentity::of(row));
    QCOMPARE(rows.size(), 1000u);
    const auto lines = [this] {
        const QString log = m_server.log();
        return log.count(QStringLiteral("execute <unnamed>:")) + log.count(QStringLiteral(" statement:"));
    };
    ask([&](DatabasePort& port) {
        static_cast<void>(port.list(patientLimits())); // connected
        auto before = lines();
        const auto disabled = port.disable(rows, someAuthor(), patientLimits());
        QVERIFY(allAre(disabled, 1000, RowEditOutcome::Done));
        QVERIFY2(lines() - before < 15, QByteArray::number(lines() - before).constData());
        before = lines();
        const auto gone = port.remove(rows, someAuthor(), patientLimits());
        QVERIFY(allAre(gone, 1000, RowEditOutcome::Done));
        QVERIFY2(lines() - before < 15, QByteArray::number(lines() - before).constData());
    });
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integration_audit")), QByteArray("2000"));
    QCOMPARE(
        value(QStringLiteral("select count(*) from healthcare.integration_audit where after is null")),
        QByteArray("1000"));
}

void PostgresEditsTest::aBatchNeedsItsRights_data()
{
    QTest::addColumn<QString>("revoked");
    QTest::newRow("no delete") << QStringLiteral("revoke delete on healthcare.integrations from clerk");
    QTest::newRow("no update") << QStringLiteral("revoke update on healthcare.integrations from clerk");
    QTest::newRow("no history") << QString::fromUtf8(GuardScript(StoreNames(), {}).part(GuardPart::AuditTable)) +
                                       QStringLiteral("; revoke insert on healthcare.integration_audit from clerk");
}

void PostgresEditsTest::aBatchNeedsItsRights()
{
    QFETCH(QString, revoked);
    const SubjectRow row{.name = "one"};
    execute(insertSql(row) + QStringLiteral("; set client_min_messages = error; ") + revoked);
    const QByteArray before = rowText(row.id);
    const auto gone =
        ask([&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), patientLimits()); },
            QStringLiteral("clerk"));
    QVERIFY2(!gone && gone.error().kind == ErrorKind::NoRightToWrite, errorText(gone));
    QCOMPARE(rowText(row.id), before);
}

void PostgresEditsTest::everyKindOfForeignKeyHolds_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("no action") << QString();
    QTest::newRow("restrict") << QStringLiteral("on delete restrict");
    QTest::newRow("deferred") << QStringLiteral("deferrable initially deferred");
}

void PostgresEditsTest::everyKindOfForeignKeyHolds()
{
    QFETCH(QString, kind);
    const SubjectRow held{.name = "held"};
    const SubjectRow free{.name = "free"};
    execute(insertSql(held) + u';' + insertSql(free));
    execute(QStringLiteral("create table healthcare.messages (row uuid references healthcare.integrations (id) %1);"
                           "insert into healthcare.messages values ('%2')")
                .arg(kind, held.id.toString()));
    const auto gone = ask([&](DatabasePort& port) {
        return port.remove({identityOf(held), identityOf(free)}, someAuthor(), patientLimits());
    });
    QVERIFY2(gone, errorText(gone));
    QCOMPARE(gone->at(0).outcome, RowEditOutcome::Referenced);
    QCOMPARE(gone->at(1).outcome, RowEditOutcome::Done);
    QVERIFY(rowText(held.id).contains("\"enabled\": false"));
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integrations")), QByteArray("1"));
}

void PostgresEditsTest::aRowThatIsRenamedMeanwhileIsLeft()
{
    const SubjectRow row{.name = "one"};
    execute(insertSql(row));
    const std::jthread other = meanwhile(
        QStringLiteral("update healthcare.integrations set config = '{\"instance_name\": \"two\"}' where id = '%1'")
            .arg(row.id.toString()));
    const auto gone =
        ask([&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), patientLimits()); });
    QVERIFY2(gone, errorText(gone));
    QCOMPARE(gone->front().outcome, RowEditOutcome::ChangedSince);
    QVERIFY(rowText(row.id).contains("two"));
}

void PostgresEditsTest::desksWithTheSameRowsEndTheSame()
{
    execute(QString::fromUtf8(GuardScript(StoreNames(), {}).part(GuardPart::AuditTable)));
    std::vector<RowIdentity> rows;
    for (int each = 0; each < 60; ++each) {
        const SubjectRow row{.name = "row " + QByteArray::number(each)};
        execute(insertSql(row));
        rows.push_back(identityOf(row));
    }
    std::atomic<int> failures = 0;
    std::atomic<int> gone = 0;
    {
        std::barrier combined(8);
        std::vector<std::jthread> workstations;
        for (int workstation = 0; workstation < 8; ++workstation) {
            workstations.emplace_back([&, workstation] {
                auto mine = rows;
                std::ranges::rotate(mine, mine.begin() + workstation * 7);
                PostgresDatabaseAdapter port(settings(), {});
                static_cast<void>(port.list(patientLimits()));
                combined.arrive_and_wait();
                const auto edits = port.remove(mine, someAuthor(), patientLimits());
                if (!edits)
                    ++failures;
                for (const RowEdit& edit : edits.value_or(std::vector<RowEdit>())) {
                    gone += edit.outcome == RowEditOutcome::Done ? 1 : 0;
                    failures += edit.outcome == RowEditOutcome::Done || edit.outcome == RowEditOutcome::Absent ? 0 : 1;
                }
            });
        }
    }
    QCOMPARE(failures.load(), 0);
    QCOMPARE(gone.load(), 60); // each row went once
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integration_audit")), QByteArray("60"));
}

void PostgresEditsTest::malformedLeasesAreNone()
{
    for (const char* lease :
         {"null", "7", "\"soon\"", "[]", "{}", R"({"operation": 7, "desk": "d", "until": "2999-01-01T00:00:00Z"})",
          R"({"operation": "6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11", "desk": "d"})",
          R"({"operation": "6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11", "desk": "d", "until": "never"})",
          R"({"operation": "6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11", "desk": "d", "until": "2999-13-41T00:00:00Z"})",
          R"({"operation": "6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11", "desk": "d", "until": "2999-01-01T00:00:00"})",
          R"({"operation": "6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11", "desk": 7, "until": "2999-01-01T00:00:00Z"})"}) {
        execute(QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, config) values "
                               "(gen_random_uuid(), 'whatsapp', 'evolution', '{\"steward_lease\": %1}')")
                    .arg(QString::fromLatin1(lease)));
    }
    const auto listing = listPostgres(settings());
    QVERIFY2(listing, errorText(listing));
    QCOMPARE(listing->integrations.size(), 11u);
    for (const Integration& row : listing->integrations)
        QVERIFY(!row.lease);
    execute(QStringLiteral(
        "update healthcare.integrations set config = '{\"steward_lease\": {\"operation\": "
        "\"6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11\", \"desk\": \"d\", \"until\": \"2999-01-01T00:00:00+02:00\"}}'"));
    const auto leased = listPostgres(settings());
    QVERIFY2(leased && leased->integrations.size() == 11, errorText(leased));
    for (const Integration& row : leased->integrations)
        QVERIFY(row.lease && row.lease->workstation == QLatin1String("d"));
}

void PostgresEditsTest::keepersWaitForTheLocks()
{
    const SubjectRow row{.name = "one"};
    execute(insertSql(row));
    const QByteArray before = rowText(row.id);
    const QByteArray organization = '\'' + row.organizationId.toByteArray() + "'::uuid";
    for (const QByteArray& key : {GuardScript::organizationLock(organization), GuardScript::nameLock("'the keeper'")}) {
        const std::jthread holder = meanwhile(
            QStringLiteral("select pg_advisory_xact_lock(%1); select pg_sleep(1)").arg(QString::fromUtf8(key)));
        const auto answer = ask([&](DatabasePort& port) {
            return port.keep(keeperFor(row), CallContext::within(std::chrono::milliseconds(300)));
        });
        QVERIFY2(!answer && answer.error().kind == ErrorKind::TimedOut, errorText(answer));
        QCOMPARE(rowText(row.id), before);
    }
}

void PostgresEditsTest::oneOfManySurvivorsIsInserted()
{
    for (const bool sameName : {false, true}) {
        execute(QStringLiteral("delete from healthcare.integrations"));
        const OrganizationId organization = newId();
        std::atomic<int> kept = 0;
        std::atomic<int> refused = 0;
        {
            std::barrier combined(16);
            std::vector<std::jthread> workstations;
            for (int workstation = 0; workstation < 16; ++workstation) {
                workstations.emplace_back([&, workstation] {
                    SurvivorRequest request = keeperFor({});
                    request.row.reset();
                    request.organizationId = sameName ? newId() : organization;
                    if (!sameName)
                        request.survivor = InstanceName::fromText(QStringLiteral("keeper %1").arg(workstation));
                    PostgresDatabaseAdapter port(settings(), {});
                    static_cast<void>(port.list(patientLimits()));
                    combined.arrive_and_wait();
                    const auto answer = port.keep(request, patientLimits());
                    kept += answer && answer->kept ? 1 : 0;
                    refused += answer && !answer->kept && answer->leasedBy ? 1 : 0;
                });
            }
        }
        QCOMPARE(kept.load(), 1);
        QCOMPARE(refused.load(), 15);
        QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integrations")), QByteArray("1"));
    }
}

void PostgresEditsTest::oneOfManyDesksLeases()
{
    const SubjectRow row{.name = "one"};
    execute(insertSql(row));
    std::atomic<int> kept = 0;
    std::atomic<int> refused = 0;
    {
        std::barrier combined(16);
        std::vector<std::jthread> workstations;
        for (int workstation = 0; workstation < 16; ++workstation) {
            workstations.emplace_back([&] {
                PostgresDatabaseAdapter port(settings(), {});
                static_cast<void>(port.list(patientLimits()));
                combined.arrive_and_wait();
                const auto answer = port.keep(keeperFor(row), patientLimits());
                kept += answer && answer->kept ? 1 : 0;
                refused += answer && answer->leasedBy ? 1 : 0;
            });
        }
    }
    QCOMPARE(kept.load(), 1);
    QCOMPARE(refused.load(), 15);
}

void PostgresEditsTest::aSurvivorNeedsItsRights()
{
    execute(QStringLiteral("revoke insert, update on healthcare.integrations from clerk"));
    SurvivorRequest request = keeperFor({});
    request.row.reset();
    const auto refused =
        ask([&](DatabasePort& port) { return port.keep(request, patientLimits()); }, QStringLiteral("clerk"));
    QVERIFY2(!refused && refused.error().kind == ErrorKind::NoRightToWrite, errorText(refused));
    execute(QStringLiteral("grant update on healthcare.integrations to clerk"));
    const auto uninserted =
        ask([&](DatabasePort& port) { return port.keep(request, patientLimits()); }, QStringLiteral("clerk"));
    QVERIFY2(!uninserted && uninserted.error().kind == ErrorKind::NoRightToWrite, errorText(uninserted));
    execute(QStringLiteral("grant insert on healthcare.integrations to clerk"));
    const auto kept =
        ask([&](DatabasePort& port) { return port.keep(request, patientLimits()); }, QStringLiteral("clerk"));
    QVERIFY2(kept && kept->kept, errorText(kept)); // clinics that may not be read are no obstacle
}

void PostgresEditsTest::anInserterBeforeTheSurvivorStands()
{
    execute(QString::fromUtf8(GuardScript(StoreNames(), {}).index("unique-index", "one_enabled")));
    const SubjectRow first{.name = "first"};
    const std::jthread inserter = meanwhile(insertSql(first)); // it takes no lock of ours
    SurvivorRequest request = keeperFor(first);
    request.row.reset();
    const auto answer = ask([&](DatabasePort& port) { return port.keep(request, patientLimits()); });
    QVERIFY2(answer, errorText(answer));
    QVERIFY(!answer->kept && answer->standing.size() == 1);
    QCOMPARE(answer->standing.front().id, first.id);
}

void PostgresEditsTest::anInserterBeforeTheEnablingStands()
{
    execute(QString::fromUtf8(GuardScript(StoreNames(), {}).index("unique-index", "one_enabled")));
    const SubjectRow asleep{.name = "asleep", .enabled = false};
    execute(insertSql(asleep));
    ClaimRequest request;
    request.organizationId = asleep.organizationId;
    request.instanceName = InstanceName::fromText(u"asleep");
    request.enables = true;
    request.author = someAuthor();
    request.finishing = *ask([&](DatabasePort& port) { return port.image(asleep.id, patientLimits()); });
    const SubjectRow first{.organizationId = asleep.organizationId, .name = "first"};
    const QByteArray before = rowText(asleep.id);
    const std::jthread inserter = meanwhile(insertSql(first));
    const auto answer = ask([&](DatabasePort& port) { return port.claim(request, patientLimits()); });
    QVERIFY2(answer, errorText(answer));
    QVERIFY(!answer->claimed && answer->standing.size() == 1);
    QCOMPARE(answer->standing.front().id, first.id);
    QCOMPARE(rowText(asleep.id), before);
}

void PostgresEditsTest::anEnablingServesWhereTheFunctionStands()
{
    const auto applied = askGuards(settings(), [](GuardsPort& port) {
        return port.apply(GuardPart::SaveFunction, defaultKeptRoles(), patientLimits());
    });
    QVERIFY2(applied, errorText(applied));
    const SubjectRow asleep{.name = "asleep", .enabled = false};
    execute(insertSql(asleep));
    ClaimRequest request;
    request.organizationId = asleep.organizationId;
    request.instanceName = InstanceName::fromText(u"asleep");
    request.enables = true;
    request.author = someAuthor();
    request.finishing = *ask([&](DatabasePort& port) { return port.image(asleep.id, patientLimits()); });
    const auto answer = ask([&](DatabasePort& port) { return port.claim(request, patientLimits()); });
    QVERIFY2(answer && answer->claimed, errorText(answer));
    QCOMPARE(answer->claimed->row.id, asleep.id);
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integrations where enabled")), QByteArray("1"));
}

void PostgresEditsTest::aRestoredRowHasEveryColumn()
{
    execute(QStringLiteral(
        "alter table healthcare.integrations add price numeric default 1.500, add \"odd \"\"name\" bytea default "
        "'\\x00ff', add tags text[] default '{a,null,\"b c\"}', add stamp timestamp default '2026-03-01 "
        "10:11:12.123456', add twice int generated always as (2) stored, add number bigint generated always as "
        "identity, add gone text default 'dropped later'"));
    const SubjectRow row{.name = "one", .enabled = false};
    execute(insertSql(row));
    const auto shown = [&] {
        return value(QStringLiteral("select (to_jsonb(i) - '{webhook_token,updated_at,status,number,gone}'::text[])::"
                                    "text from healthcare.integrations i where id = '%1'")
                         .arg(row.id.toString()));
    };
    const QByteArray before = shown();
    const auto image = ask([&](DatabasePort& port) { return port.image(row.id, patientLimits()); });
    QVERIFY2(image && *image, errorText(image));
    const auto gone =
        ask([&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), patientLimits()); });
    QVERIFY2(allAre(gone, 1, RowEditOutcome::Done), errorText(gone));
    execute(QStringLiteral("alter table healthcare.integrations drop gone"));
    const auto restored = ask([&](DatabasePort& port) { return port.restore(**image, someAuthor(), patientLimits()); });
    QVERIFY2(restored && restored->row, errorText(restored));
    QCOMPARE(shown(), before);
}

void PostgresEditsTest::noStatementLogShowsAToken()
{
    SubjectRow row{.name = "one"};
    row.webhookToken = "seen-in-no-statement-but-its-insert";
    execute(insertSql(row));
    const auto restored = ask([&](DatabasePort& port) -> Result<RestoredRow> {
        const auto kept = port.keep(keeperFor(row), patientLimits());
        const auto image = port.image(row.id, patientLimits());
        if (!kept || !kept->kept || !image || !*image)
            return std::unexpected(Error{ErrorKind::BadAnswer, {}, {}});
        RowIdentity now = RowIdentity::of(kept->kept->row);
        const auto gone = port.remove({now}, someAuthor(), patientLimits());
        return gone ? port.restore(**image, someAuthor(), patientLimits()) : std::unexpected(gone.error());
    });
    QVERIFY2(restored && restored->row, errorText(restored));
    const QString log = m_server.log();
    QCOMPARE(log.count(QString::fromLatin1(row.webhookToken)), 1);
    QVERIFY(!log.contains(QString::fromUtf8(restored->row->webhookToken.reveal())));
}

STEWARD_TEST(PostgresEditsTest)
} // namespace steward::postgres_edits_test

#include "postgres_edits_test.moc"
