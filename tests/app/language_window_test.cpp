#include "app/desk.h"
#include "app/made_audit.h"
#include "support/test_registry.h"

#include "app/components/elided_label.h"
#include "app/export/row_sheet.h"
#include "app/operations/activity_log.h"
#include "app/pairing/pairing_words.h"
#include "app/profiles/profile_editor.h"
#include "app/shell/page_rail.h"
#include "app/shell/plan_actions.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/style/type.h"
#include "app/table/cell_words.h"
#include "app/table/instance_table.h"
#include "local/translations.h"

#include <QAbstractButton>
#include <QAction>
#include <QCollator>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace steward;
using namespace steward::test;

namespace steward::language_window_test {

namespace {

/// The program speaks this language while it lives.
struct Spoken {
    explicit Spoken(Language language) { installTranslations(*QCoreApplication::instance(), language); }
    ~Spoken() { installTranslations(*QCoreApplication::instance(), Language::English); }
    Q_DISABLE_COPY_MOVE(Spoken)
};

QString placeOf(const QWidget& widget)
{
    QString place = QLatin1String(widget.metaObject()->className()) + QLatin1Char(' ') + widget.objectName();
    for (const QWidget* above = widget.parentWidget(); above; above = above->parentWidget()) {
        if (!above->objectName().isEmpty() && !above->objectName().startsWith(QLatin1String("qt_")))
            return place + QStringLiteral(" in ") + above->objectName();
    }
    return place;
}

/// What it takes without the space around.
int roomOfText(const QAbstractButton& button)
{
    const int icon = button.icon().isNull() ? 0 : button.iconSize().width();
    return button.text().isEmpty() ? 0 : icon + button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
}

/// Whether its text has less room than it asks for. What breaks lines or ends in “…” by itself has what it needs.
bool isCut(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        if (label->text().isEmpty())
            return false;
        return label->wordWrap() ? label->heightForWidth(label->width()) > label->height() + 1
                                 : label->sizeHint().width() > label->width() + 1;
    }
    if (qobject_cast<const RailButton*>(&widget)) {
        const auto& button = static_cast<const RailButton&>(widget);
        if (button.width() < scaled(56))
            return false; // its icon alone
        const qreal word = QFontMetricsF(button.labelFont(QFont::DemiBold)).horizontalAdvance(button.text());
        return word > button.width() - scaledF(3); // else it touches the edges of its fill once it is chosen
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->sizeHint().width() > button->width() + 1 && roomOfText(*button) > button->width();
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        return box->minimumSizeHint().width() > box->width() + 1;
    return false;
}

QStringList cutIn(const QWidget& window)
{
    QStringList cut;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->inherits("steward::ElidedLabel") || widget->inherits("steward::OmniField"))
            continue;
        if (isCut(*widget)) {
            const QVariant text = widget->property("text");
            cut << placeOf(*widget) + QStringLiteral(": ") + text.toString() +
                       QStringLiteral(" (%1 of %2)").arg(widget->width()).arg(widget->sizeHint().width());
        }
    }
    return cut;
}

QString keyOf(const QString& text)
{
    const QKeySequence key = QKeySequence::mnemonic(text);
    return key.isEmpty() ? QString() : key.toString();
}

/// Letters that more than one control on what is seen takes.
QStringList sharedKeysOn(const QWidget& page)
{
    QHash<QString, QStringList> taken;
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (!widget->isVisible() || !widget->isEnabled() || (label && !label->buddy()))
            continue;
        const QString text = label ? label->text() : button ? button->text() : QString();
        if (const QString key = keyOf(text); !key.isEmpty())
            taken[key] << text;
    }
    QStringList shared;
    for (auto it = taken.cbegin(); it != taken.cend(); ++it) {
        if (it->size() > 1)
            shared << it.key() + QStringLiteral(": ") + it->join(QStringLiteral(" | "));
    }
    return shared;
}

