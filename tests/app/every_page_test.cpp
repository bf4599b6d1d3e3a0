#include "app/contrast.h"
#include "app/every_page.h"
#include "app/first_window.h"
#include "app/text_at.h"
#include "support/test_registry.h"

#include "app/duplicates_way.h"
#include "app/shell/environment_button.h"
#include "app/shell/omni_field.h"
#include "app/style/tokens.h"
#include "app/style/type.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRadioButton>
#include <QScreen>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

using namespace steward;
using namespace steward::test;

namespace steward::every_page_test {

namespace {

/// What was found on which page.
class Findings final {
public:
    void begin(const char* page) { m_page = QLatin1String(page); }
    void add(const QString& what) { m_all << m_page + QStringLiteral(": ") + what; }
    void add(const QWidget& widget, const QString& what)
    {
        const auto* pressed = qobject_cast<const QAbstractButton*>(&widget);
        const QString name = widget.objectName().isEmpty() && pressed ? pressed->text() : widget.objectName();
        const QWidget* in = widget.parentWidget();
        add(QStringLiteral("%1 %2 in %3 %4")
                .arg(
                    QLatin1String(widget.metaObject()->className()), name,
                    QLatin1String(in ? in->metaObject()->className() : ""), what));
    }
    const QString& page() const { return m_page; }
    bool isEmpty() const { return m_all.isEmpty(); }
    QByteArray text() const { return m_all.join(QLatin1Char('\n')).toUtf8(); }

private:
    QString m_page;
    QStringList m_all;
};

using Look = std::function<void(PagesDesk& desk, Findings& found)>;

/// Shows every page of the window, one after the other, and looks at each.
void lookAtEvery(PagesDesk& desk, Findings& found, const Look& look)
{
    if (!desk.isOpen)
        return found.add(QStringLiteral("the workspace does not open"));
    for (const ShownPage& page : everyPage()) {
        found.begin(page.name);
        if (!page.show(desk)) {
            found.add(QStringLiteral("it is not shown"));
            continue;
        }
        QTest::qWait(60);                      // until what gathers for a moment is told
        for (int pass = 0; pass < 3; ++pass) { // and all of it is laid out, however busy the machine is
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
        look(desk, found);
    }
}

bool isControl(const QWidget& widget)
{
    const bool isReached = widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0;
    const QWidget* parent = widget.parentWidget();
    const bool isInner = widget.objectName().startsWith(QStringLiteral("qt_")) ||
                         qobject_cast<const QScrollBar*>(&widget) || qobject_cast<const QHeaderView*>(&widget) ||
                         widget.inherits("QComboBoxListView") || widget.inherits("QTableCornerButton") ||
                         (parent && (parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox") ||
                                     parent->inherits("QTabBar") || parent->inherits("QLineEdit")));
    return isReached && !isInner;
}

QString nameOf(QWidget& widget)
{
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&widget);
    return accessible ? accessible->text(QAccessible::Name) : QString();
}

/// The palette takes all keys while it is open.
const QWidget& partWithKeys(PagesDesk& desk)
{
    const auto* palette = desk.window.findChild<CommandPalette*>();
    return palette && palette->isVisible() ? static_cast<const QWidget&>(*palette) : desk.window;
}

void lookAtNames(PagesDesk& desk, Findings& found)
{
    for (QWidget* widget : desk.window.findChildren<QWidget*>()) {
        if (isControl(*widget) && nameOf(*widget).isEmpty())
            found.add(*widget, QStringLiteral("has no name"));
        if (auto* label = qobject_cast<QLabel*>(widget); label && label->textFormat() != Qt::PlainText)
            found.add(*widget, QStringLiteral("takes HTML: ") + label->text());
    }
}

QSet<QWidget*> reachedByTab(QWidget& window)
{
    QSet<QWidget*> reached;
    for (int step = 0; step < 400; ++step) {
        QTest::keyClick(&window, Qt::Key_Tab);
        QWidget* focus = window.focusWidget();
        if (!focus || (reached.contains(focus) && reached.size() > 1))
            break;
        reached.insert(focus);
    }
    return reached;
}

void lookAtKeys(PagesDesk& desk, Findings& found)
{
    const QWidget& part = partWithKeys(desk);
    const QSet<QWidget*> reached = reachedByTab(desk.window);
    for (QWidget* widget : part.findChildren<QWidget*>()) {
        const bool isOneOfSeveral = qobject_cast<QRadioButton*>(widget); // the arrows go on from the chosen one
        if (isControl(*widget) && !isOneOfSeveral && !reached.contains(widget) && !widget->focusProxy())
            found.add(*widget, QStringLiteral("is not reached by Tab"));
    }
}

/// Whatever has the focus looks another way than without.
void lookAtFocus(PagesDesk& desk, Findings& found)
{
    QList<QWidget*> controls;
    for (QWidget* widget : partWithKeys(desk).findChildren<QWidget*>()) {
        const bool isList = qobject_cast<QAbstractScrollArea*>(widget); // its current item says it
        if (isControl(*widget) && !isList &&
            (qobject_cast<QAbstractButton*>(widget) || widget->inherits("QLineEdit") || widget->inherits("QComboBox") ||
             widget->inherits("QAbstractSpinBox")))
            controls << widget;
    }
    for (QWidget* widget : controls) {
        if (widget->visibleRegion().isEmpty())
            continue;
        const QRect around = QRect(widget->mapTo(&desk.window, QPoint()), widget->size()).adjusted(-4, -4, 4, 4);
        desk.window.setFocus();
        const QImage without = desk.window.grab(around).toImage();
        widget->setFocus(Qt::TabFocusReason);
        if (widget->hasFocus() && desk.window.grab(around).toImage() == without)
            found.add(*widget, QStringLiteral("has no focus ring"));
    }
}

/// The colour that is seen most there: what a text stands on.
QColor groundOf(const QImage& picture, const QRect& place)
{
    QHash<QRgb, int> counts;
    for (int y = std::max(place.top(), 0); y <= std::min(place.bottom(), picture.height() - 1); ++y) {
        for (int x = std::max(place.left(), 0); x <= std::min(place.right(), picture.width() - 1); ++x)
            ++counts[picture.pixel(x, y)];
    }
    QRgb most = 0;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (count.value() > counts.value(most))
            most = count.key();
    }
    return QColor(most);
}

void lookAtContrast(PagesDesk& desk, Findings& found)
{
    const QImage picture = desk.window.grab().toImage();
    for (const QLabel* label : partWithKeys(desk).findChildren<QLabel*>()) {
        if (!label->isVisible() || !label->isEnabled() || label->text().isEmpty() || label->visibleRegion().isEmpty())
            continue;
        const QRect seen = label->visibleRegion().boundingRect();
        const QColor ground = groundOf(picture, {label->mapTo(&desk.window, seen.topLeft()), seen.size()});
        const QColor text = label->palette().color(label->foregroundRole());
        if (contrastOf(text, ground) < 4.5)
            found.add(
                *label, QStringLiteral("%1 on %2: %3").arg(text.name(), ground.name()).arg(contrastOf(text, ground)));
    }
}

/// Texts that have not the room they need. What is made to be cut, and says the rest elsewhere, is left out.
void lookAtTexts(PagesDesk& desk, Findings& found)
{
    for (const QWidget* widget : desk.window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* pressed = qobject_cast<const QPushButton*>(widget);
        const bool mayBeCut = qobject_cast<const ElidedLabel*>(widget) || qobject_cast<const OmniField*>(widget) ||
                              qobject_cast<const EnvironmentButton*>(widget);
        if (mayBeCut || (!label && !pressed))
            continue;
        if (label && label->wordWrap() && label->height() + 1 < label->heightForWidth(label->width()))
            found.add(*label, QStringLiteral("is cut below: ") + label->text());
        const int lacking = widget->sizeHint().width() - widget->width();
        const bool isWrapped = label && label->wordWrap();
        if (!isWrapped && lacking > 1 && !(label && label->text().isEmpty()))
            found.add(*widget, QStringLiteral("lacks %1: ").arg(lacking) + (label ? label->text() : pressed->text()));
    }
}

} // namespace

