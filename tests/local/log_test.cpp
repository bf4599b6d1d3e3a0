#include "local/log.h"
#include "local/log_message_handler.h"
#include "local/profile_samples.h"
#include "local/profile_store.h"
#include "support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace steward;
using namespace steward::test;

namespace steward::log_test {

namespace {

const QByteArray apiKey = "canary-Key/1\"2+3";
const QByteArray databasePassword = "canary p@ss\nword";
const QByteArray cachePassword = "canary-Key/1\"2+3-and-more";
const QByteArray token = "cAnArYtOkEn0123456789_-abcdefghi";

ConnectionSettings settingsWithSecrets()
{
    ConnectionSettings settings;
    settings.server.apiKey = Secret(apiKey);
    settings.database.password = Secret(databasePassword);
    settings.cache.password = Secret(cachePassword);
    return settings;
}

QStringList relayed;
void relay(QtMsgType, const QMessageLogContext&, const QString& message)
{
    relayed.append(message);
}

} // namespace

class LogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oneEventIsOneLine();
    void secretsAreTakenOut();
    void aSecretWithinALongerOne();
    void rotates();
    void manyThreads();
    void filesAreTheirOwnersOnly();
    void errorsAreLoggedWithoutTheirSentence();
    void messagesOfQt();
    void unwritableFolder();
    void noSecretInTheWholeDataDirectory();

private:
    QByteArray written() const { return contentOf(m_log->path()); }

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<Log> m_log;
};

void LogTest::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    auto log = Log::open(m_root->filePath(QStringLiteral("logs")));
    QVERIFY(log.has_value());
    m_log = std::move(*log);
    m_log->registerSecrets(settingsWithSecrets());
}

void LogTest::cleanup()
{
    m_log.reset();
    m_root.reset();
}

void LogTest::oneEventIsOneLine()
{
    m_log->info(QStringLiteral("Delete instance a\n2020-01-01 error forged\r\x1b[2J\u2028\u202e…"));
    const QByteArray content = written();
    QCOMPARE(content.count('\n'), 1);
    QVERIFY(content.endsWith('\n'));
    QVERIFY(!content.contains('\r'));
    QVERIFY(!content.contains('\x1b'));
    QVERIFY(!content.contains("\xe2\x80\xa8"));
    QVERIFY(!content.contains("\xe2\x80\xae"));
    QVERIFY(content.contains(" info Delete instance a\\u{a}2020"));
}

void LogTest::secretsAreTakenOut()
{
    for (const QByteArray& secret : {apiKey, databasePassword, cachePassword}) {
        const QByteArray json = QJsonDocument(QJsonArray{QString::fromUtf8(secret)}).toJson(QJsonDocument::Compact);
        for (const QByteArray& spelling :
             {secret, secret.toPercentEncoding(), json, secret.toBase64(),
              secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)}) {
            m_log->info(QStringLiteral("before ") + QString::fromUtf8(spelling) + QStringLiteral(" after"));
        }
    }
    const QByteArray content = written();
    QCOMPARE(content.count("before"), 15);
    QCOMPARE(content.count("after"), 15);
    QVERIFY(!content.contains("canary"));
    QVERIFY(!content.contains("word"));
    QVERIFY(filesWith(m_root->path(), apiKey).isEmpty());
    QVERIFY(filesWith(m_root->path(), databasePassword).isEmpty());
}

void LogTest::aSecretWithinALongerOne()
{
    m_log->info(QString::fromUtf8(cachePassword));
    QVERIFY(!written().contains("and-more"));
}

void LogTest::rotates()
{
    const QString line(4000, QLatin1Char('x'));
    const int lines = static_cast<int>(7 * Log::fileSize / line.size());
    for (int i = 0; i < lines; ++i)
        m_log->info(QStringLiteral("%1 %2").arg(i).arg(line));
    const QFileInfoList files =
        QDir(m_root->filePath(QStringLiteral("logs"))).entryInfoList({QStringLiteral("*.log")}, QDir::Files);
    QCOMPARE(files.size(), Log::fileCount);
    for (const QFileInfo& file : files) {
        QVERIFY(file.size() <= Log::fileSize + 8192);
        QVERIFY((file.permissions() & othersRights) == QFileDevice::Permissions());
    }
    QVERIFY(written().contains(" info " + QByteArray::number(lines - 1) + ' '));
    // The oldest that is kept joins the next one without a gap.
    const QByteArray oldest = contentOf(m_root->filePath(QStringLiteral("logs/steward.4.log")));
    const QByteArray next = contentOf(m_root->filePath(QStringLiteral("logs/steward.3.log")));
    const auto numberIn = [](const QByteArray& text) {
        const qsizetype at = text.indexOf(" info ") + 6;
        return text.mid(at, text.indexOf(' ', at) - at).toInt();
    };
    QCOMPARE(numberIn(oldest.mid(oldest.lastIndexOf('\n', -2) + 1)) + 1, numberIn(next));
}

