#include "stores/guard_script.h"
#include "stores/guards_fixture.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <QProcess>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::postgres_guards_test {

namespace {

const QString organization = QStringLiteral("11111111-1111-4111-8111-111111111111");

/// What the guards are made of, with the transaction that wrote it last.
const QString catalog = QStringLiteral(R"(
select string_agg(line, E'\n' order by line) from (
    select 'proc ' || p.oid || ' ' || p.xmin::text || ' ' || p.prosrc || coalesce(p.proacl::text, '') as line
      from pg_proc p where p.pronamespace in ('public'::regnamespace, 'healthcare'::regnamespace)
    union all select 'index ' || i.indexrelid || ' ' || i.xmin::text || ' ' || pg_get_indexdef(i.indexrelid) || i.indisvalid
      from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'healthcare'::regnamespace
    union all select 'trigger ' || t.oid || ' ' || t.xmin::text from pg_trigger t
    union all select 'class ' || c.oid || c.relname || c.relfilenode || coalesce(c.relacl::text, '') || c.relrowsecurity
      from pg_class c where c.relnamespace = 'healthcare'::regnamespace
) as lines)");

} // namespace

/// The guards on a database as it is found.
class PostgresGuardsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void noneStandsAsFound();
    void appliedTwiceChangesNothing();
    void duplicatesHoldBackTheIndexAlone();
    void aRoleThatDoesNotOwnIsToldSo();
    void theOwnerNeedsNoMoreThanOwning();
    void whoLosesExecuteIsShownFirst();
    void rolesChosenKeepExecute();
    void anInvalidIndexIsBuiltAgain();
    void partsAreRecognisedByWhatTheyAre();
    void lookalikesAreNotTaken_data();
    void lookalikesAreNotTaken();
    void otherRowsAreUntouched();
    void theHistoryIsOnlyAddedTo();
    void aRoleThatOwnsNothingWritesOn();
    void aChosenRoleGetsAStandingHistoryToo();
    void theNoticeTellsOurRowsOnly();
    void hostileNamesAreQuoted();
    void theScriptForTheOwnerDoesTheSame();
    void readOnlyRefuses();

private:
    void exec(const QString& sql) { RIG_VERIFY(m_server.execute(sql, m_database)); }
    QByteArray value(const QString& sql) { return m_server.value(sql, m_database).value_or("error"); }
    bool mayExecute(const char* role);
    DatabaseSettings settings(const QString& user = {}) const
    {
        return settingsFor(m_server, m_database, user, m_secret);
    }
    void addSixDuplicates();

    PostgresServer m_server;
    QString m_database;
    int m_count = 0;
    const QByteArray m_secret = "role's secret";
};

void PostgresGuardsTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    for (const char* role : {"anon", "authenticated", "service_role", "reader", "keeper", "owner"})
        RIG_VERIFY(m_server.createRole(QString::fromLatin1(role), m_secret));
}

void PostgresGuardsTest::init()
{
    m_database = QStringLiteral("guards %1").arg(++m_count);
    RIG_VERIFY(m_server.createDatabase(m_database));
    exec(QStringLiteral("grant usage on schema healthcare, core to reader, service_role;"
                        "grant select, insert, update, delete on all tables in schema healthcare to reader;"
                        "grant select, insert on healthcare.integrations to service_role;"
                        "grant execute on function public.save_evolution_integration to anon"));
}

bool PostgresGuardsTest::mayExecute(const char* role)
{
    return value(QStringLiteral("select has_function_privilege('%1', "
                                "'public.save_evolution_integration(uuid,text,text,text)', 'EXECUTE')")
                     .arg(QLatin1String(role))) == "t";
}

void PostgresGuardsTest::addSixDuplicates()
{
    for (int i = 0; i < 6; ++i) {
        SubjectRow row;
        row.organizationId = anId(organization);
        row.name = QByteArray("clinic-") + QByteArray::number(i);
        exec(insertSql(row));
    }
}