/// What holds for every page of the window (every_page.h).
class EveryPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreRead();
    void theKeyboardIsEnough();
    void focusIsSeen_data();
    void focusIsSeen();
    void textsCanBeRead_data();
    void textsCanBeRead();
    void noTextIsCut_data();
    void noTextIsCut();
    void rightToLeft();
    void theWindowFitsItsScreen_data();
    void theWindowFitsItsScreen();
    void theWindowFitsEachScreen_data();
    void theWindowFitsEachScreen();
    void theWindowComesBack();
};

void EveryPageTest::namesAreRead()
{
    PagesDesk desk;
    Findings found;
    lookAtEvery(desk, found, lookAtNames);
    QVERIFY2(found.isEmpty(), found.text().constData());
}

void EveryPageTest::theKeyboardIsEnough()
{
    PagesDesk desk;
    desk.window.activateWindow();
    Findings found;
    lookAtEvery(desk, found, lookAtKeys);
    QVERIFY2(found.isEmpty(), found.text().constData());
}

void EveryPageTest::focusIsSeen_data()
{
    addLooks();
}

void EveryPageTest::focusIsSeen()
{
    const LookOfTest look;
    PagesDesk desk;
    desk.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    Findings found;
    lookAtEvery(desk, found, lookAtFocus);
    QVERIFY2(found.isEmpty(), found.text().constData());
}

