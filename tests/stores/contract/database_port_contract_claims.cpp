#include "stores/contract/database_contract_values.h"
#include "stores/contract/database_port_contract.h"
#include "support/any_id.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace steward::test {

using namespace database_contract;

namespace {

const QString hook = QStringLiteral("https://hooks.example.org/in/{webhook_token}?name={instance_name}");

ClaimRequest requestFor(const char* name, const OrganizationId& organization = newId())
{
    ClaimRequest request;
    request.organizationId = organization;
    request.instanceName = named(name);
    request.expectedPhone = PhoneNumber::fromText(u"+55 11 98888-7777");
    request.webhookTemplate = hook;
    request.author = {QStringLiteral("desk one"), newId(), QStringLiteral("create")};
    return request;
}

QJsonValue configOf(const RowImage& image, const char* key)
{
    return QJsonDocument::fromJson(image.json)[QLatin1String("config")][QLatin1String(key)];
}

SubjectRow enabledRow(const char* name)
{
    SubjectRow row{.name = name, .status = QStringLiteral("disconnected")};
    row.phoneConfig = QStringLiteral("5511977776666");
    row.webhookUrl = QStringLiteral("https://old.example.org/") + QString::fromLatin1(row.webhookToken);
    return row;
}

} // namespace

/// Leaves the test where nothing was claimed.
#define VERIFY_CLAIMED(answer)                                                                                         \
    VERIFY_RESULT(answer);                                                                                             \
    QVERIFY((answer)->claimed && (answer)->standing.empty())

Result<ClaimAnswer> DatabasePortContract::claim(const ClaimRequest& request)
{
    return ask([&](DatabasePort& port) { return port.claim(request, patient()); });
}

Result<RowUndo> DatabasePortContract::undo(const ClaimedRow& claimed, const ClaimRequest& request)
{
    const ClaimUndo undo{claimed.row.id,       request.organizationId,
                         request.instanceName, TokenDigest::of(claimed.row.webhookToken),
                         claimed.before,       request.author};
    return ask([&](DatabasePort& port) { return port.undoClaim(undo, patient()); });
}

Result<std::optional<RowImage>> DatabasePortContract::image(const IntegrationId& id)
{
    return ask([&](DatabasePort& port) { return port.image(id, patient()); });
}