void PostgresGuardsTest::noneStandsAsFound()
{
    const auto report = inspectGuards(settings());
    QCOMPARE(statesOf(report), QStringLiteral("missing missing missing missing missing"));
    QVERIFY(!report->allStand());
    QVERIFY(report->everybodyMayExecute);
    for (const GuardStatus& status : report->parts)
        QVERIFY(!status.lacks.isEmpty());
    QCOMPARE(report->role, QStringLiteral("postgres"));
    QCOMPARE(report->database, m_database);
}

void PostgresGuardsTest::appliedTwiceChangesNothing()
{
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    const QByteArray before = value(catalog);
    QVERIFY(before.contains("steward_unique_index"));
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    QCOMPARE(value(catalog), before);
    // Each part again although it stands: no second index, table or right.
    const auto again = askGuards(settings(), [](GuardsPort& port) -> Result<void> {
        for (const GuardPart part : allGuardParts) {
            if (isOptional(part))
                continue;
            if (auto applied = port.apply(part, defaultKeptRoles(), patientLimits()); !applied)
                return applied;
        }
        return {};
    });
    QVERIFY2(again, errorText(again));
    QCOMPARE(value(QStringLiteral("select count(*) from pg_class where relname like 'steward%'")), QByteArray("3"));
    QCOMPARE(statesOf(inspectGuards(settings())), allButOptional);
}

void PostgresGuardsTest::duplicatesHoldBackTheIndexAlone()
{
    addSixDuplicates();
    exec(insertSql({.name = "alone"}));
    const auto report = applyGuards(settings());
    QCOMPARE(statesOf(report), QStringLiteral("held-back stands stands stands missing"));
    QCOMPARE(report->status(GuardPart::UniqueIndex).obstacle->kind, ErrorKind::Rejected);
    QCOMPARE(report->duplicates.size(), size_t(6));
    QStringList names;
    for (const DuplicateRow& row : report->duplicates) {
        QCOMPARE(row.organizationId, anId(organization));
        QVERIFY(!row.id.isNull());
        names << row.instanceName;
    }
    names.sort();
    QCOMPARE(names.first(), QStringLiteral("clinic-0"));
    QCOMPARE(names.last(), QStringLiteral("clinic-5"));
    // All the same, by itself: refused by the database, and no invalid index stays.
    const auto forced = askGuards(settings(), [](GuardsPort& port) {
        return port.apply(GuardPart::UniqueIndex, defaultKeptRoles(), patientLimits());
    });
    QVERIFY2(!forced && forced.error().kind == ErrorKind::Rejected, errorText(forced));
    QCOMPARE(value(QStringLiteral("select count(*) from pg_index where not indisvalid")), QByteArray("0"));
    exec(QStringLiteral(
        "update healthcare.integrations set enabled = false where config->>'instance_name' > 'clinic-0'"));
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
}

void PostgresGuardsTest::aRoleThatDoesNotOwnIsToldSo()
{
    const auto report = inspectGuards(settings(QStringLiteral("reader")));
    QCOMPARE(statesOf(report), QStringLiteral("held-back held-back held-back held-back held-back"));
    for (const GuardStatus& status : report->parts) {
        QCOMPARE(status.obstacle->kind, ErrorKind::NoRightToWrite);
        QVERIFY(status.obstacle->sentence.contains(QStringLiteral("reader")));
        QVERIFY(status.obstacle->sentence.contains(QStringLiteral("STEWARD_DATABASE_OWNER_URL")));
    }
    const QByteArray before = value(catalog);
    for (const GuardPart part : allGuardParts) {
        const auto applied = askGuards(settings(QStringLiteral("reader")), [part](GuardsPort& port) {
            return port.apply(part, defaultKeptRoles(), patientLimits());
        });
        QVERIFY2(!applied && applied.error().kind == ErrorKind::NoRightToWrite, errorText(applied));
    }
    QCOMPARE(value(catalog), before);
    const auto blind = inspectGuards(settings(QStringLiteral("keeper"))); // may not read the rows
    QVERIFY2(!blind && blind.error().kind == ErrorKind::NoRightToRead, errorText(blind));
}

