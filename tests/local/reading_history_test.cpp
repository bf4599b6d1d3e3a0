#include "local/history/reading_history.h"

#include "local/data_directory.h"
#include "local/profile_samples.h"
#include "local/profile_store.h"
#include "support/campaign.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <thread>

using namespace steward;
using namespace steward::test;

namespace steward::reading_history_test {

namespace {

const QByteArray historyToken = "cAnArYtOkEn0123456789_-abcdefghi";

/// One that works, one without a phone, one that pairs, and one of which only a row is left.
Fleet fourStates()
{
    Fleet fleet;
    fleet.healthy("works", org(1), "+5511999990001");
    fleet.instance("closed").row(org(2)).status("disconnected").cached();
    fleet.instance("pairs").connecting().row(org(3)).status("pending").cached();
    fleet.name("left").row(org(3)).disabled();
    return fleet;
}

ReadingRecord recordAt(Fleet& fleet, Timestamp at)
{
    fleet.takenAt = at;
    const std::optional<ReadingRecord> record = recordOf(fleet.audit());
    return record.value_or(ReadingRecord{});
}

void setState(Fleet& fleet, const char* name, Connection connection)
{
    fleet.name(name).listed(connection);
}

void removeAll(Fleet& fleet, const char* name)
{
    const InstanceName gone = InstanceName::fromUtf8(name);
    std::erase_if(fleet.server.instances, [&](const ServerInstance& each) { return each.name == gone; });
    std::erase_if(fleet.database.integrations, [&](const Integration& each) { return each.names(gone); });
    std::erase_if(fleet.cache.entries, [&](const CacheEntry& each) { return each.name == gone; });
}

QStringList namesOf(const std::vector<const InstanceChange*>& changes)
{
    QStringList names;
    for (const InstanceChange* change : changes)
        names << change->name.text();
    return names;
}

QByteArray bytesIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ReadingHistoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void countsACompleteReading();
    void incompleteReadingsLeaveAGap();
    void whatWasNotAskedIsNoNumber();
    void oneRecordForOneReading();
    void tellsWhatHasChanged();
    void whatWasNotJudgedIsNoChange();
    void gapsStayGaps();
    void isItsOwnersAlone();
    void holdsNoSecret();
    void aDamagedFileIsSaidAndSetAside_data();
    void aDamagedFileIsSaidAndSetAside();
    void aHeldFileIsSaidAndTheNextReadingIsKept();
    void anotherVersionsFileStaysAsItIs();
    void oldReadingsAreThinnedAndForgotten();
    void aFullFileForgetsItsOlderHalf();
    void whatFindsNoPlaceIsSaid();
    void aClockThatWasWrongHoldsNothingUp();
    void severalProcessesWriteToIt();
    void aRemovedProfileLeavesNone();
    void hundredThousandInstances();
    void changesAreThoseOfAModel();

private:
    QString path() const { return m_root->filePath(QStringLiteral("history/clinics.sqlite")); }
    std::unique_ptr<ReadingHistory> open(const ReadingHistory::Limits& limits = {})
    {
        auto history = ReadingHistory::open(path(), limits, [this] { return m_now; });
        return history ? std::move(*history) : nullptr;
    }
    std::vector<ReadingCounts> all(ReadingHistory& history)
    {
        return history.readings(Timestamp{}, m_now + std::chrono::days(1)).value_or(std::vector<ReadingCounts>{});
    }

    std::unique_ptr<QTemporaryDir> m_root;
    Timestamp m_now{};
};

void ReadingHistoryTest::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    m_now = Fleet().takenAt;
}

