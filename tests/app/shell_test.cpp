#include "app/activity_desk.h"
#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include "app/components/dialog_page.h"
#include "app/components/elided_label.h"
#include "app/components/toast.h"
#include "app/components/toasts.h"
#include "app/journal/journal_page.h"
#include "app/pairing/pairing_desk.h"
#include "app/palette/command_palette.h"
#include "app/plans/choose_step.h"
#include "app/shell/alt_menu.h"
#include "app/shell/environment_button.h"
#include "app/shell/environment_word.h"
#include "app/shell/omni_field.h"
#include "app/shell/page_rail.h"
#include "app/shell/settings_page.h"
#include "app/shell/window_foot.h"
#include "app/shell/window_header.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/status/store_status_bar.h"
#include "app/style/environment_look.h"
#include "app/style/type.h"
#include "app/table/instance_table.h"
#include "wording/finding_words.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>

using namespace steward;
using namespace steward::test;

namespace steward::shell_test {

namespace {

QAction& action(Desk& workstation, const char* name)
{
    auto* found = workstation.window.findChild<QAction*>(QLatin1String(name));
    if (!found)
        qFatal("there is no action %s", name);
    return *found;
}

template<class Widget>
Widget& partOf(Desk& workstation)
{
    return *workstation.window.findChild<Widget*>();
}

QStringList linesOf(const PaletteModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines << model.item(row).text;
    return lines;
}

/// What is typed into the palette, once the reading's names are there.
CommandPalette& typed(Desk& workstation, const QString& text)
{
    auto& palette = partOf<CommandPalette>(workstation);
    if (!palette.isVisible())
        action(workstation, "actionPalette").trigger();
    auto* query = palette.findChild<QLineEdit*>();
    query->setText(text);
    return palette;
}

QString currentOf(CommandPalette& palette)
{
    return palette.findChild<QListView*>()->currentIndex().data().toString();
}

void press(CommandPalette& palette, int key, Qt::KeyboardModifiers modifiers = {})
{
    QTest::keyClick(palette.findChild<QLineEdit*>(), static_cast<Qt::Key>(key), modifiers);
}

ProfileContext production(const Desk& workstation)
{
    ProfileContext stores = workstation.practice();
    stores.isPractice = false;
    stores.environment = Environment::Production;
    stores.title = QStringLiteral("Clinics <b>Brazil</b> & Co");
    return stores;
}

/// How often the colour is found in the middle column of these rows of the picture.
int countOf(const QImage& picture, const QRect& part, const QColor& color)
{
    int count = 0;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x)
            count += picture.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    }
    return count;
}

/// Every button and one-line label in sight has the room that its text needs, unless it is made to be cut.
QStringList cutTexts(const QWidget& window)
{
    QStringList cut;
    for (const auto* button : window.findChildren<QPushButton*>()) {
        const bool mayCut = qobject_cast<const EnvironmentButton*>(button) || qobject_cast<const OmniField*>(button);
        if (button->isVisible() && !mayCut && button->width() < button->sizeHint().width())
            cut << button->text() + QLatin1Char(' ') + button->objectName();
    }
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && !label->wordWrap() && label->width() < label->sizeHint().width())
            cut << label->text();
    }
    return cut;
}

bool isInside(const QWidget& widget, const QWidget& window)
{
    const QRect place(widget.mapTo(&window, QPoint()), widget.size());
    return window.rect().contains(place);
}

} // namespace

/// The window around its pages: header, rail, foot, menus, palette, toasts and keys.
class ShellTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEnvironmentIsSeenInFourPlaces();
    void practiceIsNoProduction();
    void theRailShowsEachPage();
    void pagesHaveTheirKeys();
    void everyActionHasTheKeyOfTheDesign_data();
    void everyActionHasTheKeyOfTheDesign();
    void noKeyOfTheDesignIsMissing();
    void noTwoActionsShareAKey();
    void theRailTellsWhatWaits();
    void dialogsStandOnTheirPages();
    void aPageShowsTheDialogBefore();
    void menuAndMenuBarAreTheSameActions();
    void altShowsTheMenuBar();
    void thePaletteFindsEveryAction();
    void thePaletteFindsOrganizationsAndPhones();
    void thePaletteFindsProblemsAndSettings();
    void thePaletteDoesWhatItSays();
    void thePaletteTakesTheKeysFromWhatIsBehind();
    void aReadOnlyWorkspaceOffersNoChange();
    void whatIsNotInSightIsNotActedOn();
    void escapeClearsSelectionThenFilter();
    void toastsSayThatSomethingWasDone();
    void toastsGoByThemselves();
    void everySizeShowsItsTextsWhole_data();
    void everySizeShowsItsTextsWhole();
    void rightToLeftIsMirrored();
    void theWindowFitsItsScreenAtFirst();
    void thePageComesBack();
    void theFootSaysWhatWasRead();
};

