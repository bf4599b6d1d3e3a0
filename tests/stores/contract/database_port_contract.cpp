#include "stores/contract/database_port_contract.h"

#include "stores/contract/database_contract_values.h"
#include "stores/listing_part.h"
#include "support/any_id.h"

#include <QElapsedTimer>

#include <set>
#include <thread>

namespace steward::test {
namespace {

using namespace std::chrono_literals;

using namespace database_contract;

/// What stands in the listing, in an order of its own.
QStringList listedContent(const std::optional<DatabaseListing>& listing)
{
    if (!listing)
        return {QStringLiteral("nothing")};
    QStringList words;
    for (const Integration& row : listing->integrations) {
        words << QStringList{
                     row.id.toString(), row.organizationId.toString(), row.clinicId.toString(), row.status,
                     QString::number(row.enabled), QString::number(row.isProtected), row.instanceName.text(),
                     row.legacyName.text(), row.phoneText(), QString::fromUtf8(row.webhookToken.reveal())}
                     .join(QLatin1Char('|'));
    }
    for (const Organization& organization : listing->organizations)
        words << QStringLiteral("organization ") + organization.id.toString() + organization.name;
    for (const Clinic& clinic : listing->clinics)
        words << QStringLiteral("clinic ") + clinic.id.toString() + clinic.name;
    words.sort();
    return words << QString::number(listing->organizationsKnown) << QString::number(listing->clinicsKnown);
}

/// A row that shares nothing with any other, but for what is said.
SubjectRow loneRow(SubjectRow row)
{
    row.webhookToken = "token-of-" + row.id.toByteArray();
    return row;
}

/// Everything by which one row can concern another's instance, and rows that are near it.
std::vector<SubjectRow> relatedRows()
{
    const OrganizationId one = newId();
    const OrganizationId two = newId();
    const QByteArray bearing = "clinic-" + one.toByteArray() + "-1";
    const auto written = [](const char* column, const char* config) {
        SubjectRow row;
        row.name = QByteArray("written as ") + column + config;
        row.phoneColumn = QString::fromUtf8(column);
        row.phoneConfig = QString::fromUtf8(config);
        return loneRow(row);
    };
    std::vector<SubjectRow> rows{
        loneRow({.organizationId = one, .name = "one", .phoneColumn = QStringLiteral("+55 11 98888-7777")}),
        loneRow({.organizationId = one, .name = "disabled", .legacyName = "moved", .enabled = false}),
        loneRow({.organizationId = two, .legacyName = "one", .isProtected = true}),
        loneRow({.organizationId = two, .name = "of two"}),
        loneRow({.name = "moved"}),                         // which one's organization names, too
        loneRow({.name = bearing}),                         // its organization stands in the name
        loneRow({.legacyName = bearing.toUpper()}),         // however it is written
        loneRow({.name = "x" + one.toByteArray() + "abc"}), // no ID: more follows
        loneRow({.organizationId = one}),                   // without a name
        loneRow({.name = "one "}),
        loneRow({.name = "far", .phoneColumn = QStringLiteral("5521977776666")}),
        loneRow({.organizationId = one, .name = "of another type", .foreign = true}),
        written("551188887777", ""),
        written("", "5511988887777:12@s.whatsapp.net"),
        written("", "005511988887777"),
        written("(55) 11\u00a098888.7777", "5521966665555"),
        written("15511988887777", ""),  // another, which has its digits
        written("55119888877771", "")}; // and another
    SubjectRow sameToken = loneRow({.name = "same token"});
    sameToken.webhookToken = rows.front().webhookToken;
    rows.push_back(sameToken);
    rows.push_back({.name = "without a token", .webhookToken = {}});
    rows.push_back({.name = "neither", .webhookToken = {}});
    return rows;
}

} // namespace

void DatabasePortContract::initTestCase()
{
    auto made = makeSubject();
    RIG_VERIFY(made);
    m_subject = std::move(*made);
}

void DatabasePortContract::cleanupTestCase()
{
    m_subject.reset();
}

void DatabasePortContract::init()
{
    RIG_VERIFY(m_subject->reset());
}

void DatabasePortContract::everyRowOfOursIsListed()
{
    SubjectRow full{.clinicId = newId(), .name = "one", .phoneColumn = QStringLiteral("+55 11 98888-7777")};
    SubjectRow disabled{.legacyName = "two", .status = QStringLiteral("weird status"), .enabled = false};
    disabled.phoneConfig = QStringLiteral("5511977776666");
    const SubjectRow nameless;
    for (const SubjectRow& row : {full, disabled, nameless})
        RIG_VERIFY(m_subject->addRow(row));
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(listing);
    QCOMPARE(listing->integrations.size(), 3u);
    const Integration* one = rowOf(listing->integrations, full.id);
    QVERIFY(one);
    QCOMPARE(one->organizationId, full.organizationId);
    QCOMPARE(one->clinicId, full.clinicId);
    QCOMPARE(one->name(), named("one"));
    QCOMPARE(one->status, QStringLiteral("active"));
    QVERIFY(one->enabled && one->createdAt && one->updatedAt && !one->lastSeenAt);
    QCOMPARE(one->phone()->text(), QStringLiteral("+5511988887777"));
    QCOMPARE(one->webhookToken, WebhookToken(full.webhookToken));
    const Integration* two = rowOf(listing->integrations, disabled.id);
    QVERIFY(two && !two->enabled && two->instanceName.isEmpty());
    QCOMPARE(two->legacyName, named("two"));
    QCOMPARE(two->status, disabled.status);
    QCOMPARE(two->phoneConfig->text(), QStringLiteral("+5511977776666"));
    QVERIFY(!two->phoneColumn && two->clinicId.isNull());
    const Integration* third = rowOf(listing->integrations, nameless.id);
    QVERIFY(third && !third->isNamed());
}

void DatabasePortContract::anEmptyTableIsEmpty()
{
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(listing);
    QVERIFY(listing->integrations.empty());
}

void DatabasePortContract::rowsAreFoundByEitherKey()
{
    const SubjectRow current{.name = "wanted"};
    const SubjectRow legacy{.legacyName = "wanted", .enabled = false};
    const SubjectRow both{.name = "other", .legacyName = "wanted"};
    const SubjectRow decoy{.name = "wanted "};
    for (const SubjectRow& row : {current, legacy, both, decoy, SubjectRow()})
        RIG_VERIFY(m_subject->addRow(row));
    const auto found = ask([](DatabasePort& port) { return port.find(named("wanted"), patient()); });
    VERIFY_RESULT(found);
    QCOMPARE(found->size(), 3u);
    for (const auto& id : {current.id, legacy.id, both.id})
        QVERIFY(rowOf(*found, id));
    const auto nothing = ask([](DatabasePort& port) { return port.find(named("missing"), patient()); });
    VERIFY_RESULT(nothing);
    QVERIFY(nothing->empty());
}

/// Of the whole listing neither less nor more than what partConcerning() takes.
void DatabasePortContract::onlyWhatConcernsAnInstance()
{
    const std::vector<SubjectRow> rows = relatedRows();
    std::set<InstanceName> names{named("missing"), named("one\t"), named("ONE")};
    for (const SubjectRow& row : rows) {
        RIG_VERIFY(m_subject->addRow(row));
        names.insert({InstanceName::fromUtf8(row.name), InstanceName::fromUtf8(row.legacyName)});
    }
    for (const SubjectRow& row : {rows.front(), rows.back()}) {
        const ClinicId clinic = newId();
        RIG_VERIFY(m_subject->addClinic({clinic, row.organizationId, QStringLiteral("made"), true}));
    }
    const auto whole = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(whole);
    for (const InstanceName& name : names) {
        const auto part = ask([&](DatabasePort& port) { return port.listConcerning(name, patient()); });
        VERIFY_RESULT(part);
        QCOMPARE(listedContent(*part), listedContent(partConcerning(name, *whole)));
    }
    const auto part = ask([](DatabasePort& port) { return port.listConcerning(named("one"), patient()); });
    VERIFY_RESULT(part);
    QVERIFY(*part);
    QCOMPARE((*part)->integrations.size(), 13u);
    QCOMPARE((*part)->clinics.size(), 1u);
    for (const char* far : {"one ", "far", "of another type", "neither"}) {
        QVERIFY2(
            std::ranges::none_of(
                (*part)->integrations, [far](const Integration& row) { return row.names(named(far)); }),
            far);
    }
    m_subject->setUnreachable(true);
    const auto unread =
        ask([](DatabasePort& port) { return port.listConcerning(named("one"), CallContext::within(3s)); });
    QVERIFY(!unread); // never nothing
}

void DatabasePortContract::whatConcernsHostileNames()
{
    QFETCH(QByteArray, name);
    const SubjectRow row =
        loneRow({.name = name, .webhookUrl = QStringLiteral("https://api.example.org/hook/CANARYabcdefghijk")});
    for (const SubjectRow& each : {row, loneRow({.organizationId = row.organizationId, .name = "decoy"}), loneRow({})})
        RIG_VERIFY(m_subject->addRow(each));
    const auto part =
        ask([&](DatabasePort& port) { return port.listConcerning(InstanceName::fromUtf8(name), patient()); });
    VERIFY_RESULT(part);
    QVERIFY(*part);
    QCOMPARE((*part)->integrations.size(), 2u);
    const Integration* own = rowOf((*part)->integrations, row.id);
    QVERIFY(own);
    QCOMPARE(own->instanceName.utf8(), name);
    QVERIFY(own->maskedWebhookUrl.contains(QLatin1String("CANA")));
    QVERIFY(!own->maskedWebhookUrl.contains(QLatin1String("CANARY")));
}

void DatabasePortContract::whatIsWrittenIsReadBack()
{
    const NewIntegration row{newId(), newId(), named("new one")};
    const auto written = ask([&](DatabasePort& port) { return port.insert(row, patient()); });
    VERIFY_RESULT(written);
    const auto found = ask([&](DatabasePort& port) { return port.find(row.instanceName, patient()); });
    VERIFY_RESULT(found);
    QCOMPARE(found->size(), 1u);
    const Integration& read = found->front();
    QCOMPARE(read.id, written->id);
    QVERIFY(!read.id.isNull());
    QCOMPARE(read.organizationId, row.organizationId);
    QCOMPARE(read.clinicId, row.clinicId);
    QCOMPARE(read.instanceName, row.instanceName);
    QCOMPARE(read.status, QStringLiteral("pending"));
    QVERIFY(read.enabled);
    QCOMPARE(read.webhookToken, written->webhookToken);
    const QByteArray token = read.webhookToken.reveal(); // 24 bytes, base64url without padding
    QCOMPARE(token.size(), 32);
    QCOMPARE(
        QByteArray::fromBase64(token, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors).size(),
        24);
    const NewIntegration next{newId(), {}, named("next one")};
    const auto second = ask([&](DatabasePort& port) { return port.insert(next, patient()); });
    VERIFY_RESULT(second);
    QVERIFY(second->clinicId.isNull());
    QVERIFY(!(second->webhookToken == read.webhookToken));
}

void DatabasePortContract::deletingTwiceEndsTheSame()
{
    const SubjectRow first{.name = "one"};
    const SubjectRow second{.name = "two"};
    const SubjectRow kept{.name = "three"};
    for (const SubjectRow& row : {first, second, kept})
        RIG_VERIFY(m_subject->addRow(row));
    const std::vector<RowIdentity> rows{identityOf(first), identityOf(SubjectRow()), identityOf(second)};
    auto gone = ask([&](DatabasePort& port) { return port.remove(rows, someAuthor(), patient()); });
    VERIFY_RESULT(gone);
    QVERIFY(
        *gone == (std::vector<RowEdit>{
                     {first.id, RowEditOutcome::Done},
                     {rows[1].id, RowEditOutcome::Absent},
                     {second.id, RowEditOutcome::Done}}));
    gone = ask([&](DatabasePort& port) { return port.remove(rows, someAuthor(), patient()); });
    VERIFY_RESULT(gone);
    QVERIFY(allAre(gone, 3, RowEditOutcome::Absent));
    QVERIFY(!m_subject->rowExists(first.id) && !m_subject->rowExists(second.id));
    QVERIFY(m_subject->rowExists(kept.id));
}

void DatabasePortContract::hostileNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("glob") << QByteArray("a*[b]?");
    QTest::newRow("percent and underscore") << QByteArray("%_%");
    QTest::newRow("quotes") << QByteArray("o'ne \"two\" `three` $$");
    QTest::newRow("slashes") << QByteArray("../a/b\\c");
    QTest::newRow("backslash at the end") << QByteArray("ends in \\");
    QTest::newRow("newline") << QByteArray("one\ntwo\r\tthree");
    QTest::newRow("html") << QByteArray("<b onclick=\"x\">&amp;</b>");
    QTest::newRow("right to left") << QByteArray("\u202e\u05e9\u05dc\u05d5\u05dd");
    QTest::newRow("emoji") << QByteArray("cl\u00ednica \U0001F9D1\u200D\u2695\uFE0F");
    QTest::newRow("decomposed") << QByteArray("cli\u0301nica");
    QTest::newRow("255 characters") << QByteArray(255, 'x');
    QTest::newRow("prototype") << QByteArray("__proto__");
    QTest::newRow("injection") << QByteArray("'; DELETE FROM healthcare.integrations; --");
    QTest::newRow("parameter") << QByteArray("$1 {0} :name ?");
    QTest::newRow("json") << QByteArray("{\"instance_name\":null}");
    QTest::newRow("blank") << QByteArray(" ");
}