void LogTest::manyThreads()
{
    std::vector<std::unique_ptr<QThread>> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back(QThread::create([this, number] {
            for (int i = 0; i < 100; ++i)
                m_log->info(QStringLiteral("thread %1 line %2 end").arg(number).arg(i));
        }));
        threads.back()->start();
    }
    for (const auto& thread : threads)
        QVERIFY(thread->wait());
    const QList<QByteArray> lines = written().trimmed().split('\n');
    QCOMPARE(lines.size(), 400);
    for (const QByteArray& line : lines)
        QVERIFY(line.count("thread") == 1 && line.endsWith("end"));
}

void LogTest::filesAreTheirOwnersOnly()
{
    m_log->info(QStringLiteral("Start…"));
    QVERIFY((QFileInfo(m_log->path()).permissions() & othersRights) == QFileDevice::Permissions());
    QVERIFY((QFileInfo(QFileInfo(m_log->path()).path()).permissions() & othersRights) == QFileDevice::Permissions());
}

void LogTest::errorsAreLoggedWithoutTheirSentence()
{
    m_log->error(
        QStringLiteral("Read the list"),
        {ErrorKind::TimedOut, QStringLiteral("translated words"), QStringLiteral("no answer")});
    QVERIFY(written().contains(" error Read the list: timed-out (no answer)"));
    QVERIFY(!written().contains("translated"));
}

void LogTest::messagesOfQt()
{
    relayed.clear();
    const QtMessageHandler before = qInstallMessageHandler(relay);
    {
        const LogMessageHandler handler(*m_log);
        qWarning("something with %s in it", cachePassword.constData());
    }
    qWarning("afterwards");
    qInstallMessageHandler(before);
    QVERIFY(written().contains("warning qt.default: something with"));
    QVERIFY(!written().contains("canary"));
    QVERIFY(!written().contains("afterwards"));
    QCOMPARE(relayed.size(), 2);
    QVERIFY(!relayed.first().contains(QLatin1String("canary")));
}

void LogTest::unwritableFolder()
{
    QVERIFY(fill(m_root->filePath(QStringLiteral("file")), "x"));
    QCOMPARE(Log::open(m_root->filePath(QStringLiteral("file"))).error().kind, ErrorKind::LocalFailure);
    QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("taken/steward.log")));
    QCOMPARE(Log::open(m_root->filePath(QStringLiteral("taken"))).error().kind, ErrorKind::LocalFailure);
}

void LogTest::noSecretInTheWholeDataDirectory()
{
    const ProfileStore store(*DataDirectory::open(m_root->path()));
    const auto saved = store.save(fullProfile());
    QVERIFY(saved.has_value());
    QVERIFY(store.exportTo(m_root->filePath(QStringLiteral("export.json")), saved->id).has_value());
    Profile careless = *saved;
    careless.serverUrl = QStringLiteral("https://user:%1@h").arg(QString::fromLatin1(token));
    if (const auto refused = store.save(careless); !refused)
        m_log->error(QStringLiteral("Save the profile"), refused.error());
    else
        QFAIL("a password inside an address was saved");
    m_log->info(QStringLiteral("Connect with %1…").arg(QString::fromUtf8(apiKey)));
    QVERIFY(!filesWith(m_root->path(), "Connect with").isEmpty()); // the search itself finds what is there
    for (const QByteArray& secret : {apiKey, databasePassword, cachePassword, token, QByteArray("canary")})
        QCOMPARE(filesWith(m_root->path(), secret), QStringList());
}

STEWARD_TEST(LogTest)
} // namespace steward::log_test

#include "log_test.moc"