QStringList sharedKeysIn(const QMenu& menu)
{
    QHash<QString, QStringList> taken;
    for (const QAction* action : menu.actions()) {
        if (const QString key = keyOf(action->text()); !key.isEmpty())
            taken[key] << action->text();
    }
    QStringList shared;
    for (auto it = taken.cbegin(); it != taken.cend(); ++it) {
        if (it->size() > 1)
            shared << menu.title() + QStringLiteral(", ") + it.key() + QStringLiteral(": ") +
                          it->join(QStringLiteral(" | "));
    }
    return shared;
}

/// English sentences that have another form in this language.
QSet<QString> foreignWords(Language language)
{
    QFile file(
        qEnvironmentVariable("STEWARD_TEST_SOURCE_DIR") +
        QStringLiteral("/translations/steward_%1.ts").arg(languageWord(language)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no catalogue");
    QSet<QString> words;
    QSet<QString> own;
    QString source;
    QXmlStreamReader reader(&file);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == QLatin1String("source"))
            source = reader.readElementText();
        else if (reader.name() == QLatin1String("translation")) {
            const QString text = reader.readElementText(QXmlStreamReader::SkipChildElements);
            own << text;
            if (text != source && !source.contains(QLatin1Char('%')))
                words << source;
        }
    }
    return words - own;
}

/// What is seen or read aloud, and is English.
QStringList foreignOn(const QWidget& window, const QSet<QString>& foreign)
{
    QStringList found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        for (const char* property : {"text", "title", "toolTip", "accessibleName", "placeholderText", "statusTip"}) {
            const QString text = widget->property(property).toString();
            if (!text.isEmpty() && foreign.contains(text) && !widget->inherits("QLineEdit"))
                found << placeOf(*widget) + QStringLiteral(": ") + text;
        }
    }
    for (const QAction* action : window.findChildren<QAction*>()) {
        if (foreign.contains(action->text()) || foreign.contains(action->toolTip()))
            found << action->text();
    }
    found.removeDuplicates();
    return found;
}

void openEverything(Desk& desk)
{
    WorkspaceView& view = *desk.window.view();
    WorkspaceActions& actions = view.actions();
    actions.showGuards();
    actions.create();
    actions.createFromFile();
    actions.showJournal();
    actions.pair(view.model().row(0).name);
    view.plans().show({});
    view.plans().clean({});
    view.plans().adopt(view.model().row(0));
}

} // namespace

/// The window in each language that Steward speaks.
class LanguageWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCut_data() { languages(true); }
    void nothingIsCut();
    void lettersAreUnique_data() { languages(true); }
    void lettersAreUnique();
    void nothingIsLeftInEnglish_data() { languages(false); }
    void nothingIsLeftInEnglish();
    void itChangesWithoutARestart();
    void whatIsUnderWayKeepsItsWords();
    void itIsKept();
    void qtSpeaksToo_data() { languages(false); }
    void qtSpeaksToo();
    void datesNumbersAndOrderFollow();
    void theStepsSpeakAnotherLanguage();
    void aRowsStatusIsSaidInWords_data() { languages(false); }
    void aRowsStatusIsSaidInWords();

private:
    static void languages(bool isEnglishToo);
};

void LanguageWindowTest::languages(bool isEnglishToo)
{
    QTest::addColumn<Language>("language");
    if (isEnglishToo)
        QTest::newRow("English") << Language::English;
    QTest::newRow("Portuguese") << Language::Portuguese;
    QTest::newRow("Spanish") << Language::Spanish;
}

