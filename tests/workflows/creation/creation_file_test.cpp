#include "domain/store_names.h"
#include "support/any_id.h"
#include "support/hostile_names.h"
#include "support/test_registry.h"
#include "workflows/creation/creation_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::creation_file_test {

namespace {

constexpr const char* org1 = "11111111-1111-4111-8111-111111111111";
constexpr const char* org2 = "22222222-2222-4222-8222-222222222222";
constexpr const char* org3 = "33333333-3333-4333-8333-333333333333";
constexpr const char* clinic1 = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
constexpr Timestamp now{std::chrono::milliseconds(1'700'000'000'000)};

using Requests = Result<std::vector<Result<CreationRequest>>>;

QByteArray quoted(QByteArray field)
{
    return '"' + field.replace('"', "\"\"") + '"';
}

Result<std::vector<Organization>> noOrganizations()
{
    return {};
}

QString sentenceOf(const Result<CreationRequest>& line)
{
    return line ? QString() : line.error().sentence;
}

} // namespace

/// The file of `create --from`: what people and spreadsheets write, and what nobody should.
class CreationFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryColumn();
    void aNumberStandsOnce();
    void organizationsAreNamedOrGivenById();
    void aNameThatTwoShareIsTheLinesError();
    void organizationsThatAreNotToldRefuseTheFile();
    void aTemplateHasTheColumnsAndNothingToCreate();
    void spreadsheetsWriteItInManyWays_data();
    void spreadsheetsWriteItInManyWays();
    void namesAreKeptByteForByte();
    void emptyNamesAreMadeDistinct();
    void aLineThatIsWrongNamesItsNumber_data();
    void aLineThatIsWrongNamesItsNumber();
    void whatOccursTwiceIsTheLaterLinesError();
    void namesThatLookAlikeAreTheLaterLinesError();
    void aFileThatCannotBeReliedOnIsRefused_data();
    void aFileThatCannotBeReliedOnIsRefused();
    void theLimitsAreExact();
    void whatIsNoFileIsRefused();
    void anyCutOfAFileIsAnAnswer();