void PostgresGuardsTest::theOwnerNeedsNoMoreThanOwning()
{
    exec(QStringLiteral("alter schema healthcare owner to owner; alter table healthcare.integrations owner to owner;"
                        "alter function public.save_evolution_integration owner to owner;"
                        "grant usage, create on schema public to owner"));
    QCOMPARE(statesOf(applyGuards(settings(QStringLiteral("owner")))), allButOptional);
    QVERIFY(!mayExecute("anon"));
    QVERIFY(mayExecute("service_role"));
}

void PostgresGuardsTest::whoLosesExecuteIsShownFirst()
{
    const auto report = inspectGuards(settings());
    QCOMPARE(
        report->losesExecute, QStringList(
                                  {QStringLiteral("anon"), QStringLiteral("authenticated"), QStringLiteral("keeper"),
                                   QStringLiteral("owner"), QStringLiteral("reader")}));
    exec(QStringLiteral("grant execute on function public.save_evolution_integration to keeper"));
    QVERIFY(!inspectGuards(settings())->losesExecute.contains(QStringLiteral("keeper")));
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    QVERIFY(mayExecute("keeper") && mayExecute("service_role"));
    for (const char* role : {"anon", "authenticated", "owner", "reader"})
        QVERIFY2(!mayExecute(role), role);
    QVERIFY(inspectGuards(settings())->losesExecute.isEmpty());
}

void PostgresGuardsTest::rolesChosenKeepExecute()
{
    const QStringList keptRoles{QStringLiteral("keeper"), QStringLiteral("nobody's \"role\"")};
    const auto report =
        askGuards(settings(), [&](GuardsPort& port) { return port.inspect(keptRoles, patientLimits()); });
    QCOMPARE(report->unknownRoles, keptRoles.mid(1));
    QVERIFY(report->losesExecute.contains(QStringLiteral("service_role")));
    QVERIFY(!report->losesExecute.contains(QStringLiteral("keeper")));
    QCOMPARE(statesOf(applyGuards(settings(), {}, keptRoles)), allButOptional);
    QVERIFY(mayExecute("keeper") && !mayExecute("service_role") && !mayExecute("anon"));
}

void PostgresGuardsTest::anInvalidIndexIsBuiltAgain()
{
    addSixDuplicates();
    QVERIFY(!m_server.execute(
        QStringLiteral("create unique index concurrently left_over on healthcare.integrations (organization_id) "
                       "where type = 'whatsapp' and provider = 'evolution' and enabled"),
        m_database));
    exec(QStringLiteral("delete from healthcare.integrations where config->>'instance_name' <> 'clinic-0'"));
    const auto before = inspectGuards(settings());
    QCOMPARE(before->status(GuardPart::UniqueIndex).state, GuardState::Missing);
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    QCOMPARE(value(QStringLiteral("select count(*) from pg_index where not indisvalid")), QByteArray("0"));
    QCOMPARE(value(QStringLiteral("select count(*) from pg_class where relname = 'left_over'")), QByteArray("0"));
}

void PostgresGuardsTest::partsAreRecognisedByWhatTheyAre()
{
    exec(QStringLiteral("create unique index one_each on healthcare.integrations (organization_id) "
                        "where (enabled = true) and provider = 'evolution' and type = 'whatsapp';"
                        "create index by_name on healthcare.integrations ((config->>'instance_name'));"
                        "create index by_old on healthcare.integrations ((config->>'instance'), enabled) "
                        "where type = 'whatsapp'"));
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    QCOMPARE(value(QStringLiteral("select count(*) from pg_class where relname like 'steward%'")), QByteArray("0"));
    // The hardened function in other white space, with other comments and one statement more.
    QByteArray sql = GuardScript({}, {}).part(GuardPart::SaveFunction);
    sql.truncate(sql.indexOf("-- Who may call it"));
    sql.replace("    ", "  \n\t")
        .replace("BEGIN\n", "BEGIN\n PERFORM 1; /* on conflict */\n")
        .replace("SELECT id INTO", "select id into");
    exec(QString::fromUtf8(sql));
    QCOMPARE(statesOf(inspectGuards(settings())), allButOptional);
}

