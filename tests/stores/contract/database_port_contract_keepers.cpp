#include "stores/contract/database_contract_values.h"
#include "stores/contract/database_port_contract.h"
#include "support/any_id.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <thread>

namespace steward::test {

using namespace database_contract;
using namespace std::chrono_literals;

namespace {

SurvivorRequest keeperFor(const SubjectRow& row, const char* survivor)
{
    SurvivorRequest request;
    request.organizationId = row.organizationId;
    request.survivor = named(survivor);
    request.row = identityOf(row);
    request.webhookTemplate = QStringLiteral("https://hooks.example.org/in/{webhook_token}?name={instance_name}");
    request.leaseTime = 900s;
    request.author = {QStringLiteral("desk one"), newId(), QStringLiteral("clean")};
    return request;
}

SurvivorRequest newSurvivor(const char* survivor, const OrganizationId& organization = newId())
{
    SurvivorRequest request = keeperFor({.organizationId = organization}, survivor);
    request.row.reset();
    request.status = QStringLiteral("active");
    request.phone = PhoneNumber::fromText(u"+55 11 97777-6666");
    return request;
}

QJsonObject configOf(const RowImage& image)
{
    return QJsonDocument::fromJson(image.json)[QLatin1String("config")].toObject();
}

/// True where the row is leased by the request for its time from now.
bool isLeasedBy(const std::optional<Integration>& row, const SurvivorRequest& request)
{
    const auto now = std::chrono::system_clock::now();
    return row && row->lease && row->lease->operation == request.author.operation &&
           row->lease->workstation == request.author.workstation && row->lease->until > now + request.leaseTime - 60s &&
           row->lease->until < now + request.leaseTime + 60s;
}

} // namespace

#define VERIFY_KEPT(answer)                                                                                            \
    VERIFY_RESULT(answer);                                                                                             \
    QVERIFY((answer)->kept && !(answer)->leasedBy && (answer)->standing.empty())

Result<SurvivorAnswer> DatabasePortContract::keep(const SurvivorRequest& request)
{
    return ask([&](DatabasePort& port) { return port.keep(request, patient()); });
}

void DatabasePortContract::aSurvivorIsPointedAt()
{
    SubjectRow row{.name = "first", .legacyName = "older"};
    row.webhookUrl = QStringLiteral("https://old.example.org/");
    row.phoneConfig = QStringLiteral("5511977776666");
    const SubjectRow beside{.organizationId = row.organizationId, .name = "second"};
    for (const SubjectRow& each : {row, beside})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray besideBefore = m_subject->rowText(beside.id);
    const auto before = image(row.id);
    VERIFY_RESULT(before);
    const SurvivorRequest request = keeperFor(row, "second");
    const auto answer = keep(request);
    VERIFY_KEPT(answer);
    const Integration& kept = answer->kept->row;
    QCOMPARE(kept.id, row.id);
    QCOMPARE(answer->kept->before, *before);
    QCOMPARE(answer->kept->after, **image(row.id));
    QVERIFY(kept.instanceName == request.survivor && kept.legacyName.isEmpty() && kept.enabled);
    QCOMPARE(kept.status, row.status);
    QCOMPARE(kept.webhookToken, WebhookToken(row.webhookToken));
    QCOMPARE(kept.phoneConfig, PhoneNumber::fromText(row.phoneConfig));
    const QJsonObject config = configOf(answer->kept->after);
    QVERIFY(!config.contains(QLatin1String("instance")) && !config.contains(QLatin1String("steward_operation")));
    QCOMPARE(
        config[QLatin1String("webhook_url")].toString(),
        QStringLiteral("https://hooks.example.org/in/{webhook_token}?name=second"));
    QVERIFY(isLeasedBy(kept, request) && isLeasedBy(listed(row.id), request));
    QCOMPARE(m_subject->rowText(beside.id), besideBefore);
    const auto again = keep(request); // the row names the survivor by now
    VERIFY_KEPT(again);
    QCOMPARE(again->kept->row.id, row.id);
    QVERIFY(again->kept->row.lease->until >= kept.lease->until);
    SurvivorRequest plain = keeperFor({.id = row.id, .organizationId = row.organizationId, .name = "second"}, "second");
    plain.author = request.author;
    plain.webhookTemplate.clear();
    plain.leaseTime = 0s;
    const auto unleased = keep(plain);
    VERIFY_KEPT(unleased);
    QVERIFY(!listed(row.id)->lease);
    QCOMPARE(configOf(unleased->kept->after)[QLatin1String("webhook_url")], config[QLatin1String("webhook_url")]);
}

/// Before it is pointed at a survivor, which has to be proven while nobody else may delete it.
void DatabasePortContract::aRowIsHeldAsItStands()
{
    SubjectRow row{.name = "first", .legacyName = "older"};
    row.webhookUrl = QStringLiteral("https://old.example.org/");
    RIG_VERIFY(m_subject->addRow(row));
    const auto before = listed(row.id);
    SurvivorRequest request = keeperFor(row, "second");
    request.onlyHolds = true;
    const auto held = keep(request);
    VERIFY_KEPT(held);
    QVERIFY(isLeasedBy(held->kept->row, request) && isLeasedBy(listed(row.id), request));
    const auto after = listed(row.id);
    QVERIFY(after->instanceName == before->instanceName && after->legacyName == before->legacyName);
    QCOMPARE(
        configOf(held->kept->after)[QLatin1String("webhook_url")],
        configOf(*held->kept->before)[QLatin1String("webhook_url")]);
    SurvivorRequest other = keeperFor(row, "first");
    other.onlyHolds = true;
    other.author.operation = newId();
    const auto refused = keep(other);
    VERIFY_RESULT(refused);
    QVERIFY(!refused->kept && refused->leasedBy && refused->leasedBy->operation == request.author.operation);
    request.onlyHolds = false; // the one that holds it points it
    const auto pointed = keep(request);
    VERIFY_KEPT(pointed);
    QVERIFY(pointed->kept->row.instanceName == request.survivor);
    QVERIFY(isLeasedBy(listed(row.id), request));
}

void DatabasePortContract::aRowMovesToItsOrganization()
{
    const OrganizationId organization = newId();
    const Clinic clinic{newId(), organization, QStringLiteral("Aurora"), true};
    RIG_VERIFY(m_subject->addClinic(clinic));
    const SubjectRow row{.name = "moves"};
    const SubjectRow beside{.organizationId = row.organizationId, .name = "stays", .enabled = false};
    for (const SubjectRow& each : {row, beside})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray besideBefore = m_subject->rowText(beside.id);
    SurvivorRequest request = keeperFor(row, "moves");
    request.organizationId = organization;
    request.leaseTime = 0s;
    QVERIFY(request.moves());
    const auto moved = keep(request);
    VERIFY_KEPT(moved);
    QCOMPARE(moved->kept->row.id, row.id);
    QCOMPARE(moved->kept->row.organizationId, organization);
    QCOMPARE(moved->kept->row.clinicId, clinic.id);
    QCOMPARE(moved->kept->row.webhookToken, WebhookToken(row.webhookToken));
    const auto twice = keep(request); // the first answer was lost
    VERIFY_KEPT(twice);
    QCOMPARE(listed(row.id)->organizationId, organization);
    QCOMPARE(m_subject->rowText(beside.id), besideBefore);
    // Another takes no place that is taken.
    const SubjectRow late{.name = "late"};
    RIG_VERIFY(m_subject->addRow(late));
    SurvivorRequest taken = keeperFor(late, "late");
    taken.organizationId = organization;
    const auto refused = keep(taken);
    VERIFY_RESULT(refused);
    QVERIFY(!refused->kept && !refused->standing.empty());
    QCOMPARE(listed(late.id)->organizationId, late.organizationId);
}

void DatabasePortContract::aSurvivorIsInserted()
{
    const OrganizationId organization = newId();
    const Clinic clinic{newId(), organization, QStringLiteral("Aurora"), true};
    RIG_VERIFY(m_subject->addClinic(clinic));
    const SubjectRow disabled{.organizationId = organization, .name = "other", .enabled = false};
    RIG_VERIFY(m_subject->addRow(disabled));
    const SurvivorRequest request = newSurvivor("adopted", organization);
    const auto answer = keep(request);
    VERIFY_KEPT(answer);
    const Integration& row = answer->kept->row;
    QVERIFY(!answer->kept->before && row.enabled && row.legacyName.isEmpty());
    QCOMPARE(row.organizationId, organization);
    QCOMPARE(row.clinicId, clinic.id);
    QCOMPARE(row.instanceName, request.survivor);
    QCOMPARE(row.status, QStringLiteral("active"));
    QCOMPARE(row.phoneColumn, request.phone);
    QCOMPARE(row.webhookToken.reveal().size(), 32);
    QVERIFY(isLeasedBy(row, request));
    QCOMPARE(
        configOf(answer->kept->after)[QLatin1String("steward_operation")].toString(),
        request.author.operation.toString());
    QVERIFY(m_subject->rowText(row.id).contains("/in/" + row.webhookToken.reveal() + '?'));
    const auto again = keep(request);
    VERIFY_KEPT(again);
    QVERIFY(again->kept->row.id == row.id && !again->kept->before && again->kept->row.webhookToken == row.webhookToken);
    SurvivorRequest elsewhere = newSurvivor("given");
    elsewhere.clinicId = clinic.id;
    const auto given = keep(elsewhere);
    VERIFY_KEPT(given);
    QCOMPARE(given->kept->row.clinicId, clinic.id);
}

void DatabasePortContract::aSurvivorIsNamedByOneOrganization()
{
    const SubjectRow row{.name = "first"};
    const SubjectRow foreign{.legacyName = "wanted", .enabled = false};
    const SubjectRow other{.name = "wanted", .foreign = true}; // of another system
    for (const SubjectRow& each : {row, foreign, other})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray before = m_subject->rowText(row.id) + m_subject->rowText(foreign.id);
    for (const SurvivorRequest& request : {keeperFor(row, "wanted"), newSurvivor("wanted")}) {
        const auto answer = keep(request);
        VERIFY_RESULT(answer);
        QVERIFY(!answer->kept && !answer->leasedBy && answer->standing.size() == 1);
        QCOMPARE(answer->standing.front().id, foreign.id);
    }
    QCOMPARE(m_subject->rowText(row.id) + m_subject->rowText(foreign.id), before);
}

void DatabasePortContract::anotherRowStands()
{
    const SubjectRow row{.name = "first"};
    const SubjectRow kept{.name = "protected", .isProtected = true};
    const SubjectRow off{.name = "off", .enabled = false};
    for (const SubjectRow& each : {row, kept, off})
        RIG_VERIFY(m_subject->addRow(each));
    const auto texts = [&] {
        return m_subject->rowText(row.id) + m_subject->rowText(kept.id) + m_subject->rowText(off.id);
    };
    const QByteArray before = texts();
    SubjectRow renamed = row;
    renamed.name = "as it was once";
    for (const auto& [request, id] : std::vector<std::pair<SurvivorRequest, IntegrationId>>{
             {keeperFor(renamed, "wanted"), row.id},
             {keeperFor(kept, "wanted"), kept.id},
             {keeperFor(off, "wanted"), off.id},
             {newSurvivor("wanted", row.organizationId), row.id},
             {newSurvivor("off", off.organizationId), off.id}}) {
        const auto answer = keep(request);
        VERIFY_RESULT(answer);
        QVERIFY(!answer->kept && !answer->leasedBy && answer->standing.size() == 1);
        QCOMPARE(answer->standing.front().id, id);
    }
    SubjectRow absent = row;
    absent.id = newId();
    const auto gone = keep(keeperFor(absent, "wanted"));
    VERIFY_RESULT(gone);
    QVERIFY(!gone->kept && !gone->leasedBy);
    QCOMPARE(texts(), before);
    for (const QByteArray& name : {QByteArray(), QByteArray("a\0b", 3), QByteArray("a\xff")}) {
        SurvivorRequest refused = keeperFor(row, "wanted");
        refused.survivor = InstanceName::fromUtf8(name);
        QVERIFY(!keep(refused));
    }
    QCOMPARE(texts(), before);
}

void DatabasePortContract::anotherDesksLeaseRefuses()
{
    const SubjectRow row{.name = "first"};
    SubjectRow leased{.organizationId = row.organizationId, .name = "second"};
    leased.lease = leaseUntil(1h);
    for (const SubjectRow& each : {row, leased})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray before = m_subject->rowText(row.id) + m_subject->rowText(leased.id);
    for (const SurvivorRequest& request :
         {keeperFor(row, "wanted"), keeperFor(leased, "second"), newSurvivor("wanted", row.organizationId),
          newSurvivor("second")}) { // of the organization, or naming the survivor
        const auto answer = keep(request);
        VERIFY_RESULT(answer);
        QVERIFY(!answer->kept && answer->leasedBy == leased.lease);
    }
    QCOMPARE(m_subject->rowText(row.id) + m_subject->rowText(leased.id), before);
    SurvivorRequest own = keeperFor(leased, "second");
    own.author.operation = leased.lease->operation;
    const auto answer = keep(own);
    VERIFY_KEPT(answer);
    QVERIFY(isLeasedBy(listed(leased.id), own));
}

void DatabasePortContract::aLeaseRunsOut()
{
    SubjectRow running{.name = "running"};
    running.lease = leaseUntil(1500ms);
    SubjectRow over{.name = "over"};
    over.lease = leaseUntil(-1s);
    for (const SubjectRow& each : {running, over})
        RIG_VERIFY(m_subject->addRow(each));
    QVERIFY(listed(running.id)->lease == running.lease);
    QVERIFY(!listed(over.id)->lease);
    const auto found = ask([](DatabasePort& port) { return port.find(named("over"), patient()); });
    VERIFY_RESULT(found);
    QVERIFY(!found->front().lease);
    const auto taken = keep(keeperFor(over, "over"));
    VERIFY_KEPT(taken);
    QVERIFY(QTest::qWaitFor([&] { return !listed(running.id)->lease; }, 10'000));
    const auto late = keep(keeperFor(running, "running"));
    VERIFY_KEPT(late);
    const SurvivorRequest brief = [&] {
        SurvivorRequest request = keeperFor(over, "renamed");
        request.author.operation = taken->kept->row.lease->operation;
        request.leaseTime = 1s;
        return request;
    }();
    const auto shortly = keep(brief);
    VERIFY_KEPT(shortly);
    QVERIFY(QTest::qWaitFor([&] { return !listed(over.id)->lease; }, 10'000));
    const auto resumed = keep(brief); // the row is still as this operation left it
    VERIFY_KEPT(resumed);
    const auto other = keep(keeperFor(over, "renamed"));
    VERIFY_RESULT(other);
    QVERIFY(!other->kept);
}

void DatabasePortContract::leasesEnd()
{
    SubjectRow other{.name = "other"};
    other.lease = leaseUntil(1h);
    const SubjectRow row{.name = "first"};
    for (const SubjectRow& each : {other, row})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray otherBefore = m_subject->rowText(other.id);
    SurvivorRequest inserted = newSurvivor("second");
    const SurvivorRequest pointed = keeperFor(row, "third");
    inserted.author = pointed.author;
    for (const SurvivorRequest& request : {inserted, pointed}) {
        const auto answer = keep(request);
        VERIFY_KEPT(answer);
    }
    for (int time = 0; time < 2; ++time) {
        const auto ended = ask([&](DatabasePort& port) { return port.endLeases(pointed.author.operation, patient()); });
        VERIFY_RESULT(ended);
        const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
        VERIFY_RESULT(listing);
        QCOMPARE(listing->integrations.size(), 3u);
        for (const Integration& each : listing->integrations)
            QCOMPARE(each.lease.has_value(), each.id == other.id);
        QVERIFY(!m_subject->rowText(row.id).contains("steward_lease"));
        QCOMPARE(m_subject->rowText(other.id), otherBefore);
    }
}

void DatabasePortContract::theSurvivorIsInTheHistory()
{
    RIG_VERIFY(m_subject->keepHistory());
    const SubjectRow row{.name = "first"};
    RIG_VERIFY(m_subject->addRow(row));
    SurvivorRequest request = keeperFor(row, "second");
    const QByteArray operation = request.author.operation.toByteArray();
    const auto pointed = keep(request);
    VERIFY_KEPT(pointed);
    const auto refused = keep(keeperFor(row, "third"));
    VERIFY_RESULT(refused);
    QVERIFY(!refused->kept);
    const SurvivorRequest fresh = newSurvivor("fourth");
    const auto inserted = keep(fresh);
    VERIFY_KEPT(inserted);
    const auto ended = ask([&](DatabasePort& port) { return port.endLeases(request.author.operation, patient()); });
    VERIFY_RESULT(ended);
    const QByteArrayList lines = m_subject->history();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(
        lines.at(0),
        "desk one|clean " + operation + '|' + pointed->kept->before->json + '|' + pointed->kept->after.json);
    QVERIFY(lines.at(1).endsWith("||" + inserted->kept->after.json));
    QCOMPARE(
        lines.at(2),
        "desk one|end lease " + operation + '|' + pointed->kept->after.json + '|' + (*image(row.id))->json);
    for (const QByteArray& line : lines)
        QVERIFY(!line.contains(row.webhookToken) && !line.contains(inserted->kept->row.webhookToken.reveal()));
}

void DatabasePortContract::aDisabledRowIsEnabled()
{
    const SubjectRow row{.name = "asleep", .status = QStringLiteral("disabled"), .enabled = false};
    const SubjectRow beside{.organizationId = row.organizationId, .name = "older", .enabled = false};
    for (const SubjectRow& each : {row, beside})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray before = m_subject->rowText(row.id);
    ClaimRequest request;
    request.organizationId = row.organizationId;
    request.instanceName = named("asleep");
    request.finishing = *image(row.id);
    request.author = {QStringLiteral("desk one"), newId(), QStringLiteral("enable")};
    const auto unsaid = claim(request); // it is no enabled row
    VERIFY_RESULT(unsaid);
    QVERIFY(!unsaid->claimed && rowOf(unsaid->standing, row.id));
    QCOMPARE(m_subject->rowText(row.id), before);
    request.enables = true;
    const auto answer = claim(request);
    VERIFY_RESULT(answer);
    QVERIFY(answer->claimed && answer->standing.empty());
    QCOMPARE(answer->claimed->before, request.finishing);
    const auto now = listed(row.id);
    QVERIFY(now && now->enabled && now->webhookToken == WebhookToken(row.webhookToken));
    QCOMPARE(now->status, QStringLiteral("pending"));
    for (int time = 0; time < 2; ++time) {
        const auto undone = undo(*answer->claimed, request);
        VERIFY_RESULT(undone);
        QCOMPARE(*undone, RowUndo::Undone);
        QCOMPARE(m_subject->rowText(row.id), before);
    }
}

void DatabasePortContract::onlyTheRowAsSeenIsEnabled()
{
    const SubjectRow row{.name = "asleep", .status = QStringLiteral("disabled"), .enabled = false};
    RIG_VERIFY(m_subject->addRow(row));
    ClaimRequest request;
    request.organizationId = row.organizationId;
    request.instanceName = named("asleep");
    request.finishing = *image(row.id);
    request.enables = true;
    request.author = {QStringLiteral("desk one"), newId(), QStringLiteral("enable")};
    const SubjectRow winner{.organizationId = row.organizationId, .name = "winner"};
    RIG_VERIFY(m_subject->addRow(winner));
    const QByteArray before = m_subject->rowText(row.id);
    const auto beaten = claim(request);
    VERIFY_RESULT(beaten);
    QVERIFY(!beaten->claimed && beaten->standing.size() == 1 && rowOf(beaten->standing, winner.id));
    QCOMPARE(m_subject->rowText(row.id), before);
    const auto gone =
        ask([&](DatabasePort& port) { return port.remove({identityOf(winner)}, someAuthor(), patient()); });
    QVERIFY(allAre(gone, 1, RowEditOutcome::Done));
    RIG_VERIFY(m_subject->touch(row.id, RowTouch::Active));
    const auto changed = claim(request);
    VERIFY_RESULT(changed);
    QVERIFY(!changed->claimed && rowOf(changed->standing, row.id));
    QVERIFY(!listed(row.id)->enabled);
}

} // namespace steward::test
