#include "stores/postgres_fixture.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::postgres_adapter_test {

namespace {

auto partOfOne(const DatabaseSettings& settings)
{
    return askPostgres(settings, [](DatabasePort& port) {
        return port.listConcerning(InstanceName::fromText(u"one"), patientLimits());
    });
}

} // namespace

/// What the real adapter does beyond the contract: rights, policies, broken connections, lost answers.
class PostgresAdapterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aPolicyIsAnErrorAndNeverAnEmptyTable();
    void aReplicaProvesNothing();
    void aMissingTableIsNamed();
    void aMissingColumnIsNamed();
    void organizationsAndClinicsMayBeMissing_data();
    void organizationsAndClinicsMayBeMissing();
    void organizationsAndClinicsAreRead();
    void whatCameBeforeAnErrorIsAPart();
    void rightsAreToldApart();
    void everyShapeOfConfigIsRead();
    void timestampsAreMilliseconds();
    void whenItWasReadIsByTheDatabasesClock();
    void namesOfAProfileAreQuoted();
    void aForeignKeyRefuses();
    void aSecondEnabledRowIsRefused();
    void aKilledIdleBackendIsReplaced();
    void aKilledBackendIsALostConnection();
    void aStoppedChangeIsRolledBack();
    void aLostCommitIsUnknown();
    void statementsEndAtTheDeadline();
    void nothingIsPrepared();
    void theDoctorAsksTheCatalogsAtOnce();
    void manyRowsAreRead();

private:
    void exec(const QString& sql) { RIG_VERIFY(m_server.execute(sql, m_database)); }
    DatabaseSettings settings(const QString& user = {}) const
    {
        return settingsFor(m_server, m_database, user, m_secret);
    }
    bool exists(const IntegrationId& id);
    void terminate(const QString& where);

    PostgresServer m_server;
    QString m_database;
    int m_count = 0;
    const QByteArray m_secret = "role's secret";
};

void PostgresAdapterTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    RIG_VERIFY(m_server.createRole(QStringLiteral("reader"), m_secret));
    RIG_VERIFY(m_server.createRole(QStringLiteral("bypasser"), m_secret, QStringLiteral("bypassrls")));
}

void PostgresAdapterTest::init()
{
    m_database = QStringLiteral("clinics %1").arg(++m_count); // as found, for each case
    RIG_VERIFY(m_server.createDatabase(m_database));
    exec(QStringLiteral(
        "grant usage on schema healthcare, core to reader, bypasser;"
        "grant select, insert, update, delete on all tables in schema healthcare, core to reader, bypasser"));
}

bool PostgresAdapterTest::exists(const IntegrationId& id)
{
    const QString sql =
        QStringLiteral("select count(*) from healthcare.integrations where id = '%1'").arg(id.toString());
    return m_server.value(sql, m_database).value_or(QByteArray()) == "1";
}

void PostgresAdapterTest::terminate(const QString& where)
{
    exec(
        QStringLiteral("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'steward' and "
                       "datname = current_database() and ") +
        where);
}

void PostgresAdapterTest::aPolicyIsAnErrorAndNeverAnEmptyTable()
{
    const SubjectRow row{.name = "one"};
    exec(insertSql(row));
    exec(QStringLiteral("alter table healthcare.integrations enable row level security"));
    const QString reader = QStringLiteral("reader");
    const auto listing = listPostgres(settings(reader));
    QVERIFY2(!listing && listing.error().kind == ErrorKind::RowSecurity, errorText(listing));
    const auto gone = askPostgres(settings(reader), [&](DatabasePort& port) {
        return port.remove({identityOf(row)}, someAuthor(), patientLimits());
    });
    QVERIFY2(!gone && gone.error().kind == ErrorKind::RowSecurity, errorText(gone));
    const StoreDiagnosis diagnosis = diagnosePostgres(settings(reader));
    QVERIFY(!diagnosis.canBeRead());
    QCOMPARE(checkIn(diagnosis, CheckId::RowSecurity).state, CheckState::Failed);
    QCOMPARE(checkIn(diagnosis, CheckId::RowSecurity).trouble, ErrorKind::RowSecurity);
    for (const char* user : {"bypasser", "postgres"}) {
        const DatabaseSettings sees =
            QByteArrayView(user) == "postgres" ? settings() : settings(QString::fromLatin1(user));
        const auto seen = listPostgres(sees);
        QVERIFY2(seen && seen->integrations.size() == 1, errorText(seen));
        QCOMPARE(checkIn(diagnosePostgres(sees), CheckId::RowSecurity).state, CheckState::Ok);
    }
}

