#include "architecture/named_places.h"
#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace steward::test;

namespace {

/// A source says (WORKFLOWS, "Deletion") or (EVOLUTION_API 5.3): the document's name in capitals, then what of it.
struct Reference {
    QString document; ///< "WORKFLOWS"
    QString heading;  ///< how it begins: "Deletion", "5.3"
    bool isNumber = false;
};

QString fileOf(const QString& document)
{
    if (document == QLatin1String("DESIGN") || document == QLatin1String("WORDS"))
        return QStringLiteral("docs/design/%1.md").arg(document);
    QString name = document.toLower();
    return QStringLiteral("docs/%1.md").arg(name.replace(QLatin1Char('_'), QLatin1Char('-')));
}

/// A reference may go on in the comment's next line.
QString joined(QString source)
{
    static const QRegularExpression nextLine(QStringLiteral("\\n\\s*(///?<?|#|\\*)?\\s*"));
    return source.replace(nextLine, QStringLiteral(" "));
}

QList<Reference> referencesIn(const QString& source)
{
    static const QRegularExpression named(QStringLiteral(
        R"re(\b(CONTRACT|WORKFLOWS|EVOLUTION_API|DOMAIN|TOOLCHAIN|DESIGN|WORDS)\b((?:(?:,| and)? (?:"[^"]+"|\d+(?:\.\d+)*(?![\w%])|[A-Z][A-Za-z]+\b(?! \w)))+))re"));
    static const QRegularExpression part(QStringLiteral(R"re("([^"]+)"|(?<![\w.])(\d+(?:\.\d+)*)|([A-Z][A-Za-z]+))re"));
    QList<Reference> references;
    const QString text = joined(source);
    for (auto matches = named.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        bool wasQuoted = false;
        for (auto parts = part.globalMatch(match.captured(2)); parts.hasNext();) {
            const auto found = parts.next();
            const bool isNumber = !found.captured(2).isEmpty();
            if (!(isNumber && wasQuoted)) // "Creation" 2 is a step within what is named
                references << Reference{
                    match.captured(1), found.captured(1) + found.captured(2) + found.captured(3), isNumber};
            wasQuoted = !isNumber;
        }
    }
    return references;
}

/// A heading that begins so; of a number also the item of a numbered list under the heading of its first part.
bool stands(const Reference& reference, const QString& document)
{
    const QString words = QRegularExpression::escape(reference.heading);
    if (!reference.isNumber)
        return document.contains(QRegularExpression(QStringLiteral("(^|\\n)#+ [^\\n]*(?<!\\w)%1").arg(words)));
    if (document.contains(QRegularExpression(QStringLiteral("(^|\\n)#+ %1(\\.| )").arg(words))))
        return true;
    const QString section = reference.heading.section(QLatin1Char('.'), 0, 0);
    const QString item = reference.heading.section(QLatin1Char('.'), 1);
    const auto begins = QRegularExpression(QStringLiteral("(^|\\n)## %1\\. ").arg(section)).match(document);
    if (!begins.hasMatch() || item.isEmpty())
        return false;
    const qsizetype end = document.indexOf(QStringLiteral("\n## "), begins.capturedEnd());
    return document.mid(begins.capturedEnd(), end - begins.capturedEnd())
        .contains(QRegularExpression(QStringLiteral("\\n%1\\. ").arg(item)));
}

QSet<QString> variablesIn(const QString& text, const QString& pattern)
{
    const QRegularExpression variable(pattern);
    QSet<QString> names;
    for (auto matches = variable.globalMatch(text); matches.hasNext();)
        names << matches.next().captured(1);
    return names;
}

/// By room, as docs/architecture.md has it: the rooms of the same floor that it includes, by the last part of their
/// names.
QMap<QString, QStringList> roomsIn(const QString& markdown)
{
    static const QRegularExpression row(
        QStringLiteral(R"re(^\| `src/([\w/]+)/` \| [^|]+ \| ([^|]+) \|$)re"), QRegularExpression::MultilineOption);
    QMap<QString, QStringList> rooms;
    for (auto matches = row.globalMatch(markdown); matches.hasNext();) {
        const auto match = matches.next();
        QStringList included;
        if (match.captured(2) != QStringLiteral("–"))
            included = match.captured(2).split(QStringLiteral(", "));
        included.sort();
        rooms.insert(match.captured(1), included);
    }
    return rooms;
}

/// The same, as the sources are.
QMap<QString, QStringList> roomsOfSources()
{
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s+\"([a-z_/]+)/[^/\"]+\""), QRegularExpression::MultilineOption);
    QMap<QString, QSet<QString>> found;
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
        const QString room = file.section(QLatin1Char('/'), 1, -2);
        const QString floor = room.section(QLatin1Char('/'), 0, 0);
        QSet<QString>& included = found[room];
        for (auto matches = include.globalMatch(contentOf(file)); matches.hasNext();) {
            const QString other = matches.next().captured(1);
            if (other != room && other.section(QLatin1Char('/'), 0, 0) == floor)
                included.insert(other.section(QLatin1Char('/'), -1));
        }
    }
    QMap<QString, QStringList> rooms;
    for (auto room = found.cbegin(); room != found.cend(); ++room) {
        QStringList included(room->cbegin(), room->cend());
        included.sort();
        rooms.insert(room.key(), included);
    }
    return rooms;
}

} // namespace