private:
    Requests read(const QByteArray& content, const QString& nameTemplate = {})
    {
        const QString path = m_folder.filePath(QStringLiteral("clinics.csv"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return std::unexpected(Error{ErrorKind::LocalFailure, {}, QStringLiteral("test file")});
        file.close();
        return readCreationFile(
            path, nameTemplate.isEmpty() ? StoreNames().instanceNameTemplate : nameTemplate, now,
            [this]() -> Result<std::vector<Organization>> {
                ++m_asked;
                return m_organizations;
            });
    }

    Result<std::vector<Organization>> m_organizations;
    int m_asked = 0; ///< for the organizations

    QTemporaryDir m_folder;
};

void CreationFileTest::readsEveryColumn()
{
    const Requests requests = read(
        QByteArray("phone,name,organization_id,clinic_id\n") + "+55 11 98888-7777,clinic one," + org1 + ',' + clinic1 +
        "\n,two," + org2 + ",\n");
    QVERIFY(requests);
    QCOMPARE(requests->size(), size_t(2));
    const Result<CreationRequest>& first = requests->front();
    QVERIFY2(first, qPrintable(sentenceOf(first)));
    QCOMPARE(first->organizationId, anId(QLatin1String(org1)));
    QCOMPARE(first->clinicId, anId(QLatin1String(clinic1)));
    QCOMPARE(first->name.utf8(), QByteArray("clinic one"));
    QCOMPARE(first->expectedPhone, PhoneNumber::fromText(u"5511988887777"));
    QVERIFY(!first->finishRow);
    const Result<CreationRequest>& second = requests->back();
    QVERIFY2(second, qPrintable(sentenceOf(second)));
    QCOMPARE(second->organizationId, anId(QLatin1String(org2)));
    QVERIFY(!second->clinicId);
    QVERIFY(!second->expectedPhone);
}

void CreationFileTest::aNumberStandsOnce()
{
    const Requests requests = read(
        QByteArray("organization_id,phone\n") + org1 + ",5511987654321\n" + org2 + ",+55 11 8765-4321\n" + org3 +
        ",\n");
    QVERIFY2(requests, requests ? "" : qPrintable(requests.error().sentence));
    QVERIFY((*requests)[0] && (*requests)[2]);
    // The same mobile without its ninth digit.
    QVERIFY(sentenceOf((*requests)[1]).startsWith(QLatin1String("Line 3: Line 2 already has this number")));
}

void CreationFileTest::organizationsAreNamedOrGivenById()
{
    m_organizations = std::vector<Organization>{
        {anId(QLatin1String(org1)), QStringLiteral("Clínica Aurora"), true},
        {anId(QLatin1String(org2)), QStringLiteral("Odonto Mar Aberto"), true},
        {anId(QLatin1String(org3)), QStringLiteral("Vet Amigo Fiel"), false}};
    const QByteArray decomposed = QStringLiteral("ODONTO  mar ABERTO").toUtf8();
    const Requests requests = read(
        QByteArray("name,organization,phone\n") + "one,Cli\xCC\x81nica aurora,\ntwo," + decomposed + ",\nthree," +
        org3 + ",\nfour,Nobody,\nfive,,\nsix,vet amigo fiel,\n");
    QVERIFY2(requests, requests ? "" : qPrintable(requests.error().sentence));
    QCOMPARE(requests->size(), size_t(6));
    QCOMPARE(m_asked, 1);
    for (const auto& [line, organization] : {std::pair(0, org1), {1, org2}, {2, org3}}) {
        const Result<CreationRequest>& request = (*requests)[static_cast<size_t>(line)];
        QVERIFY2(request, qPrintable(sentenceOf(request)));
        QCOMPARE(request->organizationId, anId(QLatin1String(organization)));
    }
    QVERIFY2(
        sentenceOf((*requests)[3]).startsWith(QStringLiteral("Line 5: No organization is named “Nobody”")),
        qPrintable(sentenceOf((*requests)[3])));
    QVERIFY(sentenceOf((*requests)[4]).startsWith(QLatin1String("Line 6: Enter the organization")));
    // The same one, by its name this time.
    QVERIFY(sentenceOf((*requests)[5]).startsWith(QLatin1String("Line 7: Line 4 already has this organization")));
    QVERIFY(read(QByteArray("organization\n") + org1 + '\n'));
    QCOMPARE(m_asked, 1); // ids alone need no database
}

void CreationFileTest::aNameThatTwoShareIsTheLinesError()
{
    m_organizations = std::vector<Organization>{
        {anId(QLatin1String(org1)), QStringLiteral("Clínica Aurora"), true},
        {anId(QLatin1String(org2)), QStringLiteral("clínica aurora"), false},
        {anId(QLatin1String(org3)), QStringLiteral("Vet Amigo Fiel"), true}};
    const Requests requests = read(QByteArray("organization\nCl\xC3\xADnica Aurora\nVet Amigo Fiel\n") + org2 + '\n');
    QVERIFY(requests && requests->size() == 3);
    const QString sentence = sentenceOf((*requests)[0]);
    QVERIFY2(sentence.startsWith(QLatin1String("Line 2: 2 organization")), qPrintable(sentence));
    QVERIFY((*requests)[1]);
    QVERIFY((*requests)[2]); // by its id it can be meant
}

void CreationFileTest::organizationsThatAreNotToldRefuseTheFile()
{
    m_organizations = std::unexpected(Error{ErrorKind::Refused, QStringLiteral("Nobody answers."), {}});
    const Requests requests = read(QByteArray("organization\nVet Amigo Fiel\n") + org1 + '\n');
    QVERIFY(!requests);
    QCOMPARE(requests.error().sentence, QStringLiteral("Nobody answers."));
    QVERIFY(read(QByteArray("organization\n") + org1 + '\n'));
}

void CreationFileTest::aTemplateHasTheColumnsAndNothingToCreate()
{
    const Requests empty = read(creationFileTemplate());
    QVERIFY(!empty);
    QVERIFY(empty.error().sentence.contains(QLatin1String("nothing to create")));
    const Requests filled = read(creationFileTemplate() + org1 + ",,one,+55 11 98888-7777\r\n");
    QVERIFY(filled && filled->size() == 1);
    QVERIFY2(filled->front(), qPrintable(sentenceOf(filled->front())));
    QCOMPARE(filled->front()->name.utf8(), QByteArray("one"));
}

void CreationFileTest::spreadsheetsWriteItInManyWays_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray header = "organization_id,name";
    const QByteArray line = QByteArray(org1) + ",one";
    QTest::newRow("LF") << header + '\n' + line + '\n';
    QTest::newRow("no end of line at the end") << header + '\n' + line;
    QTest::newRow("CRLF") << header + "\r\n" + line + "\r\n";
    QTest::newRow("CR") << header + '\r' + line + '\r';
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + header + "\r\n" + line + "\r\n";
    QTest::newRow("semicolons") << QByteArray("organization_id;name\r\n") + org1 + ";one\r\n";
    QTest::newRow("semicolons and a comma in a field")
        << QByteArray("clinic_id;organization_id;name\r\n;") + org1 + ";one\r\n";
    QTest::newRow("blank lines") << "\n \t\n" + header + "\n\n  \n,\n" + line + "\n\n,,\n";
    QTest::newRow("blank line before semicolons") << QByteArray("  \norganization_id;name\n;\n") + org1 + ";one\n";
    QTest::newRow("blanks around fields") << " organization_id ,\tname\n" + QByteArray(org1) + " , one \n";
    QTest::newRow("quoted") << QByteArray("\"organization_id\",\"name\"\n\"") + org1 + "\",\"one\"\n";
    QTest::newRow("capital letters") << header + '\n' + QByteArray(org1).toUpper() + ",one\n";
}