void PostgresAdapterTest::aReplicaProvesNothing()
{
    const SubjectRow row{.name = "one"};
    exec(insertSql(row));
    const auto replica = m_server.startReplica();
    RIG_VERIFY(replica);
    DatabaseSettings there = settings();
    there.port = (*replica)->port();
    const auto listing = listPostgres(there);
    QVERIFY2(!listing && listing.error().kind == ErrorKind::Replica, errorText(listing));
    const auto gone = askPostgres(
        there, [&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), patientLimits()); });
    QVERIFY2(!gone && gone.error().kind == ErrorKind::Replica, errorText(gone));
    const StoreDiagnosis diagnosis = diagnosePostgres(there);
    QCOMPARE(checkIn(diagnosis, CheckId::Role).state, CheckState::Failed);
    QCOMPARE(checkIn(diagnosis, CheckId::Role).trouble, ErrorKind::Replica);
    QCOMPARE(checkIn(diagnosis, CheckId::Tables).state, CheckState::Ok);
}

void PostgresAdapterTest::aMissingTableIsNamed()
{
    StoreNames names;
    names.integrationsTable = QStringLiteral("nothing");
    const auto listing = listPostgres(settings(), names);
    QVERIFY2(!listing && listing.error().kind == ErrorKind::MissingTable, errorText(listing));
    names.schema = QStringLiteral("nowhere");
    const auto nowhere = listPostgres(settings(), names);
    QVERIFY2(!nowhere && nowhere.error().kind == ErrorKind::MissingTable, errorText(nowhere));
    const StoreDiagnosis diagnosis = diagnosePostgres(settings(), names);
    QCOMPARE(checkIn(diagnosis, CheckId::Tables).trouble, ErrorKind::MissingTable);
    QVERIFY(checkIn(diagnosis, CheckId::Tables).said.contains(QLatin1String("nowhere.nothing")));
    QCOMPARE(checkIn(diagnosis, CheckId::Read).state, CheckState::Skipped);
}

void PostgresAdapterTest::aMissingColumnIsNamed()
{
    exec(QStringLiteral("alter table healthcare.integrations drop column last_seen_at"));
    const auto listing = listPostgres(settings());
    QVERIFY2(!listing && listing.error().kind == ErrorKind::MissingTable, errorText(listing));
    const Check check = checkIn(diagnosePostgres(settings()), CheckId::Tables);
    QCOMPARE(check.state, CheckState::Failed);
    QVERIFY(check.said.contains(QLatin1String("last_seen_at")));
}

void PostgresAdapterTest::organizationsAndClinicsMayBeMissing_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<bool>("organizations");
    QTest::addColumn<bool>("clinics");
    const auto row = [](const char* name, const char* change, bool organizations, bool clinics) {
        QTest::newRow(name) << QString::fromLatin1(change) << organizations << clinics;
    };
    row("dropped", "drop table healthcare.clinics, core.organizations", false, false);
    row("no schema", "drop schema core cascade", false, true);
    row("forbidden", "revoke all on healthcare.clinics from reader", true, false);
    row("forbidden schema", "revoke all on schema core from reader", false, true);
    row("other columns", "alter table core.organizations drop column is_active", false, true);
    row("policy", "alter table healthcare.clinics enable row level security", true, false);
}

void PostgresAdapterTest::organizationsAndClinicsMayBeMissing()
{
    QFETCH(QString, change);
    exec(insertSql({.name = "one"}));
    exec(QStringLiteral("insert into core.organizations (name) values ('hidden')"));
    exec(change);
    const auto listing = listPostgres(settings(QStringLiteral("reader")));
    QVERIFY2(listing, errorText(listing));
    QCOMPARE(listing->integrations.size(), 1u);
    QTEST(listing->organizationsKnown, "organizations");
    QTEST(listing->clinicsKnown, "clinics");
    QCOMPARE(listing->organizations.empty(), !listing->organizationsKnown);
    const auto part = partOfOne(settings(QStringLiteral("reader")));
    QVERIFY2(part && *part, errorText(part));
    QCOMPARE((*part)->organizationsKnown, listing->organizationsKnown);
    QCOMPARE((*part)->clinicsKnown, listing->clinicsKnown);
    QVERIFY((*part)->organizations.empty()); // the hidden one does not concern it
    const Check tables = checkIn(diagnosePostgres(settings(QStringLiteral("reader"))), CheckId::Tables);
    QCOMPARE(tables.state, CheckState::Ok);
    QVERIFY(tables.said.contains(QLatin1String("cannot be read")));
}

