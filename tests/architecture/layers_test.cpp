#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <optional>

using namespace steward::test;

namespace {

/// Who may include whom: only downwards (src/local stands beside src/workflows).
const QMap<QString, QStringList>& allowedIncludes()
{
    static const QMap<QString, QStringList> allowed{
        {QStringLiteral("domain"), {QStringLiteral("domain")}},
        {QStringLiteral("wording"), {QStringLiteral("domain"), QStringLiteral("wording")}},
        {QStringLiteral("stores"), {QStringLiteral("domain"), QStringLiteral("stores")}},
        {QStringLiteral("workflows"),
         {QStringLiteral("domain"), QStringLiteral("wording"), QStringLiteral("stores"), QStringLiteral("workflows")}},
        {QStringLiteral("local"), {QStringLiteral("domain"), QStringLiteral("stores"), QStringLiteral("local")}},
        {QStringLiteral("app"),
         {QStringLiteral("domain"), QStringLiteral("wording"), QStringLiteral("stores"), QStringLiteral("workflows"),
          QStringLiteral("local"), QStringLiteral("app")}},
        {QStringLiteral("cli"),
         {QStringLiteral("domain"), QStringLiteral("wording"), QStringLiteral("stores"), QStringLiteral("workflows"),
          QStringLiteral("local"), QStringLiteral("cli")}},
    };
    return allowed;
}

/// Those of the window, as docs/architecture.md has them.
QList<QStringList> roomsOfTheWindow()
{
    static const QRegularExpression table(
        QStringLiteral("^\\| line \\| rooms \\|\\n\\|--\\|--\\|\\n((?:\\|.*\\|\\n)+)"),
        QRegularExpression::MultilineOption);
    const QString rows = table.match(contentOf(QStringLiteral("docs/architecture.md"))).captured(1);
    QList<QStringList> rooms;
    for (const QString& row : rows.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        rooms << row.section(QLatin1Char('|'), 2, 2).trimmed().split(QStringLiteral(", "));
    return rooms;
}

/// The rooms of a floor from top to bottom; what stands in one line does not include each other.
const QMap<QString, QList<QStringList>>& roomsFromTop()
{
    static const QMap<QString, QList<QStringList>> rooms{
        {QStringLiteral("workflows"),
         {{QStringLiteral("resume")},
          {QStringLiteral("creation"), QStringLiteral("pairing"), QStringLiteral("restore"), QStringLiteral("guards")},
          {QStringLiteral("execute")},
          {QStringLiteral("read"), QStringLiteral("live")},
          {QStringLiteral("writes")},
          {QStringLiteral("session")},
          {QStringLiteral("outbox")},
          {QStringLiteral("journal")},
          {QStringLiteral("base")}}},
        {QStringLiteral("app"), roomsOfTheWindow()},
    };
    return rooms;
}

/// From the top; nothing for a room that is not in the list.
std::optional<qsizetype> lineOf(const QString& floor, const QString& room)
{
    const QList<QStringList> lines = roomsFromTop().value(floor);
    for (qsizetype line = 0; line < lines.size(); ++line) {
        if (lines.at(line).contains(room))
            return line;
    }
    return {};
}

/// Of "src/workflows/read/audit_reader.h": "read". What lies in the floor itself is in a room of the floor's name.
QString roomOf(const QString& file)
{
    const QString room = file.section(QLatin1Char('/'), 2, -2);
    return room.isEmpty() ? file.section(QLatin1Char('/'), 1, 1) : room;
}

/// A source has by "ui_name.h" what its form includes, too.
QString withForms(const QString& content)
{
    static const QRegularExpression form(QStringLiteral("#include \"ui_([a-z_]+)\\.h\""));
    static const QRegularExpression header(QStringLiteral("<header>([^<]+)</header>"));
    QStringList added;
    for (auto forms = form.globalMatch(content); forms.hasNext();) {
        const QString designed = contentOf(QStringLiteral("ui/%1.ui").arg(forms.next().captured(1)));
        for (auto headers = header.globalMatch(designed); headers.hasNext();)
            added << QStringLiteral("\n#include \"%1\"").arg(headers.next().captured(1));
    }
    return content + added.join(QString());
}

/// Of a file such as "src/workflows/read/audit_reader.h".
QStringList upwardIncludes(const QString& file, const QString& content)
{
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s+\"(([a-z_]+)/[^\"]+)\""), QRegularExpression::MultilineOption);
    const QString floor = file.section(QLatin1Char('/'), 1, 1);
    const QString room = roomOf(file);
    const std::optional<qsizetype> own = lineOf(floor, room);
    QStringList upward;
    for (auto match = include.globalMatch(content); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const QString included = roomOf(QStringLiteral("src/") + found.captured(1));
        if (found.captured(2) != floor || included == room)
            continue;
        const std::optional<qsizetype> other = lineOf(floor, included);
        if (!own || !other || *other <= *own)
            upward << found.captured().trimmed();
    }
    return upward;
}