void ReadingHistoryTest::countsACompleteReading()
{
    Fleet fleet = fourStates();
    const ReadingRecord record = recordAt(fleet, m_now);
    const ReadingCounts& counts = record.counts;
    QCOMPARE(counts.at, m_now);
    QCOMPARE(counts.rows, 4);
    QCOMPARE(counts.organizations, 3);
    const auto in = [&counts](InstanceState state) { return counts.states[static_cast<size_t>(state)]; };
    QCOMPARE(in(InstanceState::Connected), 1);
    QCOMPARE(in(InstanceState::Disconnected), 1);
    QCOMPARE(in(InstanceState::Pairing), 1);
    QCOMPARE(in(InstanceState::NotOnServer), 1);
    QCOMPARE(counts.records, (std::array<qint64, 3>{3, 4, qint64(fleet.cache.entries.size())}));
    fleet.instance("twin").row(org(1)).cached();
    const ReadingRecord twins = recordAt(fleet, m_now + 1min);
    QCOMPARE(twins.counts.findings[static_cast<size_t>(FindingCode::DuplicateInstance)], std::optional<qint64>(2));
    QCOMPARE(record.counts.findings[static_cast<size_t>(FindingCode::DuplicateInstance)], std::optional<qint64>(0));
    m_now += 1min;
    { // and comes back as it was
        auto history = open();
        QVERIFY(history && history->add(record) && history->add(twins));
    }
    auto history = open();
    QVERIFY(history);
    QCOMPARE(all(*history), (std::vector<ReadingCounts>{record.counts, twins.counts}));
}

void ReadingHistoryTest::incompleteReadingsLeaveAGap()
{
    Fleet fleet = fourStates();
    for (const Store unread : {Store::Server, Store::Database, Store::Cache}) {
        Fleet part = fleet;
        QVERIFY(!recordOf(part.auditWithout(unread)));
    }
    // While the server starts its memory says nothing.
    const auto starting = std::make_shared<Snapshot>(*fleet.snapshot());
    starting->serverStarting = true;
    QVERIFY(!recordOf(evaluateAudit(starting, fleet.settings)));
    QVERIFY(recordOf(fleet.audit()));
}

void ReadingHistoryTest::whatWasNotAskedIsNoNumber()
{
    Fleet fleet = fourStates();
    const ReadingCounts counts = recordAt(fleet, m_now).counts;
    for (const FindingCode code : {FindingCode::WebhookMismatch, FindingCode::Residue})
        QVERIFY2(!counts.findings[static_cast<size_t>(code)], qPrintable(findingWord(code)));
    auto history = open();
    QVERIFY(history && history->add(recordAt(fleet, m_now)));
    QVERIFY(!all(*history).front().findings[static_cast<size_t>(FindingCode::Residue)]); // nor 0 later
    fleet.cache.residueAsked = true;
    QCOMPARE(
        recordAt(fleet, m_now).counts.findings[static_cast<size_t>(FindingCode::Residue)], std::optional<qint64>(0));
}

void ReadingHistoryTest::oneRecordForOneReading()
{
    Fleet fleet = fourStates();
    auto history = open();
    QVERIFY(history);
    const ReadingRecord record = recordAt(fleet, m_now);
    for (int again = 0; again < 3; ++again)
        QVERIFY(history->add(record));
    QCOMPARE(all(*history).size(), size_t{1});
    QVERIFY(history->changes(m_now, m_now + 1h)->empty());
}

