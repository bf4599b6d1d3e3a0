#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/any_id.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/pairing/pairing_errors.h"
#include "workflows/pairing/pairing_resume.h"
#include "workflows/pairing/pairing_rig.h"
#include "workflows/pairing/pairing_subject.h"
#include "workflows/restore/row_restore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::pairing_end_test {
using Phase = PairingStatus::Phase;

/// Before the first request and after the scan: who may be paired at all, and whose number is written where.
class PairingEndTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_rig->heal(); }

    void theNumberIsWrittenToAllThree();
    void whatItWroteIntoTheRowIsTakenBack();
    void theJournalHoldsEveryStepAndNoCode();
    void theExpectedPhoneIsWelcome();
    void anotherPhoneIsNotWritten();
    void aRowsOwnNumberIsExpectedFromThenOn();
    void anotherPhoneThanTheTypedIsNotWritten();
    void aRowThatCannotBeTakenBackIsRefused();
    void aNumberThatIsOpenElsewhereIsSaid();
    void whoIsOpenAlreadyGetsTheNumberWritten();
    void aNumberThatDoesNotComeIsNamed();
    void aRowThatWasTakenMeanwhileIsLeft();
    void aRowGivenAwayWhileItIsScannedIsLeft();
    void theEntriesAreThoseOfTheRowAsItStands();
    void aDatabaseLostAtTheEndIsHealedByPairingAgain();
    void aReadOnlyProfileSendsNothing();
    void anUnreadStoreIsRefused();
    void whatCannotBePairedIsRefused_data();
    void whatCannotBePairedIsRefused();
    void withoutAJournalNothingIsSent();
    void inPracticeSomebodyScansByHimself();
    void anInterruptedPairingComesToItsEnd();
    void aRowGivenToAnotherMeanwhileIsLeft();
    void anInterruptedUnlinkingComesToItsEnd();

private:
    void scanAtFirstCode(PairingWatch& watch, int clinic, const QString& jid);
    JournalEntry interrupted(const QString& kind, int clinic, JournalAction action);
    ChangeResult resumed(JournalEntry entry);
    bool hasEnded(const JournalEntry& entry);
    std::unique_ptr<PairingRig> m_rig;
};

void PairingEndTest::initTestCase()
{
    m_rig = std::make_unique<PairingRig>();
    RIG_VERIFY(m_rig->start());
}

void PairingEndTest::scanAtFirstCode(PairingWatch& watch, int clinic, const QString& jid)
{
    watch.at = [this, clinic, jid](const PairingStatus& status) {
        if (status.phase == Phase::Code)
            m_rig->fleet.server.scan(PairingRig::name(clinic), jid);
    };
}

void PairingEndTest::theNumberIsWrittenToAllThree()
{
    PairingWatch watch;
    scanAtFirstCode(watch, 0, PairingRig::jid(0));
    const PairingResult result = m_rig->pair(0, watch);
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(result.operation, QStringLiteral("pair"));
    QVERIFY(!result.error);
    const ChangeItem& item = result.items.front();
    QVERIFY(item.server == StoreOutcome::Written && item.database == StoreOutcome::Written);
    QVERIFY(item.cache == StoreOutcome::Written);
    QVERIFY(watch.seen.back().phase == Phase::Open);
    // Not the number of whoever was linked before, which stands in the list until it follows.
    QCOMPARE(watch.seen.back().phone->text(), u'+' + PairingRig::phoneDigits(0));
    const QByteArray digits = PairingRig::phoneDigits(0).toUtf8();
    QCOMPARE(m_rig->column(0, QStringLiteral("regexp_replace(phone_number, '\\D', '', 'g')")), digits);
    QCOMPARE(m_rig->column(0, QStringLiteral("status")), QByteArray("active"));
    QCOMPARE(m_rig->column(0, QStringLiteral("connected_at is not null")), QByteArray("t"));
    for (const QByteArray& phone : m_rig->cachedPhones(0))
        QVERIFY2(phone.endsWith(digits), phone.constData());
}