void ShellTest::theEnvironmentIsSeenInFourPlaces()
{
    Desk workstation(false);
    workstation.window.openStores(production(workstation));
    QVERIFY(waitForTable(workstation));
    const QString word = QStringLiteral("PRODUCTION");
    const auto& header = partOf<WindowHeader>(workstation);
    // The line over everything.
    const QImage picture = workstation.window.grab().toImage();
    const QRect line(header.mapTo(&workstation.window, QPoint()), QSize(workstation.window.width(), 3));
    QCOMPARE(countOf(picture, line, Tokens::light().production), line.width() * line.height());
    // The tag, with the workspace's name as it is.
    const auto& tag = partOf<EnvironmentButton>(workstation);
    QVERIFY2(tag.accessibleName().contains(word), qPrintable(tag.accessibleName()));
    QVERIFY(tag.accessibleName().contains(QStringLiteral("Clinics <b>Brazil</b> & Co")));
    const QRect onTag(tag.mapTo(&workstation.window, QPoint()), tag.size());
    QVERIFY(countOf(picture, onTag, Tokens::light().production) > 1000);
    // The foot.
    QCOMPARE(partOf<EnvironmentWord>(workstation).accessibleName(), word);
    QVERIFY(isInside(partOf<EnvironmentWord>(workstation), workstation.window));
    // The button that destroys.
    PlanPage* plan = openPlan(workstation, PlanKind::Delete, {workstation.window.view()->model().row(0).name});
    QTRY_VERIFY(isPlanned(*plan));
    const QPushButton& danger = *button(*plan, "apply");
    QCOMPARE(danger.property("kind").toString(), QStringLiteral("danger"));
    QVERIFY2(danger.text().contains(QStringLiteral("in production")), qPrintable(danger.text()));
    plan->close();
}

void ShellTest::practiceIsNoProduction()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    QCOMPARE(partOf<EnvironmentWord>(workstation).accessibleName(), QStringLiteral("PRACTICE"));
    const QImage picture = workstation.window.grab().toImage();
    QCOMPARE(countOf(picture, QRect(0, 0, 1440, 3), Tokens::light().practice), 1440 * 3);
    QCOMPARE(countOf(picture, picture.rect(), Tokens::light().production), 0);
}

void ShellTest::theRailShowsEachPage()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    auto& rail = partOf<PageRail>(workstation);
    auto& pages = *workstation.window.pages();
    for (int place = 0; place < pageCount; ++place) {
        const auto page = static_cast<Page>(place);
        RailButton& railButton = rail.button(page);
        QVERIFY(!railButton.accessibleName().isEmpty());
        QVERIFY(isInside(railButton, workstation.window));
        railButton.click();
        QCOMPARE(pages.page(), page);
        QVERIFY(railButton.isChecked());
        QCOMPARE(workstation.window.view()->isVisible(), page == Page::Instances);
        for (int other = 0; other < pageCount; ++other)
            QCOMPARE(rail.button(static_cast<Page>(other)).isChecked(), other == place);
    }
}

void ShellTest::pagesHaveTheirKeys()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    const std::pair<Qt::Key, Page> keys[]{{Qt::Key_3, Page::Pair},        {Qt::Key_4, Page::Duplicates},
                                          {Qt::Key_5, Page::Activity},    {Qt::Key_1, Page::Overview},
                                          {Qt::Key_2, Page::Instances},   {Qt::Key_J, Page::Activity},
                                          {Qt::Key_Comma, Page::Settings}};
    for (const auto& [key, page] : keys) {
        QTest::keyClick(&workstation.window, key, Qt::ControlModifier);
        QCOMPARE(workstation.window.pages()->page(), page);
    }
}

