#include "stores/postgres_fixture.h"
#include "support/any_id.h"
#include "support/campaign.h"
#include "support/test_registry.h"

#include <QTest>

#include <functional>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::row_shapes_test {

namespace {

const QString ours = QStringLiteral("11111111-1111-4111-8111-111111111111");
const QString organization = QStringLiteral("22222222-2222-4222-8222-222222222222");

/// A table that is not as it was found, and what has to be named where it cannot be served.
struct Variant {
    const char* word;
    QString sql;
    QString reads = {};   ///< what refuses a reading; empty: it is served
    QString changes = {}; ///< what refuses every change
    QString inserts = {}; ///< what refuses new rows alone
};

QString type(const char* column, const char* to)
{
    return QStringLiteral("alter table healthcare.integrations alter column %1 drop default, alter column %1 type %2")
        .arg(QLatin1String(column), QLatin1String(to));
}

std::vector<Variant> variants()
{
    const QString intOfUuid = QStringLiteral("int using hashtext(%1::text)");
    std::vector<Variant> all{
        {"as found", QStringLiteral("select 1")},
        {"id as text", type("id", "text"), QStringLiteral("id")},
        {"id as int", type("id", qPrintable(intOfUuid.arg(QStringLiteral("id")))), QStringLiteral("id")},
        {"organization as text", type("organization_id", "text"), QStringLiteral("organization_id")},
        {"organization as int", type("organization_id", qPrintable(intOfUuid.arg(QStringLiteral("organization_id")))),
         QStringLiteral("organization_id")},
        {"clinic as text", type("clinic_id", "text"), QStringLiteral("clinic_id")},
        {"enabled as text", type("enabled", "text"), QStringLiteral("enabled")},
        {"config as text", type("config", "text"), QStringLiteral("config")},
        {"config as json", type("config", "json using config::json")},
        {"type as enum", QStringLiteral("create type healthcare.kind as enum ('whatsapp', 'email'); ") +
                             type("type", "healthcare.kind using type::healthcare.kind")},
        {"type as enum without ours", QStringLiteral("delete from healthcare.integrations; create type healthcare.kind "
                                                     "as enum ('email'); ") +
                                          type("type", "healthcare.kind using type::healthcare.kind")},
        {"provider as enum", QStringLiteral("create type healthcare.maker as enum ('evolution', 'smtp'); ") +
                                 type("provider", "healthcare.maker using provider::healthcare.maker")},
        {"status as enum",
         QStringLiteral("create type healthcare.state as enum ('pending', 'active', 'disabled'); ") +
             type("status", "healthcare.state using status::healthcare.state"),
         {},
         QStringLiteral("status")},
        {"number as bigint",
         type(
             "phone_number", "bigint using nullif(regexp_replace(phone_number, '[^0-9]', '', "
                             "'g'), '')::bigint"),
         {},
         QStringLiteral("phone_number")},
        {"type as varchar", type("type", "varchar(20)")},
        {"status as varchar", type("status", "varchar(20)")},
        {"times without zone",
         QStringLiteral("alter table healthcare.integrations alter column updated_at type timestamp")},
        {"id of a domain", QStringLiteral("create domain healthcare.row_id as uuid; alter table "
                                          "healthcare.integrations alter column id type healthcare.row_id")},
        {"an id without a default",
         QStringLiteral("alter table healthcare.integrations alter column id drop default"),
         {},
         {},
         QStringLiteral("id")},
        {"one more column", QStringLiteral("alter table healthcare.integrations add column note text")},
        {"one more that is filled",
         QStringLiteral("alter table healthcare.integrations add column note text not null default ''")},
        {"one more that has to be filled",
         QStringLiteral("alter table healthcare.integrations add column note text; update healthcare.integrations set "
                        "note = 'x'; alter table healthcare.integrations alter column note set not null"),
         {},
         {},
         QStringLiteral("note")},
        {"a number that has to be filled",
         QStringLiteral("update healthcare.integrations set phone_number = '1'; alter table healthcare.integrations "
                        "alter column phone_number set not null"),
         {},
         {},
         QStringLiteral("phone_number")},
        {"a generated column", QStringLiteral("alter table healthcare.integrations add column note text generated "
                                              "always as (status || 'x') stored")},
        {"a view",
         QStringLiteral("alter table healthcare.integrations rename to rows; create view "
                        "healthcare.integrations as select * from healthcare.rows"),
         {},
         QStringLiteral("view")},
        {"a materialized view",
         QStringLiteral("alter table healthcare.integrations rename to rows; create materialized "
                        "view healthcare.integrations as select * from healthcare.rows"),
         {},
         QStringLiteral("view")},
        {"partitions",
         QStringLiteral(
             "alter table healthcare.integrations rename to rows; create table healthcare.integrations (like "
             "healthcare.rows including defaults) partition by hash (organization_id); create table "
             "healthcare.p0 partition of healthcare.integrations for values with (modulus 2, remainder 0); "
             "create table healthcare.p1 partition of healthcare.integrations for values with (modulus 2, "
             "remainder 1); insert into healthcare.integrations select * from healthcare.rows")},
        {"operators in the way",
         QStringLiteral(
             "create function public.no(uuid, uuid) returns boolean language sql as 'select false'; create "
             "operator public.= (leftarg = uuid, rightarg = uuid, function = public.no); create function "
             "public.no(text, text) returns boolean language sql as 'select false'; create operator public.= "
             "(leftarg = text, rightarg = text, function = public.no); create function public.nothing(jsonb, "
             "text) returns text language sql as 'select ''other'''; create operator public.->> (leftarg = "
             "jsonb, rightarg = text, function = public.nothing); alter role postgres set search_path = "
             "public, pg_catalog")},
        {"functions in the way",
         QStringLiteral("create function public.now() returns timestamptz language sql as 'select null::timestamptz'; "
                        "create function public.jsonb_typeof(jsonb) returns text language sql as 'select ''string'''; "
                        "alter role postgres set search_path = public, pg_catalog")},
    };
    for (const char* column :
         {"clinic_id", "status", "config", "webhook_token", "phone_number", "display_name", "created_at", "updated_at",
          "connected_at", "last_seen_at"}) {
        const QString name = QString::fromLatin1(column);
        all.push_back(
            {column, QStringLiteral("alter table healthcare.integrations drop column %1 cascade").arg(name), name});
    }
    return all;
}

/// What is asked of the port: true where it was done.
struct Use {
    const char* word;
    bool inserts;
    std::function<Result<bool>(DatabasePort& port)> ask;
};

RowIdentity theRow()
{
    return {anId(ours), anId(organization), InstanceName::fromText(u"clinic"), {}};
}

Result<bool> doneIn(const Result<std::vector<RowEdit>>& edits)
{
    if (!edits)
        return std::unexpected(edits.error());
    return edits->front().outcome == RowEditOutcome::Done;
}

std::vector<Use> uses()
{
    const ChangeAuthor author = someAuthor();
    const CallContext limits = patientLimits();
    return {
        {"protect", false,
         [=](DatabasePort& port) -> Result<bool> {
             const auto edit = port.protect(theRow(), true, author, limits);
             if (!edit)
                 return std::unexpected(edit.error());
             const auto back = port.protect(theRow(), false, author, limits);
             return edit->outcome == RowEditOutcome::Done && back && back->outcome == RowEditOutcome::Done;
         }},
        {"status", false,
         [=](DatabasePort& port) {
             return doneIn(port.writeStates(
                 {{theRow(), QStringLiteral("connecting"), PhoneNumber::fromText(u"5511999990000")}}, author, limits));
         }},
        {"claim", true,
         [=](DatabasePort& port) -> Result<bool> {
             ClaimRequest request;
             request.organizationId = newId();
             request.instanceName = InstanceName::fromText(u"new");
             request.author = author;
             const auto claimed = port.claim(request, limits);
             return claimed ? Result<bool>(claimed->claimed.has_value()) : std::unexpected(claimed.error());
         }},
        {"disable", false, [=](DatabasePort& port) { return doneIn(port.disable({theRow()}, author, limits)); }},
        {"delete", false, [=](DatabasePort& port) { return doneIn(port.remove({theRow()}, author, limits)); }},
    };
}

} // namespace