QStringList forbiddenIncludes(const QString& layer, const QString& content)
{
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s+\"([a-z_]+)/[^\"]*\""), QRegularExpression::MultilineOption);
    QStringList forbidden;
    for (auto match = include.globalMatch(content); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        if (!allowedIncludes().value(layer).contains(found.captured(1)))
            forbidden << found.captured().trimmed();
    }
    return forbidden;
}

} // namespace

class LayersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void includesOnlyDownwards();
    void anUpwardIncludeIsFound();
    void roomsIncludeOnlyDownwards();
    void anIncludeOfARoomAboveIsFound();
    void onlyTheWritersWrite();
    void ourRowsAreToldInOnePlace();
    void rowsAreChangedInOneKindOfTransaction();
    void domainUsesQtCoreOnly();
    void sentencesAreMadeInOnePlace();
    void domainSaysErrorsAlone();
    void noSentenceDecides();
    void operationsAreTheServices();
    void everyFileIsReadWithALimit();
    void noSourceIsLong();
    void everyFolderIsALayer();
    void commandLineLinksNoWidgets();
    void noCoroutines();
    void whatSystemsDifferInStandsInPairs();
    void namesStandInOnePlace();
    void theServersSocketIsNotUsed();
    void pagesOfFixedLayoutAreDesignerFiles();
};

void LayersTest::includesOnlyDownwards()
{
    const QStringList files = filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
    QVERIFY(files.size() > 30);
    for (const QString& file : files) {
        const QStringList forbidden = forbiddenIncludes(file.section(QLatin1Char('/'), 1, 1), contentOf(file));
        QVERIFY2(
            forbidden.isEmpty(), qPrintable(file + QStringLiteral(" includes ") + forbidden.join(QLatin1Char(' '))));
    }
}

void LayersTest::anUpwardIncludeIsFound()
{
    QCOMPARE(forbiddenIncludes(QStringLiteral("domain"), QStringLiteral("#include \"stores/limits.h\"\n")).size(), 1);
    QCOMPARE(forbiddenIncludes(QStringLiteral("cli"), QStringLiteral("#include \"app/x.h\"\n")).size(), 1);
    QCOMPARE(forbiddenIncludes(QStringLiteral("cli"), QStringLiteral("#include \"local/x.h\"\n")).size(), 0);
}

void LayersTest::roomsIncludeOnlyDownwards()
{
    for (auto floor = roomsFromTop().cbegin(); floor != roomsFromTop().cend(); ++floor) {
        const QStringList files =
            filesBelow(QStringLiteral("src/") + floor.key(), {QStringLiteral("*.h"), QStringLiteral("*.cpp")});
        QVERIFY(files.size() > 30);
        QStringList rooms;
        for (const QString& file : files) {
            QVERIFY2(lineOf(floor.key(), roomOf(file)), qPrintable(file));
            const QStringList upward = upwardIncludes(file, withForms(contentOf(file)));
            QVERIFY2(upward.isEmpty(), qPrintable(file + QStringLiteral(" includes ") + upward.join(QLatin1Char(' '))));
            rooms << roomOf(file);
        }
        rooms.removeDuplicates();
        rooms.sort();
        QStringList named;
        for (const QStringList& line : floor.value())
            named << line;
        named.sort();
        QCOMPARE(named, rooms); // each once, and none that is gone
    }
}