void ShellTest::everyActionHasTheKeyOfTheDesign_data()
{
    QTest::addColumn<QString>("key");
    const std::pair<const char*, const char*> keys[]{
        {"actionPalette", "Ctrl+K"},     {"actionOverview", "Ctrl+1"},   {"actionInstances", "Ctrl+2"},
        {"actionPairing", "Ctrl+3"},     {"actionDuplicates", "Ctrl+4"}, {"actionActivity", "Ctrl+5"},
        {"actionJournal", "Ctrl+6"},     {"actionSettings", "Ctrl+,"},   {"actionFind", "Ctrl+F"},
        {"actionRefresh", "F5"},         {"actionStop", "Shift+F5"},     {"actionNewInstance", "Ctrl+N"},
        {"actionPair", "Ctrl+P"},        {"actionRepair", "Ctrl+R"},     {"actionDisable", "Ctrl+D"},
        {"actionEnable", "Ctrl+E"},      {"actionProtect", "Ctrl+L"},    {"actionUnprotect", "Ctrl+Shift+L"},
        {"actionExportShown", "Ctrl+S"}, {"actionDelete", "Del"},        {"actionClean", "Ctrl+Shift+D"},
        {"actionEscape", "Esc"}};
    for (const auto& [name, key] : keys)
        QTest::newRow(name) << QString::fromLatin1(key);
}

void ShellTest::everyActionHasTheKeyOfTheDesign()
{
    QFETCH(QString, key);
    Desk workstation;
    const QAction& named = action(workstation, QTest::currentDataTag());
    QCOMPARE(named.shortcut().toString(), key);
    QVERIFY(workstation.window.actions().contains(&named)); // else it works only while the menu bar is seen
}

/// The document lists none that nothing listens to.
void ShellTest::noKeyOfTheDesignIsMissing()
{
    Desk workstation;
    QSet<QString> taken;
    const QList<QAction*> actions = workstation.window.actions();
    for (const QAction* each : actions) {
        const QList<QKeySequence> shortcuts = each->shortcuts();
        for (const QKeySequence& key : shortcuts)
            taken.insert(key.toString());
    }
    // Heard by the part that they are about: InstanceModelTest, InstancesPageTest, PairPageTest, altShowsTheMenuBar().
    const QStringList ofParts{QStringLiteral("Space"),    QStringLiteral("Shift+arrows"), QStringLiteral("Enter"),
                              QStringLiteral("Ctrl+Tab"), QStringLiteral("F11"),          QStringLiteral("F10")};
    const QString design = contentOf(QStringLiteral("docs/design/DESIGN.md"));
    const QString keys = design.section(QStringLiteral("\n## Keys\n"), 1).section(QStringLiteral("\n\n## "), 0, 0);
    const QStringList entries = keys.split(QStringLiteral(" · "));
    QVERIFY(entries.size() > 20);
    for (const QString& entry : entries) {
        QString key = entry.section(QLatin1Char(' '), 0, 0);
        key = key == QLatin1String("Esc:") ? QStringLiteral("Esc") : key;
        if (key == QStringLiteral("Ctrl+1…6")) {
            for (int page = 1; page <= 6; ++page)
                QVERIFY(taken.contains(QStringLiteral("Ctrl+%1").arg(page)));
            continue;
        }
        QVERIFY2(taken.contains(key) || ofParts.contains(key), qPrintable(entry));
    }
}

void ShellTest::noTwoActionsShareAKey()
{
    Desk workstation;
    QHash<QString, QString> taken;
    const QList<QAction*> actions = workstation.window.actions();
    for (const QAction* each : actions) {
        const QList<QKeySequence> keys = each->shortcuts();
        for (const QKeySequence& key : keys) {
            QVERIFY2(!taken.contains(key.toString()), qPrintable(key.toString() + taken.value(key.toString())));
            taken.insert(key.toString(), each->objectName());
        }
    }
    QVERIFY(taken.size() > 20);
    QCOMPARE(taken.value(QStringLiteral("Ctrl+J")), QStringLiteral("actionActivity"));
}

void ShellTest::theRailTellsWhatWaits()
{
    ActivityDesk workstation;
    auto& rail = partOf<PageRail>(workstation);
    QVERIFY(rail.button(Page::Duplicates).badge().toInt() > 0);
    QVERIFY(rail.button(Page::Duplicates).accessibleDescription().contains(QStringLiteral("organization")));
    QCOMPARE(rail.button(Page::Activity).badge(), QString());
    workstation.applyHeld(PlanKind::Disable, addInstances(workstation, 2));
    QCOMPARE(rail.button(Page::Activity).badge(), QStringLiteral("1"));
    workstation.press("stop").click();
    QTRY_COMPARE_WITH_TIMEOUT(rail.button(Page::Activity).badge(), QString(), longWait);

    // What was not read is no number.
    workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    action(workstation, "actionRefresh").trigger();
    QTRY_COMPARE(rail.button(Page::Duplicates).badge(), QString());
}