/// Whatever the table of integrations has become: it is served, or refused with its true reason before anything is
/// written, and by the doctor too.
class RowShapesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_VERIFY(m_server.start()); }
    void everyShapeIsServedOrNamed();
    void anOddConfigIsReadAndNeverWritten();
    void noPartIsLedByWhatCannotBeCompared();

private:
    void execute(const QString& sql) { RIG_VERIFY(m_server.execute(sql, m_database)); }
    QByteArray rows()
    {
        return m_server
            .value(
                QStringLiteral("select string_agg(to_jsonb(i)::text, E'\\n' order by to_jsonb(i)::text) from "
                               "healthcare.integrations i"),
                m_database)
            .value_or("unread");
    }
    void make(const QString& sql);
    std::optional<QString> violationOf(const Variant& variant, const Use& use);

    PostgresServer m_server;
    QString m_database;
    int m_count = 0;
};

void RowShapesTest::make(const QString& sql)
{
    m_database = QStringLiteral("shape_%1").arg(++m_count);
    RIG_VERIFY(m_server.createDatabase(m_database));
    execute(QStringLiteral("insert into healthcare.integrations (id, organization_id, type, provider, status, config, "
                           "enabled, webhook_token) values ('%1', '%2', 'whatsapp', 'evolution', 'active', "
                           "'{\"instance_name\": \"clinic\"}', true, 'a-token-of-some-length')")
                .arg(ours, organization));
    execute(QStringLiteral("set client_min_messages = error; ") + sql);
}