/// The row's old content is back, and only there: the phone stays linked.
void PairingEndTest::whatItWroteIntoTheRowIsTakenBack()
{
    const int clinic = 27;
    const QString counted = QStringLiteral("to_jsonb(i) - 'updated_at' - 'last_seen_at'");
    const QByteArray before = m_rig->column(clinic, counted);
    PairingWatch watch;
    scanAtFirstCode(watch, clinic, PairingRig::jid(clinic));
    QCOMPARE(m_rig->pair(clinic, watch).exitCode(), 0);
    QVERIFY(m_rig->column(clinic, counted) != before);
    const ChangeResult undone = rig::onWorker([&] {
        const auto session = m_rig->session();
        RowRestore restoring(session);
        const OperationId operation = readJournal({m_rig->journalPath()})->operations.back().id;
        auto rows = restoring.archivedBy(operation);
        if (!rows)
            return ChangeResult{.error = rows.error()};
        restoring.judge(*rows, CallContext::within(30s));
        return restoring.restore(*rows, CallContext::within(30s));
    });
    QVERIFY2(undone.exitCode() == 0, qPrintable(undone.error ? undone.error->sentence : QString()));
    QCOMPARE(m_rig->column(clinic, counted), before);
}

void PairingEndTest::theJournalHoldsEveryStepAndNoCode()
{
    PairingWatch watch;
    scanAtFirstCode(watch, 1, PairingRig::jid(1));
    QCOMPARE(m_rig->pair(1, watch).exitCode(), 0);
    const QByteArray token = m_rig->column(1, QStringLiteral("webhook_token"));
    onWorker([&] {
        const auto opened = m_rig->session();
        const auto content = opened.journal->read();
        QVERIFY(content && !content->damage);
        const JournalEntry& entry = content->operations.back();
        QCOMPARE(entry.task.kind, pairingKind());
        QVERIFY(entry.outcome == OperationOutcome::Done);
        QCOMPARE(entry.steps, qint64(5)); // what it is about, connect, the row, two cache entries
        QCOMPARE(entry.results, qint64(5));
    });
    const QByteArray journal = m_rig->journalBytes();
    QVERIFY(journal.contains(PairingRig::name(1).toUtf8()));
    QVERIFY(!journal.contains(token));
    for (const PairingStatus& status : watch.codes())
        QVERIFY(!journal.contains(status.code.toUtf8()) && !journal.contains(status.code.left(30).toUtf8()));
}

void PairingEndTest::theExpectedPhoneIsWelcome()
{
    // Without its ninth digit, as WhatsApp knows many Brazilian numbers.
    RIG_VERIFY(m_rig->expectPhone(2, PairingRig::phoneDigits(2)));
    QString digits = PairingRig::phoneDigits(2);
    digits.remove(4, 1);
    PairingWatch watch;
    scanAtFirstCode(watch, 2, digits + QStringLiteral("@s.whatsapp.net"));
    const PairingResult result = m_rig->pair(2, watch);
    QCOMPARE(result.exitCode(), 0);
    QVERIFY(!result.last.isOtherPhone);
    QCOMPARE(watch.seen.front().expectedPhone, PhoneNumber::fromText(PairingRig::phoneDigits(2)));
}

void PairingEndTest::aNumberThatIsOpenElsewhereIsSaid()
{
    rig::EvolutionInstance standing = *m_rig->fleet.server.instance(PairingRig::name(4));
    standing.id = newId().uuid;
    standing.name = QStringLiteral("elsewhere");
    standing.connectionStatus = QStringLiteral("open");
    standing.ownerJid = PairingRig::jid(4);
    m_rig->fleet.server.addInstance(standing);
    PairingWatch watch;
    scanAtFirstCode(watch, 4, PairingRig::jid(4));
    const PairingResult result = m_rig->pair(4, watch);
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(result.last.alsoOpenAt, std::vector{InstanceName::fromText(standing.name)});
    const QString said = PairingErrors::numberElsewhere(*result.last.phone, result.last.alsoOpenAt);
    QVERIFY2(said.contains(standing.name) && said.contains(QLatin1String("disable NAME")), qPrintable(said));
    m_rig->fleet.server.removeInstance(standing.name);
}