void PostgresGuardsTest::lookalikesAreNotTaken_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("part");
    const auto row = [](const char* name, GuardPart part, const char* sql) {
        QTest::newRow(name) << QString::fromLatin1(sql) << static_cast<int>(part);
    };
    const auto index = [&row](const char* name, const char* sql) { row(name, GuardPart::UniqueIndex, sql); };
    index(
        "not unique", "create index steward_unique_index on healthcare.integrations (organization_id) where type = "
                      "'whatsapp' and provider = 'evolution' and enabled");
    index(
        "disabled ones", "create unique index steward_unique_index on healthcare.integrations (organization_id) where "
                         "type = 'whatsapp' and provider = 'evolution' and not enabled");
    index(
        "a narrower rule", "create unique index steward_unique_index on healthcare.integrations (organization_id) "
                           "where type = 'whatsapp' and provider = 'evolution' and enabled and status = 'active'");
    index(
        "two keys", "create unique index steward_unique_index on healthcare.integrations (organization_id, clinic_id)");
    row("one key only", GuardPart::NameIndex,
        "create index steward_name_index on healthcare.integrations ((config->>'instance_name'))");
    const auto function = [&row](const char* name, const char* sql) { row(name, GuardPart::SaveFunction, sql); };
    function("everybody", "grant execute on function public.save_evolution_integration to public");
    function("visitors", "grant execute on function public.save_evolution_integration to authenticated");
    function("search path", "alter function public.save_evolution_integration set search_path = public, pg_temp");
    function("invoker", "alter function public.save_evolution_integration security invoker");
    const auto audit = [&row](const char* name, const char* sql) { row(name, GuardPart::AuditTable, sql); };
    audit("open", "alter table healthcare.integration_audit disable row level security");
    audit("visitors read", "grant select on healthcare.integration_audit to anon");
    audit("one column", "grant select (who) on healthcare.integration_audit to anon");
    audit("changeable", "alter table healthcare.integration_audit disable trigger all");
    const QByteArray policy = "set client_min_messages = error; create policy mine on healthcare.integration_audit ";
    const std::pair<const char*, const char*> opened[] = {
        {"a policy for all", "using (true)"},
        {"for changes", "for update to reader using (true)"},
        {"for deletions", "for delete to reader using (true)"},
        {"for anybody", "for select using (true)"},
        {"for visitors", "for insert to anon with check (true)"},
        {"for a role of no use", "for select to owner using (true)"},
        {"for everything", "for all to reader using (true)"}};
    for (const auto& [name, sql] : opened)
        row(name, GuardPart::AuditTable, (policy + sql).constData());
    audit("more rights", "grant update on healthcare.integration_audit to reader");
    audit("no right to add", "revoke insert on healthcare.integration_audit from reader");
    audit(
        "no policy", "do $$ declare p name; begin for p in select polname from pg_policy loop execute format('drop "
                     "policy %I on healthcare.integration_audit', p); end loop; end $$");
    audit("one more that writes", "grant insert on healthcare.integrations to keeper");
}

void PostgresGuardsTest::lookalikesAreNotTaken()
{
    QFETCH(QString, change);
    QFETCH(int, part);
    const bool isIndex = change.startsWith(QStringLiteral("create"));
    if (!isIndex)
        QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    exec(change);
    const auto found = inspectGuards(settings());
    QVERIFY(found);
    QCOMPARE(found->status(static_cast<GuardPart>(part)).state, GuardState::Missing);
    if (change.contains(QStringLiteral("disable trigger")))
        exec(QStringLiteral("drop trigger steward_append_only on healthcare.integration_audit"));
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional); // beside what has taken the name
}

void PostgresGuardsTest::otherRowsAreUntouched()
{
    for (int i = 0; i < 3; ++i)
        exec(insertSql({.organizationId = anId(organization), .name = "other", .foreign = true}));
    exec(insertSql({.organizationId = anId(organization), .name = "old", .enabled = false}));
    const QString rows =
        QStringLiteral("select string_agg(i::text, E'\\n' order by id) from healthcare.integrations i");
    const QByteArray before = value(rows);
    const auto report = applyGuards(settings());
    QCOMPARE(statesOf(report), allButOptional);
    QVERIFY(report->duplicates.empty());
    QCOMPARE(value(rows), before);
    exec(insertSql({.organizationId = anId(organization), .name = "other", .foreign = true}));
    exec(insertSql({.organizationId = anId(organization), .name = "first"}));
    QVERIFY(!m_server.execute(insertSql({.organizationId = anId(organization), .name = "second"}), m_database));
    exec(insertSql({.organizationId = anId(organization), .name = "disabled", .enabled = false}));
}