void PostgresAdapterTest::organizationsAndClinicsAreRead()
{
    exec(QStringLiteral("insert into core.organizations (id, name, is_active) values "
                        "('4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f', 'Cl\u00ednica <b>', false);"
                        "insert into healthcare.clinics (organization_id, name) values "
                        "('4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f', 'Centro')"));
    const auto listing = listPostgres(settings());
    QVERIFY2(listing, errorText(listing));
    QVERIFY(listing->organizationsKnown && listing->clinicsKnown);
    QCOMPARE(listing->organizations.size(), 1u);
    QCOMPARE(listing->organizations[0].name, QStringLiteral("Cl\u00ednica <b>"));
    QVERIFY(!listing->organizations[0].active);
    QCOMPARE(listing->clinics.size(), 1u);
    QCOMPARE(listing->clinics[0].organizationId, listing->organizations[0].id);
    QVERIFY(listing->clinics[0].active);
    exec(insertSql({.organizationId = listing->organizations[0].id, .name = "one"}));
    exec(QStringLiteral("insert into core.organizations (name) values ('another')"));
    const auto part = partOfOne(settings());
    QVERIFY2(part && *part, errorText(part));
    QCOMPARE((*part)->organizations.size(), 1u);
    QCOMPARE((*part)->organizations[0].name, listing->organizations[0].name);
    QCOMPARE((*part)->clinics.size(), 1u);
}

/// The rows are read, the organizations cannot be: that is not said as though nothing had come.
void PostgresAdapterTest::whatCameBeforeAnErrorIsAPart()
{
    exec(QStringLiteral("insert into core.organizations (name) values ('one')"));
    exec(insertSql({.name = "one"}));
    exec(QStringLiteral("alter table core.organizations rename to all_organizations; create view core.organizations as "
                        "select id, name, 1 / (length(name) * 0) = 1 as is_active from core.all_organizations"));
    const auto listing = listPostgres(settings());
    QVERIFY(!listing);
    QCOMPARE(listing.error().kind, ErrorKind::ServerError);
    QVERIFY(listing.error().inPart);
}

void PostgresAdapterTest::rightsAreToldApart()
{
    const SubjectRow row{.name = "one"};
    exec(insertSql(row));
    const QString reader = QStringLiteral("reader");
    exec(QStringLiteral("revoke insert, delete on healthcare.integrations from reader;"
                        "revoke execute on all functions in schema public from public"));
    const auto gone = askPostgres(settings(reader), [&](DatabasePort& port) {
        return port.remove({identityOf(row)}, someAuthor(), patientLimits());
    });
    QVERIFY2(!gone && gone.error().kind == ErrorKind::NoRightToWrite, errorText(gone));
    StoreDiagnosis diagnosis = diagnosePostgres(settings(reader));
    QVERIFY(diagnosis.canBeRead());
    QCOMPARE(checkIn(diagnosis, CheckId::Write).state, CheckState::Warning);
    QCOMPARE(checkIn(diagnosis, CheckId::Write).trouble, ErrorKind::NoRightToWrite);
    QCOMPARE(checkIn(diagnosis, CheckId::Execute).trouble, ErrorKind::NoRightToExecute);
    DatabaseSettings readOnly = settings(reader);
    readOnly.readOnly = true;
    QCOMPARE(checkIn(diagnosePostgres(readOnly), CheckId::Write).state, CheckState::Skipped);

    exec(QStringLiteral(
        "revoke select on healthcare.integrations from reader; drop function save_evolution_integration"));
    const auto listing = listPostgres(settings(reader));
    QVERIFY2(!listing && listing.error().kind == ErrorKind::NoRightToRead, errorText(listing));
    diagnosis = diagnosePostgres(settings(reader));
    QCOMPARE(checkIn(diagnosis, CheckId::Read).trouble, ErrorKind::NoRightToRead);
    QCOMPARE(checkIn(diagnosis, CheckId::Execute).trouble, ErrorKind::MissingFunction);
}