void PairingEndTest::anotherPhoneIsNotWritten()
{
    RIG_VERIFY(m_rig->expectPhone(3, PairingRig::phoneDigits(3)));
    const QByteArray row = m_rig->row(3);
    const auto cached = m_rig->cachedPhones(3);
    PairingWatch watch;
    scanAtFirstCode(watch, 3, PairingRig::jid(99));
    const PairingResult result = m_rig->pair(3, watch);
    QCOMPARE(result.exitCode(), 1); // written nowhere, and nothing is left open
    QVERIFY(result.last.phase == Phase::Open && result.last.isOtherPhone);
    QVERIFY(result.error->sentence.contains(PairingRig::phoneDigits(99)));
    QVERIFY(result.error->sentence.contains(PairingRig::phoneDigits(3)));
    QCOMPARE(m_rig->row(3), row);
    QCOMPARE(m_rig->cachedPhones(3), cached);
    QVERIFY(result.items.front().database == StoreOutcome::Skipped);

    m_rig->fleet.server.setLogoutDuration(200ms);
    QCOMPARE(m_rig->unlink(3).exitCode(), 0);
    QCOMPARE(m_rig->fleet.server.instance(PairingRig::name(3))->connectionStatus, QStringLiteral("close"));
}

/// Where nobody said what is expected but the row's own number, a later repair has to know it as well.
void PairingEndTest::aRowsOwnNumberIsExpectedFromThenOn()
{
    constexpr int clinic = 24;
    const QString own = PairingRig::phoneDigits(clinic);
    RIG_VERIFY(m_rig->fleet.postgres.execute(
        QStringLiteral("update healthcare.integrations set phone_number = '%1' where config->>'instance_name' = '%2'")
            .arg(own, PairingRig::name(clinic)),
        m_rig->fleet.database()));
    const auto cached = m_rig->cachedPhones(clinic);
    PairingWatch watch;
    watch.at = [this](const PairingStatus& status) {
        if (status.phase != Phase::Code)
            return;
        RIG_VERIFY(m_rig->fleet.postgres.execute( // as the backend does
            QStringLiteral("update healthcare.integrations set status = 'active' where config->>'instance_name' = '%1'")
                .arg(PairingRig::name(clinic)),
            m_rig->fleet.database()));
        m_rig->fleet.server.scan(PairingRig::name(clinic), PairingRig::jid(98));
    };
    const PairingResult result = m_rig->pair(clinic, watch);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.last.isOtherPhone && result.error->sentence.contains(own));
    QCOMPARE(m_rig->column(clinic, QStringLiteral("config->>'expected_phone'")), own.toUtf8());
    QCOMPARE(m_rig->column(clinic, QStringLiteral("phone_number")), own.toUtf8());
    QCOMPARE(m_rig->column(clinic, QStringLiteral("status")), QByteArray("active"));
    QCOMPARE(m_rig->cachedPhones(clinic), cached);
}

/// It is what the person said last; a resume knows it too.
void PairingEndTest::anotherPhoneThanTheTypedIsNotWritten()
{
    constexpr int clinic = 25;
    const auto cached = m_rig->cachedPhones(clinic);
    const QString digits = PairingRig::phoneDigits(clinic);
    m_rig->fleet.server.pair(PairingRig::name(clinic), PairingRig::jid(97));
    PairingWatch watch;
    const PairingResult result = m_rig->pair(clinic, watch, CallContext::within(20s), PhoneNumber::fromText(digits));
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.last.isOtherPhone && result.error->sentence.contains(digits));
    QCOMPARE(m_rig->column(clinic, QStringLiteral("coalesce(phone_number, '')")), QByteArray());
    QCOMPARE(m_rig->column(clinic, QStringLiteral("config->>'expected_phone'")), digits.toUtf8());
    QCOMPARE(m_rig->cachedPhones(clinic), cached);
    onWorker([&] {
        const OperationId last = readJournal({m_rig->journalPath()})->operations.back().id;
        const auto content = readJournal({m_rig->journalPath()}, {.ours = last, .part = TrailPart()});
        QCOMPARE(typedIn(content->operations.back().trail), PhoneNumber::fromText(digits));
    });
}

