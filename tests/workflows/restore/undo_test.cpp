#include "support/campaign.h"
#include "support/test_registry.h"
#include "workflows/outbox/listening_worker.h"
#include "workflows/undo_desk.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <map>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::undo_test {

namespace {

/// A workflow that changes a row, and how the row stands before.
struct Change {
    const char* word;
    PlanKind kind;
    const char* connection;
    bool isEnabled;
    const char* before; ///< what the row is given first
    bool deletes = false;
};

constexpr Change changes[] = {
    {"disable", PlanKind::Disable, "close", true, "status = 'disconnected'"},
    {"enable", PlanKind::Enable, "close", false, "status = 'disabled', phone_number = '+55 11 99999-0001'"},
    {"protect", PlanKind::Protect, "close", true, "status = 'disconnected'"},
    {"unprotect", PlanKind::Unprotect, "close", true,
     "status = 'disconnected', config = config || '{\"steward_protected\": true}'"},
    {"repair of a status", PlanKind::Repair, "open", true, "status = 'pending', phone_number = '5511999990000'"},
    {"repair of a number", PlanKind::Repair, "open", true, "status = 'active', phone_number = '5511999990001'"},
    {"deletion", PlanKind::Delete, "close", true, "status = 'disconnected'", true},
};

/// What happens to the row between the change and its undo.
struct Meanwhile {
    const char* word;
    const char* sql;     ///< with %1 for the row's id, %2 for its organization
    const char* differs; ///< what is named; empty: nothing counts
};

constexpr Meanwhile meanwhiles[] = {
    {"nothing", "", ""},
    {"seen again", "update healthcare.integrations set last_seen_at = now(), updated_at = now() where id = '%1'", ""},
    {"a lease", "update healthcare.integrations set config = config || '{\"steward_lease\": {}}' where id = '%1'", ""},
    {"an operation",
     "update healthcare.integrations set config = config || '{\"steward_operation\": \"x\"}' where id = "
     "'%1'",
     ""},
    {"another token",
     "update healthcare.integrations set webhook_token = 'another-token-of-a-row', config = replace(config::text, "
     "webhook_token, 'another-token-of-a-row')::jsonb where id = '%1'",
     ""},
    {"a token that the address does not follow",
     "update healthcare.integrations set webhook_token = 'another-token-of-a-row' where id = '%1'",
     "config.webhook_url"},
    {"another number", "update healthcare.integrations set phone_number = '4915112345678' where id = '%1'",
     "phone_number"},
    {"another status", "update healthcare.integrations set status = 'odd' where id = '%1'", "status"},
    {"another clinic", "update healthcare.integrations set clinic_id = gen_random_uuid() where id = '%1'", "clinic_id"},
    {"another organization", "update healthcare.integrations set organization_id = gen_random_uuid() where id = '%1'",
     "organization_id"},
    {"a display name", "update healthcare.integrations set display_name = 'x' where id = '%1'", "display_name"},
    {"a key of config", "update healthcare.integrations set config = config || '{\"note\": \"other\"}' where id = '%1'",
     "config.note"},
    {"one key less", "update healthcare.integrations set config = config - 'note' where id = '%1'", "config.note"},
    {"another name",
     "update healthcare.integrations set config = config || '{\"instance_name\": \"y\"}' where id = '%1'",
     "config.instance_name"},
    {"credentials", "update healthcare.integrations set credentials_version = '2' where id = '%1'",
     "credentials_version"},
    {"the other way", "update healthcare.integrations set enabled = not enabled where id = '%1'", "enabled"},
    {"gone", "delete from healthcare.integrations where id = '%1'", "not there"},
};

} // namespace

/// Every change of a row is taken back from its image, byte for byte but for what is named, or it is said what differs.
class UndoTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyChangeComesBackOrSaysWhatDiffers();
    void anEnablingUndoIsRefusedWhereAnotherStands();
    void anEnablingUndoNeedsItsInstance();
    void aStatusIsNeverSetBackToActive();
    void anAdoptionIsTakenBack();
    void whatARepairDeletedComesBack();
    void theImageMarksTheTokensPlace();
    void anAddressWithAnotherSecretIsNotKept();
    void otherSecretsAreNotKept();
    void aSecretThatWasChangedSinceIsLeft_data();
    void aSecretThatWasChangedSinceIsLeft();
    void aConfigThatCannotBeReadIsLeft_data();
    void aConfigThatCannotBeReadIsLeft();
    void cacheAndWorkersFollowWithTheRepairThatIsNamed_data();
    void cacheAndWorkersFollowWithTheRepairThatIsNamed();
    void aRowThatACleaningPointedIsPointedBack();

