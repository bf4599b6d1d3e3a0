#include "app/desk.h"
#include "support/test_registry.h"

#include "app/welcome/welcome_page.h"
#include "app/welcome/workspace_delegate.h"

#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>

using namespace steward;
using namespace steward::test;

namespace steward::welcome_page_test {

namespace {

ProfileStore::Entry entry(const char* id, const char* name, Environment environment = Environment::Production)
{
    Profile profile;
    profile.id = QLatin1String(id);
    profile.name = QString::fromUtf8(name);
    profile.environment = environment;
    return {profile.id, profile};
}

std::vector<ProfileStore::Entry> three()
{
    return {
        entry("a", "Aurora"),
        entry("b", "Brazil <b>&amp;</b>", Environment::Staging),
        {QStringLiteral("c"),
         std::unexpected(Error{ErrorKind::LocalFailure, QStringLiteral("It cannot be read."), {}})}};
}

QDateTime daysAgo(int days)
{
    return QDateTime::currentDateTime().addDays(-days);
}

template<class Widget>
Widget& part(const QWidget& page, const char* name)
{
    auto* found = page.findChild<Widget*>(QLatin1String(name));
    if (!found)
        qFatal("there is no %s", name);
    return *found;
}

} // namespace

/// The page on which one starts.
class WelcomePageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoHasNoneStartsWithPractice();
    void workspacesComeFirst();
    void theLastOpenedIsTheFirst();
    void keysOpenAWorkspace();
    void eachCanBeEditedExportedAndRemoved();
    void whatCannotBeOpenedCanBeMended();
    void everySizeShowsAll();
};

void WelcomePageTest::whoHasNoneStartsWithPractice()
{
    WelcomePage page;
    page.setProfiles({}, {});
    page.show();
    QVERIFY(!part<QWidget>(page, "workspaces").isVisible());
    QCOMPARE(part<QPushButton>(page, "practice").property("kind").toByteArray(), QByteArray("primary"));
    QSignalSpy practice(&page, &WelcomePage::practiceWanted);
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QTest::keyClick(page.focusWidget(), Qt::Key_Space);
    QCOMPARE(practice.size(), 1);
}

void WelcomePageTest::workspacesComeFirst()
{
    WelcomePage page;
    page.setProfiles(three(), {});
    page.resize(1440, 900);
    page.show();
    auto& list = part<QListWidget>(page, "profiles");
    QVERIFY(list.isVisible());
    auto& practice = part<QPushButton>(page, "practice");
    QVERIFY(list.mapTo(&page, QPoint()).y() < practice.mapTo(&page, QPoint()).y());
    QCOMPARE(part<QPushButton>(page, "open").property("kind").toByteArray(), QByteArray("primary"));
    QVERIFY(practice.property("kind").toByteArray() != "primary");
    QCOMPARE(list.item(1)->text(), QStringLiteral("Brazil <b>&amp;</b>"));
    QVERIFY(list.item(1)->data(Qt::AccessibleTextRole).toString().endsWith(QLatin1String("Staging")));
    QCOMPARE(list.item(1)->data(EnvironmentWordRole).toString(), QStringLiteral("STAGING"));
    // One whose file cannot be read is there too, says why, and passes for no environment.
    QVERIFY(list.item(2)->toolTip().contains(QLatin1String("It cannot be read.")));
    QVERIFY(list.item(2)->data(EnvironmentWordRole).toString().isEmpty());
}

void WelcomePageTest::theLastOpenedIsTheFirst()
{
    WelcomePage page;
    page.setProfiles(three(), [](const QString& id) {
        return id == QLatin1String("b") ? daysAgo(1) : id == QLatin1String("c") ? daysAgo(400) : QDateTime();
    });
    auto& list = part<QListWidget>(page, "profiles");
    QStringList ids;
    QStringList opened;
    for (int row = 0; row < list.count(); ++row) {
        ids << list.item(row)->data(WorkspaceIdRole).toString();
        opened << list.item(row)->data(OpenedRole).toString();
    }
    QCOMPARE(ids.join(QLatin1Char(' ')), QStringLiteral("b c a"));
    QVERIFY2(opened[0].startsWith(QLatin1String("Yesterday, ")), qPrintable(opened[0]));
    QVERIFY2(opened[1].endsWith(QString::number(daysAgo(400).date().year())), qPrintable(opened[1]));
    QVERIFY(opened[2].isEmpty()); // never is said by nothing
    QCOMPARE(list.currentRow(), 0);
}

void WelcomePageTest::keysOpenAWorkspace()
{
    WelcomePage page;
    page.setProfiles(three(), {});
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    QSignalSpy wanted(&page, &WelcomePage::profileWanted);
    auto& list = part<QListWidget>(page, "profiles");
    QVERIFY(list.hasFocus());
    QTest::keyClick(&list, Qt::Key_Down);
    QTest::keyClick(&list, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().toString(), QStringLiteral("b"));
    part<QPushButton>(page, "open").click();
    QCOMPARE(wanted.back().front().toString(), QStringLiteral("b"));
}

void WelcomePageTest::eachCanBeEditedExportedAndRemoved()
{
    WelcomePage page;
    page.setProfiles(three(), {});
    part<QListWidget>(page, "profiles").setCurrentRow(1);
    QSignalSpy edit(&page, &WelcomePage::editWanted);
    QSignalSpy exported(&page, &WelcomePage::exportWanted);
    QSignalSpy removed(&page, &WelcomePage::removeWanted);
    for (const char* button : {"edit", "exportProfile", "remove"}) {
        QVERIFY(part<QPushButton>(page, button).isEnabled());
        part<QPushButton>(page, button).click();
    }
    for (const QSignalSpy* spy : {&edit, &exported, &removed}) {
        QCOMPARE(spy->size(), 1);
        QCOMPARE(spy->front().front().toString(), QStringLiteral("b"));
    }
}

void WelcomePageTest::whatCannotBeOpenedCanBeMended()
{
    WelcomePage page;
    page.show();
    QVERIFY(!part<QLabel>(page, "trouble").isVisible());
    page.setTrouble(QStringLiteral("No API key is stored."), QStringLiteral("b"));
    QVERIFY(part<QLabel>(page, "trouble").isVisible());
    QSignalSpy edit(&page, &WelcomePage::editWanted);
    part<QPushButton>(page, "mend").click();
    QCOMPARE(edit.front().front().toString(), QStringLiteral("b"));
    page.setTrouble(QStringLiteral("There is no such profile."));
    QVERIFY(!part<QPushButton>(page, "mend").isVisible());
    page.setTrouble({});
    QVERIFY(!part<QLabel>(page, "trouble").isVisible());
}

void WelcomePageTest::everySizeShowsAll()
{
    WelcomePage page;
    page.setProfiles(three(), {});
    for (const QSize size : {QSize(800, 520), QSize(900, 600), QSize(1366, 768), QSize(1440, 900)}) {
        page.resize(size);
        page.show();
        QTest::qWait(1);
        const auto& scroll = part<QScrollArea>(page, "scroll");
        QVERIFY2(scroll.widget()->width() <= scroll.viewport()->width(), qPrintable(QString::number(size.width())));
        for (const QPushButton* button : page.findChildren<QPushButton*>())
            QVERIFY2(!button->isVisible() || button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    }
}

STEWARD_TEST(WelcomePageTest)
} // namespace steward::welcome_page_test

#include "welcome_page_test.moc"