void DatabasePortContract::aClaimInsertsOneRow()
{
    const ClaimRequest request = requestFor("fresh");
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    const Integration& row = answer->claimed->row;
    QVERIFY(!answer->claimed->before && row.enabled && row.clinicId.isNull() && !row.connectedAt);
    QCOMPARE(row.organizationId, request.organizationId);
    QCOMPARE(row.instanceName, request.instanceName);
    QCOMPARE(row.status, QStringLiteral("pending")); // the expected number is not the row's own
    QVERIFY(!row.phoneColumn && !row.phoneConfig);
    QCOMPARE(row.expectedPhone, PhoneNumber::fromText(u"5511988887777"));
    QCOMPARE(
        QByteArray::fromBase64(
            row.webhookToken.reveal(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors)
            .size(),
        24);
    const RowImage& after = answer->claimed->after;
    QCOMPARE(configOf(after, "instance_name").toString(), QStringLiteral("fresh"));
    QCOMPARE(configOf(after, "expected_phone").toString(), QStringLiteral("5511988887777"));
    QCOMPARE(
        configOf(after, "webhook_url").toString(),
        QStringLiteral("https://hooks.example.org/in/{webhook_token}?name=fresh"));
    QVERIFY(m_subject->rowText(row.id).contains("https://hooks.example.org/in/" + row.webhookToken.reveal() + '?'));
    QCOMPARE(configOf(after, "steward_operation").toString(), request.author.operation.toString());
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(listing);
    QCOMPARE(listing->integrations.size(), 1u);
}

void DatabasePortContract::aClaimIsFoundByItsOperation()
{
    const ClaimRequest request = requestFor("fresh");
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    const auto find = [this](const OperationId& operation) {
        return ask([&](DatabasePort& port) { return port.claimOf(operation, patient()); });
    };
    const auto found = find(request.author.operation);
    VERIFY_RESULT(found);
    QVERIFY(*found);
    QCOMPARE((*found)->row.id, answer->claimed->row.id);
    QCOMPARE((*found)->row.webhookToken, answer->claimed->row.webhookToken);
    QCOMPARE((*found)->after.json, answer->claimed->after.json);
    const auto none = find(newId());
    VERIFY_RESULT(none);
    QVERIFY(!*none);
}

void DatabasePortContract::aClaimFindsItsClinic()
{
    const OrganizationId organization = newId();
    const Clinic first{newId(), organization, QStringLiteral("Bela"), true};
    const Clinic closed{newId(), organization, QStringLiteral("Aurora"), false};
    const Clinic later{newId(), organization, QStringLiteral("Centro"), true};
    const Clinic foreign{newId(), newId(), QStringLiteral("Alfa"), true};
    for (const Clinic& clinic : {later, closed, first, foreign})
        RIG_VERIFY(m_subject->addClinic(clinic));
    const auto unsaid = claim(requestFor("one", organization));
    VERIFY_CLAIMED(unsaid);
    QCOMPARE(unsaid->claimed->row.clinicId, first.id);
    ClaimRequest request = requestFor("two");
    request.clinicId = later.id;
    const auto given = claim(request);
    VERIFY_CLAIMED(given);
    QCOMPARE(given->claimed->row.clinicId, later.id);
}

void DatabasePortContract::whatStandsIsAnswered()
{
    const OrganizationId organization = newId();
    const SubjectRow enabled{.organizationId = organization, .name = "winner"};
    const SubjectRow elsewhere{.legacyName = "taken", .enabled = false};
    RIG_VERIFY(m_subject->addRow(enabled));
    RIG_VERIFY(m_subject->addRow(elsewhere));
    const QByteArray before = m_subject->rowText(enabled.id) + m_subject->rowText(elsewhere.id);
    for (const auto& [request, ids] : std::vector<std::pair<ClaimRequest, QList<IntegrationId>>>{
             {requestFor("free", organization), {enabled.id}},
             {requestFor("taken"), {elsewhere.id}},
             {requestFor("taken", organization), {enabled.id, elsewhere.id}},
             {requestFor("winner", organization), {enabled.id}}}) {
        const auto answer = claim(request);
        VERIFY_RESULT(answer);
        QVERIFY(!answer->claimed);
        QCOMPARE(answer->standing.size(), size_t(ids.size()));
        for (const auto& id : ids)
            QVERIFY(rowOf(answer->standing, id));
    }
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(listing);
    QCOMPARE(listing->integrations.size(), 2u);
    QCOMPARE(m_subject->rowText(enabled.id) + m_subject->rowText(elsewhere.id), before);
}

void DatabasePortContract::disabledRowsStayAsTheyAre()
{
    const OrganizationId organization = newId();
    const SubjectRow first{.organizationId = organization, .name = "old", .enabled = false};
    const SubjectRow second{.organizationId = organization, .legacyName = "older", .enabled = false};
    const SubjectRow foreign{.organizationId = organization, .name = "fresh", .foreign = true};
    for (const SubjectRow& row : {first, second, foreign})
        RIG_VERIFY(m_subject->addRow(row));
    const auto all = [&] {
        return m_subject->rowText(first.id) + m_subject->rowText(second.id) + m_subject->rowText(foreign.id);
    };
    const QByteArray before = all();
    const auto answer = claim(requestFor("fresh", organization));
    VERIFY_CLAIMED(answer);
    QCOMPARE(all(), before);
    QVERIFY(answer->claimed->row.id != first.id && answer->claimed->row.id != second.id);
}

void DatabasePortContract::anImageHoldsNoToken()
{
    const SubjectRow row = enabledRow("pictured");
    const SubjectRow foreign{.name = "pictured too", .foreign = true};
    RIG_VERIFY(m_subject->addRow(row));
    RIG_VERIFY(m_subject->addRow(foreign));
    const auto image = this->image(row.id);
    VERIFY_RESULT(image);
    QVERIFY(*image);
    QVERIFY(!(*image)->json.contains(row.webhookToken));
    QVERIFY(!(*image)->json.contains("\"webhook_token\":"));
    QCOMPARE(configOf(**image, "webhook_url").toString(), QStringLiteral("https://old.example.org/{webhook_token}"));
    QCOMPARE(QJsonDocument::fromJson((*image)->json)[QLatin1String("id")].toString(), row.id.toString());
    for (const IntegrationId& other : {foreign.id, IntegrationId::create()}) {
        const auto none = this->image(other);
        VERIFY_RESULT(none);
        QVERIFY(!*none);
    }
}

void DatabasePortContract::aRowIsFinished()
{
    const SubjectRow row = enabledRow("unfinished");
    RIG_VERIFY(m_subject->addRow(row));
    const auto seen = image(row.id);
    VERIFY_RESULT(seen);
    ClaimRequest request = requestFor("unfinished", row.organizationId);
    request.finishing = *seen;
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    QCOMPARE(answer->claimed->before, *seen);
    const Integration& finished = answer->claimed->row;
    QCOMPARE(finished.id, row.id);
    QCOMPARE(finished.instanceName, request.instanceName);
    QCOMPARE(finished.webhookToken, WebhookToken(row.webhookToken));
    QCOMPARE(finished.phoneConfig, PhoneNumber::fromText(row.phoneConfig));
    QVERIFY(finished.enabled);
    QCOMPARE(
        configOf(answer->claimed->after, "webhook_url").toString(),
        QStringLiteral("https://hooks.example.org/in/{webhook_token}?name=unfinished"));
    const auto again = claim(request); // it is not any more as it was seen
    VERIFY_RESULT(again);
    QVERIFY(!again->claimed && rowOf(again->standing, row.id));
}

void DatabasePortContract::aRowThatChangedIsNotFinished()
{
    for (const RowTouch touch : {RowTouch::Disabled, RowTouch::Active, RowTouch::OtherName}) {
        const SubjectRow row = enabledRow("unfinished");
        RIG_VERIFY(m_subject->reset());
        RIG_VERIFY(m_subject->addRow(row));
        ClaimRequest request = requestFor("unfinished", row.organizationId);
        const auto seen = image(row.id);
        VERIFY_RESULT(seen);
        request.finishing = *seen;
        RIG_VERIFY(m_subject->touch(row.id, touch));
        const QByteArray before = m_subject->rowText(row.id);
        const auto answer = claim(request);
        VERIFY_RESULT(answer);
        QVERIFY(!answer->claimed && answer->standing.size() == 1 && rowOf(answer->standing, row.id));
        QCOMPARE(m_subject->rowText(row.id), before);
        SubjectRow now = row;
        now.name = touch == RowTouch::OtherName ? "another" : row.name;
        const auto gone =
            ask([&](DatabasePort& port) { return port.remove({identityOf(now)}, someAuthor(), patient()); });
        QVERIFY(allAre(gone, 1, RowEditOutcome::Done));
        const auto late = claim(request);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::NotFound);
        QVERIFY(!m_subject->rowExists(row.id));
    }
}

