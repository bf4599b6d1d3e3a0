#include "local/system_autostart.h"

#include "local/saved_views.h"
#include "support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;

namespace steward::autostart_test {

/// What of the person's own choices lies outside a profile.
class AutostartTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isSwitchedOnAndOff();
    void anyPathStartsWhatItNames();
    void whatCannotBeWrittenIsSaid();
    void savedViewsAreReadAsTheyWereKept();
};

void AutostartTest::isSwitchedOnAndOff()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    const Autostart autostart(folder.filePath(QStringLiteral("autostart"))); // made with it
    QVERIFY(!autostart.isOn());
    QVERIFY(autostart.set(true, QStringLiteral("/usr/bin/steward")));
    QVERIFY(autostart.isOn());
    QVERIFY(autostart.set(true, QStringLiteral("/usr/bin/steward"))); // twice changes nothing
    QFile entry(folder.filePath(QStringLiteral("autostart/steward.desktop")));
    QVERIFY(entry.open(QIODevice::ReadOnly));
    const QByteArray content = entry.readAll();
    QVERIFY2(content.startsWith("[Desktop Entry]\n") && content.contains("Type=Application\n"), content);
    QVERIFY2(content.contains("Exec=\"/usr/bin/steward\" --background\n"), content);
    QVERIFY(autostart.set(false, {}));
    QVERIFY(!autostart.isOn());
    QVERIFY(autostart.set(false, {}));
#endif
}

void AutostartTest::anyPathStartsWhatItNames()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    const Autostart autostart(folder.path());
    QVERIFY(autostart.set(true, QStringLiteral("/opt/100 %/\"a\" $b\\c/steward")));
    QFile entry(folder.filePath(QStringLiteral("steward.desktop")));
    QVERIFY(entry.open(QIODevice::ReadOnly));
    const QByteArray content = entry.readAll();
    QVERIFY2(content.contains(R"(Exec="/opt/100 %%/\\"a\\" \\$b\\\\c/steward" --background)"), content);
#endif
}

void AutostartTest::whatCannotBeWrittenIsSaid()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("no-folder")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto done = Autostart(file.fileName()).set(true, QStringLiteral("/usr/bin/steward"));
    QVERIFY(!done && done.error().sentence.contains(QLatin1String("steward.desktop")));
#endif
}

void AutostartTest::savedViewsAreReadAsTheyWereKept()
{
    const QTemporaryDir folder;
    const std::vector<SavedView> views{
        {QStringLiteral("São Paulo, +55 11"), QStringLiteral("phone:5511 state:closed")},
        {QStringLiteral("\"quoted\"; =x"), QStringLiteral("organization:\"Rede Sorriso\"")}};
    QVERIFY(readSavedViews(folder.path(), QStringLiteral("clinics")).empty());
    {
        QSettings settings(windowSettingsPath(folder.path()), QSettings::IniFormat);
        settings.setValue(
            savedViewsKey(QStringLiteral("clinics")), QVariantList{savedViewsValue(views), QStringLiteral("all")});
        settings.setValue(savedViewsKey(QStringLiteral("odd")), QStringLiteral("nonsense"));
    }
    QCOMPARE(readSavedViews(folder.path(), QStringLiteral("clinics")), views);
    QVERIFY(readSavedViews(folder.path(), QStringLiteral("odd")).empty());
    QVERIFY(readSavedViews(folder.path(), QStringLiteral("another")).empty());
}

STEWARD_TEST(AutostartTest)

} // namespace steward::autostart_test

#include "autostart_test.moc"