void ReadingHistoryTest::tellsWhatHasChanged()
{
    Fleet fleet = fourStates();
    fleet.healthy("stays", org(7), "+5511999990007");
    auto history = open();
    QVERIFY(history && history->add(recordAt(fleet, m_now)));
    const Timestamp before = m_now;
    m_now += 24h;
    setState(fleet, "works", Connection::Close);
    setState(fleet, "closed", Connection::Open);
    removeAll(fleet, "left");
    std::erase_if(fleet.server.instances, [](const ServerInstance& each) { return each.name.utf8() == "pairs"; });
    fleet.instance("twin").row(org(7)).cached();
    QVERIFY(history->add(recordAt(fleet, m_now)));
    const auto changes = history->changes(before, m_now);
    QVERIFY(changes);
    const ToldChanges told = toldChanges(*changes);
    QCOMPARE(namesOf(told.connected), QStringList{QStringLiteral("closed")});
    QCOMPARE(namesOf(told.lostPhone), QStringList{QStringLiteral("works")});
    QCOMPARE(namesOf(told.removed), QStringList{QStringLiteral("pairs")}); // its row still stands
    QCOMPARE(namesOf(told.gone), QStringList{QStringLiteral("left")});
    QCOMPARE(namesOf(told.added), QStringList{QStringLiteral("twin")});
    QCOMPARE(namesOf(told.duplicate), (QStringList{QStringLiteral("stays"), QStringLiteral("twin")}));
    QCOMPARE(told.gone.front()->organization, org(3)); // of one that no store names any more it is still known
    QCOMPARE(
        namesOf(changesOf(InstanceState::Connected, *changes)),
        (QStringList{QStringLiteral("closed"), QStringLiteral("works")}));
    // There and back is no change.
    setState(fleet, "works", Connection::Open);
    m_now += 1h;
    QVERIFY(history->add(recordAt(fleet, m_now)));
    QVERIFY(!namesOf(toldChanges(*history->changes(before, m_now)).lostPhone).contains(QStringLiteral("works")));
    // Another number is one.
    fleet.name("works").phone("+5511999990009");
    m_now += 1h;
    QVERIFY(history->add(recordAt(fleet, m_now)));
    const auto numbers = history->changes(m_now - 1h, m_now);
    QCOMPARE(numbers->size(), size_t{1});
    QCOMPARE(numbers->front().before->phone->text(), QStringLiteral("+5511999990001"));
    QCOMPARE(numbers->front().after.phone->text(), QStringLiteral("+5511999990009"));
}

/// Who was asked in one reading and not in the next is no other for it.
void ReadingHistoryTest::whatWasNotJudgedIsNoChange()
{
    Fleet fleet = fourStates();
    for (const char* name : {"one", "two", "three", "four"})
        fleet.healthy(name, org(static_cast<uint>(20 + qstrlen(name) * 7 + uint(name[1]))), "+5511999990011");
    for (const char* name : {"works", "one", "two", "three", "four"})
        fleet.memory.insert(InstanceName::fromUtf8(name), MemoryState::Open);
    fleet.memory.insert(InstanceName::fromUtf8("works"), MemoryState::Missing);
    QVERIFY(rowAt(fleet.audit(), "works").has(FindingCode::GhostInstance));
    auto history = open();
    QVERIFY(history && history->add(recordAt(fleet, m_now)));
    const Timestamp before = m_now;
    m_now += 1min; // so that nothing changes by its age
    fleet.memory.clear();
    QVERIFY(!rowAt(fleet.audit(), "works").has(FindingCode::GhostInstance));
    QVERIFY(history->add(recordAt(fleet, m_now)));
    const auto unasked = history->changes(before, m_now);
    QVERIFY(unasked);
    for (const InstanceChange& change : *unasked)
        QFAIL(qPrintable(QStringLiteral("%1: %2, then %3")
                             .arg(
                                 change.name.text(), QString::number(change.before->problems, 2),
                                 QString::number(change.after.problems, 2))));
    // What was never judged is no new problem once it is.
    InstanceChange known{InstanceName::fromUtf8("works"), org(1), InstanceMoment{}, InstanceMoment{}};
    known.before->state = known.after.state = InstanceState::Connected;
    known.after.problems = known.after.known = problemBit(FindingCode::DuplicateInstance);
    QVERIFY(toldChanges({known}).duplicate.empty());
    known.before->known = problemBit(FindingCode::DuplicateInstance);
    QCOMPARE(toldChanges({known}).duplicate.size(), size_t{1});
}

void ReadingHistoryTest::gapsStayGaps()
{
    Fleet fleet = fourStates();
    auto history = open();
    QVERIFY(history && history->add(recordAt(fleet, m_now)));
    const Timestamp first = m_now;
    m_now += std::chrono::days(5);
    QVERIFY(history->add(recordAt(fleet, m_now)));
    QCOMPARE(all(*history).size(), size_t{2}); // and nothing in between
    QVERIFY(history->readings(first + 1h, m_now - 1h)->empty());
    QCOMPARE((*history->nearest(m_now - 24h, m_now))->at, first);
    QVERIFY(!*history->nearest(m_now, first));
}