void CreationFileTest::spreadsheetsWriteItInManyWays()
{
    QFETCH(QByteArray, content);
    const Requests requests = read(content);
    QVERIFY2(requests, requests ? "" : qPrintable(requests.error().sentence));
    QCOMPARE(requests->size(), size_t(1));
    QVERIFY2(requests->front(), qPrintable(sentenceOf(requests->front())));
    QCOMPARE(requests->front()->organizationId, anId(QLatin1String(org1)));
    QCOMPARE(requests->front()->name.utf8(), QByteArray("one"));
}

void CreationFileTest::namesAreKeptByteForByte()
{
    int read = 0;
    for (const InstanceName& name : hostileNames()) {
        const Requests requests =
            this->read(QByteArray("organization_id,name\n") + org1 + ',' + quoted(name.utf8()) + '\n');
        if (!name.isValidUtf8()) {
            QVERIFY(!requests);
            continue;
        }
        if (name.isEmpty())
            continue;
        QVERIFY2(requests, requests ? "" : qPrintable(requests.error().sentence));
        QCOMPARE(requests->size(), size_t(1));
        const std::optional<QString> trouble = validateName(name);
        QCOMPARE(requests->front().has_value(), !trouble);
        if (trouble)
            QVERIFY(sentenceOf(requests->front()).contains(*trouble));
        else
            QCOMPARE(requests->front()->name, name);
        ++read;
    }
    QVERIFY(read > 10);
    const Requests inside = this->read(QByteArray("organization_id,name\n") + org1 + ",\"a \"\"b\"\", c;d\"\n");
    QVERIFY(inside && inside->front());
    QCOMPARE(inside->front()->name.utf8(), QByteArray("a \"b\", c;d"));
}