void EveryPageTest::textsCanBeRead_data()
{
    addLooks();
}

void EveryPageTest::textsCanBeRead()
{
    const LookOfTest look;
    PagesDesk desk;
    Findings found;
    lookAtEvery(desk, found, lookAtContrast);
    QVERIFY2(found.isEmpty(), found.text().constData());
}

void EveryPageTest::noTextIsCut_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    QTest::newRow("1440") << QSize(1440, 900) << 100;
    QTest::newRow("1366") << QSize(1366, 732) << 100; // below a title bar
    QTest::newRow("1100") << QSize(1100, 760) << 100;
    QTest::newRow("900") << QSize(900, 700) << 100;
    QTest::newRow("150 %") << QSize(1440, 900) << 150;
    QTest::newRow("250 %") << QSize(1366, 768) << 250;
}

/// At a larger scale everything is larger, the window too.
void EveryPageTest::noTextIsCut()
{
    QFETCH(const QSize, size);
    QFETCH(const int, percent);
    const TextAt scale(percent);
    Findings found;
    PagesDesk desk;
    desk.window.resize(size * percent / 100);
    QTest::qWait(20);
    // What was asked of the server may come while one looks: what is cut then is laid out a moment later.
    const auto lookTwice = [](PagesDesk& shown, Findings& all) {
        for (int looks = 0; looks < 10; ++looks) {
            Findings now = all;
            lookAtTexts(shown, now);
            if (now.text() == all.text())
                return;
            QTest::qWait(50);
        }
        lookAtTexts(shown, all);
    };
    lookAtEvery(desk, found, lookTwice);
    QVERIFY2(found.isEmpty(), found.text().constData());
}

/// Each button that has a name stands, seen from the right, where it stands else from the left.
void EveryPageTest::rightToLeft()
{
    QHash<QString, QRect> usual;
    const auto eachButton = [](PagesDesk& desk, const QString& page, const auto& tell) {
        const QList<QPushButton*> all = desk.window.findChildren<QPushButton*>();
        for (const QPushButton* one : all) {
            const bool isOne = std::ranges::count(all, one->objectName(), &QObject::objectName) == 1;
            if (one->isVisible() && !one->objectName().isEmpty() && isOne)
                tell(
                    page + QLatin1Char(' ') + one->objectName(),
                    QRect(one->mapTo(&desk.window, QPoint()), one->size()));
        }
    };
    Findings found;
    {
        PagesDesk desk;
        lookAtEvery(desk, found, [&](PagesDesk& shown, Findings& told) {
            eachButton(
                shown, told.page(), [&usual](const QString& name, const QRect& place) { usual.insert(name, place); });
        });
    }
    QVERIFY(usual.size() > 50);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    {
        PagesDesk desk;
        lookAtEvery(desk, found, [&](PagesDesk& shown, Findings& told) {
            eachButton(shown, told.page(), [&](const QString& name, const QRect& place) {
                const int mirrored = shown.window.width() - 1 - usual.value(name, place).right();
                if (usual.contains(name) && std::abs(mirrored - place.left()) > 4)
                    told.add(QStringLiteral("%1 stands at %2, not at %3").arg(name).arg(place.left()).arg(mirrored));
            });
        });
    }
    QApplication::setLayoutDirection(Qt::LeftToRight);
    QVERIFY2(found.isEmpty(), found.text().constData());
}

void EveryPageTest::theWindowFitsItsScreen_data()
{
    QTest::addColumn<int>("percent");
    for (const int percent : {100, 125, 150, 200, 250})
        QTest::newRow(qPrintable(QString::number(percent))) << percent;
}