void DatabasePortContract::hostileNames()
{
    QFETCH(QByteArray, name);
    const SubjectRow decoy{.name = "decoy"};
    RIG_VERIFY(m_subject->addRow(decoy));
    const InstanceName hostile = InstanceName::fromUtf8(name);
    const auto written = ask([&](DatabasePort& port) { return port.insert({newId(), {}, hostile}, patient()); });
    VERIFY_RESULT(written);
    QCOMPARE(written->instanceName.utf8(), name);
    const auto found = ask([&](DatabasePort& port) { return port.find(hostile, patient()); });
    VERIFY_RESULT(found);
    QCOMPARE(found->size(), 1u);
    QCOMPARE(found->front().id, written->id);
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(listing);
    QCOMPARE(listing->integrations.size(), 2u);
    QCOMPARE(rowOf(listing->integrations, written->id)->instanceName.utf8(), name);
    const auto gone =
        ask([&](DatabasePort& port) { return port.remove({RowIdentity::of(*written)}, someAuthor(), patient()); });
    VERIFY_RESULT(gone);
    QVERIFY(allAre(gone, 1, RowEditOutcome::Done));
    QVERIFY(m_subject->rowExists(decoy.id));
}

void DatabasePortContract::namesThatNoRowCanHave()
{
    RIG_VERIFY(m_subject->addRow({.name = "abc"}));
    RIG_VERIFY(m_subject->addRow({}));
    for (const QByteArray& name : {QByteArray("abc\0def", 7), QByteArray("abc\xff"), QByteArray()}) {
        const auto found = ask([&](DatabasePort& port) { return port.find(InstanceName::fromUtf8(name), patient()); });
        VERIFY_RESULT(found);
        QVERIFY(found->empty());
        const auto part =
            ask([&](DatabasePort& port) { return port.listConcerning(InstanceName::fromUtf8(name), patient()); });
        VERIFY_RESULT(part);
        QVERIFY(!*part);
    }
}