private:
    bool journalHolds(const QByteArray& text);
    struct Subject {
        QString name;
        NewClinic clinic;
        QByteArray id;
        QByteArray before;
        QByteArray token;
    };
    Subject store(const Change& change);
    QByteArray row(const QByteArray& id) { return rowOf(m_apply, id); }
    OperationId lastOperation() { return test::lastOperation(m_rig).id; }
    ChangeResult undo(const OperationId& operation, std::vector<DeletedRow>* judged = nullptr)
    {
        return test::undo(m_rig, operation, judged);
    }
    std::optional<QString>
    violationOf(const Meanwhile& meanwhile, const Subject& subject, const ChangeItem& item, const QByteArray& between);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void UndoTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(10ms);
    m_apply.applyTimes = ApplyRig::unhurried();
}

UndoTest::Subject UndoTest::store(const Change& change)
{
    StoredInstance instance;
    instance.clinic = m_rig.addOrganization();
    instance.name = QLatin1String("clinic-") + instance.clinic.organization.toString();
    instance.connection = QLatin1String(change.connection);
    instance.isEnabled = change.isEnabled;
    instance.isCached = change.isEnabled;
    if (instance.connection == QLatin1String("open"))
        instance.ownerJid = QStringLiteral("5511999990000@s.whatsapp.net");
    m_apply.store(instance);
    Subject subject{instance.name, instance.clinic, {}, {}, {}};
    subject.id =
        m_apply.value(QStringLiteral("select id from healthcare.integrations where config->>'instance_name' = '%1'")
                          .arg(subject.name));
    m_apply.execute(QStringLiteral("update healthcare.integrations set config = config || jsonb_build_object("
                                   "'webhook_url', 'https://hooks.example/' || webhook_token) where id = '%1'; update "
                                   "healthcare.integrations set %2 where id = '%1'")
                        .arg(QString::fromLatin1(subject.id), QLatin1String(change.before)));
    subject.before = row(subject.id);
    subject.token = m_apply.value(QStringLiteral("select webhook_token from healthcare.integrations where id = '%1'")
                                      .arg(QString::fromLatin1(subject.id)));
    return subject;
}

std::optional<QString> UndoTest::violationOf(
    const Meanwhile& meanwhile, const Subject& subject, const ChangeItem& item, const QByteArray& between)
{
    const QByteArray now = row(subject.id);
    if (*meanwhile.differs) {
        if (now != between)
            return QStringLiteral("a changed row was written: ") + QString::fromUtf8(now);
        if (!item.error || !item.error->sentence.contains(QLatin1String(meanwhile.differs)))
            return QStringLiteral("does not say what differs: ") + (item.error ? item.error->sentence : QString());
        return {};
    }
    if (item.error)
        return QStringLiteral("refused: ") + item.error->sentence;
    QByteArray wanted = subject.before;
    if (QByteArray(meanwhile.word) == "another token") // the row's own stays, in its place in the address too
        wanted.replace(subject.token, "another-token-of-a-row");
    return now == wanted ? std::nullopt
                         : std::optional(
                               QStringLiteral("not as it was: ") + QString::fromUtf8(now) + QStringLiteral(" was ") +
                               QString::fromUtf8(wanted));
}