void PairingEndTest::aRowThatCannotBeTakenBackIsRefused()
{
    constexpr int clinic = 26;
    RIG_VERIFY(m_rig->fleet.postgres.execute(
        QStringLiteral("update healthcare.integrations set config = config || '{\"odd\": 1e400}' where "
                       "config->>'instance_name' = '%1'")
            .arg(PairingRig::name(clinic)),
        m_rig->fleet.database()));
    PairingWatch watch;
    const PairingResult result = m_rig->pair(clinic, watch);
    QCOMPARE(result.exitCode(), 4);
    QCOMPARE(m_rig->connects(clinic), 0);
}

void PairingEndTest::whoIsOpenAlreadyGetsTheNumberWritten()
{
    m_rig->fleet.server.pair(PairingRig::name(4), PairingRig::jid(4));
    PairingWatch watch;
    const PairingResult result = m_rig->pair(4, watch);
    QCOMPARE(result.exitCode(), 0);
    QVERIFY(result.items.front().server == StoreOutcome::Kept);
    QCOMPARE(m_rig->connects(4), 0);
    QCOMPARE(m_rig->column(4, QStringLiteral("status")), QByteArray("active"));
}

void PairingEndTest::aNumberThatDoesNotComeIsNamed()
{
    m_rig->times.number = 400ms;
    m_rig->fleet.server.setMemory(PairingRig::name(5), EvolutionMemory::Open); // the list stays behind
    PairingWatch watch;
    const PairingResult result = m_rig->pair(5, watch);
    m_rig->times.number = 3s;
    QCOMPARE(result.exitCode(), 3);
    QVERIFY(result.last.phase == Phase::Open && !result.last.phone);
    QCOMPARE(m_rig->column(5, QStringLiteral("status")), QByteArray("pending"));
}

void PairingEndTest::aRowThatWasTakenMeanwhileIsLeft()
{
    PairingWatch watch;
    watch.at = [this](const PairingStatus& status) {
        if (status.phase != Phase::Code)
            return;
        RIG_VERIFY(m_rig->fleet.postgres.execute(
            QStringLiteral("update healthcare.integrations set enabled = false where config->>'instance_name' = '%1'")
                .arg(PairingRig::name(6)),
            m_rig->fleet.database()));
        m_rig->fleet.server.scan(PairingRig::name(6), PairingRig::jid(6));
    };
    const auto cached = m_rig->cachedPhones(6);
    const PairingResult result = m_rig->pair(6, watch);
    QCOMPARE(result.exitCode(), 3);
    QVERIFY(result.items.front().database == StoreOutcome::Skipped);
    QCOMPARE(m_rig->column(6, QStringLiteral("status")), QByteArray("pending"));
    QCOMPARE(m_rig->cachedPhones(6), cached);
}

/// Neither the other organization's row gets this phone's number, nor the entries the organization of before.
void PairingEndTest::aRowGivenAwayWhileItIsScannedIsLeft()
{
    constexpr int clinic = 28;
    PairingWatch watch;
    watch.at = [this](const PairingStatus& status) {
        if (status.phase != Phase::Code)
            return;
        RIG_VERIFY(m_rig->fleet.postgres.execute(
            QStringLiteral("update healthcare.integrations set organization_id = (select organization_id from "
                           "healthcare.integrations where config->>'instance_name' = '%2') where "
                           "config->>'instance_name' = '%1'")
                .arg(PairingRig::name(clinic), PairingRig::name(clinic + 1)),
            m_rig->fleet.database()));
        m_rig->fleet.server.scan(PairingRig::name(clinic), PairingRig::jid(clinic));
    };
    const auto cached = m_rig->cachedPhones(clinic);
    const PairingResult result = m_rig->pair(clinic, watch);
    QCOMPARE(result.exitCode(), 3);
    QVERIFY(result.items.front().database == StoreOutcome::Skipped);
    QCOMPARE(m_rig->column(clinic, QStringLiteral("status")), QByteArray("pending"));
    QCOMPARE(m_rig->column(clinic, QStringLiteral("phone_number is null")), QByteArray("t"));
    QCOMPARE(m_rig->cachedPhones(clinic), cached);
}

