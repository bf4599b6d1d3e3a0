#include "stores/guard_script.h"
#include "stores/guards_fixture.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::save_function_test {

namespace {

const QString organization = QStringLiteral("11111111-1111-4111-8111-111111111111");

} // namespace

/// The save function after the guards were applied to a database as it is found.
class SaveFunctionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void keepsItsShape();
    void itsTokenIsTwentyFourRandomBytes();
    void takesTheClaimsLocks();

private:
    void exec(const QString& sql) { RIG_VERIFY(m_server.execute(sql, m_database)); }
    QByteArray value(const QString& sql) { return m_server.value(sql, m_database).value_or("error"); }
    QJsonObject save(const QString& arguments);
    DatabaseSettings settings() const { return settingsFor(m_server, m_database, {}, {}); }

    PostgresServer m_server;
    QString m_database;
    int m_count = 0;
};

void SaveFunctionTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    for (const char* role : {"anon", "authenticated", "service_role"})
        RIG_VERIFY(m_server.createRole(QString::fromLatin1(role), "role's secret"));
}

void SaveFunctionTest::init()
{
    m_database = QStringLiteral("save function %1").arg(++m_count);
    RIG_VERIFY(m_server.createDatabase(m_database));
}

QJsonObject SaveFunctionTest::save(const QString& arguments)
{
    return QJsonDocument::fromJson(value(QStringLiteral("select public.save_evolution_integration(%1)").arg(arguments)))
        .object();
}

void SaveFunctionTest::keepsItsShape()
{
    const QString shape =
        QStringLiteral("select pg_get_function_arguments(oid) || pg_get_function_result(oid) || prosecdef "
                       "from pg_proc where proname = 'save_evolution_integration'");
    const QByteArray before = value(shape);
    exec(insertSql({.organizationId = anId(organization), .name = "disabled", .enabled = false}));
    const QString disabled = QStringLiteral("select i::text from healthcare.integrations i where not enabled");
    const QByteArray disabledBefore = value(disabled);
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    QCOMPARE(value(shape), before);
    const QJsonObject made = save(QStringLiteral("'%1', 'clinic a', null, 'https://h/x'").arg(organization));
    QCOMPARE(made[QStringLiteral("status")].toString(), QStringLiteral("pending"));
    QVERIFY(made[QStringLiteral("enabled")].toBool());
    QCOMPARE(made[QStringLiteral("config")][QStringLiteral("instance_name")].toString(), QStringLiteral("clinic a"));
    QVERIFY(!made[QStringLiteral("config")].toObject().contains(QStringLiteral("phone_number")));
    const QJsonObject changed = save(QStringLiteral("'%1', 'clinic b', '+5511'").arg(organization));
    QCOMPARE(changed[QStringLiteral("id")], made[QStringLiteral("id")]);
    QCOMPARE(changed[QStringLiteral("webhook_token")], made[QStringLiteral("webhook_token")]);
    QCOMPARE(changed[QStringLiteral("status")].toString(), QStringLiteral("active"));
    QCOMPARE(
        changed[QStringLiteral("config")][QStringLiteral("webhook_url")].toString(), QStringLiteral("https://h/x"));
    QCOMPARE(changed[QStringLiteral("config")][QStringLiteral("phone_number")].toString(), QStringLiteral("+5511"));
    QCOMPARE(value(disabled), disabledBefore);
    QCOMPARE(value(QStringLiteral("select count(*) from healthcare.integrations where enabled")), QByteArray("1"));
}

void SaveFunctionTest::itsTokenIsTwentyFourRandomBytes()
{
    exec(QStringLiteral("drop extension pgcrypto"));
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    QSet<QByteArray> tokens;
    QByteArray seen(24, '\0');
    QByteArray always(24, '\xff');
    for (int i = 0; i < 64; ++i) {
        const QByteArray token =
            save(QStringLiteral("gen_random_uuid(), 'x'"))[QStringLiteral("webhook_token")].toString().toLatin1();
        const QByteArray bytes =
            QByteArray::fromBase64(token, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
        QCOMPARE(token.size(), 32);
        QCOMPARE(bytes.size(), 24);
        tokens << token;
        for (int at = 0; at < 24; ++at) {
            seen[at] = static_cast<char>(seen[at] | bytes[at]);
            always[at] = static_cast<char>(always[at] & bytes[at]);
        }
    }
    QCOMPARE(tokens.size(), 64);
    QCOMPARE(seen, QByteArray(24, '\xff')); // no bit is always 0 or always 1, as a UUID's version would be
    QCOMPARE(always, QByteArray(24, '\0'));
}

void SaveFunctionTest::takesTheClaimsLocks()
{
    QCOMPARE(statesOf(applyGuards(settings())), allButOptional);
    const QByteArray keys = GuardScript::organizationLock("'" + organization.toUtf8() + "'::uuid") + ", " +
                            GuardScript::nameLock("'clinic a'");
    const QString question =
        QStringLiteral("begin; select public.save_evolution_integration('%1', 'clinic a'); "
                       "select count(*) from pg_locks l, unnest(array[%2]) k where l.locktype = 'advisory' "
                       "and l.classid = ((k >> 32) & 4294967295)::oid and l.objid = (k & 4294967295)::oid");
    QCOMPARE(value(question.arg(organization, QString::fromUtf8(keys))), QByteArray("2"));
}

STEWARD_TEST(SaveFunctionTest)
} // namespace steward::save_function_test

#include "save_function_test.moc"