void PostgresAdapterTest::everyShapeOfConfigIsRead()
{
    for (const char* config :
         {"null", "'null'", "'{}'", "'[]'", "'[\"instance_name\"]'", "'\"instance_name\"'", "5", "'true'",
          "'{\"instance_name\": null}'", "'{\"instance_name\": 7}'"}) {
        exec(QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, config) values "
                            "(gen_random_uuid(), 'whatsapp', 'evolution', to_jsonb(1)); update healthcare.integrations "
                            "set config = %1::text::jsonb where config = to_jsonb(1)")
                 .arg(QString::fromLatin1(config)));
    }
    const auto listing = listPostgres(settings());
    QVERIFY2(listing, errorText(listing));
    QCOMPARE(listing->integrations.size(), 10u);
    QCOMPARE(std::ranges::count_if(listing->integrations, &Integration::isNamed), 1);
}

void PostgresAdapterTest::timestampsAreMilliseconds()
{
    exec(QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, created_at, updated_at, "
                        "connected_at, last_seen_at) values (gen_random_uuid(), 'whatsapp', 'evolution', "
                        "'2025-11-14 14:39:52.47+00', '1969-12-31 23:59:59.999+00', 'infinity', null)"));
    const auto listing = listPostgres(settings());
    QVERIFY2(listing, errorText(listing));
    const Integration& row = listing->integrations.at(0);
    QCOMPARE(row.createdAt->time_since_epoch().count(), 1763131192470);
    QCOMPARE(row.updatedAt->time_since_epoch().count(), -1);
    QVERIFY(!row.connectedAt && !row.lastSeenAt);
}

/// What was made before the reading, and what after it: by the clock that wrote both, not by this computer's.
void PostgresAdapterTest::whenItWasReadIsByTheDatabasesClock()
{
    exec(insertSql({.name = "one"}));
    const auto first = listPostgres(settings());
    QVERIFY2(first && first->answeredAt, errorText(first));
    exec(insertSql({.name = "two"}));
    const auto second = listPostgres(settings());
    QVERIFY2(second && second->answeredAt, errorText(second));
    for (const Integration& row : second->integrations) {
        QVERIFY(*row.createdAt <= *second->answeredAt);
        QCOMPARE(*row.createdAt > *first->answeredAt, row.instanceName == InstanceName::fromUtf8("two"));
    }
}

void PostgresAdapterTest::namesOfAProfileAreQuoted()
{
    exec(QStringLiteral("alter schema healthcare rename to \"he\"\"alth'; drop\";"
                        "alter table \"he\"\"alth'; drop\".integrations rename to \"The Table\""));
    StoreNames names;
    names.schema = QStringLiteral("he\"alth'; drop");
    names.integrationsTable = QStringLiteral("The Table");
    const auto written = askPostgres(
        settings(),
        [](DatabasePort& port) {
            return port.insert({newId(), {}, InstanceName::fromText(u"one")}, patientLimits());
        },
        names);
    QVERIFY2(written, errorText(written));
    const auto listing = listPostgres(settings(), names);
    QVERIFY2(listing && listing->integrations.size() == 1 && listing->clinicsKnown, errorText(listing));
    QCOMPARE(checkIn(diagnosePostgres(settings(), names), CheckId::Tables).state, CheckState::Ok);
}

void PostgresAdapterTest::aForeignKeyRefuses()
{
    const SubjectRow needed{.name = "needed"};
    const SubjectRow free{.name = "free"};
    exec(insertSql(needed) + u';' + insertSql(free));
    exec(QStringLiteral("create table healthcare.messages (row uuid references healthcare.integrations (id));"
                        "insert into healthcare.messages values ('%1')")
             .arg(needed.id.toString()));
    const auto gone = askPostgres(settings(), [&](DatabasePort& port) {
        return port.remove({identityOf(needed), identityOf(free)}, someAuthor(), patientLimits());
    });
    QVERIFY2(gone && gone->size() == 2, errorText(gone));
    QCOMPARE(gone->at(0).outcome, RowEditOutcome::Referenced);
    QCOMPARE(gone->at(1).outcome, RowEditOutcome::Done);
    QVERIFY(exists(needed.id) && !exists(free.id));
}

