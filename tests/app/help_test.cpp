#include "app/desk.h"
#include "support/test_registry.h"

#include "app/help/help_actions.h"
#include "app/help/help_window.h"
#include "app/help/log_window.h"
#include "app/help/manual.h"
#include "app/help/tour.h"
#include "app/shell/plan_actions.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_pages.h"
#include "local/log.h"
#include "local/profile_store.h"
#include "local/support_bundle.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QTest>
#include <QTextBrowser>

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::help_test {

namespace {

QAction& action(Desk& desk, const char* name)
{
    auto* found = desk.window.findChild<QAction*>(QLatin1String(name));
    if (!found)
        qFatal("there is no %s", name);
    return *found;
}

QStringList idsOf(const std::vector<ManualSection>& sections)
{
    QStringList ids;
    for (const ManualSection& section : sections)
        ids << section.id;
    return ids;
}

} // namespace

/// What explains Steward inside it.
class HelpTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLanguageHasTheWholeManual();
    void everyPageHasItsSection();
    void theManualIsSearched();
    void whoMissesMessagesIsHelped();
    void theKeysAreListed();
    void theGlossaryHasTheWords();
    void theManualNeedsNoNetwork();
    void theTourCanBeLeftAtAnyTime();
    void theTourGoesThroughFourPages();
    void enterGoesOnWithTheTour();
    void theLogIsShown();
    void theBundleIsCopiedWithoutASecret();
};

void HelpTest::everyLanguageHasTheWholeManual()
{
    const std::vector<ManualSection> english = manualIn(Language::English);
    QVERIFY(english.size() >= 12);
    for (const Language language : {Language::Portuguese, Language::Spanish}) {
        const std::vector<ManualSection> other = manualIn(language);
        QCOMPARE(idsOf(other), idsOf(english));
        for (size_t at = 0; at < other.size(); ++at) {
            QVERIFY2(other[at].text != english[at].text, qPrintable(other[at].id));
            QVERIFY(!other[at].title.isEmpty() && !other[at].title.contains(QLatin1Char('#')));
            // As much of it: the same lists, tables and paragraphs.
            for (const char* mark : {"\n- ", "\n| ", "\n### ", "\n1. "})
                QVERIFY2(
                    other[at].text.count(QLatin1String(mark)) == english[at].text.count(QLatin1String(mark)),
                    qPrintable(other[at].id));
        }
    }
}

void HelpTest::everyPageHasItsSection()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    QCOMPARE(action(desk, "actionHelp").shortcut(), QKeySequence(Qt::Key_F1));
    const QStringList ids = idsOf(manualIn(Language::English));
    for (int page = 0; page < pageCount; ++page) {
        desk.window.pages()->show(static_cast<Page>(page));
        QVERIFY(ids.contains(desk.window.pages()->helpSection()));
        action(desk, "actionHelp").trigger();
        auto* help = desk.window.findChild<HelpWindow*>();
        QVERIFY(help && help->isVisible());
        QCOMPARE(help->shownSection(), desk.window.pages()->helpSection());
        QVERIFY(help->findChild<QTextBrowser*>()->toPlainText().size() > 100);
    }
    desk.window.pages()->settings().choose(SettingsPage::Section::Guards);
    QCOMPARE(desk.window.pages()->helpSection(), QStringLiteral("guards"));
    desk.window.view()->plans().show({});
    QTRY_COMPARE(desk.window.pages()->helpSection(), QStringLiteral("plan"));
    Desk nothingOpen(false);
    nothingOpen.window.show();
    action(nothingOpen, "actionHelp").trigger();
    QCOMPARE(nothingOpen.window.findChild<HelpWindow*>()->shownSection(), QStringLiteral("start"));
}

