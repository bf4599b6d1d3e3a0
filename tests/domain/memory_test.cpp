#include "support/fleet_builder.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::memory_test {

namespace {

/// Instances of different organizations without a finding.
Fleet healthyFleet(int count)
{
    Fleet fleet;
    for (int number = 0; number < count; ++number) {
        const QByteArray name = "h" + QByteArray::number(number).rightJustified(5, '0');
        const QByteArray phone = "5511988" + QByteArray::number(number).rightJustified(6, '0');
        fleet.healthy(name, org(static_cast<uint>(1000 + number)), phone.constData());
    }
    return fleet;
}

bool asks(const std::vector<InstanceName>& asked, const char* name)
{
    return std::count(asked.begin(), asked.end(), InstanceName::fromUtf8(name)) == 1;
}

/// The list holds all that is answered for.
Snapshot listing(const QHash<InstanceName, MemoryState>& answers)
{
    Snapshot snapshot;
    snapshot.server = ServerListing();
    for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer)
        snapshot.server->instances.emplace_back().name = answer.key();
    return snapshot;
}

std::vector<InstanceName> namesAsked(const Fleet& fleet, bool all = false)
{
    return namesToAskMemory(fleet.audit(), fleet.settings, all);
}

} // namespace

class MemoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startingServer_data();
    void startingServer();
    void aLaterReadingIsJudgedByItself();
    void startingServerNamesNoGhost();
    void nonAnswersAreUnknown();
    void notAskedStaysNotAsked();
    void memoryDecides();
    void duplicatesAreAskedFirst();
    void wherever_data();
    void wherever();
    void controlSample();
    void sampleIsNoLargerThanTheFleet();
    void limit();
    void everyone();
    void unreachableNamesAreNeverAsked();
    void nothingIsAskedWithoutTheList();
    void whatIsNotListedIsAskedAfterDuplicates();
    void theSampleIsOfListedOnes();
};

void MemoryTest::startingServer_data()
{
    QTest::addColumn<int>("missing");
    QTest::addColumn<int>("asked");
    QTest::addColumn<bool>("starting");
    const auto row = [](int missing, int asked, bool starting) {
        QTest::addRow("%d of %d", missing, asked) << missing << asked << starting;
    };
    row(0, 0, false);
    row(0, 9, false);
    row(1, 1, true);
    row(1, 2, false); // exactly half
    row(2, 3, true);
    row(1, 9, false);
    row(4, 9, false);
    row(5, 9, true);
    row(1000, 2000, false);
    row(1001, 2000, true);
}

void MemoryTest::startingServer()
{
    QFETCH(int, missing);
    QFETCH(int, asked);
    QFETCH(bool, starting);
    QHash<InstanceName, MemoryState> answers;
    for (int number = 0; number < asked; ++number) {
        const auto name = InstanceName::fromUtf8(QByteArray::number(number));
        answers.insert(name, number < missing ? MemoryState::Missing : MemoryState::Open);
    }
    Snapshot snapshot = listing(answers);
    // What is not listed says nothing of it, however many answer without a state.
    for (int number = 0; number < 3 * asked; ++number)
        answers.insert(InstanceName::fromUtf8("unlisted" + QByteArray::number(number)), MemoryState::Missing);
    snapshot.addMemory(answers);
    QCOMPARE(snapshot.serverStarting, starting);
    const auto unlisted = [](const InstanceName& name) { return name.utf8().startsWith("unlisted"); };
    for (const InstanceName& name : snapshot.memory.keys()) {
        if (unlisted(name))
            QCOMPARE(snapshot.memory.take(name), starting ? MemoryState::Unknown : MemoryState::Missing);
    }
    QCOMPARE(snapshot.memory.size(), qsizetype(asked));
    const auto unknown = std::count(snapshot.memory.cbegin(), snapshot.memory.cend(), MemoryState::Unknown);
    QCOMPARE(int(unknown), starting ? asked : 0);
}

void MemoryTest::aLaterReadingIsJudgedByItself()
{
    const auto answers = [](int first, int count, MemoryState state) {
        QHash<InstanceName, MemoryState> made;
        for (int number = first; number < first + count; ++number)
            made.insert(InstanceName::fromUtf8(QByteArray::number(number)), state);
        return made;
    };
    QHash<InstanceName, MemoryState> all = answers(0, 1030, MemoryState::Open);
    all.insert(InstanceName::fromText(u"ghost"), MemoryState::Missing);
    Snapshot snapshot = listing(all);
    snapshot.addMemory(answers(0, 1000, MemoryState::Open));
    snapshot.addMemory({});
    QVERIFY(!snapshot.serverStarting);
    // Restarted since: a thousand earlier answers do not make thirty ghosts of what is missing now.
    snapshot.addMemory(answers(1000, 30, MemoryState::Missing));
    QVERIFY(snapshot.serverStarting);
    QCOMPARE(snapshot.memory.size(), qsizetype(1030));
    for (const MemoryState state : snapshot.memory)
        QCOMPARE(state, MemoryState::Unknown);
    // Up again: what answers now is believed, what was told while starting stays unknown.
    auto mended = answers(1000, 10, MemoryState::Open);
    mended.insert(InstanceName::fromText(u"ghost"), MemoryState::Missing);
    snapshot.addMemory(mended);
    QVERIFY(!snapshot.serverStarting);
    QCOMPARE(snapshot.memoryOf(InstanceName::fromText(u"ghost")), MemoryState::Missing);
    QCOMPARE(snapshot.memoryOf(InstanceName::fromText(u"1000")), MemoryState::Open);
    QCOMPARE(snapshot.memoryOf(InstanceName::fromText(u"1020")), MemoryState::Unknown);
}

