#include "app/desk.h"
#include "support/test_registry.h"

#include "app/components/banner.h"
#include "app/components/text_label.h"
#include "app/profiles/profile_editor.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_pages.h"
#include "local/profile_store.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>

using namespace steward;
using namespace steward::test;

namespace steward::managed_window_test {

namespace {

const auto lockedWords = QStringLiteral("Set by your administrator");

template<class Widget>
Widget& part(const QWidget& page, const char* name)
{
    auto* found = page.findChild<Widget*>(QLatin1String(name));
    if (!found)
        qFatal("there is no %s", name);
    return *found;
}

ManagedSettings setBy(const QByteArray& document)
{
    return ManagedSettings::fromDocument(document).value();
}

Profile clinics()
{
    Profile profile;
    profile.name = QStringLiteral("Clinics");
    profile.serverUrl = QStringLiteral("https://evolution.example.org");
    profile.database = {QStringLiteral("db"), 5432, QStringLiteral("d"), QStringLiteral("u"), {}, {}};
    profile.cache.host = QStringLiteral("r");
    profile.allowInsecure = true;
    return profile;
}

/// The editor of a profile among the settings of its workspace.
ProfileEditor* editorOf(Desk& desk, const QString& id)
{
    ProfileContext stores = desk.practice();
    stores.isPractice = false;
    desk.window.openStores(stores, id);
    desk.window.show();
    desk.window.pages()->show(Page::Settings);
    if (!QTest::qWaitFor([&] { return desk.window.pages()->editor() != nullptr; }))
        qFatal("there is no editor");
    return desk.window.pages()->editor();
}

/// It cannot be changed, and a line beside it says why.
bool isLocked(const QWidget& field)
{
    const auto* words = field.parentWidget()->findChild<QLabel*>(field.objectName() + QStringLiteral("Locked"));
    return !field.isEnabled() && field.toolTip() == lockedWords && words && words->text() == lockedWords;
}

QAction& action(Desk& desk, const char* name)
{
    return part<QAction>(desk.window, name);
}

} // namespace

/// The window on a computer whose administrator has set something.
class ManagedWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lockedFieldsSaySo();
    void whatIsLockedIsNotWritten();
    void anAdministratorsProfileTakesOnlySecrets();
    void onlyTheAdministratorsAreAdded();
    void choicesOfStewardAreLocked();
    void aFileThatCannotBeUsedIsSaid();
};

void ManagedWindowTest::lockedFieldsSaySo()
{
    Desk desk(false, setBy(R"({"version": 1, "switches": {"read_only": true, "allow_insecure": false},
                               "limits": {"stuck_pairing_minutes": 15, "read_every_minutes": 2}})"));
    const QString id = ProfileStore(*DataDirectory::open(desk.folder.path())).save(clinics())->id;
    const ProfileEditor& editor = *editorOf(desk, id);
    for (const char* name : {"readOnly", "allowInsecure", "stuckPairing", "readEvery"})
        QVERIFY2(isLocked(part<QWidget>(editor, name)), name);
    QVERIFY(part<QCheckBox>(editor, "readOnly").isChecked() && !part<QCheckBox>(editor, "allowInsecure").isChecked());
    QCOMPARE(part<QSpinBox>(editor, "stuckPairing").value(), 15);
    QCOMPARE(part<QSpinBox>(editor, "readEvery").value(), 2);
    for (const char* name : {"name", "serverUrl", "pendingGrace"})
        QVERIFY2(part<QWidget>(editor, name).isEnabled(), name);
    QVERIFY(!editor.isDirty());
}

void ManagedWindowTest::whatIsLockedIsNotWritten()
{
    Desk desk(false, setBy(R"({"version": 1, "switches": {"read_only": true, "allow_insecure": false}})"));
    const ProfileStore store(*DataDirectory::open(desk.folder.path()));
    const QString id = store.save(clinics())->id;
    ProfileEditor& editor = *editorOf(desk, id);
    // Text that is pasted unlocks nothing.
    editor.paste(QStringLiteral("STEWARD_EVOLUTION_URL=https://other.example.org\nSTEWARD_READ_ONLY=0\n"));
    QVERIFY(part<QCheckBox>(editor, "readOnly").isChecked());
    part<QLineEdit>(editor, "name").setText(QStringLiteral("Others"));
    part<QLineEdit>(editor, "apiKey").setText(QStringLiteral("key"));
    editor.save();
    QTRY_COMPARE(store.load(id)->name, QStringLiteral("Others"));
    QVERIFY(!store.load(id)->readOnly && store.load(id)->allowInsecure); // what the person chose stays theirs
}