void LayersTest::anIncludeOfARoomAboveIsFound()
{
    const QString writer = QStringLiteral("src/workflows/writes/x.cpp");
    QCOMPARE(upwardIncludes(writer, QStringLiteral("#include \"workflows/read/audit_reader.h\"\n")).size(), 1);
    QCOMPARE(upwardIncludes(writer, QStringLiteral("#include \"workflows/unheard_of/y.h\"\n")).size(), 1);
    QCOMPARE(upwardIncludes(writer, QStringLiteral("#include \"workflows/journal/journal.h\"\n")).size(), 0);
    QCOMPARE(upwardIncludes(writer, QStringLiteral("#include \"stores/limits.h\"\n")).size(), 0);
    const QString creation = QStringLiteral("src/workflows/creation/x.cpp");
    QCOMPARE(upwardIncludes(creation, QStringLiteral("#include \"workflows/pairing/pairing.h\"\n")).size(), 1);
    QVERIFY(roomsOfTheWindow().size() > 5);
    const QString plans = QStringLiteral("src/app/plans/x.cpp");
    QCOMPARE(upwardIncludes(plans, QStringLiteral("#include \"app/shell/workspace_view.h\"\n")).size(), 1);
    QCOMPARE(upwardIncludes(plans, QStringLiteral("#include \"app/journal/journal_page.h\"\n")).size(), 1);
    QCOMPARE(upwardIncludes(plans, QStringLiteral("#include \"app/x.h\"\n")).size(), 1);
    QCOMPARE(upwardIncludes(plans, QStringLiteral("#include \"app/operations/operation.h\"\n")).size(), 0);
    const QString form = QStringLiteral("#include \"ui_window_foot.h\"\n"); // it has the button of Activity
    QCOMPARE(upwardIncludes(QStringLiteral("src/app/components/x.cpp"), form).size(), 0);
    QVERIFY(!upwardIncludes(QStringLiteral("src/app/components/x.cpp"), withForms(form)).isEmpty());
}

void LayersTest::onlyTheWritersWrite()
{
    static const QRegularExpression writing(
        QStringLiteral("\\b(m_run|run)(\\.|->)(write<|announceAll\\()|\\bwrite(All)?Repeated<"));
    QVERIFY(contentOf(QStringLiteral("src/workflows/writes/cache_writer.cpp")).contains(writing));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        const QString room = file.section(QLatin1Char('/'), 1, 2);
        if (room != QLatin1String("workflows/writes") && room != QLatin1String("workflows/journal"))
            QVERIFY2(!contentOf(file).contains(writing), qPrintable(file));
    }
}

void LayersTest::ourRowsAreToldInOnePlace()
{
    static const QRegularExpression condition(
        QStringLiteral("(type|provider)(::text)?\\s*(=|==)\\s*(QLatin1String\\()?['\"](whatsapp|evolution)"));
    QVERIFY(QStringLiteral("type::text = 'whatsapp'").contains(condition));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
        QVERIFY2(!contentOf(file).contains(condition), qPrintable(file));
    QVERIFY(contentOf(QStringLiteral("src/domain/our_rows.h")).contains(QStringLiteral("ourRowType = \"whatsapp\"")));
}

/// Each with its line in the database's own history: by RowChange.
void LayersTest::rowsAreChangedInOneKindOfTransaction()
{
    for (const QString& file :
         filesBelow(QStringLiteral("src/stores/postgres"), {QStringLiteral("row_*.cpp"), QStringLiteral("c*.cpp")})) {
        if (file.endsWith(QStringLiteral("/row_change.cpp")) || file.endsWith(QStringLiteral("/row_rights.cpp")))
            continue;
        QVERIFY2(!contentOf(file).contains(QStringLiteral("Access::Write")), qPrintable(file));
        QVERIFY2(!contentOf(file).contains(QStringLiteral("RowHistory history(")), qPrintable(file));
    }
}

void LayersTest::domainUsesQtCoreOnly()
{
    const QString build = contentOf(QStringLiteral("src/domain/CMakeLists.txt")) +
                          contentOf(QStringLiteral("src/wording/CMakeLists.txt"));
    QVERIFY(build.contains(QStringLiteral("Qt6::Core")) && build.contains(QStringLiteral("steward_wording")));
    for (const char* module : {"Qt6::Gui", "Qt6::Widgets", "Qt6::Network", "Qt6::Sql", "steward_stores"})
        QVERIFY2(!build.contains(QLatin1String(module)), module);
}