void ShellTest::dialogsStandOnTheirPages()
{
    Desk workstation(false);
    ProfileContext stores = workstation.practice();
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    auto& pages = *workstation.window.pages();

    action(workstation, "actionClean").trigger();
    QCOMPARE(pages.page(), Page::Duplicates);
    auto* cleaning = workstation.window.findChild<PlanPage*>();
    QVERIFY(cleaning->isVisible() && !cleaning->isWindow());
    action(workstation, "actionInstances").trigger();
    QVERIFY(!cleaning->isVisible());
    action(workstation, "actionDuplicates").trigger(); // the one that is there, not another
    QVERIFY(cleaning->isVisible());
    QCOMPARE(workstation.window.findChildren<ChooseStep*>().size(), 1);
    cleaning->reject();
    QTRY_VERIFY(!workstation.window.findChild<ChooseStep*>());
    QCOMPARE(pages.page(), Page::Duplicates); // one came by the rail; and it says what it is for
    bool isSaid = false;
    for (const QPushButton* each : pages.findChildren<QPushButton*>())
        isSaid = isSaid || (each->isVisible() && each->text() == QStringLiteral("Look for duplicates"));
    QVERIFY(isSaid);

    action(workstation, "actionJournal").trigger();
    QCOMPARE(pages.page(), Page::Journal);
    QVERIFY(workstation.window.findChild<JournalPage*>()->isVisible());
    action(workstation, "actionGuards").trigger();
    QCOMPARE(pages.page(), Page::Settings);
    QVERIFY(!workstation.window.findChild<JournalPage*>()->isVisible());
}

void ShellTest::aPageShowsTheDialogBefore()
{
    DialogPage page(new QWidget);
    int asked = 0;
    connect(&page, &DialogPage::wanted, &page, [&asked] { ++asked; });
    page.show();
    QPointer<QDialog> first = new QDialog;
    QPointer<QDialog> second = new QDialog;
    page.host(first);
    page.host(second);
    QCOMPARE(asked, 2);
    QVERIFY(!first->isVisible() && second->isVisible() && page.current() == second);
    bringToFront(*first);
    QVERIFY(first->isVisible() && !second->isVisible());
    bringToFront(*second);
    second->hide(); // to the background
    QVERIFY(page.current() == first && first->isVisible());
    bringToFront(*second);
    QVERIFY(second->isVisible() && !first->isVisible());
    second->accept();
    QTRY_VERIFY(!second);
    QVERIFY(page.current() == first && first->isVisible());
    first->reject();
    QTRY_VERIFY(!first);
    QVERIFY(!page.current());
}

void ShellTest::menuAndMenuBarAreTheSameActions()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    auto* menu = workstation.window.findChild<QPushButton*>(QStringLiteral("menu"));
    QCOMPARE(menu->accessibleName(), QStringLiteral("Menu"));
    menu->click();
    const QWidget* open = QApplication::activePopupWidget();
    QVERIFY(open);
    QVERIFY(open->actions() == workstation.window.menuBar()->actions());
    QVERIFY(open->actions().size() > 5);
    QApplication::activePopupWidget()->close();
}

void ShellTest::altShowsTheMenuBar()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    QMenuBar& bar = *workstation.window.menuBar();
    QVERIFY(!bar.isVisible());
    const auto closeMenus = [] {
        while (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
    };
    QTest::keyClick(&workstation.window, Qt::Key_F10);
    QVERIFY(bar.isVisible());
    closeMenus();
    QTRY_VERIFY(!bar.isVisible());
    QTest::keyPress(&workstation.window, Qt::Key_Alt);
    QVERIFY(!bar.isVisible()); // it may be Alt with a letter
    QTest::keyRelease(&workstation.window, Qt::Key_Alt);
    QVERIFY(bar.isVisible());
    closeMenus();
    QTRY_VERIFY(!bar.isVisible());
    QTest::keyClick(&workstation.window, Qt::Key_Q, Qt::AltModifier);
    QVERIFY(!bar.isVisible());
}