void DatabasePortContract::anInsertedClaimIsTakenBack()
{
    const ClaimRequest request = requestFor("fresh");
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    for (const RowUndo expected : {RowUndo::Undone, RowUndo::AlreadyAbsent}) {
        const auto undone = undo(*answer->claimed, request);
        VERIFY_RESULT(undone);
        QCOMPARE(*undone, expected);
        QVERIFY(!m_subject->rowExists(answer->claimed->row.id));
    }
}

void DatabasePortContract::aFinishedClaimIsTakenBack()
{
    for (const bool hadToken : {true, false}) {
        SubjectRow row = enabledRow("unfinished");
        row.webhookToken = hadToken ? row.webhookToken : QByteArray("");
        RIG_VERIFY(m_subject->reset());
        RIG_VERIFY(m_subject->addRow(row));
        const QByteArray before = m_subject->rowText(row.id);
        ClaimRequest request = requestFor("unfinished", row.organizationId);
        const auto seen = image(row.id);
        VERIFY_RESULT(seen);
        request.finishing = *seen;
        const auto answer = claim(request);
        VERIFY_CLAIMED(answer);
        QVERIFY(!answer->claimed->row.webhookToken.isEmpty());
        QVERIFY(m_subject->rowText(row.id) != before);
        for (int time = 0; time < 2; ++time) {
            const auto undone = undo(*answer->claimed, request);
            VERIFY_RESULT(undone);
            QCOMPARE(*undone, RowUndo::Undone);
            QCOMPARE(m_subject->rowText(row.id), before);
        }
        const auto gone =
            ask([&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), patient()); });
        VERIFY_RESULT(gone);
        const auto absent = undo(*answer->claimed, request);
        VERIFY_RESULT(absent);
        QCOMPARE(*absent, RowUndo::AlreadyAbsent);
    }
}