void UndoTest::everyChangeComesBackOrSaysWhatDiffers()
{
    Campaign campaign(QStringLiteral("Undo of changed rows"));
    for (int round = 0; round < Campaign::count(1, 10); ++round) {
        for (const Change& change : changes) {
            if (change.deletes)
                continue;
            m_rig.forgetCases();
            std::vector<Subject> subjects;
            QStringList names;
            for (size_t place = 0; place < std::size(meanwhiles); ++place) {
                subjects.push_back(store(change));
                names << subjects.back().name;
            }
            const ChangeResult done = m_apply.apply(change.kind, names);
            QVERIFY2(
                done.exitCode() == 0,
                qPrintable(
                    QLatin1String(change.word) + (done.error                 ? done.error->sentence
                                                  : done.items.front().error ? done.items.front().error->sentence
                                                                             : QString())));
            const OperationId operation = lastOperation();
            std::vector<QByteArray> between;
            for (size_t place = 0; place < subjects.size(); ++place) {
                QVERIFY2(row(subjects[place].id) != subjects[place].before, change.word);
                if (*meanwhiles[place].sql)
                    m_apply.execute(
                        QString::fromLatin1(meanwhiles[place].sql).arg(QString::fromLatin1(subjects[place].id)));
                between.push_back(row(subjects[place].id));
            }
            std::map<QString, ChangeItem> items;
            const ChangeResult undone = undo(operation);
            for (const ChangeItem& item : undone.items)
                items.emplace(item.instanceName.text(), item);
            for (size_t place = 0; place < subjects.size(); ++place) {
                campaign.addCase();
                const auto item = items.find(subjects[place].name);
                const auto violation =
                    item == items.end() ? std::optional(QStringLiteral("no word about it"))
                                        : violationOf(meanwhiles[place], subjects[place], item->second, between[place]);
                if (violation)
                    campaign.violate(
                        QString::fromLatin1(change.word) + QLatin1String(", ") +
                        QString::fromLatin1(meanwhiles[place].word) + QLatin1String(": ") + *violation);
            }
            const ChangeResult again = undo(operation); // twice ends the same way
            QVERIFY2(again.outcome == undone.outcome, change.word);
        }
    }
    QVERIFY(campaign.finish());
}

void UndoTest::anEnablingUndoIsRefusedWhereAnotherStands()
{
    const Subject subject = store(changes[0]);
    QCOMPARE(m_apply.apply(PlanKind::Disable, {subject.name}).exitCode(), 0);
    m_rig.addRow(subject.clinic, QStringLiteral("another"), true);
    const QByteArray between = row(subject.id);
    const ChangeResult refused = undo(lastOperation());
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY(refused.items.front().error->sentence.contains(QLatin1String("another")));
    QCOMPARE(row(subject.id), between);
}

void UndoTest::anEnablingUndoNeedsItsInstance()
{
    const Subject subject = store(changes[0]);
    QCOMPARE(m_apply.apply(PlanKind::Disable, {subject.name}).exitCode(), 0);
    m_rig.fleet.server.removeInstance(subject.name);
    const QByteArray between = row(subject.id);
    const ChangeResult refused = undo(lastOperation());
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY(refused.items.front().error->sentence.contains(subject.name));
    QCOMPARE(row(subject.id), between);
}

void UndoTest::aStatusIsNeverSetBackToActive()
{
    const Change disabling{"disable", PlanKind::Disable, "open", true, "status = 'active'"};
    const Subject subject = store(disabling);
    QCOMPARE(m_apply.apply(PlanKind::Disable, {subject.name}).exitCode(), 0);
    QCOMPARE(undo(lastOperation()).exitCode(), 0);
    QByteArray expected = subject.before;
    expected.replace("\"status\": \"active\"", "\"status\": \"disconnected\"");
    QCOMPARE(row(subject.id), expected);
}

void UndoTest::anAdoptionIsTakenBack()
{
    StoredInstance instance;
    instance.clinic = m_rig.addOrganization();
    instance.name = QLatin1String("clinic-") + instance.clinic.organization.toString();
    instance.hasRow = false;
    m_apply.store(instance);
    QCOMPARE(m_apply.remains(instance.name), QStringLiteral("server"));
    QCOMPARE(m_apply.apply(PlanKind::Repair, {instance.name}).exitCode(), 0);
    QVERIFY(m_apply.remains(instance.name).contains(QLatin1String("row")));
    const OperationId operation = lastOperation();
    QCOMPARE(undo(operation).exitCode(), 0);
    QVERIFY(!m_apply.remains(instance.name).contains(QLatin1String("row")));
    QVERIFY(m_apply.remains(instance.name).contains(QLatin1String("server")));
    QCOMPARE(undo(operation).exitCode(), 0);
}

void UndoTest::whatARepairDeletedComesBack()
{
    const Subject subject = store(changes[0]);
    m_rig.fleet.server.removeInstance(subject.name);
    m_apply.execute(
        QStringLiteral("update healthcare.integrations set created_at = now() - interval '1 day' where id = "
                       "'%1'")
            .arg(QString::fromLatin1(subject.id)));
    const QByteArray before = m_apply.value(QStringLiteral("select id::text || organization_id || (config - "
                                                           "'webhook_url')::text from healthcare.integrations where id "
                                                           "= '%1'")
                                                .arg(QString::fromLatin1(subject.id)));
    const ChangeResult repaired = m_apply.apply(PlanKind::Repair, {subject.name});
    QVERIFY2(repaired.exitCode() == 0 && row(subject.id).isEmpty(), "an orphaned row that was never connected goes");
    QCOMPARE(undo(lastOperation()).exitCode(), 0);
    QCOMPARE(
        m_apply.value(QStringLiteral("select id::text || organization_id || (config - 'webhook_url')::text from "
                                     "healthcare.integrations where id = '%1' and not enabled")
                          .arg(QString::fromLatin1(subject.id))),
        before);
}