/// The rules and what a plan leaves say codes and what belongs to them.
void LayersTest::sentencesAreMadeInOnePlace()
{
    const QStringList files =
        QStringList{
            QStringLiteral("src/domain/plans/plan_state.cpp"), QStringLiteral("src/domain/plans/reconcile.cpp"),
            QStringLiteral("src/domain/plans/survivor.cpp"), QStringLiteral("src/domain/plans/plan_facts.cpp")} +
        filesBelow(QStringLiteral("src/domain/audit"), {QStringLiteral("*_rules.cpp"), QStringLiteral("*_rule.cpp")});
    QVERIFY(files.size() > 8);
    static const QRegularExpression sentence(QStringLiteral("Q_DECLARE_TR_FUNCTIONS|\\btr\\(|TRANSLATE"));
    QVERIFY(contentOf(QStringLiteral("src/wording/skip_words.cpp")).contains(sentence));
    for (const QString& file : files)
        QVERIFY2(!contentOf(file).contains(sentence), qPrintable(file));
}

/// An error has its sentence from where it arises. Whatever else there is holds codes, and src/wording says it.
void LayersTest::domainSaysErrorsAlone()
{
    const QSet<QString> errors{
        QStringLiteral("src/domain/role.cpp"), // administratorsOnly()
        QStringLiteral("src/domain/strict_fields.cpp"), QStringLiteral("src/domain/plans/agreed_plan.cpp"),
        QStringLiteral("src/domain/plans/plan.cpp"), QStringLiteral("src/domain/plans/plan_item_pages.cpp"),
        // the stores' adapters make theirs of these, and may not include wording
        QStringLiteral("src/domain/doctor_advice.cpp"), QStringLiteral("src/domain/unknown_value.cpp"),
        QStringLiteral("src/domain/store_records.cpp"), // an odd entry, for the doctor
    };
    const QSet<QString> left{
        // a refusal is an error, made of what has tripped
        QStringLiteral("src/domain/plans/breakers.cpp"),
        QStringLiteral("src/domain/plans/store_trouble.cpp"),
        // Skipped::told, which documents and journals hold
        QStringLiteral("src/domain/new_name.cpp"),
        QStringLiteral("src/domain/audit/known_names.cpp"),
        // what stands for a name that is missing: evidence of findings and the subject of what is left
        QStringLiteral("src/domain/audit/audit.cpp"),
    };
    static const QRegularExpression sentence(
        QStringLiteral("Q_DECLARE_TR_FUNCTIONS|\\btr\\(|TRANSLATE|QCoreApplication::translate"));
    QSet<QString> found;
    for (const QString& file :
         filesBelow(QStringLiteral("src/domain"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        if (contentOf(file).contains(sentence))
            found << file;
    }
    const QSet<QString> others = found - errors - left;
    QVERIFY2(others.isEmpty(), qPrintable(QStringList(others.begin(), others.end()).join(QLatin1Char(' '))));
    QCOMPARE(found.size(), errors.size() + left.size()); // whichever makes none any more leaves the list
}

/// What is done about an error goes by its kind: its sentence is another one in each language. (The window and the
/// command line do look whether they have said a sentence already.)
void LayersTest::noSentenceDecides()
{
    static const QRegularExpression asked(
        QStringLiteral("\\b(sentence|because)\\s*(==|!=)|(==|!=)\\s*[\\w.>-]*\\b(sentence|because)\\b|"
                       "\\b(sentence|because)\\.(contains|startsWith|endsWith|indexOf|compare)\\("));
    QVERIFY(QStringLiteral("if (error.sentence == other.sentence)").contains(asked));
    QVERIFY(QStringLiteral("error.sentence.contains(word)").contains(asked));
    for (const char* floor : {"domain", "wording", "stores", "workflows", "local"}) {
        for (const QString& file : filesBelow(
                 QStringLiteral("src/") + QLatin1String(floor), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
            QVERIFY2(!contentOf(file).contains(asked), qPrintable(file));
    }
    // What stands in the log is written for whoever reads it, on every floor.
    static const QRegularExpression logged(
        QStringLiteral("\\bdetail\\s*(==|!=)|(==|!=)\\s*[\\w.>()-]*(\\.|->)detail\\b"));
    QVERIFY(QStringLiteral("error.detail == other.detail").contains(logged));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
        QVERIFY2(!contentOf(file).contains(logged), qPrintable(file));
}

/// Whatever page asks for it: only the service's log makes an operation, and one thing runs its work.
void LayersTest::operationsAreTheServices()
{
    static const QRegularExpression made(QStringLiteral("\\bnew Operation\\(|make_(unique|shared)<Operation>"));
    static const QRegularExpression run(QStringLiteral("\\bsetWork\\((?!m_?operations\\.run<|operations\\.run<)"));
    int places = 0;
    for (const QString& file : filesBelow(QStringLiteral("src/app"), {QStringLiteral("*.cpp")})) {
        const QString content = contentOf(file);
        const bool isLog = file == QLatin1String("src/app/operations/activity_log.cpp");
        QVERIFY2(isLog == content.contains(made), qPrintable(file));
        if (!content.contains(QStringLiteral(".setWork(m_operations.")) &&
            !content.contains(QStringLiteral("setWork(operations.")))
            continue;
        ++places;
        QVERIFY2(!content.contains(run), qPrintable(file));
    }
    QVERIFY(places >= 5);
}

/// A file that somebody names may be a device without end. Those below are the program's own.
void LayersTest::everyFileIsReadWithALimit()
{
    static const QRegularExpression whole(QStringLiteral("\\breadAll\\(\\)|\\bfromPath\\(|\\bfromDevice\\("));
    const QSet<QString> own{
        QStringLiteral("src/stores/guard_script.cpp"), // resources
        QStringLiteral("src/app/shell/licences.cpp"),
        QStringLiteral("src/app/style/icons.cpp"),
        QStringLiteral("src/app/help/manual.cpp"),
        QStringLiteral("src/app/export/xlsx_file.cpp"),        // just written
        QStringLiteral("src/stores/postgres/postgres_tls.cpp") // read by readPem() before
    };
    int found = 0;
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.cpp")})) {
        if (file.startsWith(QLatin1String("src/app/screenshots/")) || !contentOf(file).contains(whole))
            continue;
        ++found;
        QVERIFY2(own.contains(file), qPrintable(file));
    }
    QCOMPARE(found, own.size());
}

void LayersTest::noSourceIsLong()
{
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
        QVERIFY2(contentOf(file).count(QLatin1Char('\n')) < 500, qPrintable(file));
}

void LayersTest::everyFolderIsALayer()
{
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.cpp")})) {
        const QString layer = file.section(QLatin1Char('/'), 1, 1);
        QVERIFY2(allowedIncludes().contains(layer), qPrintable(file));
    }
}

void LayersTest::commandLineLinksNoWidgets()
{
    const QString program = qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward-cli");
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {program});
    QVERIFY(ldd.waitForFinished());
    const QString libraries = QString::fromUtf8(ldd.readAllStandardOutput());
    QVERIFY2(libraries.contains(QStringLiteral("libQt6Core")), qPrintable(program));
    QVERIFY(!libraries.contains(QStringLiteral("libQt6Widgets")));
}

void LayersTest::whatSystemsDifferInStandsInPairs()
{
    static const QRegularExpression ofOneSystem(
        QStringLiteral("\\bQ_OS_[A-Z]+|#\\s*include "
                       "<(windows|winsock2|ws2tcpip|io|unistd|fcntl|poll|pwd|netdb|csignal|signal|dlfcn|link|"
                       "termios|sys/\\w+|mach-o/\\w+)(\\.h)?>"));
    int pairs = 0;
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        const bool isPair = file.section(QLatin1Char('/'), -1).startsWith(QLatin1String("system_"));
        pairs += isPair && file.endsWith(QLatin1String(".cpp")) ? 1 : 0;
        const QRegularExpressionMatch found = ofOneSystem.match(contentOf(file));
        QVERIFY2(isPair || !found.hasMatch(), qPrintable(file + QStringLiteral(": ") + found.captured()));
        QVERIFY2(
            !isPair || !file.endsWith(QLatin1String(".cpp")) ||
                QFileInfo::exists(projectFolder() + QLatin1Char('/') + file.chopped(4) + QStringLiteral(".h")),
            qPrintable(file));
    }
    QVERIFY2(pairs >= 11, qPrintable(QString::number(pairs)));
}