void PairingEndTest::theEntriesAreThoseOfTheRowAsItStands()
{
    constexpr int clinic = 29;
    PairingWatch watch;
    watch.at = [this](const PairingStatus& status) {
        if (status.phase != Phase::Code)
            return;
        RIG_VERIFY(m_rig->fleet.postgres.execute(
            QStringLiteral("update healthcare.integrations set webhook_token = reverse(webhook_token) where "
                           "config->>'instance_name' = '%1'")
                .arg(PairingRig::name(clinic)),
            m_rig->fleet.database()));
        m_rig->fleet.server.scan(PairingRig::name(clinic), PairingRig::jid(clinic));
    };
    QCOMPARE(m_rig->pair(clinic, watch).exitCode(), 0);
    for (const QByteArray& phone : m_rig->cachedPhones(clinic)) // by the row's token of now
        QVERIFY2(phone.endsWith(PairingRig::phoneDigits(clinic).toUtf8()), phone.constData());
}

void PairingEndTest::aDatabaseLostAtTheEndIsHealedByPairingAgain()
{
    PairingWatch watch;
    watch.at = [this](const PairingStatus& status) {
        if (status.phase != Phase::Code)
            return;
        m_rig->fleet.postgresProxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
        m_rig->fleet.postgresProxy->dropAll();
        m_rig->fleet.server.scan(PairingRig::name(7), PairingRig::jid(7));
    };
    const PairingResult result = m_rig->pair(7, watch);
    QCOMPARE(result.exitCode(), 3);
    QVERIFY(result.error);
    const StoreOutcome database = result.items.front().database;
    QVERIFY(database == StoreOutcome::Failed || database == StoreOutcome::Unknown);
    QVERIFY(result.items.front().cache == StoreOutcome::Skipped); // after the row
    m_rig->heal();
    QCOMPARE(m_rig->column(7, QStringLiteral("status")), QByteArray("pending"));
    PairingWatch again;
    QCOMPARE(m_rig->pair(7, again).exitCode(), 0);
    QCOMPARE(m_rig->column(7, QStringLiteral("status")), QByteArray("active"));
}

void PairingEndTest::aReadOnlyProfileSendsNothing()
{
    PairingWatch watch;
    const PairingResult result = m_rig->pair(8, watch, CallContext::within(20s), {}, true);
    QCOMPARE(result.exitCode(), 4);
    QCOMPARE(errorWord(result.error->kind), QStringLiteral("read-only-profile"));
    QCOMPARE(m_rig->fleet.server.requestCount(), 0);
    QVERIFY(watch.seen.back().isOver());
}

void PairingEndTest::anUnreadStoreIsRefused()
{
    for (FaultProxy* proxy :
         {m_rig->fleet.serverProxy.get(), m_rig->fleet.postgresProxy.get(), m_rig->fleet.redisProxy.get()}) {
        m_rig->heal();
        proxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
        PairingWatch watch;
        const PairingResult result = m_rig->pair(9, watch);
        QCOMPARE(result.exitCode(), 4);
        QCOMPARE(m_rig->connects(9), 0);
    }
}

void PairingEndTest::whatCannotBePairedIsRefused_data()
{
    QTest::addColumn<int>("clinic");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("kind");
    const QString ofClinic = QStringLiteral(" where config->>'instance_name' = '%1'");
    QTest::newRow("no enabled row") << 10
                                    << QStringLiteral("update healthcare.integrations set enabled = false") + ofClinic
                                    << QStringLiteral("not-found");
    QTest::newRow("two rows") << 11
                              << QStringLiteral(
                                     "insert into healthcare.integrations (organization_id, type, provider, status, "
                                     "config, enabled) select organization_id, type, provider, status, config, true "
                                     "from healthcare.integrations") +
                                     ofClinic
                              << QStringLiteral("rejected");
    QTest::newRow("not listed") << 12 << QString() << QStringLiteral("not-found");
    QTest::newRow("no phone's") << 13 << QString() << QStringLiteral("rejected");
}