void UndoTest::theImageMarksTheTokensPlace()
{
    const Subject subject = store(changes[4]);
    const QByteArray token =
        m_apply.value(QStringLiteral("select webhook_token from healthcare.integrations where id = "
                                     "'%1'")
                          .arg(QString::fromLatin1(subject.id)));
    QCOMPARE(m_apply.apply(PlanKind::Repair, {subject.name}).exitCode(), 0);
    std::vector<DeletedRow> rows;
    QCOMPARE(undo(lastOperation(), &rows).exitCode(), 0);
    QCOMPARE(rows.size(), 1u);
    QVERIFY(!rows.front().image.json.contains(token) && !rows.front().after.json.contains(token));
    QVERIFY(rows.front().image.json.contains("https://hooks.example/{webhook_token}"));
    QVERIFY(row(subject.id).contains("https://hooks.example/" + token));
}

/// Only its digest is, by which it is known again where it still stands; all else of the row comes back.
void UndoTest::anAddressWithAnotherSecretIsNotKept()
{
    const QByteArray address = "https://hooks.example/Another7Secret8Of9Somebody";
    const auto set = [&](const Subject& subject) {
        m_apply.execute(
            QStringLiteral("update healthcare.integrations set config = config || '{\"webhook_url\": \"%2\"}' "
                           "where id = '%1'")
                .arg(QString::fromLatin1(subject.id), QString::fromLatin1(address)));
    };
    Subject subject = store(changes[4]);
    set(subject);
    subject.before = row(subject.id);
    QCOMPARE(m_apply.apply(PlanKind::Repair, {subject.name}).exitCode(), 0);
    std::vector<DeletedRow> rows;
    const OperationId operation = lastOperation();
    const auto content =
        rig::onWorker([&] { return readJournal({m_rig.journalPath()}, {.ours = operation, .part = TrailPart()}); });
    for (const JournaledStep& step : content->operations.back().trail)
        QVERIFY(
            !QJsonDocument(step.before).toJson().contains(address) &&
            !QJsonDocument(step.after).toJson().contains(address));
    QCOMPARE(undo(operation, &rows).exitCode(), 0);
    QVERIFY(row(subject.id).contains(address));
    QCOMPARE(row(subject.id), subject.before);

    subject = store(changes[6]);
    set(subject);
    QCOMPARE(m_apply.remove({subject.name}).exitCode(), 0);
    QCOMPARE(undo(lastOperation()).exitCode(), 0);
    QVERIFY(!row(subject.id).isEmpty() && !row(subject.id).contains("{webhook_url:"));
}

bool UndoTest::journalHolds(const QByteArray& text)
{
    const OperationId operation = lastOperation();
    const auto content =
        rig::onWorker([&] { return readJournal({m_rig.journalPath()}, {.ours = operation, .part = TrailPart()}); });
    return std::ranges::any_of(content->operations.back().trail, [&](const JournaledStep& step) {
        return QJsonDocument(step.before).toJson().contains(text) || QJsonDocument(step.after).toJson().contains(text);
    });
}

namespace {

const QByteArray keptNowhere = "Key4Nobody5Else6";
const QByteArray numberKeptNowhere = "7346192580417"; // written without quotes it is as secret

/// What other programs keep in config, and numbers that a parser would change.
QString withSecrets(const QByteArray& id)
{
    return QStringLiteral(
               "update healthcare.integrations set config = config || '{\"API-Key\": \"%2\", \"hash\": {\"list\": "
               "[\"%2-1\", 7]}, \"api_url\": \"https://user:%2@evo.example.org/x\", \"inner\": "
               "\"{\\\"password\\\": \\\"%2\\\", \\\"pass\\\": %3, \\\"n\\\": 1.50}\", \"price\": 1.10, \"big\": "
               "123456789012345678901234567890, \"note\": \"kept\", \"token\": %3, \"pin\": {\"secret\": [-%3.50, "
               "true, null]}, \"tokens\": {\"text\": \"12345\", \"number\": 12345}}'::jsonb where id = '%1'")
        .arg(QString::fromLatin1(id), QString::fromLatin1(keptNowhere), QString::fromLatin1(numberKeptNowhere));
}

} // namespace