void LayersTest::noCoroutines()
{
    static const QRegularExpression keyword(QStringLiteral("\\bco_(await|return|yield)\\b"));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
        QVERIFY2(!contentOf(file).contains(keyword), qPrintable(file));
}

void LayersTest::namesStandInOnePlace()
{
    // The stores' names belong to StoreNames; advice and help for people may mention them.
    static const QRegularExpression name(QStringLiteral(
        "\"(whatsapp:(instance|token):|wa:instances:(added|removed)|wa_workers|save_evolution_integration)\""));
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        if (file != QStringLiteral("src/domain/store_names.h"))
            QVERIFY2(!contentOf(file).contains(name), qPrintable(file));
    }
    QVERIFY(contentOf(QStringLiteral("src/domain/store_names.h")).contains(name));
}

/// The server's socket.io asks nobody for a key, and its events carry tokens: live hints come from the other two
/// stores.
void LayersTest::theServersSocketIsNotUsed()
{
    static const QRegularExpression socket(
        QStringLiteral("web_?sockets?\\b|socket\\.io"), QRegularExpression::CaseInsensitiveOption);
    for (const char* used : {"Qt6::WebSockets", "#include <QWebSocket>", "\"/socket.io/?EIO=4\""})
        QVERIFY2(QLatin1String(used).toString().contains(socket), used);
    QStringList files{QStringLiteral("CMakeLists.txt"), QStringLiteral("installer/windows/cross-build.sh")};
    files += filesBelow(
        QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("CMakeLists.txt")});
    for (const QString& file : files)
        QVERIFY2(!contentOf(file).contains(socket), qPrintable(file));
}