void CreationFileTest::emptyNamesAreMadeDistinct()
{
    const QByteArray content = QByteArray("organization_id\n") + org1 + '\n' + org2 + '\n' + org3 + '\n';
    for (const char* nameTemplate : {"clinic-{organization_id}-{milliseconds}", "c-{milliseconds}"}) {
        const Requests requests = read(content, QLatin1String(nameTemplate));
        QVERIFY(requests);
        QSet<InstanceName> names;
        for (const Result<CreationRequest>& request : *requests) {
            QVERIFY2(request, qPrintable(sentenceOf(request)));
            names.insert(request->name);
        }
        QCOMPARE(names.size(), 3);
    }
    const Requests first = read(content);
    QCOMPARE(
        first->front()->name, defaultInstanceName(StoreNames().instanceNameTemplate, anId(QLatin1String(org1)), now));
    // A template that says neither gives one name only: the second line is told so, never created beside the first.
    const Requests same = read(content, QStringLiteral("clinic"));
    QVERIFY(same && same->size() == 3);
    QVERIFY((*same)[0]);
    QVERIFY(sentenceOf((*same)[1]).startsWith(QLatin1String("Line 3: ")));
    QVERIFY(sentenceOf((*same)[2]).startsWith(QLatin1String("Line 4: ")));
}

void CreationFileTest::aLineThatIsWrongNamesItsNumber_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray id = org1;
    QTest::newRow("no organization") << QByteArray(",,one,");
    QTest::newRow("no id") << QByteArray("clinic,,one,");
    QTest::newRow("id of zeros") << QByteArray("00000000-0000-0000-0000-000000000000,,one,");
    QTest::newRow("more than an id") << id + "x,,one,";
    QTest::newRow("less than an id") << id.chopped(1) + ",,one,";
    QTest::newRow("id in braces") << '{' + id + "},,one,";
    QTest::newRow("id without hyphens") << QByteArray(id).replace("-", "") + ",,one,";
    QTest::newRow("clinic is no id") << id + ",x,one,";
    QTest::newRow("number of letters") << id + ",,one,call me";
    QTest::newRow("number of a spreadsheet") << id + ",,one,5.51199E+12";
    QTest::newRow("number without country") << id + ",,one,011988887777";
    QTest::newRow("number of other digits")
        << id + ",,one,\xD9\xA5\xD9\xA5\xD9\xA1\xD9\xA1\xD9\xA9\xD9\xA8\xD9\xA8\xD9\xA8";
    QTest::newRow("name that no path reaches") << id + ",,..,";
    QTest::newRow("name too long") << id + ",," + QByteArray(101, 'x') + ',';
    QTest::newRow("line end in the name") << id + ",,\"a\nb\",";
    QTest::newRow("nothing in the name but NUL") << id + ",," + QByteArray(1, '\0') + ',';
    QTest::newRow("text turned around") << id + ",,\xE2\x80\xAE"
                                                "enilc,";
    QTest::newRow("too few fields") << id + ",";
    QTest::newRow("too many fields") << id + ",,one,,";
    QTest::newRow("quotation mark inside a field") << id + ",,on\"e,";
    QTest::newRow("text behind a quotation mark") << id + ",,\"on\"e,";
}

void CreationFileTest::aLineThatIsWrongNamesItsNumber()
{
    QFETCH(QByteArray, line);
    const Requests requests = read(
        QByteArray("organization_id,clinic_id,name,phone\r\n\r\n") + org2 + ",,\"two\",\r\n" + line + "\r\n" + org3 +
        ",,three,\r\n");
    QVERIFY2(requests, requests ? "" : qPrintable(requests.error().sentence));
    QCOMPARE(requests->size(), size_t(3));
    QVERIFY((*requests)[0]);
    QVERIFY(!(*requests)[1]);
    QVERIFY2(sentenceOf((*requests)[1]).startsWith(QLatin1String("Line 4: ")), qPrintable(sentenceOf((*requests)[1])));
    QCOMPARE((*requests)[1].error().kind, ErrorKind::InvalidSettings);
    QVERIFY2((*requests)[2], qPrintable(sentenceOf((*requests)[2])));
    QCOMPARE((*requests)[2]->name.utf8(), QByteArray("three"));
}