std::optional<QString> RowShapesTest::violationOf(const Variant& variant, const Use& use)
{
    const DatabaseSettings settings = settingsFor(m_server, m_database);
    const QByteArray before = rows();
    const bool hasOurs = before.contains(ours.toUtf8());
    const auto listing = listPostgres(settings);
    const auto names = [](const Error& error, const QString& what) {
        return !error.sentence.isEmpty() && (error.sentence + error.detail).contains(what);
    };
    if (!listing != !variant.reads.isEmpty())
        return listing ? QStringLiteral("read all the same") : QStringLiteral("not read: ") + listing.error().detail;
    if (!listing && !names(listing.error(), variant.reads))
        return QStringLiteral("the reading names it not: ") + listing.error().sentence;
    if (listing && hasOurs && std::ranges::none_of(listing->integrations, [](const Integration& row) {
            return row.id == anId(ours) && row.name().text() == QLatin1String("clinic");
        }))
        return QStringLiteral("read otherwise");
    const auto part = askPostgres(settings, [](DatabasePort& port) {
        return port.listConcerning(InstanceName::fromText(u"clinic"), patientLimits());
    });
    if (part.has_value() != variant.reads.isEmpty())
        return QStringLiteral("a part is served, and the whole is not, or the other way");
    if (part && hasOurs &&
        (!*part || (*part)->integrations.size() != 1 || (*part)->integrations.front().id != anId(ours)))
        return QStringLiteral("a part is read otherwise");
    const QString refusal = !variant.reads.isEmpty()     ? variant.reads
                            : !variant.changes.isEmpty() ? variant.changes
                            : use.inserts                ? variant.inserts
                                                         : QString();
    const RowRights rights{.claim = use.inserts, .update = !use.inserts, .remove = !use.inserts};
    const auto may = askPostgres(settings, [&](DatabasePort& port) { return port.mayChange(rights, patientLimits()); });
    if (rows() != before)
        return QStringLiteral("asking wrote something");
    if (!refusal.isEmpty()) {
        if (may)
            return QStringLiteral("may be changed");
        const StoreDiagnosis diagnosis = diagnosePostgres(settings);
        const bool isTroubled = std::ranges::any_of(diagnosis.checks, [&](const Check& check) {
            return (check.state == CheckState::Failed || check.state == CheckState::Warning) &&
                   (check.said + check.cause).contains(refusal);
        });
        if (!isTroubled)
            return QStringLiteral("the doctor names it not");
        return names(may.error(), refusal) ? std::nullopt
                                           : std::optional(QStringLiteral("named otherwise: ") + may.error().sentence);
    }
    if (!may)
        return QStringLiteral("may not be changed: ") + may.error().sentence;
    if (!hasOurs && !use.inserts)
        return {};
    const auto done = askPostgres(settings, use.ask);
    if (QByteArray(variant.word) == "type as enum without ours")
        return done || rows() != before ? std::optional(QStringLiteral("written")) : std::nullopt;
    if (!done || !*done)
        return QStringLiteral("not done: ") + (done ? QString() : done.error().detail);
    return rows() == before && QByteArray(use.word) != "protect" ? std::optional(QStringLiteral("nothing was written"))
                                                                 : std::nullopt;
}