void ManagedWindowTest::anAdministratorsProfileTakesOnlySecrets()
{
    Desk desk(false, setBy(R"({"version": 1, "profiles": {"north": {"version": 1, "name": "North",
                         "server": {"url": "https://evolution.example.org"},
                         "database": {"host": "db", "database": "d", "user": "u"}, "cache": {"host": "r"}}}})"));
    const QString id = QStringLiteral("managed-north");
    ProfileEditor& editor = *editorOf(desk, id);
    QVERIFY(isLocked(part<QWidget>(editor, "name")));
    for (const char* name : {"serverUrl", "databaseHost", "databasePort", "environment", "readOnly", "paste"})
        QVERIFY2(!part<QWidget>(editor, name).isEnabled(), name);
    QVERIFY(!part<QWidget>(editor, "remove").isVisible() && !action(desk, "actionRemoveProfile").isEnabled());
    QVERIFY(action(desk, "actionExportProfile").isEnabled());
    editor.paste(QStringLiteral("STEWARD_EVOLUTION_URL=https://other.example.org\nSTEWARD_READ_ONLY=0\n"));
    QCOMPARE(editor.profile().serverUrl, QStringLiteral("https://evolution.example.org"));
    for (const char* name : {"apiKey", "databasePassword", "cachePassword"})
        QVERIFY2(part<QWidget>(editor, name).isEnabled(), name);
    part<QLineEdit>(editor, "apiKey").setText(QStringLiteral("key"));
    QTRY_VERIFY(part<QPushButton>(editor, "save").isEnabled());
    editor.save();
    std::optional<ProfileSecrets> kept;
    QTRY_VERIFY([&] {
        desk.profiles.secretsOf(
            desk.managed.profiles.front(), &desk.window, [&](const Result<ProfileSecrets>& secrets) {
                if (secrets)
                    kept = *secrets;
            });
        QTest::qWait(20);
        return kept && kept->apiKey == Secret("key");
    }());
    QVERIFY(ProfileStore(*DataDirectory::open(desk.folder.path())).list()->empty()); // no file of it
}

void ManagedWindowTest::onlyTheAdministratorsAreAdded()
{
    Desk desk(true, setBy(R"({"version": 1, "switches": {"only_these_profiles": true}})"));
    for (const char* name : {"actionNewProfile", "actionImportProfile"}) {
        QVERIFY2(!action(desk, name).isEnabled(), name);
        QCOMPARE(action(desk, name).toolTip(), lockedWords);
    }
    const QString id = ProfileStore(*DataDirectory::open(desk.folder.path())).save(clinics())->id;
    std::optional<OpenedProfile> opened;
    desk.profiles.openProfile(id, &desk.window, [&](const OpenedProfile& one) { opened = one; });
    QTRY_VERIFY(opened);
    QVERIFY(!opened->result && opened->lacking.empty()); // nothing is asked for in vain
    QVERIFY(opened->result.error().sentence.contains(QLatin1String("administrator")));
    QVERIFY(action(desk, "actionPractice").isEnabled());
}

void ManagedWindowTest::choicesOfStewardAreLocked()
{
    Desk desk(true, setBy(R"({"version": 1, "language": "en", "switches": {"close_to_tray": true},
                              "limits": {"lock_after_minutes": 3}})"));
    desk.window.show();
    QCOMPARE(desk.settings.language(), Language::English);
    const auto* languages = desk.window.findChild<QMenu*>(QStringLiteral("menuLanguage"));
    for (const QAction* language : languages->actions())
        QVERIFY(!language->isEnabled());
    desk.window.pages()->show(Page::Settings);
    SettingsPage& page = desk.window.pages()->settings();
    page.choose(SettingsPage::Section::Appearance);
    QVERIFY(isLocked(part<QComboBox>(page, "language")));
    page.choose(SettingsPage::Section::Alerts);
    page.choose(SettingsPage::Section::About);
    page.choose(SettingsPage::Section::Alerts);
    QVERIFY(isLocked(part<QCheckBox>(page, "closesToTray")));
    QCOMPARE(page.findChildren<QLabel*>(QStringLiteral("closesToTrayLocked")).size(), 1);
    page.choose(SettingsPage::Section::Passwords);
    QVERIFY(isLocked(part<QCheckBox>(page, "lockWhenIdle")) && part<QCheckBox>(page, "lockWhenIdle").isChecked());
    desk.settings.setLockMinutes(0);
    QCOMPARE(desk.settings.lockMinutes(), 3);
    desk.settings.setClosesToTray(false);
    desk.settings.setLanguage(Language::Spanish);
    QVERIFY(desk.settings.closesToTray() && desk.settings.language() == Language::English);
}

void ManagedWindowTest::aFileThatCannotBeUsedIsSaid()
{
    Desk desk(true, ManagedSettings::load(QStringLiteral("/etc/managed.json"), ManagedFile::Untrusted));
    desk.window.show();
    const auto* banner = desk.window.findChild<Banner*>(QStringLiteral("managedTrouble"));
    QVERIFY(banner && banner->isVisible());
    QString said;
    for (const QLabel* label : banner->findChildren<QLabel*>())
        said += label->text().remove(QChar(0x200b));
    QVERIFY2(said.contains(QLatin1String("managed.json")), qPrintable(said));
    desk.window.showWelcome();
    QVERIFY(part<QLabel>(desk.window, "trouble").text().remove(QChar(0x200b)).contains(QLatin1String("managed.json")));
    desk.window.showWelcome(QStringLiteral("Another sentence.")); // comes first
    QCOMPARE(desk.window.findChildren<QLabel*>(QStringLiteral("trouble")).back()->text().isEmpty(), false);
}

STEWARD_TEST(ManagedWindowTest)
} // namespace steward::managed_window_test

#include "managed_window_test.moc"
