#include "app/desk.h"
#include "support/test_registry.h"

#include "app/components/section_list.h"
#include "app/profiles/profile_editor.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_pages.h"
#include "app/style/type.h"
#include "local/history/reading_history.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QTreeWidget>

using namespace steward;
using namespace steward::test;

namespace steward::settings_page_test {

namespace {

using Section = SettingsPage::Section;

SettingsPage& settingsOf(Desk& workstation)
{
    workstation.window.pages()->show(Page::Settings);
    return *workstation.window.findChild<SettingsPage*>();
}

template<class Widget>
Widget& part(const QWidget& page, const char* name)
{
    auto* found = page.findChild<Widget*>(QLatin1String(name));
    if (!found)
        qFatal("there is no %s", name);
    return *found;
}

/// A workspace whose profile is kept, over practice stores.
QString openKept(Desk& workstation)
{
    const ProfileStore store(*DataDirectory::open(workstation.folder.path()));
    Profile profile;
    profile.name = QStringLiteral("Clinics");
    profile.serverUrl = QStringLiteral("https://evolution.example.org");
    profile.database = {QStringLiteral("db"), 5432, QStringLiteral("d"), QStringLiteral("u"), {}, {}};
    profile.cache.host = QStringLiteral("r");
    const QString id = store.save(profile)->id;
    ProfileContext stores = workstation.practice();
    stores.isPractice = false;
    workstation.window.openStores(stores, id);
    workstation.window.show();
    return id;
}

} // namespace

/// The page of settings.
class SettingsPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysWalkThroughTheSections();
    void practiceHasNoConnections();
    void theProfileIsEditedInPlace();
    void changesStayOnOtherPages();
    void leavingTheWorkspaceAsks();
    void protectedOnesAreListed();
    void anUnreadStoreListsNothing();
    void whatTheHistoryMayTakeIsSaid();
    void looksAreChosen();
    void everyShortcutIsListed();
    void aboutTellsVersionsLicencesAndFolders();
    void everyTextHasItsRoom_data();
    void everyTextHasItsRoom();
    void narrowWindowsStackTheFields();
};

void SettingsPageTest::keysWalkThroughTheSections()
{
    Desk workstation;
    workstation.window.show();
    SettingsPage& page = settingsOf(workstation);
    auto& sections = part<SectionList>(page, "sections");
    sections.setFocus();
    auto& pages = part<QStackedWidget>(page, "pages");
    QList<QWidget*> seen{pages.currentWidget()};
    QList<int> chosen{sections.chosen()};
    for (int step = 0; step < 9; ++step) {
        QTest::keyClick(&sections, Qt::Key_Down); // headings are passed over
        seen << pages.currentWidget();
        chosen << sections.chosen();
    }
    for (int section = 0; section < chosen.size(); ++section)
        QCOMPARE(chosen[section], section);
    QCOMPARE(static_cast<Section>(chosen.back()), Section::About);
    QCOMPARE(QSet<QWidget*>(seen.begin(), seen.end()).size(), 8); // three are the profile's
}

void SettingsPageTest::practiceHasNoConnections()
{
    Desk workstation;
    workstation.window.show();
    SettingsPage& page = settingsOf(workstation);
    QVERIFY(!page.editor());
    QStringList said;
    for (const QLabel* label : part<QWidget>(page, "editorPage").findChildren<QLabel*>())
        said << label->text();
    QVERIFY2(
        said.contains(QStringLiteral("These are invented clinics. Nothing is connected.")),
        qPrintable(said.join(u' ')));
    part<QWidget>(page, "editorPage").findChild<QPushButton*>()->click();
    QVERIFY(workstation.window.findChild<ProfileEditor*>()); // a new one
}

void SettingsPageTest::theProfileIsEditedInPlace()
{
    Desk workstation(false);
    openKept(workstation);
    QTRY_VERIFY(workstation.window.pages()->editor());
    QVERIFY(workstation.window.pages()->page() != Page::Settings);
    workstation.window.findChild<QAction*>(QStringLiteral("actionEditProfile"))->trigger();
    QTRY_COMPARE(workstation.window.pages()->page(), Page::Settings);
    QPointer<ProfileEditor> editor = workstation.window.pages()->editor();
    QCOMPARE(editor->profile().serverUrl, QStringLiteral("https://evolution.example.org"));
    part<QLineEdit>(*editor, "apiKey").setText(QStringLiteral("key"));
    part<QLineEdit>(*editor, "name").setText(QStringLiteral("Clinics Brazil"));
    part<QPushButton>(*editor, "save").click();
    QTRY_VERIFY(!editor); // it is opened anew, and the page is the same
    QTRY_VERIFY(workstation.window.pages() && workstation.window.pages()->editor());
    QCOMPARE(workstation.window.pages()->page(), Page::Settings);
    QVERIFY(workstation.window.windowTitle().contains(QLatin1String("Clinics Brazil")));
}