void ShellTest::thePaletteFindsEveryAction()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    int count = 0;
    const QList<QAction*> actions = workstation.window.actions();
    for (const QAction* each : actions) {
        const bool isPalette = each == &action(workstation, "actionPalette");
        if (each->isSeparator() || !each->isVisible() || isPalette)
            continue;
        const QString name = each->text().remove(QLatin1Char('&'));
        CommandPalette& palette = typed(workstation, QLatin1Char('>') + name);
        QVERIFY2(linesOf(palette.model()).contains(name), qPrintable(name));
        ++count;
    }
    QVERIFY(count > 30);
    CommandPalette& palette = typed(workstation, {});
    QVERIFY(linesOf(palette.model()).contains(QStringLiteral("Do")));
    QVERIFY(linesOf(palette.model()).contains(QStringLiteral("Go to")));
    // What cannot be done says why.
    const int repair = static_cast<int>(
        linesOf(typed(workstation, QStringLiteral(">Repair…")).model()).indexOf(QStringLiteral("Repair…")));
    QVERIFY(!palette.model().item(repair).isEnabled);
    QVERIFY2(
        palette.model().item(repair).detail.contains(QStringLiteral("Choose an instance")),
        qPrintable(palette.model().item(repair).detail));
}

void ShellTest::thePaletteFindsOrganizationsAndPhones()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    CommandPalette& palette = typed(workstation, QStringLiteral("vale SORRISO")); // in any order and case
    QTRY_VERIFY(linesOf(palette.model()).contains(QStringLiteral("Rede Sorriso do Vale")));
    QCOMPARE(linesOf(palette.model()).front(), QStringLiteral("Organizations"));
    const PaletteItem& item = palette.model().item(1);
    QVERIFY2(item.detail.startsWith(QStringLiteral("6 instances")), qPrintable(item.detail));
    QVERIFY(!item.right.isEmpty());
    QVERIFY(linesOf(palette.model()).contains(QStringLiteral("Clean up Rede Sorriso do Vale…")));
    // Without accents, and a phone with whatever stands between its digits.
    typed(workstation, QStringLiteral("clinica"));
    QVERIFY(linesOf(palette.model()).filter(QStringLiteral("Clínica")).size() > 1);
    QString phone;
    QString inGroups;
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (row.phone()) {
            phone = row.phone()->text();
            inGroups = phoneInGroups(*row.phone());
        }
    }
    typed(workstation, phone.mid(3, 2) + QLatin1Char(' ') + phone.mid(5, 4) + QLatin1Char('-') + phone.mid(9));
    QVERIFY2(
        linesOf(palette.model()).contains(QStringLiteral("Instances")),
        qPrintable(linesOf(palette.model()).join(QLatin1Char('\n'))));
    QVERIFY(inGroups.contains(QLatin1Char(' ')) && palette.model().item(1).detail.contains(inGroups));
    typed(workstation, QStringLiteral("there is none of this"));
    QCOMPARE(linesOf(palette.model()).front(), QStringLiteral("Go to"));
}

void ShellTest::thePaletteFindsProblemsAndSettings()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    // By a word of the sentence: who misses messages does not know what a webhook is.
    CommandPalette& palette = typed(workstation, QStringLiteral("messages wrong place"));
    QTRY_COMPARE(currentOf(palette), QStringLiteral("Cache differs"));
    press(palette, Qt::Key_Return);
    QCOMPARE(workstation.window.pages()->page(), Page::Instances);
    const auto& table = workstation.window.view()->table();
    QTRY_VERIFY(table.model()->rowCount() > 0);
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows())
        QVERIFY(!row.has(FindingCode::Residue)); // so nothing leads there:
    typed(workstation, findingTitle(FindingCode::Residue));
    QVERIFY(!linesOf(palette.model()).contains(findingTitle(FindingCode::Residue)));

    typed(workstation, QStringLiteral("language"));
    QTRY_COMPARE(currentOf(palette), QStringLiteral("Language"));
    press(palette, Qt::Key_Return);
    QCOMPARE(workstation.window.pages()->page(), Page::Settings);
    QCOMPARE(workstation.window.pages()->settings().section(), SettingsPage::Section::Appearance);
}