void PostgresGuardsTest::theHistoryIsOnlyAddedTo()
{
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    const QString add = QStringLiteral("insert into healthcare.integration_audit (who, desk, operation, before, after) "
                                       "values ('a', 'b', 'c', null, '%1')");
    exec(add.arg(QStringLiteral("{\"id\": 1}")));
    QVERIFY(!m_server.execute(add.arg(QStringLiteral("{\"webhook_token\": \"x\"}")), m_database));
    for (const char* change :
         {"update healthcare.integration_audit set who = 'x'", "delete from healthcare.integration_audit",
          "truncate healthcare.integration_audit"})
        QVERIFY2(!m_server.execute(QString::fromLatin1(change), m_database), change);
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integration_audit")), QByteArray("1"));
    QCOMPARE(
        value(QStringLiteral(
            "select relrowsecurity and not exists (select from pg_policy where polroles && array[0, "
            "'anon'::regrole::oid] or polcmd not in ('a', 'r')) and "
            "has_table_privilege('service_role', oid, 'INSERT') and not "
            "has_table_privilege('service_role', oid, 'UPDATE') and not "
            "has_table_privilege('anon', oid, 'SELECT') from pg_class where relname = 'integration_audit'")),
        QByteArray("t"));
}

/// Neither an owner nor one that bypasses row-level security: its changes go on, with their history.
void PostgresGuardsTest::aRoleThatOwnsNothingWritesOn()
{
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    SubjectRow row;
    row.name = "clinic";
    exec(insertSql(row));
    const auto rights = askPostgres(settings(QStringLiteral("reader")), [](DatabasePort& port) {
        return port.mayChange({.insert = true, .update = true, .remove = true}, patientLimits());
    });
    QVERIFY2(rights, rights ? "" : qPrintable(rights.error().sentence));
    const auto change = [&](auto&& call) {
        return askPostgres(settings(QStringLiteral("reader")), [&](DatabasePort& port) {
            const auto edits = call(port);
            return edits && edits->front().outcome == RowEditOutcome::Done ? QByteArray("done") : errorText(edits);
        });
    };
    const std::vector<RowIdentity> rows{identityOf(row)};
    QCOMPARE(
        change([&](DatabasePort& port) { return port.disable(rows, someAuthor(), patientLimits()); }),
        QByteArray("done"));
    QCOMPARE(
        change([&](DatabasePort& port) { return port.remove(rows, someAuthor(), patientLimits()); }),
        QByteArray("done"));
    QCOMPARE(
        value(QStringLiteral("select string_agg(who, ' ') from healthcare.integration_audit")),
        QByteArray("reader reader"));
    QVERIFY(!m_server.execute(
        QStringLiteral("set role reader; update healthcare.integration_audit set who = 'x'"), m_database));
    const auto inspected = inspectGuards(settings(QStringLiteral("reader")));
    QVERIFY(inspected && inspected->status(GuardPart::AuditTable).state == GuardState::Stands);
}

void PostgresGuardsTest::aChosenRoleGetsAStandingHistoryToo()
{
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    const QStringList keptRoles{QStringLiteral("keeper")};
    const auto without =
        askGuards(settings(), [&](GuardsPort& port) { return port.inspect(keptRoles, patientLimits()); });
    QVERIFY(without && without->status(GuardPart::AuditTable).state == GuardState::Missing);
    QVERIFY(without->status(GuardPart::AuditTable).lacks.contains(keptRoles.front()));
    const auto with = applyGuards(settings(), {}, keptRoles);
    QVERIFY(with && with->status(GuardPart::AuditTable).state == GuardState::Stands);
    QCOMPARE(
        value(QStringLiteral("select string_agg(privilege_type, ' ' order by privilege_type) from "
                             "information_schema.role_table_grants where grantee = 'keeper' and table_name = "
                             "'integration_audit'")),
        QByteArray("INSERT SELECT"));
    QVERIFY(m_server.execute(
        QStringLiteral("grant usage on schema healthcare to keeper; set role keeper; insert into "
                       "healthcare.integration_audit (who, desk, operation) values ('a', 'b', "
                       "'c')"),
        m_database));
}