void PairingEndTest::whatCannotBePairedIsRefused()
{
    QFETCH(int, clinic);
    QFETCH(QString, sql);
    QFETCH(QString, kind);
    if (!sql.isEmpty())
        RIG_VERIFY(m_rig->fleet.postgres.execute(sql.arg(PairingRig::name(clinic)), m_rig->fleet.database()));
    if (clinic == 12)
        m_rig->fleet.server.removeInstance(PairingRig::name(clinic));
    if (clinic == 13) {
        EvolutionInstance other = *m_rig->fleet.server.instance(PairingRig::name(clinic));
        other.integration = QStringLiteral("EVOLUTION");
        m_rig->fleet.server.addInstance(other);
    }
    PairingWatch watch;
    const PairingResult result = m_rig->pair(clinic, watch);
    QCOMPARE(result.exitCode(), 4);
    QCOMPARE(errorWord(result.error->kind), kind);
    QCOMPARE(m_rig->connects(clinic), 0);
}

void PairingEndTest::withoutAJournalNothingIsSent()
{
    PairingRig& rig = *m_rig;
    PairingWatch watch;
    const PairingResult result = onWorker([&] {
        const auto opened = rig.session();
        QFile head(opened.journal->folder().headPath());
        const bool isOpen = head.open(QIODevice::ReadWrite);
        const QByteArray kept = isOpen ? head.readAll() : QByteArray();
        head.resize(0);
        head.seek(0);
        head.write("no head");
        head.flush();
        PairingResult tried =
            Pairing(opened, rig.times)
                .pair({InstanceName::fromText(PairingRig::name(14)), {}}, watch, CallContext::within(20s));
        head.resize(0);
        head.seek(0);
        head.write(kept);
        return tried;
    });
    QCOMPARE(result.exitCode(), 4);
    QCOMPARE(rig.connects(14), 0);
}

void PairingEndTest::inPracticeSomebodyScansByHimself()
{
    const auto world = std::make_shared<PracticeWorld>();
    world->visit([](PracticeState& state, Timestamp) { state.scanTime = 200ms; });
    PairingWatch watch;
    const PairingResult result = onWorker([&] {
        const QTemporaryDir folder;
        auto journal = Journal::open(folder.filePath(QStringLiteral("journal")), Role::Administrator);
        Session session;
        const auto stores = std::make_shared<PracticeStores>(world);
        session.stores = stores;
        session.role = Role::Administrator;
        session.journal = *std::move(journal);
        const InstanceName name = InstanceName::fromText(u"reception");
        const auto organization = OrganizationId::fromString(u"4e8d0f6a-1c2b-4d3e-9f10-112233445566");
        if (!stores->makeServer()->create({name, {}}, {}) ||
            !stores->makeDatabase()->insert({organization, {}, name}, {}))
            qFatal("practice refused");
        return Pairing(session, m_rig->times).pair({name, {}}, watch, CallContext::within(20s));
    });
    QCOMPARE(result.exitCode(), 0);
    QCOMPARE(watch.codes().size(), size_t(1));
    world->visit([&](PracticeState& state, Timestamp) {
        QCOMPARE(state.rows.front().row.status, QStringLiteral("active"));
        QCOMPARE(state.rows.front().row.phone(), result.last.phone);
        QCOMPARE(state.entries.size(), size_t(2));
    });
}

/// An operation whose process is gone after it announced one step.
JournalEntry PairingEndTest::interrupted(const QString& kind, int clinic, JournalAction action)
{
    return onWorker([&] {
        {
            const auto opened = m_rig->session();
            auto operation =
                opened.journal->begin({kind, QStringLiteral("p"), QStringLiteral("desk"), QStringLiteral("title")});
            if (!operation || !operation->writeIntents({{action, PairingRig::name(clinic)}}))
                qFatal("the journal did not take it");
        }
        const auto opened = m_rig->session();
        return opened.journal->read()->unfinished().back();
    });
}