void CreationFileTest::whatOccursTwiceIsTheLaterLinesError()
{
    const Requests requests = read(
        QByteArray("organization_id,name,phone\n") + org1 + ",\"o\n\nne\",\n" + // its name is refused, it counts though
        QByteArray(org1).toUpper() + ",two,\n" + org2 + ",two,\n" + org3 + ",three,\n");
    QVERIFY(requests);
    QCOMPARE(requests->size(), size_t(4));
    QVERIFY(sentenceOf((*requests)[0]).startsWith(QLatin1String("Line 2: ")));
    QVERIFY(sentenceOf((*requests)[1]).startsWith(QLatin1String("Line 5: Line 2 already has this organization")));
    QVERIFY(sentenceOf((*requests)[2]).startsWith(QLatin1String("Line 6: Line 5 already has this name")));
    QVERIFY((*requests)[3]);
}

/// A dry run says what the creation would: once the first stands, the others are refused for its name.
void CreationFileTest::namesThatLookAlikeAreTheLaterLinesError()
{
    const Requests requests = read(
        QByteArray("organization_id,name\n") + org1 + ",Caf\xC3\xA9\n" + org2 + ",caf\xC3\xA9\n" + org3 +
        ",Cafe\xCC\x81\n");
    QVERIFY(requests);
    QCOMPARE(requests->size(), size_t(3));
    QVERIFY((*requests)[0]);
    for (const size_t later : {size_t(1), size_t(2)}) {
        QVERIFY(!(*requests)[later]);
        QVERIFY2(
            sentenceOf((*requests)[later]).contains(QLatin1String("looks like")),
            qPrintable(sentenceOf((*requests)[later])));
    }
}

void CreationFileTest::aFileThatCannotBeReliedOnIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("said");
    const QByteArray line = QByteArray("\n") + org1 + ",one\n";
    QTest::newRow("empty") << QByteArray() << QStringLiteral("nothing to create");
    QTest::newRow("blank") << QByteArray("\r\n\r\n,,\r\n") << QStringLiteral("nothing to create");
    QTest::newRow("header alone") << QByteArray("organization_id,name\n") << QStringLiteral("nothing to create");
    QTest::newRow("no header") << QByteArray(org2) + ",two" + line << QString::fromLatin1(org2);
    QTest::newRow("no organization") << QByteArray("clinic_id,name") + line
                                     << QStringLiteral("no column organization.");
    QTest::newRow("two columns for it") << QByteArray("organization,organization_id,name\nx,") + org1 + ",one\n"
                                        << QStringLiteral("both columns");
    QTest::newRow("unknown column") << QByteArray("organization_id,nmae") + line << QStringLiteral("“nmae”");
    QTest::newRow("other letters") << QByteArray("organization_id,Name") + line << QStringLiteral("“Name”");
    QTest::newRow("column without a name") << QByteArray("organization_id,") + line << QStringLiteral("“”");
    QTest::newRow("repeated column") << QByteArray("organization_id,organization_id") + line
                                     << QStringLiteral("the column organization_id twice");
    QTest::newRow("mixed separators") << QByteArray("organization_id;name,phone") + line
                                      << QStringLiteral("“name,phone”");
    QTest::newRow("quotation mark in the header")
        << QByteArray("organization_id,na\"me") + line << QStringLiteral("quotation mark");
    QTest::newRow("quotation mark left open")
        << QByteArray("organization_id,name\n\n") + org1 + ",\"one\n" + org2 + ",two\n"
        << QStringLiteral("Line 3: ");
    QTest::newRow("Latin-1") << QByteArray("organization_id,name\n") + org1 + ",Cl\xEDnica\n"
                             << QStringLiteral("UTF-8");
    QTest::newRow("cut inside a character")
        << QByteArray("organization_id,name\n") + org1 + ",Cl\xC3" << QStringLiteral("UTF-8");
    QTest::newRow("surrogate") << QByteArray("organization_id,name\n") + org1 + ",\xED\xA0\x80\n"
                               << QStringLiteral("UTF-8");
    const QByteArray wide(reinterpret_cast<const char*>(u"\xFEFForganization_id\n"), 34);
    QTest::newRow("UTF-16") << wide << QStringLiteral("UTF-8");
    QTest::newRow("archive") << QByteArray("PK\x03\x04\x14\x00\x06\x00", 8) + QByteArray(64, '\xFE')
                             << QStringLiteral("UTF-8");
}