void ShellTest::thePaletteDoesWhatItSays()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    CommandPalette& palette = typed(workstation, QStringLiteral("rede sorriso do vale"));
    QTRY_COMPARE(currentOf(palette), QStringLiteral("Rede Sorriso do Vale"));
    press(palette, Qt::Key_Return);
    QVERIFY(!palette.isVisible());
    QCOMPARE(workstation.window.view()->model().rowCount(), 6);

    typed(workstation, QStringLiteral("activity"));
    QTRY_COMPARE(currentOf(palette), QStringLiteral("Activity"));
    press(palette, Qt::Key_Return);
    QCOMPARE(workstation.window.pages()->page(), Page::Activity);

    typed(workstation, QStringLiteral("rede sorriso do vale"));
    const auto moveTo = [&](const QString& line) {
        for (int step = 0; step < palette.model().rowCount() && currentOf(palette) != line; ++step)
            press(palette, Qt::Key_Down);
        return currentOf(palette) == line;
    };
    QVERIFY(moveTo(QStringLiteral("Clean up Rede Sorriso do Vale…")));
    press(palette, Qt::Key_Return);
    QCOMPARE(workstation.window.pages()->page(), Page::Duplicates);
    QVERIFY(workstation.window.findChild<ChooseStep*>());

    typed(workstation, QStringLiteral("rede sorriso do vale"));
    press(palette, Qt::Key_Return, Qt::ControlModifier); // of several instances none is meant
    QVERIFY(workstation.window.view()->actions().pairing().queue().entries().empty());
    press(palette, Qt::Key_Escape);
    typed(workstation, QStringLiteral("mar de minas"));
    QTRY_COMPARE(currentOf(palette), QStringLiteral("Clínica Mar de Minas"));
    press(palette, Qt::Key_Return, Qt::ControlModifier); // its phone
    QCOMPARE(workstation.window.pages()->page(), Page::Pair);
    QCOMPARE(workstation.window.view()->actions().pairing().queue().toDo(), 1);
    QCOMPARE(partOf<PageRail>(workstation).button(Page::Pair).badge(), QStringLiteral("1"));
}

void ShellTest::thePaletteTakesTheKeysFromWhatIsBehind()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workstation.window));
    workstation.window.view()->table().selectRow(0);
    QWidget* before = workstation.window.focusWidget();
    QTest::keyClick(&workstation.window, Qt::Key_K, Qt::ControlModifier);
    auto& palette = partOf<CommandPalette>(workstation);
    QVERIFY(palette.isVisible());
    QVERIFY(palette.findChild<QLineEdit*>()->hasFocus());
    QCOMPARE(palette.geometry(), workstation.window.rect());
    press(palette, Qt::Key_2, Qt::ControlModifier);
    press(palette, Qt::Key_Delete);
    press(palette, Qt::Key_R, Qt::ControlModifier);
    press(palette, Qt::Key_Tab);
    QVERIFY(palette.isVisible() && palette.findChild<QLineEdit*>()->hasFocus());
    QVERIFY(!workstation.window.findChild<PlanPage*>());
    QVERIFY(!palette.findChild<QLineEdit*>()->accessibleDescription().isEmpty()); // what Enter would do
    press(palette, Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
    QCOMPARE(workstation.window.focusWidget(), before);
    QCOMPARE(workstation.window.view()->table().selection().count(), 1); // Esc was the palette's
    QTest::keyClick(&workstation.window, Qt::Key_K, Qt::ControlModifier);
    QTest::mouseClick(&palette, Qt::LeftButton, {}, QPoint(5, 5)); // beside it
    QVERIFY(!palette.isVisible());
}

void ShellTest::aReadOnlyWorkspaceOffersNoChange()
{
    Desk workstation(false);
    ProfileContext stores = production(workstation);
    stores.readOnly = true;
    workstation.window.openStores(stores);
    QVERIFY(waitForTable(workstation));
    QVERIFY(partOf<EnvironmentButton>(workstation).accessibleName().contains(QStringLiteral("read only")));
    CommandPalette& palette = typed(workstation, QStringLiteral("rede sorriso do vale"));
    QTRY_VERIFY(linesOf(palette.model()).contains(QStringLiteral("Rede Sorriso do Vale")));
    QVERIFY(linesOf(palette.model()).filter(QStringLiteral("Clean up Rede")).isEmpty());
    press(palette, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(workstation.window.view()->actions().pairing().queue().entries().empty());
    palette.close();
    action(workstation, "actionDuplicates").trigger();
    QVERIFY(!workstation.window.findChild<ChooseStep*>());
    QVERIFY(labelsOf(*workstation.window.pages()).contains(QStringLiteral("This workspace is read only.")));
}

void ShellTest::whatIsNotInSightIsNotActedOn()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.view()->table().selectAll();
    QVERIFY(action(workstation, "actionDelete").isEnabled());
    action(workstation, "actionSettings").trigger();
    QVERIFY(!action(workstation, "actionDelete").isEnabled() && !action(workstation, "actionPair").isEnabled());
    QVERIFY(!action(workstation, "actionEscape").isEnabled());
    action(workstation, "actionInstances").trigger();
    QVERIFY(action(workstation, "actionDelete").isEnabled() && action(workstation, "actionPair").isEnabled());
}