void ReadingHistoryTest::isItsOwnersAlone()
{
    Fleet fleet = fourStates();
    auto history = open();
    QVERIFY(history && history->add(recordAt(fleet, m_now)));
    constexpr QFileDevice::Permissions owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    constexpr QFileDevice::Permissions user = QFileDevice::ReadUser | QFileDevice::WriteUser;
    const QDir folder(QFileInfo(path()).path());
    for (const QFileInfo& file : folder.entryInfoList(QDir::Files))
        QCOMPARE(file.permissions() & ~user, owner);
    QVERIFY(!(QFileInfo(folder.path()).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
}

void ReadingHistoryTest::holdsNoSecret()
{
    Fleet fleet;
    fleet.healthy("works", org(1), "+5511999990001").token(historyToken.constData()).tokenCached();
    fleet.name("elsewhere").tokenCached("oThErCaNaRy0123456789_-abcdefghi").entryWithoutName();
    fleet.database.organizations = {{org(1), QStringLiteral("Clínica Segredo"), true}};
    auto history = open();
    QVERIFY(history && history->add(recordAt(fleet, m_now)));
    history.reset();
    const QByteArray bytes = bytesIn(path());
    QVERIFY(bytes.contains("works")); // it is this file
    for (const QByteArray& secret :
         {historyToken, historyToken.left(12), QByteArray("oThErCaNaRy"), QByteArray("Segredo")})
        QVERIFY2(!bytes.contains(secret), secret.constData());
}

void ReadingHistoryTest::aDamagedFileIsSaidAndSetAside_data()
{
    QTest::addColumn<int>("from");
    QTest::newRow("its head") << 0;
    QTest::newRow("a page") << 4096;
    QTest::newRow("its end") << -4096;
}

void ReadingHistoryTest::aDamagedFileIsSaidAndSetAside()
{
    QFETCH(int, from);
    Fleet fleet = fourStates();
    for (int more = 0; more < 200; ++more)
        fleet.instance("clinic-" + QByteArray::number(more)).row(org(static_cast<uint>(100 + more)));
    {
        auto history = open();
        QVERIFY(history && history->add(recordAt(fleet, m_now)));
    }
    QByteArray bytes = bytesIn(path());
    const qsizetype begin = from >= 0 ? from : bytes.size() + from;
    for (qsizetype place = begin; place < begin + 2000; ++place)
        bytes[place] = static_cast<char>(place * 37);
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    const auto damaged = ReadingHistory::open(path());
    QVERIFY(!damaged);
    QVERIFY2(isDamagedHistory(damaged.error()), qPrintable(errorDetails(damaged.error())));
    QVERIFY(damaged.error().sentence.contains(QStringLiteral("damaged")));
    QCOMPARE(bytesIn(path()), bytes); // it stays as it is
    for (int again = 0; again < 2; ++again) {
        QVERIFY(ReadingHistory::setAside(path()));
        QVERIFY(!QFile::exists(path()));
        auto anew = open();
        QVERIFY(anew && anew->add(recordAt(fleet, m_now)));
        QCOMPARE(all(*anew).size(), size_t{1});
        if (again == 0)
            QCOMPARE(bytesIn(ReadingHistory::asidePath(path())), bytes);
    }
}

void ReadingHistoryTest::aHeldFileIsSaidAndTheNextReadingIsKept()
{
    Fleet fleet = fourStates();
    QVERIFY(open()); // it is there
    SqliteFile other(path(), SqliteFile::Mode::Write);
    QVERIFY(!other.open());
    QVERIFY(QSqlQuery(other.database()).exec(QStringLiteral("BEGIN EXCLUSIVE")));
    QElapsedTimer timer;
    timer.start();
    auto waiting = open({.timeout = 60ms});
    QVERIFY(waiting);
    const Result<void> held = waiting->add(recordAt(fleet, m_now));
    QVERIFY(!held);
    QCOMPARE(held.error().kind, ErrorKind::TimedOut);
    QVERIFY(!isDamagedHistory(held.error()));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(QSqlQuery(other.database()).exec(QStringLiteral("ROLLBACK")));
    auto history = open();
    QVERIFY(history && history->add(recordAt(fleet, m_now)));
    QCOMPARE(all(*history).size(), size_t{1});
}

void ReadingHistoryTest::anotherVersionsFileStaysAsItIs()
{
    QVERIFY(open());
    {
        SqliteFile file(path(), SqliteFile::Mode::Write);
        QVERIFY(!file.open());
        QVERIFY(QSqlQuery(file.database()).exec(QStringLiteral("PRAGMA user_version = 99")));
    }
    const QByteArray before = bytesIn(path());
    const auto newer = ReadingHistory::open(path());
    QVERIFY(!newer);
    QCOMPARE(newer.error().kind, ErrorKind::InvalidSettings);
    QVERIFY(!isDamagedHistory(newer.error()));
    QCOMPARE(bytesIn(path()), before);
}

void ReadingHistoryTest::oldReadingsAreThinnedAndForgotten()
{
    Fleet fleet = fourStates();
    auto history = open();
    QVERIFY(history);
    const Timestamp begin = m_now;
    const auto addOver = [&](std::chrono::milliseconds span, std::chrono::milliseconds step) {
        for (const Timestamp end = m_now + span; m_now < end; m_now += step) {
            if (!history->add(recordAt(fleet, m_now)))
                return false;
        }
        return true;
    };
    QVERIFY(addOver(std::chrono::days(350), std::chrono::days(10)));
    QVERIFY(addOver(std::chrono::hours(6), std::chrono::hours(1))); // of which one is left after a month
    QVERIFY(addOver(std::chrono::days(60), std::chrono::days(10)));
    setState(fleet, "works", Connection::Close);
    QVERIFY(addOver(std::chrono::days(3), 30min));
    std::map<qint64, int> ofDay; // counted from now
    for (const ReadingCounts& each : all(*history))
        ++ofDay[(m_now - each.at) / std::chrono::days(1)];
    QVERIFY(ofDay.rbegin()->first <= 400);
    QVERIFY2(ofDay[0] > 45 && ofDay[1] > 45, qPrintable(QString::number(ofDay[0])));
    QVERIFY2(ofDay[2] >= 23 && ofDay[2] <= 26, qPrintable(QString::number(ofDay[2])));
    int ofMonthsBefore = 0;
    for (const auto& [day, count] : ofDay) {
        QVERIFY(day < 31 || count == 1);
        ofMonthsBefore += day > 31 ? count : 0;
    }
    QVERIFY2(ofMonthsBefore > 30, qPrintable(QString::number(ofMonthsBefore)));
    // What an instance was at the beginning is known still, though that reading is forgotten.
    const auto changes = history->changes(m_now - std::chrono::days(300), m_now);
    QVERIFY(changes);
    QCOMPARE(changes->size(), size_t{1});
    QCOMPARE(changes->front().before->state, std::optional(InstanceState::Connected));
    QVERIFY(history->readings(begin, begin + std::chrono::days(5))->empty());
    // Of what has been gone for so long nothing is left.
    removeAll(fleet, "left");
    QVERIFY(addOver(std::chrono::days(1), std::chrono::days(1)));
    m_now += std::chrono::days(401);
    QVERIFY(addOver(std::chrono::days(1), std::chrono::days(1)));
    history.reset();
    QVERIFY(!bytesIn(path()).contains("left"));
}

void ReadingHistoryTest::aFullFileForgetsItsOlderHalf()
{
    Fleet fleet;
    for (int more = 0; more < 100; ++more)
        fleet.healthy("clinic-" + QByteArray::number(more), org(static_cast<uint>(more + 1)), "+5511999990001");
    const ReadingHistory::Limits limits{.bytes = 96 * 1024};
    auto history = open(limits);
    QVERIFY(history);
    Timestamp newest = m_now;
    for (int reading = 0; reading < 50; ++reading, m_now += 1min) {
        for (int each = 0; each < 100; ++each)
            setState(
                fleet, ("clinic-" + QByteArray::number(each)).constData(),
                (reading + each) % 3 == 0 ? Connection::Open : Connection::Close);
        const Result<void> added = history->add(recordAt(fleet, m_now));
        QVERIFY2(added, qPrintable(added ? QString() : errorDetails(added.error())));
        newest = m_now;
        QVERIFY(QFileInfo(path()).size() <= limits.bytes);
    }
    const std::vector<ReadingCounts> left = all(*history);
    QVERIFY(left.size() < 50 && left.size() > 2);
    QCOMPARE(left.back().at, newest);
    // What is left is right.
    const auto changes = history->changes(left[left.size() - 2].at, newest);
    QVERIFY(changes && changes->size() > 30);
    for (const InstanceChange& change : *changes)
        QVERIFY(change.before && change.before->state != change.after.state);
}

void ReadingHistoryTest::whatFindsNoPlaceIsSaid()
{
    Fleet fleet;
    for (int more = 0; more < 500; ++more)
        fleet.healthy("clinic-" + QByteArray::number(more), org(static_cast<uint>(more + 1)), "+5511999990001");
    auto history = open({.bytes = 40 * 1024});
    QVERIFY(history);
    const Result<void> added = history->add(recordAt(fleet, m_now));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::LocalFailure);
    QVERIFY(all(*history).empty()); // no half of it
    // No folder, no file: an error, and nothing else.
    QFile blocker(m_root->filePath(QStringLiteral("file")));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    QVERIFY(!ReadingHistory::open(m_root->filePath(QStringLiteral("file/history.sqlite"))));
}

void ReadingHistoryTest::aClockThatWasWrongHoldsNothingUp()
{
    Fleet fleet = fourStates();
    auto history = open();
    QVERIFY(history);
    const Timestamp right = m_now;
    m_now += std::chrono::days(3000);
    QVERIFY(history->add(recordAt(fleet, m_now)));
    m_now = right;
    QVERIFY(history->add(recordAt(fleet, m_now)));
    QCOMPARE(all(*history).size(), size_t{1});
    // A reading that began before another and ended after it changes nothing of what is known since.
    setState(fleet, "works", Connection::Close);
    m_now += 2h;
    QVERIFY(history->add(recordAt(fleet, m_now)));
    setState(fleet, "works", Connection::Open);
    QVERIFY(history->add(recordAt(fleet, m_now - 1h)));
    QCOMPARE(all(*history).size(), size_t{3});
    QCOMPARE(namesOf(toldChanges(*history->changes(right, m_now)).lostPhone), QStringList{QStringLiteral("works")});
}

void ReadingHistoryTest::severalProcessesWriteToIt()
{
    QVERIFY(open());
    std::atomic_int failed = 0;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 3; ++writer) {
        writers.emplace_back([this, writer, &failed] {
            Fleet fleet = fourStates();
            for (int reading = 0; reading < 15; ++reading) {
                const auto history = ReadingHistory::open(path(), {.timeout = 30s}, [this] { return m_now; });
                const Timestamp at = m_now - std::chrono::minutes(reading * 3 + writer);
                failed += history && (*history)->add(recordAt(fleet, at)) ? 0 : 1;
            }
        });
    }
    for (std::thread& writer : writers)
        writer.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(all(*open()).size(), size_t{45});
}