ChangeResult PairingEndTest::resumed(JournalEntry entry)
{
    return onWorker([&] {
        const auto opened = m_rig->session();
        auto taken = opened.journal->takeOver(entry);
        if (!taken || !*taken)
            qFatal("somebody holds it");
        WorkflowRun run(std::move(**taken));
        return resumePairing(opened, m_rig->times, run, entry, CallContext::within(20s));
    });
}

bool PairingEndTest::hasEnded(const JournalEntry& entry)
{
    return onWorker([&] {
        const auto opened = m_rig->session();
        const auto unfinished = opened.journal->read()->unfinished();
        return std::ranges::find(unfinished, entry.id, &JournalEntry::id) == unfinished.end();
    });
}

void PairingEndTest::anInterruptedPairingComesToItsEnd()
{
    const JournalEntry linked = interrupted(pairingKind(), 15, JournalAction::Connect);
    m_rig->fleet.server.pair(PairingRig::name(15), PairingRig::jid(15)); // scanned while nobody looked
    QCOMPARE(resumed(linked).exitCode(), 0);
    QCOMPARE(m_rig->column(15, QStringLiteral("status")), QByteArray("active"));

    const JournalEntry unlinked = interrupted(pairingKind(), 16, JournalAction::Connect);
    m_rig->fleet.serverProxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
    QCOMPARE(resumed(unlinked).exitCode(), 3); // unknown: it stays for the next time
    m_rig->heal();
    const ChangeResult result = resumed(unlinked);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.error);
    QCOMPARE(m_rig->connects(16), 0);
    QVERIFY(hasEnded(unlinked));
}

void PairingEndTest::aRowGivenToAnotherMeanwhileIsLeft()
{
    constexpr int clinic = 22;
    const JournalEntry entry = onWorker([&] {
        {
            const auto opened = m_rig->session();
            StorePorts ports(*opened.stores);
            const InstanceName name = InstanceName::fromText(PairingRig::name(clinic));
            const auto subject = readPairingSubject(ports, name, 5s, CallContext::within(20s));
            auto run = WorkflowRun::begin(
                opened.journal.get(),
                {pairingKind(), QStringLiteral("p"), QStringLiteral("desk"), QStringLiteral("title")});
            if (!subject || !run || !noteSubject(*run, *subject) ||
                !run->announceAll({{JournalAction::Connect, name.text()}}))
                qFatal("the journal did not take it");
        }
        return m_rig->session().journal->read()->unfinished().back();
    });
    RIG_VERIFY(m_rig->fleet.postgres.execute(
        QStringLiteral("update healthcare.integrations set organization_id = (select organization_id from "
                       "healthcare.integrations where config->>'instance_name' = '%2') where config->>'instance_name' "
                       "= '%1'")
            .arg(PairingRig::name(clinic), PairingRig::name(clinic + 1)),
        m_rig->fleet.database()));
    const QByteArray before = m_rig->row(clinic);
    m_rig->fleet.server.pair(PairingRig::name(clinic), PairingRig::jid(clinic));
    const ChangeResult result = resumed(entry);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(result.error);
    QCOMPARE(m_rig->row(clinic), before);
}

void PairingEndTest::anInterruptedUnlinkingComesToItsEnd()
{
    const JournalEntry entry = interrupted(unlinkingKind(), 17, JournalAction::LogOut);
    QCOMPARE(resumed(entry).exitCode(), 0);
    m_rig->fleet.server.pair(PairingRig::name(18), PairingRig::jid(18));
    const JournalEntry standing = interrupted(unlinkingKind(), 18, JournalAction::LogOut);
    QCOMPARE(resumed(standing).exitCode(), 1);
    QVERIFY(hasEnded(standing));
}

STEWARD_TEST(PairingEndTest)
} // namespace steward::pairing_end_test

#include "pairing_end_test.moc"