/// At its first start, however large the text is.
void EveryPageTest::theWindowFitsItsScreen()
{
    QFETCH(const int, percent);
    const TextAt scale(percent);
    Desk workstation(false);
    BackgroundRunner runner;
    WindowSettings settings;
    MainWindow window(runner, workstation.profiles, settings);
    const QSize screen = window.screen()->availableSize();
    QVERIFY2(window.width() <= screen.width() && window.height() <= screen.height(), "it fits");
    window.show();
    QVERIFY(window.width() <= screen.width() && window.height() <= screen.height());
}

void EveryPageTest::theWindowFitsEachScreen_data()
{
    QTest::addColumn<QSize>("screen");
    QTest::addColumn<int>("percent");
    for (const QSize screen : {QSize(1366, 768), QSize(1440, 900)}) {
        for (const int percent : {100, 150, 250})
            QTest::addRow("%d at %d %%", screen.width(), percent) << screen << percent;
    }
    QTest::newRow("1920 at 100 %") << QSize(1920, 1080) << 100;
}

/// A program of its own, since screens are there before its first window.
void EveryPageTest::theWindowFitsEachScreen()
{
    QFETCH(const QSize, screen);
    QFETCH(const int, percent);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("screens.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QJsonObject only{
        {QStringLiteral("name"), QStringLiteral("only")},
        {QStringLiteral("x"), 0},
        {QStringLiteral("y"), 0},
        {QStringLiteral("width"), screen.width()},
        {QStringLiteral("height"), screen.height()},
        {QStringLiteral("logicalDpi"), 96},
        {QStringLiteral("logicalBaseDpi"), 96},
        {QStringLiteral("dpr"), 1}};
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("screens"), QJsonArray{only}}}).toJson());
    file.close();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen:configfile=") + file.fileName());
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(
        QCoreApplication::applicationFilePath(), {QLatin1String(firstWindowArgument), QString::number(percent)});
    QVERIFY2(program.waitForFinished(longWait) && program.exitCode() == 0, program.readAllStandardError().constData());
    const QStringList said = QString::fromLatin1(program.readAllStandardOutput()).simplified().split(QLatin1Char(' '));
    QCOMPARE(said.size(), 4);
    QCOMPARE(QSize(said[0].toInt(), said[1].toInt()), screen);
    // As the design draws it, as far as there is room below a title bar.
    constexpr int titleBar = 36;
    const QSize room = screen - QSize(0, titleBar);
    QCOMPARE(QSize(said[2].toInt(), said[3].toInt()), QSize(1440, 900).boundedTo(room));
}

/// Window, page, columns and what was selected: as they were left.
void EveryPageTest::theWindowComesBack()
{
    PagesDesk desk;
    QVERIFY(desk.isOpen);
    desk.window.pages()->show(Page::Instances);
    desk.window.resize(800, 640);
    InstanceTable& table = desk.window.view()->table();
    table.chooseColumn(Column::Phone, false);
    desk.window.view()->instances().filterBy(FindingCode::DuplicateInstance);
    std::vector<QByteArray> chosen;
    for (int row = 1; row < 4; ++row)
        chosen.push_back(desk.window.view()->model().row(row).identity());
    table.selectOnly(chosen);
    QVERIFY(desk.window.close());

    MainWindow again(desk.runner, desk.profiles, desk.settings);
    ProfileContext stores = desk.practice();
    stores.title = QStringLiteral("Clinics");
    again.openStores(stores, desk.id);
    again.show();
    QTRY_VERIFY(again.view()->workspace().index());
    QCOMPARE(again.size(), QSize(800, 640));
    QCOMPARE(again.pages()->page(), Page::Instances);
    QVERIFY(!again.view()->table().isColumnChosen(Column::Phone));
    std::vector<QByteArray> selected;
    for (const int row : again.view()->table().selectedRows())
        selected.push_back(again.view()->shownIndex()->row(row).identity());
    std::ranges::sort(chosen);
    std::ranges::sort(selected);
    QVERIFY(selected == chosen);
    // What is not there any more is not selected; and of another workspace nothing is known.
    again.openStores(stores, {});
    QTRY_VERIFY(again.view()->workspace().index());
    QVERIFY(again.view()->table().selectedRows().empty());
}

STEWARD_TEST(EveryPageTest)
} // namespace steward::every_page_test

#include "every_page_test.moc"