void DatabasePortContract::foreignRowsAreLeftAlone()
{
    const SubjectRow foreign{.name = "shared", .foreign = true};
    RIG_VERIFY(m_subject->addRow(foreign));
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(listing);
    QVERIFY(listing->integrations.empty());
    const auto found = ask([](DatabasePort& port) { return port.find(named("shared"), patient()); });
    VERIFY_RESULT(found);
    QVERIFY(found->empty());
    const auto gone =
        ask([&](DatabasePort& port) { return port.remove({identityOf(foreign)}, someAuthor(), patient()); });
    VERIFY_RESULT(gone);
    QVERIFY(allAre(gone, 1, RowEditOutcome::Absent));
    QVERIFY(m_subject->rowExists(foreign.id));
}

void DatabasePortContract::webhookUrlsAreMasked()
{
    SubjectRow row{.name = "hooked", .webhookUrl = QStringLiteral("https://api.example.org/hook/SECRET0123456789")};
    RIG_VERIFY(m_subject->addRow(row));
    const auto found = ask([](DatabasePort& port) { return port.find(named("hooked"), patient()); });
    VERIFY_RESULT(found);
    QCOMPARE(found->size(), 1u);
    QCOMPARE(found->front().maskedWebhookUrl, QStringLiteral("https://api.example.org/hook/SECR\u2026"));
}