void CreationFileTest::aFileThatCannotBeReliedOnIsRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, said);
    const Requests requests = read(content);
    QVERIFY(!requests);
    QCOMPARE(requests.error().kind, ErrorKind::InvalidSettings);
    QVERIFY2(requests.error().sentence.contains(said), qPrintable(requests.error().sentence));
}

void CreationFileTest::theLimitsAreExact()
{
    QByteArray content = "organization_id\n";
    for (int line = 2; line <= longestCreationFile; ++line)
        content += QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + '\n';
    const Requests whole = read(content);
    QVERIFY2(whole, whole ? "" : qPrintable(whole.error().sentence));
    QCOMPARE(whole->size(), size_t(longestCreationFile - 1));
    QVERIFY(std::all_of(whole->begin(), whole->end(), [](const auto& request) { return request.has_value(); }));
    const Requests longer = read(content + '\n');
    QVERIFY(!longer);
    QVERIFY(longer.error().sentence.contains(QLatin1String("10,000 lines")));
    const Requests inQuotes = read("organization_id,name\n,\"" + QByteArray(longestCreationFile, '\n') + "\"\n");
    QVERIFY(!inQuotes);
    QVERIFY(inQuotes.error().sentence.contains(QLatin1String("10,000 lines")));

    const QByteArray start = QByteArray("organization_id,name\n") + org1 + ",one\n";
    const QByteArray largest = start + QByteArray(largestCreationFile - start.size(), ' ');
    const Requests large = read(largest);
    QVERIFY2(large, large ? "" : qPrintable(large.error().sentence));
    QCOMPARE(large->size(), size_t(1));
    const Requests larger = read(largest + ' ');
    QVERIFY(!larger);
    QVERIFY(larger.error().sentence.contains(QLatin1String("10 MB")));
}

void CreationFileTest::whatIsNoFileIsRefused()
{
    const QString nameTemplate = StoreNames().instanceNameTemplate;
    for (const QString& path : {m_folder.filePath(QStringLiteral("missing.csv")), m_folder.path(), QString()}) {
        const Requests requests = readCreationFile(path, nameTemplate, now, noOrganizations);
        QVERIFY(!requests);
        QCOMPARE(requests.error().kind, ErrorKind::LocalFailure);
        QVERIFY(requests.error().sentence.contains(path));
    }
    if (QFile::exists(QStringLiteral("/dev/zero"))) {
        const Requests endless = readCreationFile(QStringLiteral("/dev/zero"), nameTemplate, now, noOrganizations);
        QVERIFY(!endless);
        QVERIFY(endless.error().sentence.contains(QLatin1String("10 MB")));
    }
}

void CreationFileTest::anyCutOfAFileIsAnAnswer()
{
    const QByteArray content = "\xEF\xBB\xBForganization_id;clinic_id;name;phone\r\n" + QByteArray(org1) + ';' +
                               clinic1 + ";\"Cl\xC3\xADnica \"\"A\"\"\";+55 11 98888-7777\r\n\r\n" + org2 +
                               ";;\"two\r\nlines\";\r\n";
    int cases = 0;
    for (qsizetype length = 0; length <= content.size(); ++length) {
        const Requests requests = read(content.left(length));
        // Either the whole is refused or no line says more than the file did.
        if (requests)
            QVERIFY(requests->size() <= 2);
        else
            QVERIFY(!requests.error().sentence.isEmpty());
        ++cases;
    }
    QVERIFY(cases > 100);
    const Requests whole = read(content);
    QVERIFY(whole && whole->size() == 2);
    QVERIFY(whole->front());
    QCOMPARE(whole->front()->name.utf8(), QByteArray("Cl\xC3\xADnica \"A\""));
    QVERIFY(!whole->back());
}

STEWARD_TEST(CreationFileTest)
} // namespace steward::creation_file_test

#include "creation_file_test.moc"