void PostgresAdapterTest::aSecondEnabledRowIsRefused()
{
    exec(QStringLiteral("create unique index on healthcare.integrations (organization_id) where enabled"));
    const NewIntegration row{newId(), {}, InstanceName::fromText(u"one")};
    const auto refused = askPostgres(settings(), [&](DatabasePort& port) {
        if (const auto first = port.insert(row, patientLimits()); !first)
            return first;
        return port.insert(row, patientLimits());
    });
    QVERIFY2(!refused && refused.error().kind == ErrorKind::Rejected, errorText(refused));
    QVERIFY(!refused.error().detail.contains(row.organizationId.toString()));
}

void PostgresAdapterTest::aKilledIdleBackendIsReplaced()
{
    exec(insertSql({.name = "one"}));
    const auto listing = askPostgres(settings(), [&](DatabasePort& port) {
        const auto first = port.list(patientLimits());
        terminate(QStringLiteral("true"));
        QTest::qWait(50);
        return first ? port.list(patientLimits()) : first;
    });
    QVERIFY2(listing && listing->integrations.size() == 1, errorText(listing));
}

void PostgresAdapterTest::aKilledBackendIsALostConnection()
{
    exec(insertSql({.name = "one"}));
    Result<DatabaseListing> during;
    const auto after = askPostgres(settings(), [&](DatabasePort& port) {
        {
            const TableLock lock(m_server, m_database);
            std::jthread killer([&] {
                if (lock.isWaitedFor())
                    terminate(QStringLiteral("wait_event_type = 'Lock'"));
            });
            during = port.list(patientLimits());
        }
        return port.list(patientLimits());
    });
    QVERIFY2(!during && during.error().kind == ErrorKind::ConnectionLost, errorText(during));
    QVERIFY2(after && after->integrations.size() == 1, errorText(after));
}

void PostgresAdapterTest::aStoppedChangeIsRolledBack()
{
    const SubjectRow row{.name = "one"};
    exec(insertSql(row));
    qint64 late = -1;
    const auto gone = askPostgres(settings(), [&](DatabasePort& port) {
        const TableLock lock(m_server, m_database);
        std::stop_source source;
        QElapsedTimer clock;
        std::jthread stopper([&] {
            lock.isWaitedFor();
            clock.start();
            source.request_stop();
        });
        auto result = port.remove({identityOf(row)}, someAuthor(), CallContext::within(20s, source.get_token()));
        stopper.join();
        late = clock.elapsed();
        return result;
    });
    QVERIFY2(!gone && gone.error().kind == ErrorKind::Stopped, errorText(gone));
    qInfo("returned %lld ms after the stop", static_cast<long long>(late));
    QVERIFY(late < 400); // 100 ms are promised; a busy machine gets some more
    // Nothing of it goes on in the server.
    QVERIFY(eventually(
        [&] {
            return m_server
                       .value(
                           QStringLiteral("select count(*) from pg_stat_activity where application_name = 'steward' "
                                          "and datname = current_database()"),
                           m_database)
                       .value_or(QByteArray()) == "0";
        },
        5000));
    QVERIFY(exists(row.id));
}

void PostgresAdapterTest::aLostCommitIsUnknown()
{
    const SubjectRow row{.name = "one"};
    exec(insertSql(row));
    exec(QStringLiteral("create function healthcare.dawdle() returns trigger language plpgsql as "
                        "$$ begin perform pg_sleep(30); return null; end $$;"
                        "create constraint trigger dawdle after delete on healthcare.integrations deferrable initially "
                        "deferred for each row execute function healthcare.dawdle()"));
    const auto committing = [&] {
        return m_server
                   .value(
                       QStringLiteral("select count(*) from pg_stat_activity where query = 'COMMIT' and "
                                      "wait_event = 'PgSleep' and datname = current_database()"),
                       m_database)
                   .value_or(QByteArray()) == "1";
    };
    const auto killed = askPostgres(settings(), [&](DatabasePort& port) {
        std::jthread killer([&] {
            if (eventually(committing, 5000))
                terminate(QStringLiteral("query = 'COMMIT'"));
        });
        return port.remove({identityOf(row)}, someAuthor(), patientLimits());
    });
    QVERIFY2(!killed && killed.error().kind == ErrorKind::OutcomeUnknown, errorText(killed));
    const auto stopped = askPostgres(settings(), [&](DatabasePort& port) {
        std::stop_source source;
        std::jthread stopper([&] {
            if (eventually(committing, 5000))
                source.request_stop();
        });
        return port.remove({identityOf(row)}, someAuthor(), CallContext::within(20s, source.get_token()));
    });
    QVERIFY2(!stopped && stopped.error().kind == ErrorKind::OutcomeUnknown, errorText(stopped));
}