void DatabasePortContract::anUnreachableStoreIsAnError()
{
    const SubjectRow row{.name = "one"};
    RIG_VERIFY(m_subject->addRow(row));
    m_subject->setUnreachable(true);
    const auto listing = ask([](DatabasePort& port) { return port.list(CallContext::within(3s)); });
    QVERIFY(!listing && !listing.error().sentence.isEmpty());
    const QList<ErrorKind> expected{ErrorKind::Refused, ErrorKind::ConnectionLost, ErrorKind::TimedOut};
    QVERIFY2(expected.contains(listing.error().kind), words(listing).constData());
    QVERIFY(!ask([](DatabasePort& port) { return port.find(named("one"), CallContext::within(3s)); }));
    QVERIFY(!ask(
        [&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), CallContext::within(3s)); }));
    QVERIFY(!ask([](DatabasePort& port) { return port.insert({newId(), {}, named("two")}, CallContext::within(3s)); }));
    const StoreDiagnosis diagnosis = ask([](DatabasePort& port) { return port.diagnose(CallContext::within(3s)); });
    QVERIFY(!diagnosis.canBeRead());
    QCOMPARE(diagnosis.checks.front().state, CheckState::Failed);
    m_subject->setUnreachable(false);
    QVERIFY(m_subject->rowExists(row.id));
}