void UndoTest::otherSecretsAreNotKept()
{
    for (const int change : {0, 2, 4}) {
        Subject subject = store(changes[change]);
        m_apply.execute(withSecrets(subject.id));
        subject.before = row(subject.id);
        QVERIFY(subject.before.contains(keptNowhere) && subject.before.contains("1.10"));
        QCOMPARE(m_apply.apply(changes[change].kind, {subject.name}).exitCode(), 0);
        QVERIFY2(!journalHolds(keptNowhere) && !journalHolds(numberKeptNowhere), changes[change].word);
        QVERIFY(row(subject.id) != subject.before);
        QCOMPARE(undo(lastOperation()).exitCode(), 0);
        QVERIFY(!journalHolds(keptNowhere) && !journalHolds(numberKeptNowhere));
        QCOMPARE(row(subject.id), subject.before);
    }
    const Subject subject = store(changes[6]);
    m_apply.execute(withSecrets(subject.id));
    QCOMPARE(m_apply.remove({subject.name}).exitCode(), 0);
    QVERIFY(!journalHolds(keptNowhere) && !journalHolds(numberKeptNowhere));
    std::vector<DeletedRow> rows;
    QCOMPARE(undo(lastOperation(), &rows).exitCode(), 0);
    const QString said = undoLine(rows.front());
    for (const char* key :
         {"config.API-Key", "config.hash.list.0", "config.hash.list.1", "config.api_url", "config.inner.password",
          "config.inner.pass", "config.token", "config.pin.secret.0"})
        QVERIFY2(said.contains(QLatin1String(key)), qPrintable(said));
    for (const char* word : {"config.pin.secret.1", "config.pin.secret.2"}) // true and null are none
        QVERIFY2(!said.contains(QLatin1String(word)), qPrintable(said));
    const QByteArray back = row(subject.id);
    for (const char* gone : {keptNowhere.constData(), numberKeptNowhere.constData(), "{secret"})
        QVERIFY2(!back.contains(gone), back.constData());
    for (const char* kept :
         {"\"API-Key\": \"\"", "\"token\": null", "\"secret\": [null, true, null]", "\\\"pass\\\": null",
          "\"price\": 1.10", "123456789012345678901234567890", "\\\"n\\\": 1.50", "\"note\": \"kept\""})
        QVERIFY2(back.contains(kept), back.constData());
}

void UndoTest::aSecretThatWasChangedSinceIsLeft_data()
{
    QTest::addColumn<QString>("since");
    QTest::addColumn<QString>("differs");
    const auto add = [](const char* name, const char* since, const char* differs) {
        QTest::newRow(name) << QString::fromLatin1(since) << QString::fromLatin1(differs);
    };
    add("another string", R"({"API-Key": "other"})", "config.API-Key");
    add("another number", R"({"token": 7346192580418})", "config.token");
    add("the same digits as a string", R"({"token": "7346192580417"})", "config.token");
    add("the other answer", R"({"pin": {"secret": [-7346192580417.50, false, null]}})", "config.pin");
    add("none any more", R"({"token": null})", "config.token");
}

void UndoTest::aSecretThatWasChangedSinceIsLeft()
{
    QFETCH(QString, since);
    QFETCH(QString, differs);
    const Subject subject = store(changes[2]);
    m_apply.execute(withSecrets(subject.id));
    QCOMPARE(m_apply.apply(PlanKind::Protect, {subject.name}).exitCode(), 0);
    m_apply.execute(QStringLiteral("update healthcare.integrations set config = config || '%2' where id = '%1'")
                        .arg(QString::fromLatin1(subject.id), since));
    const QByteArray between = row(subject.id);
    const ChangeResult refused = undo(lastOperation());
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY(refused.items.front().error->sentence.contains(differs));
    QCOMPARE(row(subject.id), between);
}

void UndoTest::aConfigThatCannotBeReadIsLeft_data()
{
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("value");
    const QString deep = QString(1100, QLatin1Char('[')) + QString(1100, QLatin1Char(']'));
    for (const int change : {0, 2, 6}) {
        QTest::addRow("%s, a large number", changes[change].word) << change << QStringLiteral("1e400");
        QTest::addRow("%s, deep", changes[change].word) << change << deep;
    }
}