/// Whatever is called a page, a step, a dialog, a form … and is made in code stands here, with why.
void LayersTest::pagesOfFixedLayoutAreDesignerFiles()
{
    const QMap<QString, QString> madeInCode{
        {QStringLiteral("components/dialog_page.cpp"), QStringLiteral("shows whatever it is given")},
        {QStringLiteral("instances/views_panel.cpp"), QStringLiteral("a tree")},
        {QStringLiteral("journal/restore_page.cpp"), QStringLiteral("what the operation's page shows, which has one")},
        {QStringLiteral("journal/resume_page.cpp"), QStringLiteral("what the operation's page shows, which has one")},
        {QStringLiteral("pairing/reset_page.cpp"), QStringLiteral("what the operation's page shows, which has one")},
        {QStringLiteral("profiles/doctor_panel.cpp"), QStringLiteral("one line for each thing that was found")},
        {QStringLiteral("profiles/profile_page.cpp"), QStringLiteral("shows the editor, which has one")},
        {QStringLiteral("profiles/secrets_dialog.cpp"), QStringLiteral("one field for each secret that is missing")},
        {QStringLiteral("screenshots/components_page.cpp"), QStringLiteral("a sheet of samples")},
        {QStringLiteral("shell/window_settings.cpp"), QStringLiteral("nothing that is seen")}};
    QStringList endings;
    for (const char* kind : {"page", "step", "dialog", "editor", "form", "panel", "window", "settings"})
        endings << QStringLiteral("*_%1.cpp").arg(QLatin1String(kind));
    const QString folder = QStringLiteral("src/app");
    QStringList found;
    int withFile = 0;
    for (const QString& file : filesBelow(folder, endings)) {
        if (contentOf(file).contains(QStringLiteral("#include \"ui_")))
            ++withFile;
        else
            found << file.mid(folder.size() + 1);
    }
    found.sort();
    QCOMPARE(found, madeInCode.keys());
    QVERIFY2(withFile > 19, qPrintable(QString::number(withFile)));
}

STEWARD_TEST(LayersTest)
#include "layers_test.moc"