void DatabasePortContract::whatChangedSinceIsLeft_data()
{
    QTest::addColumn<RowTouch>("touch");
    QTest::newRow("disabled") << RowTouch::Disabled;
    QTest::newRow("active") << RowTouch::Active;
    QTest::newRow("another name") << RowTouch::OtherName;
    QTest::newRow("another token") << RowTouch::OtherToken;
    QTest::newRow("another operation") << RowTouch::OtherOperation;
}

void DatabasePortContract::whatChangedSinceIsLeft()
{
    QFETCH(RowTouch, touch);
    const SubjectRow row = enabledRow("unfinished");
    RIG_VERIFY(m_subject->addRow(row));
    const auto seen = image(row.id);
    VERIFY_RESULT(seen);
    ClaimRequest finishing = requestFor("unfinished", row.organizationId);
    finishing.finishing = *seen;
    for (const ClaimRequest& request : {requestFor("fresh"), finishing}) {
        const auto answer = claim(request);
        VERIFY_CLAIMED(answer);
        const auto id = answer->claimed->row.id;
        RIG_VERIFY(m_subject->touch(id, touch));
        const QByteArray before = m_subject->rowText(id);
        const auto undone = undo(*answer->claimed, request);
        VERIFY_RESULT(undone);
        QCOMPARE(*undone, RowUndo::ChangedSince);
        QCOMPARE(m_subject->rowText(id), before);
    }
}

void DatabasePortContract::aPairingIsRecorded()
{
    const ClaimRequest request = requestFor("paired");
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    PairedRow paired{
        answer->claimed->row.id, request.organizationId, request.instanceName,
        *PhoneNumber::fromText(u"+55 11 97777-6666"), request.author};
    const auto record = [&] { return ask([&](DatabasePort& port) { return port.recordPairing(paired, patient()); }); };
    const auto written = record();
    VERIFY_RESULT(written);
    QVERIFY(*written);
    QCOMPARE((*written)->status, QStringLiteral("active"));
    QCOMPARE((*written)->phoneColumn->text(), QStringLiteral("+5511977776666"));
    QVERIFY((*written)->connectedAt && (*written)->connectedAt == (*written)->updatedAt);
    const auto now = image(paired.id);
    VERIFY_RESULT(now);
    const QJsonObject before = QJsonDocument::fromJson(answer->claimed->after.json).object();
    const QJsonObject after = QJsonDocument::fromJson((*now)->json).object();
    const QStringList changed{
        QStringLiteral("status"), QStringLiteral("phone_number"), QStringLiteral("connected_at"),
        QStringLiteral("updated_at")};
    for (auto value = before.begin(); value != before.end(); ++value)
        QVERIFY2(changed.contains(value.key()) || after[value.key()] == value.value(), qPrintable(value.key()));
    for (const RowTouch touch : {RowTouch::OtherName, RowTouch::Disabled}) {
        RIG_VERIFY(m_subject->touch(paired.id, touch));
        const QByteArray left = m_subject->rowText(paired.id);
        const auto refused = record();
        VERIFY_RESULT(refused);
        QVERIFY(!*refused);
        QCOMPARE(m_subject->rowText(paired.id), left);
        paired.instanceName = named("another");
    }
}

void DatabasePortContract::aPairingIsNotRecordedInAnothersRow()
{
    const ClaimRequest request = requestFor("paired");
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    const PairedRow paired{
        answer->claimed->row.id, OrganizationId(QUuid::createUuid()), request.instanceName,
        *PhoneNumber::fromText(u"+55 11 97777-6666"), request.author};
    const QByteArray before = m_subject->rowText(paired.id);
    const auto refused = ask([&](DatabasePort& port) { return port.recordPairing(paired, patient()); });
    VERIFY_RESULT(refused);
    QVERIFY(!*refused);
    QCOMPARE(m_subject->rowText(paired.id), before);
}