/// What is done to it could not be taken back, so that nothing is, on the server neither; and nothing of it is kept.
void UndoTest::aConfigThatCannotBeReadIsLeft()
{
    QFETCH(int, change);
    QFETCH(QString, value);
    const Subject subject = store(changes[change]);
    m_apply.execute(QStringLiteral("update healthcare.integrations set config = config || '{\"odd\": %2, \"apikey\": "
                                   "\"%3\"}' where id = '%1'")
                        .arg(QString::fromLatin1(subject.id), value, QString::fromLatin1(keptNowhere)));
    const QByteArray before = row(subject.id);
    const ChangeResult refused =
        changes[change].deletes ? m_apply.remove({subject.name}) : m_apply.apply(changes[change].kind, {subject.name});
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY2(
        refused.items.front().error->sentence.contains(QLatin1String("taken back")),
        qPrintable(refused.items.front().error->sentence));
    QCOMPARE(row(subject.id), before);
    QVERIFY(m_rig.fleet.server.instance(subject.name));
    QVERIFY(!journalHolds(keptNowhere));
}

void UndoTest::cacheAndWorkersFollowWithTheRepairThatIsNamed_data()
{
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("told");
    QTest::newRow("disabled, and enabled again") << 0 << QStringLiteral("added");
    QTest::newRow("enabled, and disabled again") << 1 << QStringLiteral("removed");
}

void UndoTest::cacheAndWorkersFollowWithTheRepairThatIsNamed()
{
    QFETCH(int, change);
    QFETCH(QString, told);
    const Subject subject = store(changes[change]);
    QCOMPARE(m_apply.apply(changes[change].kind, {subject.name}).exitCode(), 0);
    const QByteArray key = "whatsapp:instance:" + subject.name.toUtf8();
    const bool isCached = m_apply.hasKey(key);
    ListeningWorker worker(m_rig.fleet.redis.port());
    QVERIFY(worker.isListening());
    const ChangeResult undone = undo(lastOperation());
    QCOMPARE(undone.exitCode(), 0);
    QVERIFY(whatFollowsUndo(undone).contains(QStringLiteral("steward-cli plan repair ") + subject.name));
    QCOMPARE(m_apply.hasKey(key), isCached);
    QCOMPARE(m_apply.apply(PlanKind::Repair, {subject.name}).exitCode(), 0);
    QCOMPARE(m_apply.hasKey(key), !isCached);
    worker.listen(1);
    QVERIFY2(
        worker.heard().contains(told + QLatin1Char(' ') + subject.name),
        qPrintable(worker.heard().join(QLatin1Char(';'))));
}

/// The organization's only open instance is another than its row names.
void UndoTest::aRowThatACleaningPointedIsPointedBack()
{
    const Subject subject = store(changes[0]);
    StoredInstance survivor;
    survivor.clinic = subject.clinic;
    survivor.name = subject.name + QStringLiteral("-open");
    survivor.connection = QStringLiteral("open");
    survivor.ownerJid = QStringLiteral("5511999990007@s.whatsapp.net");
    survivor.hasRow = false;
    m_apply.store(survivor);
    const auto old = m_rig.fleet.server.instance(subject.name);
    QVERIFY(old);
    PlanRequest request = ApplyRig::request(PlanKind::Clean, {});
    request.organizations = {subject.clinic.organization};
    const ChangeResult cleaned = m_apply.apply(m_apply.make(request).plan);
    QCOMPARE(cleaned.exitCode(), 0);
    const QByteArray pointed = row(subject.id);
    QVERIFY(pointed.contains(survivor.name.toUtf8()));
    const OperationId operation = lastOperation();

    const ChangeResult refused = undo(operation); // at an instance that is absent
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY(refused.items.front().error->sentence.contains(subject.name));
    QCOMPARE(row(subject.id), pointed);

    m_rig.fleet.server.addInstance(*old);
    const ChangeResult undone = undo(operation);
    QVERIFY2(
        undone.exitCode() == 0,
        qPrintable(undone.items.front().error ? undone.items.front().error->sentence : QString()));
    QCOMPARE(row(subject.id), subject.before);
}

STEWARD_TEST(UndoTest)
} // namespace steward::undo_test

#include "undo_test.moc"