void MemoryTest::startingServerNamesNoGhost()
{
    Fleet fleet = healthyFleet(3);
    for (const char* name : {"h00000", "h00001"})
        fleet.name(name).memory(MemoryState::Missing);
    fleet.name("h00002").memory(MemoryState::Close); // would be a drift, if anything were proven
    const Audit audit = fleet.audit();
    QCOMPARE(countOf(audit, FindingCode::GhostInstance), 0);
    QCOMPARE(audit.counts().healthy.value_or(-1), 3);
    for (const AuditRow& row : audit.rows()) {
        QCOMPARE(row.memory, MemoryState::Unknown);
        QCOMPARE(row.connection(), Connection::Open);
    }
}

void MemoryTest::nonAnswersAreUnknown()
{
    Fleet fleet = healthyFleet(2);
    fleet.name("h00000").memory(MemoryState::NotFound);
    fleet.name("h00001").memory(MemoryState::Unknown);
    const Audit audit = fleet.audit();
    for (const AuditRow& row : audit.rows())
        QCOMPARE(row.memory, MemoryState::Unknown);
    QVERIFY(!audit.snapshot().serverStarting);
    QCOMPARE(audit.counts().healthy.value_or(-1), 2);
}

void MemoryTest::notAskedStaysNotAsked()
{
    Fleet fleet = healthyFleet(2);
    fleet.name("h00000").memory(MemoryState::Open);
    fleet.name("elsewhere").memory(MemoryState::Open).row(org(1)).disabled();
    const Audit audit = fleet.audit();
    QCOMPARE(rowAt(audit, "h00001").memory, MemoryState::NotAsked);
    QCOMPARE(rowAt(audit, "elsewhere").memory, MemoryState::Open); // not listed, and there all the same
}

void MemoryTest::memoryDecides()
{
    Fleet fleet;
    fleet.instance("a").close().memory(MemoryState::Open);
    fleet.instance("b").open().memory(MemoryState::Connecting);
    fleet.instance("c").open().memory(MemoryState::Missing);
    const Audit audit = fleet.audit();
    QCOMPARE(rowAt(audit, "a").connection(), Connection::Open);
    QCOMPARE(rowAt(audit, "b").connection(), Connection::Connecting);
    QCOMPARE(rowAt(audit, "c").connection(), Connection::Other);
    QCOMPARE(rowAt(audit, "c").server->connection, Connection::Open); // the list's word stays
}

void MemoryTest::duplicatesAreAskedFirst()
{
    Fleet fleet;
    fleet.settings.memoryLimit = 2;
    fleet.instance("a-drift").open().row(org(1)).status("pending").cached();
    fleet.healthy("y", org(2), "5511988887777");
    fleet.healthy("z", org(2), "5511988886666");
    const auto asked = namesAsked(fleet);
    QCOMPARE(asked.size(), size_t(2));
    QVERIFY(asks(asked, "y") && asks(asked, "z"));
}

void MemoryTest::wherever_data()
{
    QTest::addColumn<int>("code");
    for (const FindingCode code :
         {FindingCode::StatusDrift, FindingCode::PhoneMismatch, FindingCode::ConnectionLost, FindingCode::StuckPairing,
          FindingCode::DisabledButConnected, FindingCode::DuplicatePhone}) {
        QTest::addRow("%s", qPrintable(findingWord(code))) << static_cast<int>(code);
    }
}

void MemoryTest::wherever()
{
    QFETCH(int, code);
    Fleet fleet = healthyFleet(20); // sorted before, so that the control sample does not reach the one asked for
    Subject subject = fleet.instance("x");
    switch (static_cast<FindingCode>(code)) {
    case FindingCode::StatusDrift:
        subject.open().row(org(1)).status("pending").cached();
        break;
    case FindingCode::PhoneMismatch:
        subject.open().phone("5521988887777").row(org(1)).rowPhone("5521988887778").cached();
        break;
    case FindingCode::ConnectionLost:
        subject.phone("5521988887777").row(org(1)).status("disconnected").cached();
        break;
    case FindingCode::StuckPairing:
        subject.connecting().changed(1h).row(org(1)).cached();
        break;
    case FindingCode::DisabledButConnected:
        subject.open().row(org(1)).disabled();
        break;
    default:
        subject.open().phone("5511988000019").row(org(1)).cached();
        break;
    }
    QVERIFY(rowAt(fleet.audit(), "x").has(static_cast<FindingCode>(code)));
    QVERIFY(asks(namesAsked(fleet), "x"));
}