void ReadingHistoryTest::aRemovedProfileLeavesNone()
{
    const Result<DataDirectory> directory = DataDirectory::open(m_root->path());
    QVERIFY(directory);
    const ProfileStore profiles(*directory);
    const auto saved = profiles.save(fullProfile());
    QVERIFY(saved);
    Fleet fleet = fourStates();
    {
        const auto history = ReadingHistory::open(directory->historyPath(saved->id), {}, [this] { return m_now; });
        QVERIFY(history && (*history)->add(recordAt(fleet, m_now)));
    }
    QVERIFY(QFile::exists(directory->historyPath(saved->id)));
    QVERIFY(profiles.remove(saved->id));
    QVERIFY(!QFile::exists(directory->historyPath(saved->id)));
}

void ReadingHistoryTest::hundredThousandInstances()
{
    ReadingRecord record;
    record.counts.at = m_now;
    record.counts.states[0] = 100'000;
    for (int place = 0; place < 100'000; ++place) {
        const QByteArray name = "clinic-5eb44565-0000-4000-8000-" + QByteArray::number(100'000'000 + place);
        InstanceMoment moment{InstanceState::Connected, 0, 0, PhoneNumber::fromText(u"+5511999990001"), 0};
        record.instances.push_back({InstanceName::fromUtf8(name), org(static_cast<uint>(place)), moment});
    }
    auto history = open();
    QVERIFY(history);
    const Result<void> first = history->add(record);
    QVERIFY2(first, qPrintable(first ? QString() : errorDetails(first.error())));
    for (size_t place = 0; place < 1000; ++place)
        record.instances[place * 100].now.state = InstanceState::Disconnected;
    record.counts.at = m_now + 1min;
    QVERIFY(history->add(record));
    QCOMPARE(history->changes(m_now, m_now + 1min)->size(), size_t{1000});
    QVERIFY(QFileInfo(path()).size() < 64 * 1024 * 1024);
}