void SettingsPageTest::changesStayOnOtherPages()
{
    Desk workstation(false);
    openKept(workstation);
    QTRY_VERIFY(workstation.window.pages()->editor());
    SettingsPage& page = settingsOf(workstation);
    ProfileEditor* editor = page.editor();
    page.choose(Section::Limits);
    part<QPlainTextEdit>(*editor, "ignore").setPlainText(QStringLiteral("test-*"));
    workstation.window.pages()->show(Page::Instances);
    workstation.window.pages()->show(Page::Settings);
    page.choose(Section::Connections);
    QVERIFY(editor->isDirty());
    QVERIFY(part<QLabel>(*editor, "unsaved").isVisible());
    QCOMPARE(editor->profile().ignore.texts(), QStringList(QStringLiteral("test-*")));
    // What is refused is shown where it stands.
    part<QLineEdit>(*editor, "webhookTemplate").setText(QStringLiteral("ftp://x"));
    part<QPushButton>(*editor, "save").click();
    QCOMPARE(part<SectionList>(page, "sections").chosen(), static_cast<int>(Section::Names));
    QVERIFY(part<QLabel>(*editor, "trouble").text().contains(QLatin1String("https")));
}

void SettingsPageTest::leavingTheWorkspaceAsks()
{
    Desk workstation(false);
    openKept(workstation);
    QTRY_VERIFY(workstation.window.pages()->editor());
    part<QLineEdit>(*workstation.window.pages()->editor(), "name").setText(QStringLiteral("Other"));
    workstation.window.findChild<QAction*>(QStringLiteral("actionPractice"))->trigger();
    auto* banner = workstation.window.findChild<QWidget*>(QStringLiteral("leaving"));
    QVERIFY(banner && banner->isVisible());
    QVERIFY(workstation.window.pages()->editor()); // still there
    part<QPushButton>(*banner, "stay").click();
    QVERIFY(!workstation.window.close());
    banner = workstation.window.findChild<QWidget*>(QStringLiteral("leaving"));
    part<QPushButton>(*banner, "discard").click();
    QTRY_VERIFY(!workstation.window.isVisible());
}

void SettingsPageTest::protectedOnesAreListed()
{
    Desk workstation(false);
    InstanceName name;
    workstation.world->visit([&name](PracticeState& state, Timestamp) {
        for (PracticeRow& row : state.rows)
            row.row.isProtected = false;
        state.rows.front().row.isProtected = true;
    });
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    SettingsPage& page = settingsOf(workstation);
    page.choose(Section::Protected);
    auto& list = part<QListWidget>(page, "protectedList");
    QVERIFY(list.count() > 0 && list.isVisible());
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.name.utf8() == list.item(0)->data(Qt::UserRole).toByteArray())
            QVERIFY(row.isProtected);
    }
    part<QPushButton>(page, "showProtected").click();
    QCOMPARE(workstation.window.pages()->page(), Page::Instances);
}

void SettingsPageTest::anUnreadStoreListsNothing()
{
    Desk workstation(false);
    workstation.window.openStores(workstation.practice());
    SettingsPage& page = settingsOf(workstation);
    QCOMPARE(part<QLabel>(page, "protectedWords").text(), QStringLiteral("Not read yet."));
}

void SettingsPageTest::whatTheHistoryMayTakeIsSaid()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.isPractice = false;
    stores.historyPath = workstation.folder.filePath(QStringLiteral("history/clinics.sqlite"));
    workstation.window.openStores(stores);
    workstation.window.show();
    SettingsPage& page = settingsOf(workstation);
    page.choose(Section::Alerts);
    auto& words = part<QLabel>(page, "alertsWords");
    QTRY_VERIFY2(words.text().contains(QStringLiteral("keeps 400 days")), qPrintable(words.text()));
    const QString most = QLocale().formattedDataSize(ReadingHistory::Limits().bytes, 0);
    QVERIFY2(words.text().contains(QStringLiteral("at most ") + most), qPrintable(words.text()));
}

void SettingsPageTest::looksAreChosen()
{
    Desk workstation;
    workstation.window.show();
    SettingsPage& page = settingsOf(workstation);
    page.choose(Section::Appearance);
    part<QRadioButton>(page, "darkLook").click();
    QCOMPARE(workstation.settings.appearance(), Appearance::Dark);
    QVERIFY(isDark(QGuiApplication::palette()));
    part<QRadioButton>(page, "lightLook").click();
    QVERIFY(!isDark(QGuiApplication::palette()));
    part<QRadioButton>(page, "systemLook").click();
    QCOMPARE(workstation.settings.appearance(), Appearance::System);
}