void DatabasePortContract::hostileNamesAreClaimed()
{
    QFETCH(QByteArray, name);
    const SubjectRow decoy{.name = "decoy"};
    RIG_VERIFY(m_subject->addRow(decoy));
    const ClaimRequest request = requestFor(name.constData());
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    QCOMPARE(answer->claimed->row.instanceName.utf8(), name);
    const auto standing = claim(requestFor(name.constData()));
    VERIFY_RESULT(standing);
    QVERIFY(!standing->claimed && rowOf(standing->standing, answer->claimed->row.id));
    ClaimRequest finishing = request;
    const auto seen = image(answer->claimed->row.id);
    VERIFY_RESULT(seen);
    QCOMPARE(**seen, answer->claimed->after);
    finishing.finishing = *seen;
    const auto finished = claim(finishing);
    VERIFY_CLAIMED(finished);
    for (const ClaimedRow& claimed : {*finished->claimed, *answer->claimed}) {
        const auto undone = undo(claimed, request);
        VERIFY_RESULT(undone);
        QCOMPARE(*undone, RowUndo::Undone);
    }
    QVERIFY(!m_subject->rowExists(answer->claimed->row.id) && m_subject->rowExists(decoy.id));
}

void DatabasePortContract::everyChangeIsInTheHistory()
{
    RIG_VERIFY(m_subject->keepHistory());
    const ClaimRequest request = requestFor("fresh");
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    const auto undone = undo(*answer->claimed, request);
    VERIFY_RESULT(undone);
    const auto second = claim(request);
    VERIFY_CLAIMED(second);
    const PairedRow paired{
        second->claimed->row.id, request.organizationId, request.instanceName,
        *PhoneNumber::fromText(u"+55 11 97777-6666"), request.author};
    const auto recorded = ask([&](DatabasePort& port) { return port.recordPairing(paired, patient()); });
    VERIFY_RESULT(recorded);
    const auto standing = claim(request);
    VERIFY_RESULT(standing);
    const QByteArrayList lines = m_subject->history();
    QCOMPARE(lines.size(), 4); // what stood was no change
    const QByteArray who = "desk one|create " + request.author.operation.toByteArray() + '|';
    QCOMPARE(lines.at(0), who + '|' + answer->claimed->after.json);
    QCOMPARE(lines.at(1), who + answer->claimed->after.json + '|');
    QCOMPARE(lines.at(2), who + '|' + second->claimed->after.json);
    QVERIFY(lines.at(3).startsWith(who + second->claimed->after.json + "|{"));
    for (const QByteArray& line : lines) {
        QVERIFY(!line.contains(answer->claimed->row.webhookToken.reveal()));
        QVERIFY(!line.contains(second->claimed->row.webhookToken.reveal()));
    }
}

void DatabasePortContract::aReadOnlyProfileClaimsNothing()
{
    const ClaimRequest request = requestFor("fresh");
    const auto refused = ask([&](DatabasePort& port) { return port.claim(request, patient()); }, true);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::ReadOnlyProfile);
    const auto answer = claim(request);
    VERIFY_CLAIMED(answer);
    const auto id = answer->claimed->row.id;
    const QByteArray before = m_subject->rowText(id);
    const ClaimUndo taking{id, request.organizationId, request.instanceName, TokenDigest::of({}), {}, request.author};
    const auto undone = ask([&](DatabasePort& port) { return port.undoClaim(taking, patient()); }, true);
    QVERIFY(!undone);
    QCOMPARE(undone.error().kind, ErrorKind::ReadOnlyProfile);
    const PairedRow paired{
        id, request.organizationId, request.instanceName, *PhoneNumber::fromText(u"+55 11 97777-6666"), request.author};
    const auto recorded = ask([&](DatabasePort& port) { return port.recordPairing(paired, patient()); }, true);
    QVERIFY(!recorded);
    QCOMPARE(recorded.error().kind, ErrorKind::ReadOnlyProfile);
    QCOMPARE(m_subject->rowText(id), before);
    const auto found = ask([&](DatabasePort& port) { return port.claimOf(request.author.operation, patient()); }, true);
    VERIFY_RESULT(found);
    QVERIFY(*found);
    const auto seen = ask([&](DatabasePort& port) { return port.image(id, patient()); }, true);
    VERIFY_RESULT(seen);
    QVERIFY(*seen);
}

} // namespace steward::test