void PostgresAdapterTest::statementsEndAtTheDeadline()
{
    const TableLock lock(m_server, m_database);
    QElapsedTimer clock;
    clock.start();
    const auto listing =
        askPostgres(settings(), [](DatabasePort& port) { return port.list(CallContext::within(400ms)); });
    QVERIFY2(!listing && listing.error().kind == ErrorKind::TimedOut, errorText(listing));
    QVERIFY(clock.elapsed() < 2000);
}

void PostgresAdapterTest::nothingIsPrepared()
{
    const InstanceName name = InstanceName::fromText(u"one");
    const auto outcome = askPostgres(settings(), [&](DatabasePort& port) -> Result<std::vector<RowEdit>> {
        const auto written = port.insert({newId(), {}, name}, patientLimits());
        if (!written)
            return std::unexpected(written.error());
        return port.remove({RowIdentity::of(*written)}, someAuthor(), patientLimits());
    });
    QVERIFY2(allAre(outcome, 1, RowEditOutcome::Done), errorText(outcome));
    const QString log = m_server.log();
    QVERIFY(log.contains(QLatin1String("execute <unnamed>: INSERT INTO")));
    QVERIFY(!log.contains(QLatin1String("PREPARE ")) && !log.contains(QLatin1String("DEALLOCATE")));
}

/// Version, process, the rights to each table and to the function in one question, and each is told by itself.
void PostgresAdapterTest::theDoctorAsksTheCatalogsAtOnce()
{
    exec(
        QStringLiteral("revoke select on core.organizations from reader; revoke delete on healthcare.integrations from "
                       "reader; revoke execute on all functions in schema public from public"));
    const qsizetype before = m_server.log().size();
    const StoreDiagnosis diagnosis = diagnosePostgres(settings(QStringLiteral("reader")));
    const QString asked = m_server.log().mid(before);
    QCOMPARE(asked.count(QLatin1String("current_setting('server_version')")), 1);
    QCOMPARE(asked.count(QLatin1String("has_any_column_privilege(c.oid, 'SELECT')")), 1);
    QCOMPARE(asked.count(QLatin1String("pg_backend_pid()")), 1); // connected directly, which that one tells, too
    QCOMPARE(diagnosis.pooler, QStringLiteral("direct"));
    const Check tables = checkIn(diagnosis, CheckId::Tables);
    QCOMPARE(tables.state, CheckState::Ok);
    QVERIFY(tables.said.contains(QLatin1String("Organizations cannot be read")));
    QVERIFY(!tables.said.contains(QLatin1String("Clinics cannot be read")));
    QCOMPARE(checkIn(diagnosis, CheckId::Read).state, CheckState::Ok);
    QCOMPARE(checkIn(diagnosis, CheckId::Write).trouble, ErrorKind::NoRightToWrite);
    QCOMPARE(checkIn(diagnosis, CheckId::Execute).trouble, ErrorKind::NoRightToExecute);
}

void PostgresAdapterTest::manyRowsAreRead()
{
    exec(QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, status, config, "
                        "webhook_token, phone_number, connected_at) select gen_random_uuid(), 'whatsapp', 'evolution', "
                        "'active', jsonb_build_object('instance_name', 'clinic-' || n, 'webhook_url', 'https://x/y'), "
                        "md5(n::text), '55119' || n, now() from generate_series(1, 100000) n"));
    qint64 elapsed = 0;
    const auto listing = askPostgres(settings(), [&](DatabasePort& port) {
        QElapsedTimer clock;
        clock.start();
        auto result = port.list(patientLimits());
        elapsed = clock.elapsed();
        return result;
    });
    QVERIFY2(listing, errorText(listing));
    QCOMPARE(listing->integrations.size(), 100'000u);
    qInfo("100,000 rows in %lld ms", static_cast<long long>(elapsed));
}

STEWARD_TEST(PostgresAdapterTest)
} // namespace steward::postgres_adapter_test

#include "postgres_adapter_test.moc"
