#include "domain/diagnosis.h"
#include "domain/doctor_advice.h"
#include "support/test_registry.h"
#include "wording/value_titles.h"

#include <QSet>
#include <QTest>

using namespace steward;

namespace steward::diagnosis_test {

namespace {

const std::vector<Store> stores{Store::Server, Store::Database, Store::Cache};

std::vector<ErrorKind> allErrorKinds()
{
    std::vector<ErrorKind> kinds;
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::LocalFailure); ++kind)
        kinds.push_back(static_cast<ErrorKind>(kind));
    return kinds;
}

} // namespace

class DiagnosisTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasAdviceAtEveryStore();
    void everyKindHasAWordOfItsOwn();
    void onlyTheServicesOwnErrorBlamesTheService();
    void causesOfTheDoctorAreToldApart_data();
    void causesOfTheDoctorAreToldApart();
    void passwordsAreNamedByTheirStore();
    void troubleIsSaidWithCauseAndCure();
    void restIsSkippedInOrder();
    void worstDecides();
    void checksHaveWordsAndTitles();
};

void DiagnosisTest::everyKindHasAdviceAtEveryStore()
{
    for (const ErrorKind kind : allErrorKinds()) {
        for (const Store store : stores) {
            const Advice advice = adviceFor(kind, store);
            const QString label = errorWord(kind) + QLatin1Char(' ') + storeWord(store);
            QVERIFY2(advice.cause.endsWith(QLatin1Char('.')), qPrintable(label));
            QVERIFY2(advice.cure.endsWith(QLatin1Char('.')), qPrintable(label + QLatin1Char(' ') + advice.cure));
            QVERIFY2(advice.cause != advice.cure, qPrintable(label));
        }
    }
}

void DiagnosisTest::everyKindHasAWordOfItsOwn()
{
    QSet<QString> words;
    for (const ErrorKind kind : allErrorKinds())
        words.insert(errorWord(kind));
    QCOMPARE(words.size(), qsizetype(allErrorKinds().size()));
}

void DiagnosisTest::onlyTheServicesOwnErrorBlamesTheService()
{
    for (const Store store : stores) {
        const QString blame = adviceFor(ErrorKind::ServerError, store).cause;
        for (const ErrorKind kind : allErrorKinds())
            QVERIFY2(
                (adviceFor(kind, store).cause == blame) == (kind == ErrorKind::ServerError),
                qPrintable(errorWord(kind)));
    }
}

void DiagnosisTest::causesOfTheDoctorAreToldApart_data()
{
    QTest::addColumn<QList<int>>("kinds");
    QTest::addColumn<int>("store");
    const auto row = [](const char* label, Store store, std::initializer_list<ErrorKind> kinds) {
        QList<int> numbers;
        for (const ErrorKind kind : kinds)
            numbers << static_cast<int>(kind);
        QTest::newRow(label) << numbers << static_cast<int>(store);
    };
    using enum ErrorKind;
    row("server", Store::Server,
        {NameNotFound, Refused, TimedOut, TlsUntrusted, TlsExpired, TlsWrongHost, TlsPlain, WrongKey});
    row("database", Store::Database,
        {NameNotFound, Refused, TimedOut, TlsUntrusted, TlsExpired, TlsWrongHost, TlsPlain, WrongPassword, MissingTable,
         NoRightToRead, NoRightToWrite, NoRightToExecute, RowSecurity, TransactionPooler, Replica});
    row("cache", Store::Cache,
        {NameNotFound, Refused, TimedOut, TlsUntrusted, TlsExpired, TlsWrongHost, TlsPlain, WrongPassword,
         NoRightToRead, NoRightToWrite, WrongDatabase, NoRightToPublish, Cluster, Replica, Loading});
}

void DiagnosisTest::causesOfTheDoctorAreToldApart()
{
    QFETCH(QList<int>, kinds);
    QFETCH(int, store);
    QSet<QString> causes;
    QSet<QString> cures;
    for (const int kind : kinds) {
        const Advice advice = adviceFor(static_cast<ErrorKind>(kind), static_cast<Store>(store));
        QVERIFY2(!causes.contains(advice.cause), qPrintable(advice.cause));
        QVERIFY2(!cures.contains(advice.cure), qPrintable(advice.cure));
        causes.insert(advice.cause);
        cures.insert(advice.cure);
    }
}

