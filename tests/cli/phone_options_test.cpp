#include "cli/cli_process.h"
#include "support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

using namespace steward::test;

namespace steward::phone_options_test {

/// Numbers as they are typed, and as they stand in files that a spreadsheet wrote.
class PhoneOptionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oddNumbersAreRefused_data();
    void oddNumbersAreRefused();
    void oddLinesOfAFileAreRefused();
};

void PhoneOptionsTest::oddNumbersAreRefused_data()
{
    QTest::addColumn<QString>("number");
    for (const char* odd :
         {"5511988880030.0", "4.5E+12", "+55 11 98888-7777 ramal 22", "5511988887777 / 5511977776666"})
        QTest::newRow(odd) << QString::fromLatin1(odd);
}

void PhoneOptionsTest::oddNumbersAreRefused()
{
    QFETCH(QString, number);
    const QString practice = QStringLiteral("--practice");
    const QString phone = QStringLiteral("--phone");
    const CliRun pair = runCli({practice, QStringLiteral("pair"), QStringLiteral("any"), phone, number});
    QVERIFY(pair.exitCode == 1 || pair.exitCode == 4);
    QVERIFY2(pair.all().contains("number"), pair.all().constData());
    const CliRun create = runCli(
        {practice, QStringLiteral("create"), QStringLiteral("--organization"),
         QStringLiteral("4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f"), phone, number});
    QVERIFY(create.exitCode == 1 || create.exitCode == 4);
    QVERIFY2(create.all().contains("number"), create.all().constData());
}

void PhoneOptionsTest::oddLinesOfAFileAreRefused()
{
    const QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("clinics.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("organization_id,clinic_id,name,phone\n"
               "4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f,,first,5511988880001.0\n");
    file.close();
    const CliRun run = runCli(
        {QStringLiteral("--practice"), QStringLiteral("create"), QStringLiteral("--from"), file.fileName(),
         QStringLiteral("--dry-run")});
    QVERIFY(run.exitCode != 0);
    QVERIFY2(run.all().contains("+55 11 98888-7777"), run.all().constData());
}

STEWARD_TEST(PhoneOptionsTest)
} // namespace steward::phone_options_test

#include "phone_options_test.moc"