void LanguageWindowTest::nothingIsCut()
{
    QFETCH(Language, language);
    const Spoken spoken(language);
    QStringList cut;
    const auto look = [&cut](const QWidget& window, const QString& where) {
        QApplication::processEvents();
        QApplication::processEvents(); // a line that breaks may bring a scroll bar, which leaves it less room
        // Readings go on meanwhile: what is cut stays so, what is only not laid out yet does not.
        (void)QTest::qWaitFor([&window] { return cutIn(window).isEmpty(); }, 3'000);
        for (const QString& each : cutIn(window))
            cut << where + QStringLiteral(": ") + each;
    };
    Desk desk;
    QVERIFY(waitForTable(desk));
    for (const int width : {1440, 1100, 900}) {
        desk.window.resize(width, 900);
        for (int page = 0; page < pageCount; ++page) {
            desk.window.pages()->show(static_cast<Page>(page));
            look(desk.window, QStringLiteral("page %1 at %2").arg(page).arg(width));
        }
        for (int section = 0; section <= static_cast<int>(SettingsPage::Section::About); ++section) {
            desk.window.pages()->settings().choose(static_cast<SettingsPage::Section>(section));
            look(desk.window, QStringLiteral("settings %1 at %2").arg(section).arg(width));
        }
    }
    openEverything(desk);
    for (QDialog* dialog : desk.window.findChildren<QDialog*>()) {
        if (dialog->isVisible())
            look(*dialog, dialog->objectName());
    }
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
}

void LanguageWindowTest::lettersAreUnique()
{
    QFETCH(Language, language);
    const Spoken spoken(language);
    Desk desk;
    QVERIFY(waitForTable(desk));
    QStringList shared;
    for (const QMenu* menu : desk.window.findChildren<QMenu*>())
        shared << sharedKeysIn(*menu);
    openEverything(desk);
    for (int page = 0; page < pageCount; ++page) {
        desk.window.pages()->show(static_cast<Page>(page));
        QApplication::processEvents();
        shared << sharedKeysOn(desk.window);
    }
    ProfileEditor editor(Profile{}, desk.profiles);
    for (const auto section :
         {ProfileEditor::Section::Connections, ProfileEditor::Section::Names, ProfileEditor::Section::Limits}) {
        editor.setSection(section);
        editor.show();
        QApplication::processEvents();
        shared << sharedKeysOn(editor);
    }
    shared.removeDuplicates();
    QVERIFY2(shared.isEmpty(), qPrintable(shared.join(QLatin1Char('\n'))));
}

void LanguageWindowTest::nothingIsLeftInEnglish()
{
    QFETCH(Language, language);
    const QSet<QString> foreign = foreignWords(language);
    QVERIFY(foreign.size() > 1500 && foreign.contains(QStringLiteral("Read again")));
    Desk desk; // in English, and then it changes
    QVERIFY(waitForTable(desk));
    const Spoken spoken(language);
    QTRY_VERIFY(desk.window.windowTitle().contains(
        language == Language::Spanish ? QStringLiteral("Práctica") : QStringLiteral("Prática")));
    QTRY_VERIFY(desk.window.view()->workspace().index());
    openEverything(desk);
    QApplication::processEvents();
    const QStringList found = foreignOn(desk.window, foreign);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void LanguageWindowTest::itChangesWithoutARestart()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    const Spoken spoken(Language::English);
    InstanceTable& table = desk.window.view()->table();
    table.selectRow(3);
    table.setSelected(5, true);
    const QByteArray chosen = desk.window.view()->model().row(3).identity();
    table.chooseColumn(Column::Age, true);
    desk.window.pages()->show(Page::Settings);
    SettingsPage& settings = desk.window.pages()->settings();
    settings.choose(SettingsPage::Section::Appearance);
    auto* box = settings.findChild<QComboBox*>(QStringLiteral("language"));
    QCOMPARE(box->count(), 4);
    const QPointer<WorkspaceView> before = desk.window.view();
    box->setCurrentIndex(3);
    Q_EMIT box->activated(3);
    QTRY_VERIFY(!before); // the pages are made anew
    QTRY_VERIFY(desk.window.view()->workspace().index());
    const QString title = desk.window.findChild<QAction*>(QStringLiteral("actionInstances"))->text();
    QCOMPARE(title, QStringLiteral("&Instancias"));
    QCOMPARE(desk.window.pages()->page(), Page::Settings);
    QCOMPARE(desk.window.pages()->settings().section(), SettingsPage::Section::Appearance);
    QVERIFY(desk.window.view()->table().isColumnChosen(Column::Age));
    QTRY_COMPARE(desk.window.view()->table().selectedRows().size(), 2U);
    bool isStillChosen = false;
    for (const int row : desk.window.view()->table().selectedRows())
        isStillChosen |= desk.window.view()->shownIndex()->row(row).identity() == chosen;
    QVERIFY(isStillChosen);
    QCOMPARE(desk.settings.language(), Language::Spanish);
}

/// Nothing that runs is disturbed: the pages follow once it has ended.
void LanguageWindowTest::whatIsUnderWayKeepsItsWords()
{
    Desk desk;
    QVERIFY(waitForTable(desk));
    Operation* running = desk.window.view()->activities().begin(
        {QStringLiteral("Delete 3 instances"), QStringLiteral("apply-delete")}, nullptr, {});
    const QPointer<WorkspaceView> before = desk.window.view();
    const Spoken spoken(Language::Portuguese);
    QTRY_COMPARE(
        desk.window.findChild<QAction*>(QStringLiteral("actionInstances"))->text(), QStringLiteral("&Instâncias"));
    QTest::qWait(50);
    QVERIFY(before && before == desk.window.view());
    QVERIFY(running->isUnderWay());
    running->end({});
    QTRY_VERIFY(!before);
    QVERIFY(desk.window.view());
    QCOMPARE(desk.window.view()->activities().rowCount(), 1); // what was done in this session is still listed
}

void LanguageWindowTest::itIsKept()
{
    const QTemporaryDir folder;
    BackgroundRunner runner;
    {
        WindowSettings settings(runner, folder.path(), {});
        QCOMPARE(settings.language(), Language::System);
        settings.setLanguage(Language::Portuguese);
    }
    QTRY_COMPARE(
        WindowSettings::load(folder.path()).value(QStringLiteral("window/language")).toString(),
        QStringLiteral("pt_BR"));
    const WindowSettings again(runner, folder.path(), WindowSettings::load(folder.path()));
    QCOMPARE(again.language(), Language::Portuguese);
}

void LanguageWindowTest::qtSpeaksToo()
{
    QFETCH(Language, language);
    QLineEdit line;
    const Spoken spoken(language);
    const std::unique_ptr<QMenu> menu(line.createStandardContextMenu());
    QStringList texts;
    for (const QAction* action : menu->actions())
        texts << action->text().section(QLatin1Char('\t'), 0, 0).remove(QLatin1Char('&'));
    QVERIFY2(texts.contains(QStringLiteral("Copiar")), qPrintable(texts.join(QStringLiteral(", "))));
    QVERIFY2(
        !texts.contains(QStringLiteral("Copy")) && !texts.contains(QStringLiteral("Select All")),
        qPrintable(texts.join(QStringLiteral(", "))));
}

void LanguageWindowTest::datesNumbersAndOrderFollow()
{
    const QDate day(2026, 11, 9);
    const Spoken spoken(Language::Portuguese);
    QCOMPARE(QLocale().toString(1234567), QStringLiteral("1.234.567"));
    QCOMPARE(
        QLocale().toString(day, QCoreApplication::translate("steward::HistoryView", "d MMMM yyyy")),
        QStringLiteral("9 de novembro de 2026"));
    QCOMPARE(QCoreApplication::translate("steward::InstanceTable", "%n day(s)", nullptr, 2), QStringLiteral("2 dias"));
    QCOMPARE(QCoreApplication::translate("steward::InstanceTable", "%n day(s)", nullptr, 1), QStringLiteral("1 dia"));
    QCOMPARE(
        QCoreApplication::translate("steward::ChooseStep", "%n instance(s)", nullptr, 12345),
        QStringLiteral("12.345 instâncias"));
    QVERIFY(QCollator(QLocale()).compare(QStringLiteral("Ágata"), QStringLiteral("Bela")) < 0);

    Snapshot snapshot = emptySnapshot();
    addHealthy(snapshot, QStringLiteral("first"), 1);
    addHealthy(snapshot, QStringLiteral("second"), 47);
    snapshot.database->organizations[0].name = QStringLiteral("Bela");
    snapshot.database->organizations[1].name = QStringLiteral("Ágata");
    InstanceModel model;
    model.setIndex(indexOf(snapshot));
    model.sort(static_cast<int>(Column::Organization), Qt::AscendingOrder);
    QCOMPARE(model.row(0).name, InstanceName::fromText(u"second"));
    QCOMPARE(model.index(0, static_cast<int>(Column::Age)).data().toString(), QStringLiteral("2 dias"));
}

void LanguageWindowTest::theStepsSpeakAnotherLanguage()
{
    const Spoken spoken(Language::English);
    const auto stepsIn = [](Language language, bool byNumber) {
        QStringList texts;
        for (const NumberedSteps::Step& step : stepsOnThePhone(language, byNumber))
            texts << step.text;
        return texts.join(QLatin1Char('\n'));
    };
    const QString portuguese = stepsIn(Language::Portuguese, false);
    for (const char16_t* words :
         {u"Abra o WhatsApp no celular da clínica.", u"Abra Aparelhos conectados.", u"Toque em Conectar um aparelho.",
          u"Aponte a câmera para este código.", u"Deixe o WhatsApp aberto até aparecer Conectado."})
        QVERIFY2(portuguese.contains(QString::fromUtf16(words)), qPrintable(portuguese));
    QVERIFY(stepsIn(Language::Spanish, false).contains(QStringLiteral("Toque Vincular un dispositivo.")));
    QVERIFY(stepsIn(Language::Spanish, false).contains(QStringLiteral("Abra Dispositivos vinculados.")));
    QVERIFY(stepsIn(Language::English, false).contains(QStringLiteral("Tap Link a device.")));
    QVERIFY(stepsIn(Language::Spanish, true).contains(QStringLiteral("8 caracteres")));
    StepsLanguageBox box;
    QCOMPARE(box.language(), Language::English);
    QSignalSpy changed(&box, &StepsLanguageBox::languageChanged);
    box.setLanguage(Language::Portuguese);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(box.currentText(), QStringLiteral("Português (Brasil)"));
}

/// In the window; files have it as the database does, and by that it is found.
void LanguageWindowTest::aRowsStatusIsSaidInWords()
{
    QFETCH(Language, language);
    const Spoken spoken(language);
    for (const char* status : {"active", "pending", "disconnected", "disabled"})
        QVERIFY2(rowStatusText(QLatin1String(status)) != QLatin1String(status), status);
    QCOMPARE(rowStatusText(QStringLiteral("qr_%1")), QStringLiteral("qr_%1")); // another program's word
    Desk desk;
    QVERIFY(waitForTable(desk));
    const std::shared_ptr<const AuditIndex> index = desk.window.view()->workspace().index();
    const auto& rows = index->audit().rows();
    const auto active = std::ranges::find_if(rows, [](const AuditRow& row) {
        return row.integrations.size() == 1 && row.enabledIntegration() && row.integration()->status == u"active";
    });
    QVERIFY(active != rows.end());
    const QString words = rowStatusText(QStringLiteral("active"));
    QCOMPARE(storeWords(*active, Store::Database), words);
    QCOMPARE(cellText(index->audit(), *active, Column::Database), words);
    QVERIFY(cellSpeech(index->audit(), *active, Column::Stores).contains(words));
    const int place = static_cast<int>(active - rows.begin());
    const RowSheet sheet = sheetOf(*index, {place}, {Column::Database, Column::Stores}, {}).value();
    QCOMPARE(sheet.lines[0][0], QStringLiteral("active"));
    QVERIFY2(sheet.lines[0][1].contains(QStringLiteral(": active")), qPrintable(sheet.lines[0][1]));
    desk.window.view()->instances().search(QStringLiteral("status:active"));
    QVERIFY(desk.window.view()->model().rowCount() > 0);
}

STEWARD_TEST(LanguageWindowTest)
} // namespace steward::language_window_test

#include "language_window_test.moc"