void PostgresGuardsTest::theNoticeTellsOurRowsOnly()
{
    const auto applied = askGuards(settings(), [](GuardsPort& port) {
        return port.apply(GuardPart::Notification, defaultKeptRoles(), patientLimits());
    });
    QVERIFY2(applied, errorText(applied));
    QCOMPARE(inspectGuards(settings())->status(GuardPart::Notification).state, GuardState::Stands);
    const SubjectRow ours{.name = "one"};
    const SubjectRow foreign{.name = "two", .foreign = true};
    exec(insertSql(ours));
    exec(insertSql(foreign));
    QProcess psql;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), QString::fromLatin1(m_server.password()));
    psql.setProcessEnvironment(environment);
    psql.setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments{
        QStringLiteral("-h"), m_server.host(),      QStringLiteral("-p"), QString::number(m_server.port()),
        QStringLiteral("-U"), m_server.superuser(), QStringLiteral("-d"), m_database};
    for (const char* command :
         {"listen steward_integrations", "update healthcare.integrations set status = 'x'",
          "delete from healthcare.integrations"})
        arguments << QStringLiteral("-c") << QString::fromLatin1(command);
    psql.start(QStringLiteral("psql"), arguments);
    QVERIFY(psql.waitForFinished());
    const QByteArray output = psql.readAll();
    QVERIFY2(output.count(ours.id.toByteArray()) == 2, output);
    QVERIFY2(!output.contains(foreign.id.toByteArray()), output);
}

void PostgresGuardsTest::hostileNamesAreQuoted()
{
    StoreNames names;
    names.schema = QStringLiteral("a\"b'c\\ $steward$ {table}");
    names.integrationsTable = QStringLiteral("t\"'; drop table x; --");
    names.auditTable = QStringLiteral("audit'\"$steward$");
    names.saveFunction = QStringLiteral("f\"'$steward$(x)");
    names.notifyChannel = QStringLiteral("ch'\\an");
    const auto quoted = [](const QString& name) { return QString::fromUtf8(GuardScript::identifier(name)); };
    exec(QStringLiteral("alter schema healthcare rename to %1; alter table %1.integrations rename to %2;"
                        "alter function public.save_evolution_integration rename to %3")
             .arg(quoted(names.schema), quoted(names.integrationsTable), quoted(names.saveFunction)));
    const auto report = applyGuards(settings(), names);
    QCOMPARE(statesOf(report), allButOptional);
    const auto notified = askGuards(
        settings(), [](GuardsPort& port) { return port.apply(GuardPart::Notification, {}, patientLimits()); }, names);
    QVERIFY2(notified, errorText(notified));
    QVERIFY(inspectGuards(settings(), names)->allStand());
}

void PostgresGuardsTest::theScriptForTheOwnerDoesTheSame()
{
    const QByteArray script = GuardScript({}, defaultKeptRoles()).whole();
    // As psql does: one statement after the other. The indexes stand alone, the rest goes through as it is.
    const qsizetype rest = script.indexOf("BEGIN;");
    for (const QByteArray& statement : script.left(rest).split(';')) {
        if (statement.contains("CREATE"))
            exec(QString::fromUtf8(statement));
    }
    exec(QString::fromUtf8(script.mid(rest)));
    QCOMPARE(statesOf(inspectGuards(settings())), allButOptional);
}

void PostgresGuardsTest::readOnlyRefuses()
{
    DatabaseSettings readOnly = settings();
    readOnly.readOnly = true;
    const auto applied =
        askGuards(readOnly, [](GuardsPort& port) { return port.apply(GuardPart::NameIndex, {}, patientLimits()); });
    QVERIFY2(!applied && applied.error().kind == ErrorKind::ReadOnlyProfile, errorText(applied));
    QVERIFY(inspectGuards(readOnly));
}

STEWARD_TEST(PostgresGuardsTest)
} // namespace steward::postgres_guards_test

#include "postgres_guards_test.moc"