void RowShapesTest::everyShapeIsServedOrNamed()
{
    Campaign campaign(QStringLiteral("Tables of other shapes"));
    for (const Variant& variant : variants()) {
        make(variant.sql);
        for (const Use& use : uses()) { // in an order in which none hinders the next
            campaign.addCase();
            if (const auto violation = violationOf(variant, use))
                campaign.violate(
                    QString::fromLatin1(variant.word) + QLatin1String(", ") + QString::fromLatin1(use.word) +
                    QLatin1String(": ") + *violation);
        }
        RIG_VERIFY(
            m_server.execute(QStringLiteral("alter role postgres reset search_path"), QStringLiteral("postgres")));
    }
    QVERIFY(campaign.finish());
}

void RowShapesTest::anOddConfigIsReadAndNeverWritten()
{
    struct Config {
        const char* json;
        bool isRead;
    };
    const Config configs[] = {
        {R"("{\"instance_name\": \"clinic\"}")", true},
        {R"("clinic")", false},
        {"[\"clinic\", \"steward_protected\"]", false},
        {"17", false},
        {"null", false},
        {"true", false}};
    for (const Config& config : configs) {
        make(QStringLiteral("update healthcare.integrations set config = '%1'").arg(QLatin1String(config.json)));
        const DatabaseSettings settings = settingsFor(m_server, m_database);
        const auto listing = listPostgres(settings);
        QVERIFY2(listing && listing->integrations.size() == 1, config.json);
        const Integration row = listing->integrations.front();
        QCOMPARE(row.name().text(), config.isRead ? QStringLiteral("clinic") : QString());
        QVERIFY(row.configShape != ConfigShape::Object);
        const auto found = askPostgres(
            settings, [](DatabasePort& port) { return port.find(InstanceName::fromText(u"clinic"), patientLimits()); });
        QVERIFY2(found && found->size() == (config.isRead ? 1u : 0u), config.json);
        const auto part = askPostgres(settings, [](DatabasePort& port) {
            return port.listConcerning(InstanceName::fromText(u"clinic"), patientLimits());
        });
        QVERIFY2(part && !*part, config.json); // what else concerns it stands in the string, if it names it at all
        const QByteArray before = rows();
        const QString written = askPostgres(settings, [&](DatabasePort& port) {
            const RowIdentity identity = RowIdentity::of(row);
            for (const bool isProtected : {true, false}) {
                const auto edit = port.protect(identity, isProtected, someAuthor(), patientLimits());
                if (!edit || edit->outcome != RowEditOutcome::ChangedSince)
                    return QStringLiteral("protection");
            }
            SurvivorRequest survivor;
            survivor.organizationId = row.organizationId;
            survivor.survivor = InstanceName::fromText(u"clinic");
            survivor.row = identity;
            survivor.author = someAuthor();
            if (port.keep(survivor, patientLimits()))
                return QStringLiteral("a keeper");
            ClaimRequest claim;
            claim.organizationId = row.organizationId;
            claim.instanceName = InstanceName::fromText(u"clinic");
            claim.finishing = *port.image(row.id, patientLimits());
            claim.author = someAuthor();
            const auto claimed = port.claim(claim, patientLimits());
            if (claimed && claimed->claimed)
                return QStringLiteral("a claim");
            static_cast<void>(port.endLeases(newId(), patientLimits()));
            return QString();
        });
        QCOMPARE(written, QString());
        QCOMPARE(rows(), before);
        const QByteArray kept =
            m_server.value(QStringLiteral("select config::text from healthcare.integrations"), m_database)
                .value_or("unread");
        const QString missed = askPostgres(settings, [&](DatabasePort& port) {
            const RowIdentity identity = RowIdentity::of(row);
            const auto stated =
                port.writeStates({{identity, QStringLiteral("close"), {}}}, someAuthor(), patientLimits());
            if (!stated || stated->front().outcome != RowEditOutcome::Done)
                return QStringLiteral("a status of ") + QLatin1String(config.json) + QLatin1Char(' ') +
                       (stated ? QString::number(static_cast<int>(stated->front().outcome)) : stated.error().detail);
            // Back again by its image: the config is not touched by that either.
            const auto undone = port.undoChange(
                {row.id, stated->front().before, *stated->front().after, false, someAuthor()}, patientLimits());
            if (!undone)
                return QStringLiteral("an undo");
            const auto disabled = port.disable({identity}, someAuthor(), patientLimits());
            return disabled && disabled->front().outcome == RowEditOutcome::Done ? QString()
                                                                                 : QStringLiteral("disabling");
        });
        QCOMPARE(missed, QString());
        QCOMPARE(
            m_server.value(QStringLiteral("select config::text from healthcare.integrations"), m_database)
                .value_or("unread"),
            kept);
        const auto removed = askPostgres(settings, [&](DatabasePort& port) {
            return port.remove({RowIdentity::of(row)}, someAuthor(), patientLimits());
        });
        QVERIFY2(removed && removed->front().outcome == RowEditOutcome::Done, config.json);
    }
}

/// SQL sees neither into a config that is a string, nor which rows are of no organization together.
void RowShapesTest::noPartIsLedByWhatCannotBeCompared()
{
    const auto part = [this] {
        return askPostgres(settingsFor(m_server, m_database), [](DatabasePort& port) {
            return port.listConcerning(InstanceName::fromText(u"clinic"), patientLimits());
        });
    };
    const auto add = [this](const QString& of, const QString& config) {
        execute(QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, status, config, "
                               "enabled, webhook_token) values (%1, 'whatsapp', 'evolution', 'active', '%2', true, "
                               "'another-token')")
                    .arg(of, config));
    };
    const QString text = QStringLiteral(R"("{\"instance_name\": \"%1\", \"phone_number\": \"5511988887777\"}")");
    const QString another = QStringLiteral("gen_random_uuid()");
    make(QStringLiteral("update healthcare.integrations set phone_number = '+55 11 98888-7777'"));
    add(another, text.arg(QLatin1String("of that number")));
    add(another, QStringLiteral(R"({"instance_name": "far"})"));
    add(another, QStringLiteral(R"({"instance_name": "odd", "phone_number": "5511988887777"})"));
    execute(QStringLiteral("update healthcare.integrations set phone_number = 'odd' where config->>'instance_name' = "
                           "'odd'")); // what is odd in the column hides config's
    const auto read = part();
    QVERIFY2(read && *read, errorText(read));
    QCOMPARE((*read)->integrations.size(), 2u); // its own, and what a string says has its number

    add(QStringLiteral("'%1'").arg(organization), text.arg(QLatin1String("of that organization")));
    const auto ofString = part();
    QVERIFY2(ofString && !*ofString, errorText(ofString));

    make(QStringLiteral("alter table healthcare.integrations alter column organization_id drop not null; update "
                        "healthcare.integrations set organization_id = null"));
    const auto ofNobody = part();
    QVERIFY2(ofNobody && !*ofNobody, errorText(ofNobody));
}

STEWARD_TEST(RowShapesTest)
} // namespace steward::row_shapes_test

#include "row_shapes_test.moc"