void HelpTest::theManualIsSearched()
{
    HelpWindow help(manualIn(Language::Portuguese), nullptr);
    help.show();
    auto& list = *help.findChild<QListWidget*>();
    auto& field = *help.findChild<QLineEdit*>(QStringLiteral("helpSearch"));
    const int all = list.count();
    field.setText(QStringLiteral("aparelhos CONECTADOS"));
    QVERIFY(list.count() > 0 && list.count() < all);
    QCOMPARE(help.shownSection(), QStringLiteral("pair"));
    QVERIFY(!help.findChild<QTextBrowser*>()->extraSelections().isEmpty());
    field.setText(QStringLiteral("diario")); // without its accent
    QVERIFY(list.count() > 0);
    field.setText(QStringLiteral("xyzzy"));
    QCOMPARE(list.count(), 0);
    QVERIFY(!help.findChild<QTextBrowser*>()->toPlainText().isEmpty());
    field.clear();
    QCOMPARE(list.count(), all);
}

void HelpTest::whoMissesMessagesIsHelped()
{
    const std::vector<std::pair<Language, QString>> asked{
        {Language::English, QStringLiteral("messages do not arrive")},
        {Language::Portuguese, QStringLiteral("mensagens não chegam")},
        {Language::Spanish, QStringLiteral("mensajes no llegan")}};
    for (const auto& [language, words] : asked) {
        const auto sections = manualIn(language);
        const bool isThere = std::ranges::any_of(sections, [&words](const ManualSection& section) {
            return section.id == QLatin1String("trouble") && section.text.contains(words, Qt::CaseInsensitive);
        });
        QVERIFY2(isThere, qPrintable(words));
    }
}

void HelpTest::theKeysAreListed()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    QCOMPARE(action(desk, "actionShortcuts").shortcut(), QKeySequence(QStringLiteral("?")));
    action(desk, "actionShortcuts").trigger();
    auto* help = desk.window.findChild<HelpWindow*>();
    QCOMPARE(help->shownSection(), QStringLiteral("keys"));
    const QString text = help->findChild<QTextBrowser*>()->toPlainText();
    for (const char* key : {"Ctrl+K", "F5", "Ctrl+P", "F1"})
        QVERIFY2(text.contains(QLatin1String(key)), key);
    // A person who types a question gets a question mark.
    QLineEdit& filter = *desk.window.findChild<QLineEdit*>(QStringLiteral("search"));
    help->close();
    desk.window.activateWindow();
    filter.setFocus();
    QTest::keyClick(&filter, Qt::Key_Question);
    QCOMPARE(filter.text(), QStringLiteral("?"));
}

void HelpTest::theGlossaryHasTheWords()
{
    const std::vector<ManualSection> manual = manualIn(Language::English);
    const auto glossary = std::ranges::find(manual, QStringLiteral("glossary"), &ManualSection::id);
    QVERIFY(glossary != manual.end());
    for (const char* word :
         {"Workspace", "Instance", "Row", "Cache entry", "Stores", "Webhook", "Workers", "Ghost", "Plan", "Proven",
          "Journal", "Doctor"})
        QVERIFY2(glossary->text.contains(QStringLiteral("\n| %1 |").arg(QLatin1String(word))), word);
}

void HelpTest::theManualNeedsNoNetwork()
{
    for (const Language language : {Language::English, Language::Portuguese, Language::Spanish}) {
        for (const ManualSection& section : manualIn(language)) {
            QVERIFY2(!section.text.contains(QLatin1String("http")), qPrintable(section.id));
            QVERIFY2(!section.text.contains(QLatin1String("](")), qPrintable(section.id));
        }
    }
}

void HelpTest::theTourCanBeLeftAtAnyTime()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const auto* help = desk.window.findChild<HelpActions*>();
    for (int step = 0; step < Tour::stepCount; ++step) {
        for (const bool byKey : {true, false}) {
            action(desk, "actionTour").trigger();
            const QPointer<Tour> tour = help->tour();
            QVERIFY(tour);
            for (int went = 0; went < step; ++went)
                tour->findChild<QPushButton*>(QStringLiteral("nextStep"))->click();
            QCOMPARE(tour->step(), step);
            if (byKey)
                QTest::keyClick(tour->findChild<QPushButton*>(QStringLiteral("nextStep")), Qt::Key_Escape);
            else
                tour->findChild<QPushButton*>(QStringLiteral("leaveTour"))->click();
            QTRY_VERIFY(!tour);
        }
    }
    action(desk, "actionTour").trigger();
    const QPointer<Tour> tour = help->tour();
    desk.window.showWelcome();
    QTRY_VERIFY(!tour); // it goes with the workspace
}