/// Readings one after another, some of them of other instances, some not judging all: between any two of them the
/// changes are those that a plain list of all moments tells.
void ReadingHistoryTest::changesAreThoseOfAModel()
{
    Campaign campaign(QStringLiteral("history of readings"));
    const int cases = Campaign::count(100, 2000);
    for (int each = 0; each < cases; ++each) {
        QRandomGenerator random(static_cast<quint32>(each));
        const QString file = m_root->filePath(QStringLiteral("model-%1.sqlite").arg(each));
        const auto history = ReadingHistory::open(file, {}, [this] { return m_now + 1h; });
        QVERIFY(history);
        std::vector<std::map<QByteArray, InstanceMoment>> model{{}};
        for (int reading = 1; reading <= 6; ++reading) {
            ReadingRecord record;
            record.counts.at = m_now + std::chrono::minutes(reading);
            auto now = model.back();
            for (auto& [name, moment] : now)
                moment = mergedMoment(moment, InstanceMoment{});
            for (auto& [name, moment] : now)
                moment.state = {};
            for (int instance = 0; instance < 8; ++instance) {
                if (random.bounded(4) == 0)
                    continue; // no store names it
                InstanceMoment moment;
                moment.state = static_cast<InstanceState>(random.bounded(instanceStateCount));
                moment.known = random.bounded(8U);
                moment.problems = random.bounded(8U) & moment.known;
                const QByteArray name = "instance-" + QByteArray::number(instance);
                record.instances.push_back({InstanceName::fromUtf8(name), {}, moment});
                const auto before = model.back().find(name);
                now[name] = before == model.back().end() ? moment : mergedMoment(before->second, moment);
            }
            QVERIFY((*history)->add(record));
            for (auto& [name, moment] : now) {
                if (!moment.state) // of what is gone nothing else is known
                    moment = {};
            }
            model.push_back(now);
        }
        const int from = 1 + static_cast<int>(random.bounded(5U));
        const auto told = (*history)->changes(m_now + std::chrono::minutes(from), m_now + 1h);
        QVERIFY(told);
        QStringList expected;
        for (const auto& [name, after] : model.back()) {
            const auto before = model[static_cast<size_t>(from)].find(name);
            const bool wasThere = before != model[static_cast<size_t>(from)].end();
            const bool isOther =
                !wasThere || before->second.state != after.state || before->second.problems != after.problems;
            if (isOther)
                expected << QString::fromUtf8(name);
        }
        QStringList names;
        for (const InstanceChange& change : *told)
            names << change.name.text();
        campaign.addCase();
        if (names != expected)
            campaign.violate(QStringLiteral("%1: %2, not %3").arg(each).arg(names.join(u','), expected.join(u',')));
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ReadingHistoryTest)
} // namespace steward::reading_history_test

#include "reading_history_test.moc"