void MemoryTest::controlSample()
{
    Fleet fleet = healthyFleet(20);
    QCOMPARE(namesAsked(fleet).size(), size_t(9));
    fleet.instance("x").open().row(org(1)).status("pending").cached();
    const auto asked = namesAsked(fleet);
    QCOMPARE(asked.size(), size_t(9));
    QVERIFY(asks(asked, "x"));
    QVERIFY(asks(asked, "h00000"));
    QVERIFY(!asks(asked, "h00019"));
}

void MemoryTest::sampleIsNoLargerThanTheFleet()
{
    QCOMPARE(namesAsked(Fleet()).size(), size_t(0));
    QCOMPARE(namesAsked(healthyFleet(4)).size(), size_t(4));
    Fleet fleet = healthyFleet(4);
    fleet.settings.memoryLimit = 0;
    QCOMPARE(namesAsked(fleet).size(), size_t(0));
}

void MemoryTest::limit()
{
    Fleet fleet;
    fleet.server.instances.reserve(2100);
    for (int number = 0; number < 2100; ++number) {
        ServerInstance& instance = fleet.server.instances.emplace_back();
        instance.name = InstanceName::fromUtf8("n" + QByteArray::number(number));
        instance.connection = Connection::Connecting;
        instance.updatedAt = fleet.takenAt - 1h;
    }
    QCOMPARE(namesAsked(fleet).size(), size_t(2000));
    QCOMPARE(namesAsked(fleet, true).size(), size_t(2100));
}

void MemoryTest::everyone()
{
    Fleet fleet = healthyFleet(30);
    fleet.name("not-listed").row(org(1)).disabled();
    const auto asked = namesAsked(fleet, true);
    QCOMPARE(asked.size(), size_t(31));
    QVERIFY(asks(asked, "not-listed"));
    QVERIFY(!asks(namesAsked(fleet), "not-listed")); // a disabled row alone is asked for with all
}

void MemoryTest::unreachableNamesAreNeverAsked()
{
    Fleet fleet;
    for (const char* name : {"", ".", ".."})
        fleet.instance(name).connecting().changed(1h);
    fleet.instance("...").connecting().changed(1h);
    for (const bool all : {false, true}) {
        const auto asked = namesAsked(fleet, all);
        QCOMPARE(asked.size(), size_t(1));
        QVERIFY(asks(asked, "..."));
    }
}

void MemoryTest::whatIsNotListedIsAskedAfterDuplicates()
{
    Fleet fleet;
    fleet.settings.memoryLimit = 11;
    fleet.healthy("y", org(2), "5511988887777");
    fleet.healthy("z", org(2), "5511988886666");
    fleet.name("a-row").row(org(3));
    fleet.name("b-entry").row(org(4)).cached();
    fleet.database.integrations.pop_back();
    fleet.name("c-disabled").row(org(5)).disabled();
    fleet.name("..").row(org(6));
    const auto asked = namesAsked(fleet);
    QCOMPARE(asked.at(0), InstanceName::fromText(u"y"));
    QCOMPARE(asked.at(1), InstanceName::fromText(u"z"));
    QCOMPARE(asked.at(2), InstanceName::fromText(u"a-row"));
    QCOMPARE(asked.at(3), InstanceName::fromText(u"b-entry"));
    QCOMPARE(asked.size(), size_t(4));
    for (int number = 0; number < 100; ++number)
        fleet.name("row" + QByteArray::number(number)).row(org(100 + uint(number)));
    QVERIFY(namesAsked(fleet).size() <= 11);
}

void MemoryTest::theSampleIsOfListedOnes()
{
    Fleet fleet = healthyFleet(20);
    for (int number = 0; number < 30; ++number)
        fleet.name("absent" + QByteArray::number(number)).row(org(100 + uint(number)));
    const auto asked = namesAsked(fleet);
    QCOMPARE(asked.size(), size_t(39));
    // Also where the limit is reached by what is not listed.
    fleet.settings.memoryLimit = 20;
    const auto few = namesAsked(fleet);
    QCOMPARE(few.size(), size_t(20));
    const auto listed =
        std::count_if(few.begin(), few.end(), [&fleet](const InstanceName& name) { return fleet.lists(name); });
    QCOMPARE(listed, 9);
}

void MemoryTest::nothingIsAskedWithoutTheList()
{
    Fleet fleet = healthyFleet(3);
    QCOMPARE(namesToAskMemory(fleet.auditWithout(Store::Server), fleet.settings, true).size(), size_t(0));
    QCOMPARE(namesToAskMemory(fleet.auditWithout(Store::Database), fleet.settings, true).size(), size_t(3));
}

STEWARD_TEST(MemoryTest)
} // namespace steward::memory_test

#include "memory_test.moc"