void DiagnosisTest::passwordsAreNamedByTheirStore()
{
    QVERIFY(adviceFor(ErrorKind::WrongPassword, Store::Cache).cause.contains(QLatin1String("Redis")));
    QVERIFY(adviceFor(ErrorKind::WrongPassword, Store::Database).cause.contains(QLatin1String("PostgreSQL")));
    QVERIFY(adviceFor(ErrorKind::NoRightToWrite, Store::Cache).cause.contains(QLatin1String("Redis")));
    QVERIFY(!adviceFor(ErrorKind::NoRightToWrite, Store::Database).cause.contains(QLatin1String("Redis")));
}

void DiagnosisTest::troubleIsSaidWithCauseAndCure()
{
    const Check check = troubledCheck(
        CheckId::Reachable, CheckState::Failed, ErrorKind::Refused, Store::Cache, QStringLiteral("127.0.0.1:1"));
    QCOMPARE(check.trouble, ErrorKind::Refused);
    QCOMPARE(check.said, QStringLiteral("127.0.0.1:1"));
    QCOMPARE(check.cause, adviceFor(ErrorKind::Refused, Store::Cache).cause);
    QCOMPARE(check.cure, adviceFor(ErrorKind::Refused, Store::Cache).cure);
    const Check passed = passedCheck(CheckId::Tls, QStringLiteral("TLS 1.3"));
    QVERIFY(!passed.trouble && passed.cause.isEmpty() && passed.cure.isEmpty());
}

void DiagnosisTest::restIsSkippedInOrder()
{
    for (const Store store : stores) {
        StoreDiagnosis diagnosis;
        diagnosis.store = store;
        diagnosis.checks.push_back(
            troubledCheck(CheckId::Reachable, CheckState::Failed, ErrorKind::TimedOut, store, {}));
        skipRest(diagnosis);
        const std::vector<CheckId> expected = checksOf(store);
        QCOMPARE(diagnosis.checks.size(), expected.size());
        for (size_t index = 0; index < expected.size(); ++index) {
            QCOMPARE(diagnosis.checks[index].id, expected[index]);
            QCOMPARE(diagnosis.checks[index].state, index == 0 ? CheckState::Failed : CheckState::Skipped);
        }
        QVERIFY(!diagnosis.canBeRead());
    }
}

void DiagnosisTest::worstDecides()
{
    StoreDiagnosis diagnosis;
    QCOMPARE(diagnosis.worst(), CheckState::Ok);
    diagnosis.checks.push_back(skippedCheck(CheckId::Pooler));
    QCOMPARE(diagnosis.worst(), CheckState::Ok);
    diagnosis.checks.push_back(
        troubledCheck(CheckId::Publish, CheckState::Warning, ErrorKind::NoRightToPublish, Store::Cache, {}));
    QCOMPARE(diagnosis.worst(), CheckState::Warning);
    QVERIFY(diagnosis.canBeRead());
    diagnosis.checks.insert(
        diagnosis.checks.begin(),
        troubledCheck(CheckId::Read, CheckState::Failed, ErrorKind::NoRightToRead, Store::Cache, {}));
    QCOMPARE(diagnosis.worst(), CheckState::Failed);
}

void DiagnosisTest::checksHaveWordsAndTitles()
{
    QSet<QString> words;
    QSet<QString> titles;
    for (int id = 0; id <= static_cast<int>(CheckId::Library); ++id) {
        words.insert(checkWord(static_cast<CheckId>(id)));
        titles.insert(checkTitle(static_cast<CheckId>(id)));
    }
    QCOMPARE(words.size(), qsizetype(CheckId::Library) + 1);
    QCOMPARE(titles.size(), qsizetype(CheckId::Library) + 1);
    for (const Store store : stores)
        QCOMPARE(checksOf(store).front(), CheckId::Reachable);
}

STEWARD_TEST(DiagnosisTest)
} // namespace steward::diagnosis_test

#include "diagnosis_test.moc"