void HelpTest::theTourGoesThroughFourPages()
{
    Desk desk(false);
    desk.window.show();
    action(desk, "actionTour").trigger(); // opens the invented clinics
    QVERIFY(desk.window.pages());
    const auto* help = desk.window.findChild<HelpActions*>();
    QTRY_VERIFY(help->tour());
    const QPointer<Tour> tour = help->tour();
    QSet<Page> seen;
    for (int step = 0; step < Tour::stepCount; ++step) {
        QVERIFY(tour && tour->isVisible());
        seen << desk.window.pages()->page();
        QVERIFY(desk.window.rect().contains(tour->mapTo(&desk.window, tour->rect().bottomRight())));
        tour->findChild<QPushButton*>(QStringLiteral("nextStep"))->click();
    }
    QCOMPARE(seen.size(), Tour::stepCount);
    QTRY_VERIFY(!tour);
}

void HelpTest::enterGoesOnWithTheTour()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    action(desk, "actionTour").trigger();
    const QPointer<Tour> tour = desk.window.findChild<HelpActions*>()->tour();
    QVERIFY(tour);
    QTest::keyClick(tour->findChild<QPushButton*>(QStringLiteral("nextStep")), Qt::Key_Return);
    QCOMPARE(tour->step(), 1);
    QTest::keyClick(tour->findChild<QPushButton*>(QStringLiteral("stepBack")), Qt::Key_Return);
    QCOMPARE(tour->step(), 0);
    QTest::keyClick(tour->findChild<QPushButton*>(QStringLiteral("leaveTour")), Qt::Key_Enter);
    QTRY_VERIFY(!tour);
}

void HelpTest::theLogIsShown()
{
    Desk desk;
    const QString folder = DataDirectory::open(desk.folder.path())->logsPath();
    {
        const auto log = Log::open(folder);
        (*log)->info(QStringLiteral("Read the stores…"));
        (*log)->warning(QStringLiteral("Ask for details…"));
    }
    action(desk, "actionLog").trigger();
    auto* window = desk.window.findChild<LogWindow*>();
    QVERIFY(window);
    auto& text = *window->findChild<QPlainTextEdit*>();
    QTRY_VERIFY(text.toPlainText().contains(QStringLiteral("Ask for details…")));
    window->findChild<QLineEdit*>(QStringLiteral("logFilter"))->setText(QStringLiteral("read the"));
    QVERIFY(!text.toPlainText().contains(QStringLiteral("Ask for details…")));
    QVERIFY(text.toPlainText().contains(QStringLiteral("Read the stores…")));
}

void HelpTest::theBundleIsCopiedWithoutASecret()
{
    Desk desk;
    const DataDirectory directory = *DataDirectory::open(desk.folder.path());
    Profile profile;
    profile.name = QStringLiteral("Clinics");
    profile.serverUrl = QStringLiteral("https://evolution.example.org");
    profile.database = {QStringLiteral("db"), 5432, QStringLiteral("d"), QStringLiteral("u"), {}, {}};
    profile.cache.host = QStringLiteral("r");
    profile.webhookTemplate = QStringLiteral("https://hooks.example.org/canary-0123456789abcdefABCDEF");
    QVERIFY(ProfileStore(directory).save(profile));
    {
        const auto log = Log::open(directory.logsPath());
        (*log)->info(QStringLiteral("apikey: canary1 and postgresql://u:canary2@db/x and Bearer canary3abc"));
        (*log)->info(QStringLiteral("a key 4B6D711FCDE4D4FD5936544120E713976canary"));
    }
    QGuiApplication::clipboard()->clear();
    action(desk, "actionSupport").trigger();
    QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    const QString bundle = QGuiApplication::clipboard()->text();
    QVERIFY2(!bundle.contains(QLatin1String("canary")), qPrintable(bundle));
    for (const char* part :
         {"== versions ==", "== settings ==", "== journal ==", "== log ==", "evolution.example.org", "Qt"})
        QVERIFY2(bundle.contains(QLatin1String(part)), part);
}

STEWARD_TEST(HelpTest)
} // namespace steward::help_test

#include "help_test.moc"