/// The documents are the truth that the sources refer to.
class DocumentsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReferenceNamesAHeading();
    void aReferenceToNothingIsFound();
    void linksLeadSomewhere();
    void everyPlaceThatIsNamedExists();
    void aPlaceThatIsNotThereIsFound();
    void eachListNamesWhereEveryValueStands_data();
    void eachListNamesWhereEveryValueStands();
    void roomsIncludeWhatTheirTableSays();
    void theServersContractSaysWhatWasSeen();
    void theManualSaysWhatCannotBeSeen();
    void everyVariableIsReadAndTold();
    void administratorsFindWhatTheyAskFor();
    void contributorsFindHowToBuildAndRelease();
};

void DocumentsTest::everyReferenceNamesAHeading()
{
    int count = 0;
    for (const char* folder : {"src", "tests", "resources", "docs"}) {
        for (const QString& file : filesBelow(
                 QLatin1String(folder),
                 {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.sql"), QStringLiteral("*.md")})) {
            if (file.endsWith(QStringLiteral("documents_test.cpp")))
                continue;
            for (const Reference& reference : referencesIn(contentOf(file))) {
                ++count;
                const QString document = contentOf(fileOf(reference.document)).remove(QLatin1Char('`'));
                QVERIFY2(
                    stands(reference, document),
                    qPrintable(QStringLiteral("%1: %2, %3").arg(file, reference.document, reference.heading)));
            }
        }
    }
    QVERIFY2(count > 100, qPrintable(QString::number(count)));
}

void DocumentsTest::aReferenceToNothingIsFound()
{
    const QString document = QStringLiteral("# Rules\n## 5. Traps\n1. One\n2. Two\n## Deletion\ntext\n### Undo\n");
    const auto all = referencesIn(QStringLiteral(
        "/// (WORKFLOWS, \"Deletion\",\n/// \"Undo\") and (EVOLUTION_API 5.2; WORKFLOWS, Deletion) (EVOLUTION_API 5)"));
    QCOMPARE(all.size(), 5);
    for (const Reference& reference : all)
        QVERIFY2(stands(reference, document), qPrintable(reference.heading));
    for (const char* wrong :
         {"(WORKFLOWS, \"Deleting\")", "(EVOLUTION_API 5.3)", "(EVOLUTION_API 6)", "(CONTRACT, Exit)"}) {
        const auto one = referencesIn(QLatin1String(wrong));
        QCOMPARE(one.size(), 1);
        QVERIFY2(!stands(one.first(), document), wrong);
    }
    QVERIFY(referencesIn(QStringLiteral("what CONTRACT says of this")).isEmpty());
}

void DocumentsTest::linksLeadSomewhere()
{
    static const QRegularExpression link(QStringLiteral(R"re(\]\(([^)#:]+)(#[^)]*)?\))re"));
    int count = 0;
    QStringList files = filesBelow(QStringLiteral("docs"), {QStringLiteral("*.md")});
    files << QStringLiteral("README.md") << QStringLiteral("CONTRIBUTING.md");
    for (const QString& file : files) {
        const QString folder =
            file.contains(QLatin1Char('/')) ? file.section(QLatin1Char('/'), 0, -2) + QLatin1Char('/') : QString();
        for (auto matches = link.globalMatch(contentOf(file)); matches.hasNext();) {
            const QString target = folder + matches.next().captured(1);
            ++count;
            QVERIFY2(
                QFileInfo::exists(projectFolder() + QLatin1Char('/') + target),
                qPrintable(file + QStringLiteral(": ") + target));
        }
    }
    QVERIFY(count > 3);
}

void DocumentsTest::everyPlaceThatIsNamedExists()
{
    const NamedPlaces places;
    for (const char* document : {"docs/architecture.md", "docs/how-to-add.md"}) {
        const QStringList named = placesIn(contentOf(QLatin1String(document)));
        QVERIFY(named.size() > 20);
        for (const QString& place : named)
            QVERIFY2(places.exists(place), qPrintable(QLatin1String(document) + QStringLiteral(": ") + place));
    }
}

void DocumentsTest::aPlaceThatIsNotThereIsFound()
{
    const NamedPlaces places;
    for (const char* place :
         {"src/domain/audit/", "join.cpp", "docs/contract.md", "ServerPort", "ServerPort::list()", "StepAction::LogOut",
          "ApplyRecord", "joinStores()", "findingCodeCount", "ui"})
        QVERIFY2(places.exists(QLatin1String(place)), place);
    // Cut in two, so that these names do not stand here.
    for (const char* cut :
         {"src/domain/no|such/", "no|such.cpp", "src/jo|in.cpp", "No|SuchPort", "ServerPort::nothing|LikeIt()",
          "No|SuchPort::list()", "no|SuchFunction()", "two |words", "no|suchfolder"}) {
        const QString place = QString::fromLatin1(cut).remove(QLatin1Char('|'));
        QVERIFY2(!places.exists(place), qPrintable(place));
    }
    const QString markdown =
        QStringLiteral("`a.h` and `./dev test` and `A::b()`\n```\nrunApply ──► Plan::make by x\n```\n`c/`");
    QCOMPARE(
        placesIn(markdown), (QStringList{
                                QStringLiteral("a.h"), QStringLiteral("A::b()"), QStringLiteral("runApply"),
                                QStringLiteral("Plan::make"), QStringLiteral("c/")}));
}

void DocumentsTest::roomsIncludeWhatTheirTableSays()
{
    const QMap<QString, QStringList> written = roomsIn(contentOf(QStringLiteral("docs/architecture.md")));
    const QMap<QString, QStringList> found = roomsOfSources();
    QVERIFY(found.size() > 20);
    for (auto room = found.cbegin(); room != found.cend(); ++room) {
        QVERIFY2(
            written.contains(room.key()), qPrintable(room.key() + QStringLiteral(" has no row in architecture.md")));
        const QString is = room->isEmpty() ? QStringLiteral("–") : room->join(QStringLiteral(", "));
        QVERIFY2(
            written.value(room.key()) == *room,
            qPrintable(QStringLiteral("architecture.md, src/%1/: it includes %2").arg(room.key(), is)));
    }
    QCOMPARE(written.keys(), found.keys());
}

/// What a real server was seen to do, and what was noted otherwise before.
void DocumentsTest::theServersContractSaysWhatWasSeen()
{
    const QString contract = contentOf(QStringLiteral("docs/evolution-api.md"));
    for (const char* seen :
         {"| GET /settings/find/{n} | 200, the bare object",
          "2.3.7 connects only the rows that its table has as open or",
          "a server that is killed or restarted forgets them"})
        QVERIFY2(contract.contains(QLatin1String(seen)), seen);
    QVERIFY(!contract.contains(QLatin1String("GET/POST /settings/find,set/{n}")));
}

void DocumentsTest::everyVariableIsReadAndTold()
{
    const QStringList sources{QStringLiteral("*.h"),  QStringLiteral("*.cpp"),   QStringLiteral("*.txt"),
                              QStringLiteral("*.sh"), QStringLiteral("*.cmake"), QStringLiteral("*.yml")};
    QSet<QString> used = variablesIn(contentOf(QStringLiteral("dev")), QStringLiteral("\\b(STEWARD_[A-Z_]+)\\b"));
    used += variablesIn(contentOf(QStringLiteral("CMakeLists.txt")), QStringLiteral("\\b(STEWARD_[A-Z_]+)\\b"));
    for (const char* folder : {"src", "tests", "installer"}) {
        for (const QString& file : filesBelow(QLatin1String(folder), sources)) {
            if (!file.endsWith(QStringLiteral("documents_test.cpp")))
                used += variablesIn(contentOf(file), QStringLiteral("\\b(STEWARD_[A-Z_]+)\\b"));
        }
    }
    QSet<QString> told;
    QStringList documents{QStringLiteral("README.md"), QStringLiteral("CONTRIBUTING.md")};
    documents << filesBelow(QStringLiteral("docs"), {QStringLiteral("*.md")})
              << filesBelow(QStringLiteral("installer"), {QStringLiteral("*.md")});
    for (const QString& file : documents) {
        for (const QString& name : variablesIn(contentOf(file), QStringLiteral("\\b(STEWARD_[A-Z]+(?:_[A-Z]+)*)\\b"))) {
            told << name;
            QVERIFY2(used.contains(name), qPrintable(QStringLiteral("%1: nothing reads %2").arg(file, name)));
        }
    }
    // What the programs read; the percent is what one program hands to another of its own.
    QSet<QString> read{};
    for (const QString& file : filesBelow(QStringLiteral("src"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}))
        read += variablesIn(contentOf(file), QStringLiteral("\"(STEWARD_[A-Z_]+)\""));
    read -= {QStringLiteral("STEWARD_SCREENSHOT_PERCENT")};
    QVERIFY(read.size() > 15);
    for (const QString& name : std::as_const(read))
        QVERIFY2(told.contains(name), qPrintable(QStringLiteral("no document names %1").arg(name)));
}

void DocumentsTest::eachListNamesWhereEveryValueStands_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("file"); ///< where the enumeration is
    QTest::addColumn<int>("least");
    const auto row = [](const char* enumeration, const char* list, const char* file, int least) {
        QTest::newRow(enumeration) << QString::fromLatin1(list) << QString::fromLatin1(file) << least;
    };
    row("FindingCode", "A finding", "src/domain/audit/finding.h", 9);
    row("SkipReason", "A finding", "src/domain/plans/plan_item.h", 1);
    row("Column", "A column of the table of instances", "src/app/table/cells.h", 2);
    row("StepAction", "A step of a plan", "src/domain/plans/plan_step.h", 7);
    row("JournalAction", "A step of a plan", "src/workflows/journal/journal_action.h", 2);
    row("Language", "A language", "src/local/translations.h", 2);
}

/// A file that names each value has to name a new one, too: one that a list forgets is found by whoever adds it.
void DocumentsTest::eachListNamesWhereEveryValueStands()
{
    QFETCH(QString, list);
    QFETCH(QString, file);
    QFETCH(int, least);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const QRegularExpression defined(QStringLiteral("enum class %1\\b[^{]*\\{([^}]*)\\}").arg(name));
    static const QRegularExpression comment(QStringLiteral("//[^\\n]*"));
    QSet<QString> values;
    for (const QString& each : defined.match(contentOf(file)).captured(1).remove(comment).split(QLatin1Char(','))) {
        if (const QString value = each.trimmed(); !value.isEmpty() && !value.endsWith(QLatin1String("Count")))
            values << value;
    }
    QVERIFY2(values.size() > 3, qPrintable(name));

    const QString all = contentOf(QStringLiteral("docs/how-to-add.md"));
    const qsizetype begin = all.indexOf(QStringLiteral("\n## %1\n").arg(list));
    QVERIFY2(begin >= 0, qPrintable(list));
    const qsizetype end = all.indexOf(QStringLiteral("\n## "), begin + 1);
    const QString section = all.mid(begin, end < 0 ? -1 : end - begin);
    int found = 0;
    for (const char* folder : {"src", "tests"}) {
        for (const QString& source :
             filesBelow(QLatin1String(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")})) {
            if (!variablesIn(contentOf(source), QStringLiteral("\\b%1::(\\w+)").arg(name)).contains(values))
                continue;
            ++found;
            const bool isNamed = section.contains(QStringLiteral("`%1`").arg(source)) ||
                                 section.contains(QStringLiteral("`%1`").arg(source.section(QLatin1Char('/'), -1)));
            QVERIFY2(isNamed, qPrintable(source));
        }
    }
    QVERIFY2(found >= least, qPrintable(QString::number(found)));
}

/// A webhook of the whole server (WORKFLOWS, "Deletion", quiet).
void DocumentsTest::theManualSaysWhatCannotBeSeen()
{
    for (const char* file :
         {"README.md", "docs/manual/manual.md", "docs/manual/manual.pt_BR.md", "docs/manual/manual.es.md"}) {
        for (const char* event : {"LOGOUT_INSTANCE", "REMOVE_INSTANCE"})
            QVERIFY2(contentOf(QLatin1String(file)).contains(QLatin1String(event)), file);
    }
}

void DocumentsTest::administratorsFindWhatTheyAskFor()
{
    const QString page = contentOf(QStringLiteral("docs/manual/administrators.md"));
    for (const char* heading :
         {"## Which package", "## Silent installation", "## Where it keeps what", "## Secrets", "## Network",
          "### Proxies", "### Certificate authorities", "## Rolling out to a group"})
        QVERIFY2(page.contains(QLatin1Char('\n') + QLatin1String(heading) + QLatin1Char('\n')), heading);
    // Each system's own: how it is installed without a question, and where the log is.
    for (const char* words :
         {"apt-get install --yes", "dnf install --assumeyes", "/S /AllUsers", "Steward.app", "~/.local/share/steward",
          "%LOCALAPPDATA%\\steward", "~/Library/Application Support/steward", "logs/steward.log", "STEWARD_PROXY"})
        QVERIFY2(page.contains(QLatin1String(words)), words);
}

void DocumentsTest::contributorsFindHowToBuildAndRelease()
{
    const QString page = contentOf(QStringLiteral("CONTRIBUTING.md"));
    const auto section = [&page](const QString& heading) {
        const qsizetype begin = page.indexOf(QStringLiteral("\n## %1\n").arg(heading));
        return begin < 0 ? QString() : page.mid(begin, page.indexOf(QStringLiteral("\n## "), begin + 1) - begin);
    };
    // The three systems, each with its command and the page that says more.
    const QString building = section(QStringLiteral("Set up")) + section(QStringLiteral("Building elsewhere"));
    for (const char* words :
         {"Debian 12", "./dev run", "./dev test", "Ubuntu 24.04", "Fedora", "For Windows: `./dev package --windows`",
          "installer/windows/README.md", "for macOS: `./dev package`", "installer/macos/README.md"})
        QVERIFY2(building.contains(QLatin1String(words)), words);
    // A checklist: numbered without a gap, from the version to what is published.
    const QString release = section(QStringLiteral("Release"));
    static const QRegularExpression item(QStringLiteral("\n(\\d+)\\. "));
    int last = 0;
    for (auto matches = item.globalMatch(release); matches.hasNext();)
        QCOMPARE(matches.next().captured(1).toInt(), ++last);
    QVERIFY(last >= 7);
    qsizetype place = 0;
    for (const char* step :
         {"`CMakeLists.txt`, the version", "`CHANGELOG.md`", "`./dev test --long`",
          "./dev package --tag vVERSION --twice --check", "Look at", "Tag the commit", "`SHA256SUMS`",
          "`STEWARD_SIGNING_KEY`", "Publish"}) {
        const qsizetype found = release.indexOf(QLatin1String(step), place);
        QVERIFY2(found > place, step);
        place = found;
    }
}

STEWARD_TEST(DocumentsTest)
#include "documents_test.moc"