void ShellTest::escapeClearsSelectionThenFilter()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    const int all = workstation.window.view()->model().rowCount();
    workstation.window.view()->instances().search(QStringLiteral("rede"));
    QVERIFY(workstation.window.view()->model().rowCount() < all);
    workstation.window.view()->table().selectRow(0);
    const int shown = workstation.window.view()->model().rowCount();
    action(workstation, "actionEscape").trigger();
    QCOMPARE(workstation.window.view()->table().selection().count(), 0);
    QCOMPARE(workstation.window.view()->model().rowCount(), shown);
    action(workstation, "actionEscape").trigger();
    QCOMPARE(workstation.window.view()->model().rowCount(), all);
}

void ShellTest::toastsSayThatSomethingWasDone()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    workstation.window.view()->table().selectRow(0);
    action(workstation, "actionCopyJson").trigger();
    QTRY_VERIFY(workstation.window.findChild<Toast*>());
    const auto* toast = workstation.window.findChild<Toast*>();
    QVERIFY(isInside(*toast, workstation.window));
    QVERIFY2(labelsOf(*toast).contains(QStringLiteral("1 row copied")), qPrintable(labelsOf(*toast)));

    // What ended unseen is said, with the way to it.
    PlanPage* plan = openPlan(workstation, PlanKind::Protect, addInstances(workstation, 1));
    QTRY_VERIFY(button(*plan, "apply")->isEnabled());
    button(*plan, "apply")->click();
    plan->hide();
    const auto isSaid = [&] {
        const auto* shown = workstation.window.findChild<Toast*>();
        return shown && labelsOf(*shown).contains(QStringLiteral("done"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(), longWait);
    workstation.window.findChild<Toast*>()->findChild<QPushButton*>()->click();
    QCOMPARE(workstation.window.pages()->page(), Page::Activity);
    QTRY_VERIFY(!workstation.window.findChild<Toast*>());
}

void ShellTest::toastsGoByThemselves()
{
    QWidget place;
    place.resize(800, 400);
    place.show();
    auto* toasts = new Toasts(place);
    toasts->show(QStringLiteral("One"));
    toasts->show(QStringLiteral("Two"));
    QCOMPARE(place.findChildren<Toast*>().size(), 1);
    const auto* toast = place.findChild<Toast*>();
    QTRY_COMPARE(toast->geometry().bottom(), place.height() - scaled(16) - 1);
    QCOMPARE(toast->geometry().right(), place.width() - scaled(16) - 1);
    place.resize(500, 300);
    QTRY_COMPARE(toast->geometry().right(), 500 - scaled(16) - 1);
    QTRY_VERIFY_WITH_TIMEOUT(!place.findChild<Toast*>(), 8'000);
}

void ShellTest::everySizeShowsItsTextsWhole_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("isNarrow");
    QTest::newRow("1440") << QSize(1440, 900) << false;
    QTest::newRow("1366") << QSize(1366, 700) << false;
    QTest::newRow("1100") << QSize(1100, 800) << false;
    QTest::newRow("900") << QSize(900, 700) << true;
}

void ShellTest::everySizeShowsItsTextsWhole()
{
    QFETCH(QSize, size);
    QFETCH(bool, isNarrow);
    Desk workstation(false);
    workstation.window.openStores(production(workstation));
    QVERIFY(waitForTable(workstation));
    workstation.window.resize(size);
    QCOMPARE(workstation.window.size(), size);
    QTest::qWait(20);
    const auto* header = workstation.window.findChild<WindowHeader*>();
    const auto* foot = workstation.window.findChild<WindowFoot*>();
    const auto* rail = workstation.window.findChild<PageRail*>();
    for (const QWidget* part : {static_cast<const QWidget*>(header), static_cast<const QWidget*>(foot)}) {
        QVERIFY2(cutTexts(*part).isEmpty(), qPrintable(cutTexts(*part).join(QLatin1Char('\n'))));
        for (const QWidget* inner : part->findChildren<QWidget*>()) {
            QVERIFY2(!inner->isVisible() || isInside(*inner, workstation.window), qPrintable(inner->objectName()));
        }
    }
    QCOMPARE(rail->width(), isNarrow ? scaled(52) : scaled(72));
    const auto* create = workstation.window.findChild<QPushButton*>(QStringLiteral("newInstance"));
    QCOMPARE(create->text().isEmpty(), isNarrow);
    QCOMPARE(create->accessibleName(), QStringLiteral("New instance"));
    QCOMPARE(workstation.window.findChild<QLabel*>(QStringLiteral("read"))->isVisible(), !isNarrow);
    QVERIFY(workstation.window.findChild<OmniField*>()->width() > scaled(170));
    CommandPalette& palette = typed(workstation, QStringLiteral("a"));
    QVERIFY(isInside(*palette.findChild<QWidget*>(QStringLiteral("palettePanel")), workstation.window));
}

void ShellTest::rightToLeftIsMirrored()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    {
        Desk workstation;
        QVERIFY(waitForTable(workstation));
        QTest::qWait(20);
        const auto centerOf = [&](const QWidget& widget) {
            return widget.mapTo(&workstation.window, widget.rect().center()).x();
        };
        const int middle = workstation.window.width() / 2;
        QVERIFY(centerOf(partOf<PageRail>(workstation)) > middle);
        QVERIFY(centerOf(partOf<EnvironmentButton>(workstation)) > middle);
        QVERIFY(centerOf(*workstation.window.findChild<QPushButton*>(QStringLiteral("menu"))) < middle);
        QVERIFY(centerOf(partOf<EnvironmentWord>(workstation)) > middle);
        CommandPalette& palette = typed(workstation, QStringLiteral("sorriso"));
        QTRY_VERIFY(palette.model().rowCount() > 3);
        QVERIFY(!workstation.window.grab().isNull());
    }
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

void ShellTest::theWindowFitsItsScreenAtFirst()
{
    Desk workstation(false);
    BackgroundRunner runner;
    WindowSettings settings;
    const MainWindow window(runner, workstation.profiles, settings);
    const QSize screen = window.screen()->availableSize();
    QVERIFY(window.width() <= std::max(screen.width(), window.minimumWidth()));
    QVERIFY(window.height() <= std::max(screen.height(), window.minimumHeight()));
    QVERIFY(window.width() <= 1440 && window.height() <= 900);
    QVERIFY(window.minimumWidth() <= 900 && window.minimumHeight() <= 700);
}

void ShellTest::thePageComesBack()
{
    Desk workstation;
    QVERIFY(waitForTable(workstation));
    action(workstation, "actionSettings").trigger();
    QCOMPARE(workstation.settings.page(), static_cast<int>(Page::Settings));
    workstation.window.openStores(workstation.practice());
    QCOMPARE(workstation.window.pages()->page(), Page::Settings);
    workstation.settings.setPage(4711); // of another version
    workstation.window.openStores(workstation.practice());
    QCOMPARE(workstation.window.pages()->page(), Page::Overview);
}

void ShellTest::theFootSaysWhatWasRead()
{
    Desk workstation(false);
    workstation.window.show();
    const auto& foot = partOf<WindowFoot>(workstation);
    QVERIFY(!partOf<PageRail>(workstation).isVisible() && !partOf<WindowHeader>(workstation).isVisible());
    QVERIFY(foot.findChild<ElidedLabel*>(QStringLiteral("nothing"))->isVisible());
    workstation.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
    workstation.window.openStores(workstation.practice());
    QVERIFY(waitForTable(workstation));
    QVERIFY2(labelsOf(foot).contains(QStringLiteral("Server not read")), qPrintable(labelsOf(foot)));
    QVERIFY(labelsOf(partOf<WindowHeader>(workstation)).contains(QStringLiteral("Server not read")));
    QVERIFY(!foot.findChild<ElidedLabel*>(QStringLiteral("nothing"))->isVisible());
    QVERIFY(foot.summary().contains(QStringLiteral("shown")));
    workstation.world->setFault(Store::Server, {});
    action(workstation, "actionRefresh").trigger();
    QTRY_VERIFY(labelsOf(partOf<WindowHeader>(workstation)).contains(QStringLiteral("Read ")));
    workstation.window.showWelcome();
    QVERIFY(foot.findChild<ElidedLabel*>(QStringLiteral("nothing"))->isVisible());
}

STEWARD_TEST(ShellTest)
} // namespace steward::shell_test

#include "shell_test.moc"