void DatabasePortContract::thePortRecovers()
{
    RIG_VERIFY(m_subject->addRow({.name = "one"}));
    const auto listing = ask([&](DatabasePort& port) -> Result<DatabaseListing> {
        const auto before = port.list(patient());
        m_subject->setUnreachable(true);
        const auto during = port.list(CallContext::within(3s));
        m_subject->setUnreachable(false);
        if (!before || during)
            return std::unexpected(
                before ? Error{ErrorKind::BadAnswer, {}, QStringLiteral("read while unreachable")} : before.error());
        return port.list(patient());
    });
    VERIFY_RESULT(listing);
    QCOMPARE(listing->integrations.size(), 1u);
}

void DatabasePortContract::theDeadlineHolds()
{
    const SubjectRow row{.name = "one"};
    RIG_VERIFY(m_subject->addRow(row));
    m_subject->setSlow(3000);
    QElapsedTimer clock;
    clock.start();
    const auto listing = ask([](DatabasePort& port) { return port.list(CallContext::within(300ms)); });
    const qint64 elapsed = clock.elapsed();
    QVERIFY(!listing);
    QCOMPARE(listing.error().kind, ErrorKind::TimedOut);
    QVERIFY2(elapsed < 2000, QByteArray::number(elapsed).constData());
    const auto gone = ask(
        [&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), CallContext::within(300ms)); });
    QVERIFY(!gone);
    QVERIFY(gone.error().kind == ErrorKind::TimedOut || gone.error().kind == ErrorKind::OutcomeUnknown);
}

void DatabasePortContract::aStopIsQuick_data()
{
    QTest::addColumn<bool>("connected");
    QTest::newRow("while connecting") << false;
    QTest::newRow("while reading") << true;
}

void DatabasePortContract::aStopIsQuick()
{
    QFETCH(bool, connected);
    qint64 late = -1;
    const auto listing = ask([&](DatabasePort& port) {
        if (connected && !port.list(patient()))
            return Result<DatabaseListing>();
        m_subject->setSlow(5000);
        std::stop_source source;
        QElapsedTimer clock;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(200ms);
            clock.start();
            source.request_stop();
        });
        auto result = port.list(CallContext::within(20s, source.get_token()));
        stopper.join();
        late = clock.elapsed();
        return result;
    });
    QVERIFY(!listing);
    QCOMPARE(listing.error().kind, ErrorKind::Stopped);
    qInfo("returned %lld ms after the stop", static_cast<long long>(late));
    QVERIFY(late < 400); // 100 ms are promised; a busy machine gets some more
}

void DatabasePortContract::aReadOnlyProfileChangesNothing()
{
    const SubjectRow row{.name = "one"};
    RIG_VERIFY(m_subject->addRow(row));
    const auto gone =
        ask([&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), patient()); }, true);
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, ErrorKind::ReadOnlyProfile);
    const auto written = ask(
        [](DatabasePort& port) {
            return port.insert({newId(), {}, named("two")}, patient());
        },
        true);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::ReadOnlyProfile);
    QVERIFY(m_subject->rowExists(row.id));
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); }, true);
    VERIFY_RESULT(listing);
    QCOMPARE(listing->integrations.size(), 1u);
}

void DatabasePortContract::theDoctorGoesThroughEveryCheck()
{
    const StoreDiagnosis diagnosis = ask([](DatabasePort& port) { return port.diagnose(patient()); });
    QCOMPARE(diagnosis.store, Store::Database);
    QVERIFY(diagnosis.canBeRead());
    std::vector<CheckId> ids;
    for (const Check& check : diagnosis.checks) {
        ids.push_back(check.id);
        QVERIFY(check.state == CheckState::Skipped || !check.said.isEmpty());
    }
    QCOMPARE(ids, checksOf(Store::Database));
    QVERIFY(!diagnosis.version.isEmpty() && !diagnosis.pooler.isEmpty());
}

} // namespace steward::test