void SettingsPageTest::everyShortcutIsListed()
{
    Desk workstation;
    workstation.window.show();
    SettingsPage& page = settingsOf(workstation);
    page.choose(Section::Shortcuts);
    QStringList keys;
    const auto& tree = part<QTreeWidget>(page, "shortcuts");
    for (int row = 0; row < tree.topLevelItemCount(); ++row)
        keys << tree.topLevelItem(row)->text(1);
    for (const char* key : {"F5", "Ctrl+K", "Ctrl+N", "Ctrl+,"})
        QVERIFY2(keys.join(u' ').contains(QLatin1String(key)), key);
}

void SettingsPageTest::aboutTellsVersionsLicencesAndFolders()
{
    Desk workstation;
    workstation.window.show();
    SettingsPage& page = settingsOf(workstation);
    page.choose(Section::About);
    const QString versions = part<QLabel>(page, "about").text();
    for (const char* library : {"Qt ", "OpenSSL ", "libpq ", "hiredis ", "simdjson "})
        QVERIFY2(versions.contains(QLatin1String(library)), qPrintable(versions));
    part<QPushButton>(page, "copyAbout").click();
    QCOMPARE(QGuiApplication::clipboard()->text(), versions);
    QCOMPARE(part<QLineEdit>(page, "dataFolder").text(), workstation.folder.path());
    QCOMPARE(part<QLineEdit>(page, "logFolder").text(), workstation.folder.path() + QStringLiteral("/logs"));
    auto& licence = part<QComboBox>(page, "licence");
    for (const char* whose :
         {"Steward", "Qt", "OpenSSL", "libpq", "SQLite", "hiredis", "simdjson", "RapidJSON", "libqrencode",
          "libxlsxwriter", "QtKeychain", "Inter", "Lucide"})
        QVERIFY2(licence.findText(QLatin1String(whose), Qt::MatchStartsWith) >= 0, whose);
    QStringList texts;
    for (int one = 0; one < licence.count(); ++one) {
        licence.setCurrentIndex(one);
        texts << part<QPlainTextEdit>(page, "licenceText").toPlainText();
        QVERIFY2(texts.back().size() > 100, qPrintable(licence.itemText(one)));
    }
    const QString all = texts.join(QLatin1Char('\n'));
    for (const char* words :
         {"Apache License", "SIL OPEN FONT LICENSE", "ISC License", "GNU LESSER GENERAL PUBLIC LICENSE",
          "PostgreSQL Global Development Group", "Salvatore Sanfilippo", "Kentaro Fukuchi", "John McNamara",
          "Frank Osterfeld", "public domain"})
        QVERIFY2(all.contains(QLatin1String(words)), words);
}

void SettingsPageTest::everyTextHasItsRoom_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(900, 600), QSize(1100, 700), QSize(1366, 768), QSize(1440, 900)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

void SettingsPageTest::everyTextHasItsRoom()
{
    QFETCH(const QSize, size);
    Desk workstation(false);
    openKept(workstation);
    QTRY_VERIFY(workstation.window.pages()->editor());
    workstation.window.resize(size);
    SettingsPage& page = settingsOf(workstation);
    for (int section = 0; section <= static_cast<int>(Section::About); ++section) {
        page.choose(static_cast<Section>(section));
        QTest::qWait(1);
        for (const QPushButton* button : page.findChildren<QPushButton*>()) {
            // What a worker has just answered is laid out in a moment.
            QTRY_VERIFY2(
                !button->isVisible() || button->width() >= button->sizeHint().width(),
                qPrintable(button->text() + QString::number(section)));
        }
    }
    QVERIFY(workstation.window.width() <= size.width());
}

void SettingsPageTest::narrowWindowsStackTheFields()
{
    Desk workstation(false);
    openKept(workstation);
    QTRY_VERIFY(workstation.window.pages()->editor());
    SettingsPage& page = settingsOf(workstation);
    page.choose(Section::Connections);
    const auto& name = part<QLineEdit>(page, "name");
    const auto& environment = part<QComboBox>(page, "environment");
    const auto placeOf = [&page](const QWidget& widget) { return QRect(widget.mapTo(&page, QPoint()), widget.size()); };
    for (const int width : {1440, 1100, 900}) {
        workstation.window.resize(scaled(width), scaled(760));
        const bool isStacked = width == 900;
        QTRY_COMPARE(placeOf(environment).top() > placeOf(name).bottom(), isStacked);
        QTRY_COMPARE(placeOf(environment).left() > placeOf(name).right(), !isStacked);
        QVERIFY(part<QWidget>(page, "sections").isVisible());
    }
}

STEWARD_TEST(SettingsPageTest)
} // namespace steward::settings_page_test

#include "settings_page_test.moc"
