#include "stores/contract/cache_port_contract.h"

#include "support/worker.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <semaphore>
#include <thread>

using namespace std::chrono_literals;

namespace steward::test {
namespace {

const QUuid organization = QUuid::fromString(QLatin1String("7f3a5c1e-0000-4000-8000-00000000a001"));
const QUuid clinic = QUuid::fromString(QLatin1String("7f3a5c1e-0000-4000-8000-00000000c001"));

Limits prompt()
{
    return Limits::within(10s);
}

CacheKey instanceKey(const QByteArray& name)
{
    return {CacheKeyKind::Instance, InstanceName::fromUtf8(name), {}};
}

CacheKey tokenKey(const QByteArray& token)
{
    return {CacheKeyKind::Token, {}, WebhookToken(token)};
}

CacheValue valueFor(const CacheKey& key, const QByteArray& instance)
{
    return {
        key,
        organization,
        clinic,
        QStringLiteral("Cl\u00ednica \"Sul\" \U0001F9B7"),
        InstanceName::fromUtf8(instance),
        PhoneNumber::fromText(u"+55 11 98888-7777")};
}

const CacheEntry* entryOf(const std::vector<CacheEntry>& entries, const CacheKey& key)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&key](const CacheEntry& entry) {
        return entry.kind == key.kind &&
               (key.kind == CacheKeyKind::Instance ? entry.name == key.name : entry.token == key.token);
    });
    return found == entries.end() ? nullptr : &*found;
}

#define VERIFY_RESULT(result)                                                                                          \
    QVERIFY2(                                                                                                          \
        (result).has_value(),                                                                                          \
        (result).has_value() ? "" : qPrintable((result).error().sentence + (result).error().detail))

} // namespace

void CachePortContract::initTestCase()
{
    m_subject = makeSubject();
    RIG_VERIFY(m_subject->start());
}

void CachePortContract::init()
{
    RIG_VERIFY(m_subject->reset());
}

void CachePortContract::cleanupTestCase()
{
    m_subject.reset();
}

void CachePortContract::onPort(const std::function<void(CachePort&)>& use, bool readOnly)
{
    rig::onWorker([&] {
        const std::unique_ptr<CachePort> port = m_subject->makePort(readOnly);
        use(*port);
    });
}

void CachePortContract::emptyCacheIsEmpty()
{
    onPort([](CachePort& port) {
        const auto listing = port.scan(true, prompt());
        VERIFY_RESULT(listing);
        QVERIFY(listing->entries.empty() && listing->residues.empty() && listing->residueAsked);
        const auto read = port.read({instanceKey("nobody"), tokenKey("none")}, prompt());
        VERIFY_RESULT(read);
        QVERIFY(read->empty());
        const auto nothing = port.read({}, prompt());
        VERIFY_RESULT(nothing);
        QVERIFY(nothing->empty());
    });
}

void CachePortContract::readsAll()
{
    for (int i = 0; i < 40; ++i) {
        const QByteArray name = "clinic-" + QByteArray::number(i);
        RIG_VERIFY(m_subject->put(valueFor(instanceKey(name), name), 1800));
        RIG_VERIFY(m_subject->put(valueFor(tokenKey("token-" + name), name), 1800));
    }
    onPort([](CachePort& port) {
        const auto listing = port.scan(false, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 80u);
        QVERIFY(!listing->residueAsked);
        const CacheEntry* instance = entryOf(listing->entries, instanceKey("clinic-17"));
        QVERIFY(instance);
        QCOMPARE(instance->state, CacheValueState::Readable);
        QCOMPARE(instance->organizationId, organization);
        QCOMPARE(instance->clinicId, clinic);
        QCOMPARE(instance->displayName, QStringLiteral("Cl\u00ednica \"Sul\" \U0001F9B7"));
        QVERIFY(instance->phone && instance->phone->digits() == 5511988887777u);
        QVERIFY(instance->ttlSeconds > 1700 && instance->ttlSeconds <= 1800);
        const CacheEntry* token = entryOf(listing->entries, tokenKey("token-clinic-17"));
        QVERIFY(token);
        QCOMPARE(token->name.utf8(), QByteArray("clinic-17"));
        QCOMPARE(token->organizationId, organization);
    });
}

void CachePortContract::readsThoseAsked()
{
    for (const QByteArray name : {"a", "b", "c"})
        RIG_VERIFY(m_subject->put(valueFor(instanceKey(name), name), 60));
    RIG_VERIFY(m_subject->put(valueFor(tokenKey("secret-of-c"), "c"), 60));
    onPort([](CachePort& port) {
        const auto read = port.read({instanceKey("b"), tokenKey("secret-of-c"), instanceKey("missing")}, prompt());
        VERIFY_RESULT(read);
        QCOMPARE(read->size(), 2u);
        QVERIFY(entryOf(*read, instanceKey("b")));
        QVERIFY(entryOf(*read, tokenKey("secret-of-c")));
    });
}

void CachePortContract::writesWhatItReads()
{
    onPort([](CachePort& port) {
        CacheValue withoutNumber = valueFor(instanceKey("new"), "new");
        withoutNumber.phone.reset();
        withoutNumber.clinicId = QUuid();
        VERIFY_RESULT(port.write(withoutNumber, prompt()));
        VERIFY_RESULT(port.write(valueFor(tokenKey("token-of-new"), "new"), prompt()));
        const auto read = port.read({instanceKey("new"), tokenKey("token-of-new")}, prompt());
        VERIFY_RESULT(read);
        const CacheEntry* instance = entryOf(*read, instanceKey("new"));
        QVERIFY(instance);
        QCOMPARE(instance->organizationId, organization);
        QVERIFY(instance->clinicId.isNull() && instance->clinicText.isEmpty() && !instance->phone);
        QVERIFY2(
            instance->ttlSeconds > 3500 && instance->ttlSeconds <= 3600,
            qPrintable(QString::number(instance->ttlSeconds)));
        const CacheEntry* token = entryOf(*read, tokenKey("token-of-new"));
        QVERIFY(token);
        QCOMPARE(token->name.utf8(), QByteArray("new"));
        QCOMPARE(token->clinicId, clinic);
        QVERIFY(token->phone.has_value());
        QVERIFY(token->ttlSeconds > 3500 && token->ttlSeconds <= 3600);
        // Written again, it is the new value.
        VERIFY_RESULT(port.write(valueFor(instanceKey("new"), "new"), prompt()));
        const auto again = port.read({instanceKey("new")}, prompt());
        VERIFY_RESULT(again);
        QCOMPARE(again->front().clinicId, clinic);
    });
}

void CachePortContract::deletesTwice()
{
    for (const QByteArray name : {"gone", "stays"})
        RIG_VERIFY(m_subject->put(valueFor(instanceKey(name), name), 60));
    RIG_VERIFY(m_subject->put(valueFor(tokenKey("gone-token"), "gone"), 60));
    onPort([](CachePort& port) {
        const std::vector<CacheKey> keys{instanceKey("gone"), tokenKey("gone-token"), instanceKey("never")};
        const auto first = port.remove(keys, prompt());
        VERIFY_RESULT(first);
        QCOMPARE(*first, 2);
        const auto second = port.remove(keys, prompt());
        VERIFY_RESULT(second);
        QCOMPARE(*second, 0);
        const auto read = port.read({instanceKey("gone"), instanceKey("stays")}, prompt());
        VERIFY_RESULT(read);
        QCOMPARE(read->size(), 1u);
        QCOMPARE(read->front().name.utf8(), QByteArray("stays"));
    });
    const auto held = m_subject->holds(tokenKey("gone-token"));
    RIG_VERIFY(held);
    QVERIFY(!*held);
}

void CachePortContract::deletesMany()
{
    onPort([](CachePort& port) {
        std::vector<CacheKey> keys;
        for (int i = 0; i < 3000; ++i) {
            keys.push_back(instanceKey("many-" + QByteArray::number(i)));
            if (i % 3 == 0)
                VERIFY_RESULT(port.write(valueFor(keys.back(), keys.back().name.utf8()), prompt()));
        }
        const auto listing = port.scan(false, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 1000u);
        const auto read = port.read(keys, prompt());
        VERIFY_RESULT(read);
        QCOMPARE(read->size(), 1000u);
        const auto removed = port.remove(keys, prompt());
        VERIFY_RESULT(removed);
        QCOMPARE(*removed, 1000);
    });
}

void CachePortContract::publishesToSubscribers()
{
    const auto told = [this](WorkerChannel channel, const QUuid& id) {
        Result<qint64> receivers;
        onPort([&](CachePort& port) {
            receivers = port.publish({channel, InstanceName::fromText(u"clinic"), id}, prompt());
        });
        return receivers;
    };
    const auto nobody = told(WorkerChannel::Removed, organization);
    VERIFY_RESULT(nobody);
    QCOMPARE(*nobody, 0);
    RIG_VERIFY(m_subject->setSubscribers(3));
    for (const WorkerChannel channel : {WorkerChannel::Added, WorkerChannel::Removed}) {
        const auto three = told(channel, channel == WorkerChannel::Added ? organization : QUuid());
        VERIFY_RESULT(three);
        QCOMPARE(*three, 3);
    }
}

void CachePortContract::countsResidue()
{
    const InstanceName left = InstanceName::fromText(u"left:behind");
    const InstanceName bucket = InstanceName::fromText(u"bucket");
    RIG_VERIFY(m_subject->putResidue({left, 5, 3, 2, true, true}));
    RIG_VERIFY(m_subject->putResidue({bucket, -1, -1, -1, true, false}));
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("clean"), "clean"), 60));
    onPort([&](CachePort& port) {
        const auto check = [&](const Residue& residue) {
            QCOMPARE(residue.name, left);
            QCOMPARE(residue.streamMessages, 5);
            QCOMPARE(residue.undelivered, 3);
            QCOMPARE(residue.deadMessages, 2);
            QVERIFY(residue.bucket && residue.bucketTimestamp);
        };
        const auto asked = port.residue({InstanceName::fromText(u"clean"), left, bucket}, prompt());
        VERIFY_RESULT(asked);
        QCOMPARE(asked->size(), 3u);
        QVERIFY(!(*asked)[0].any());
        QCOMPARE((*asked)[0].name.utf8(), QByteArray("clean"));
        check((*asked)[1]);
        QVERIFY((*asked)[2].bucket && !(*asked)[2].bucketTimestamp);
        QCOMPARE((*asked)[2].streamMessages, -1);
        const auto listing = port.scan(true, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 1u);
        QCOMPARE(listing->residues.size(), 2u);
        check(listing->residues[0].name == left ? listing->residues[0] : listing->residues[1]);
        const auto without = port.scan(false, prompt());
        VERIFY_RESULT(without);
        QVERIFY(without->residues.empty());
    });
}

void CachePortContract::namesAreBytes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("glob") << QByteArray("clinic*[a-z]?\\{x}^");
    QTest::newRow("quotes") << QByteArray("it's \"quoted\" `here` $(reboot);--");
    QTest::newRow("slashes") << QByteArray("../../etc/passwd\\windows");
    QTest::newRow("percent") << QByteArray("100%25%00%s%n");
    QTest::newRow("newline") << QByteArray("first\r\nDEL whatsapp:instance:a\r\nthird\t");
    QTest::newRow("html") << QByteArray("<b>bold</b><img src=x onerror=alert(1)>&amp;");
    QTest::newRow("right to left") << QByteArray(
        "\xd7\xa7\xd7\x9c\xd7\x99\xd7\xa0\xd7\x99\xd7\xa7\xd7\x94 \xe2\x80\xae txt.exe");
    QTest::newRow("emoji") << QByteArray(
        "\xf0\x9f\xa6\xb7\xf0\x9f\x91\xa9\xe2\x80\x8d\xe2\x9a\x95\xef\xb8\x8f cl\xc3\xadnica");
    QTest::newRow("decomposed") << QByteArray("cli\xcc\x81nica");
    QTest::newRow("long") << QByteArray(255, 'n');
    QTest::newRow("prototype") << QByteArray("__proto__");
    QTest::newRow("key of another") << QByteArray("whatsapp:instance:other");
    QTest::newRow("spaces") << QByteArray("  two  ");
}

void CachePortContract::namesAreBytes()
{
    QFETCH(QByteArray, name);
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("bystander"), "bystander"), 60));
    onPort([&](CachePort& port) {
        VERIFY_RESULT(port.write(valueFor(instanceKey(name), name), prompt()));
        VERIFY_RESULT(port.write(valueFor(tokenKey("token"), name), prompt()));
        const auto listing = port.scan(true, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 3u);
        const auto read = port.read({instanceKey(name), tokenKey("token")}, prompt());
        VERIFY_RESULT(read);
        const CacheEntry* instance = entryOf(*read, instanceKey(name));
        QVERIFY(instance && instance->state == CacheValueState::Readable);
        QCOMPARE(instance->organizationId, organization);
        QCOMPARE(entryOf(*read, tokenKey("token"))->name.utf8(), name);
        VERIFY_RESULT(port.publish({WorkerChannel::Removed, InstanceName::fromUtf8(name), organization}, prompt()));
        const auto removed = port.remove({instanceKey(name)}, prompt());
        VERIFY_RESULT(removed);
        QCOMPARE(*removed, 1);
    });
    const auto held = m_subject->holds(instanceKey("bystander"));
    RIG_VERIFY(held);
    QVERIFY(*held);
}

void CachePortContract::namesAreNoPatterns()
{
    for (const QByteArray name : {"a", "ab", "abc"}) {
        RIG_VERIFY(m_subject->put(valueFor(instanceKey(name), name), 60));
        RIG_VERIFY(m_subject->putResidue({InstanceName::fromUtf8(name), 1, 1, -1, false, false}));
    }
    onPort([](CachePort& port) {
        const auto read = port.read({instanceKey("a*"), instanceKey("*"), instanceKey("a?")}, prompt());
        VERIFY_RESULT(read);
        QVERIFY(read->empty());
        const auto removed = port.remove({instanceKey("a*"), instanceKey("*"), instanceKey("[a]b")}, prompt());
        VERIFY_RESULT(removed);
        QCOMPARE(*removed, 0);
        const auto residue = port.residue({InstanceName::fromText(u"*")}, prompt());
        VERIFY_RESULT(residue);
        QVERIFY(!residue->front().any());
    });
}

void CachePortContract::unreadableValuesAreNamed_data()
{
    QTest::addColumn<CacheValueState>("state");
    QTest::newRow("pickle") << CacheValueState::NotJson;
    QTest::newRow("array") << CacheValueState::NotObject;
    QTest::newRow("another type") << CacheValueState::OtherType;
}

void CachePortContract::unreadableValuesAreNamed()
{
    QFETCH(CacheValueState, state);
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("good"), "good"), 60));
    RIG_VERIFY(m_subject->putUnreadable(instanceKey("bad"), state));
    RIG_VERIFY(m_subject->putUnreadable(tokenKey("bad-token"), state));
    onPort([&](CachePort& port) {
        const auto listing = port.scan(false, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 3u);
        const auto read = port.read({instanceKey("bad"), tokenKey("bad-token")}, prompt());
        VERIFY_RESULT(read);
        QCOMPARE(read->size(), 2u);
        for (const std::vector<CacheEntry>& entries : {listing->entries, *read}) {
            const CacheEntry* entry = entryOf(entries, instanceKey("bad"));
            QVERIFY(entry && entryOf(entries, tokenKey("bad-token")));
            QCOMPARE(entry->state, state);
            QCOMPARE(entryOf(entries, tokenKey("bad-token"))->state, state);
            QVERIFY(entry->organizationId.isNull() && entry->displayName.isEmpty() && !entry->phone);
            QCOMPARE(entry->redisType.isEmpty(), state != CacheValueState::OtherType);
        }
        QCOMPARE(entryOf(listing->entries, instanceKey("good"))->state, CacheValueState::Readable);
        // Unreadable or not, it can be deleted.
        const auto removed = port.remove({instanceKey("bad")}, prompt());
        VERIFY_RESULT(removed);
        QCOMPARE(*removed, 1);
    });
}

void CachePortContract::tellsWhatNeverExpires()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("eternal"), "eternal"), -1));
    onPort([](CachePort& port) {
        const auto listing = port.scan(false, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 1u);
        QCOMPARE(listing->entries.front().ttlSeconds, -1);
    });
}

void CachePortContract::unreachableIsAnError()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("there"), "there"), 60));
    RIG_VERIFY(m_subject->setUnreachable());
    onPort([](CachePort& port) {
        const auto listing = port.scan(false, prompt());
        QVERIFY(!listing);
        QVERIFY(!listing.error().sentence.isEmpty());
        QVERIFY(listing.error().kind != ErrorKind::Stopped);
        QVERIFY(!port.read({instanceKey("there")}, prompt()));
        QVERIFY(!port.residue({InstanceName::fromText(u"there")}, prompt()));
        QVERIFY(!port.write(valueFor(instanceKey("there"), "there"), prompt()));
        QVERIFY(!port.remove({instanceKey("there")}, prompt()));
        QVERIFY(!port.publish({WorkerChannel::Added, InstanceName::fromText(u"there"), organization}, prompt()));
        const StoreDiagnosis diagnosis = port.diagnose(prompt());
        QVERIFY(!diagnosis.canBeRead());
        QCOMPARE(diagnosis.checks.front().id, CheckId::Reachable);
        QCOMPARE(diagnosis.checks.front().state, CheckState::Failed);
        QCOMPARE(diagnosis.checks.size(), checksOf(Store::Cache).size());
    });
}

void CachePortContract::comesBack()
{
    // One port outlives the outage; the subject is moved on the test's thread in between.
    std::binary_semaphore wentDown(0);
    std::binary_semaphore cameBack(0);
    std::binary_semaphore first(0);
    std::binary_semaphore second(0);
    Result<void> before;
    Result<CacheListing> meanwhile;
    Result<std::vector<CacheEntry>> after;
    std::thread worker([&] {
        const std::unique_ptr<CachePort> port = m_subject->makePort(false);
        before = port->write(valueFor(instanceKey("early"), "early"), prompt());
        first.release();
        wentDown.acquire();
        meanwhile = port->scan(false, prompt());
        second.release();
        cameBack.acquire();
        if (const auto written = port->write(valueFor(instanceKey("late"), "late"), prompt()); !written)
            after = std::unexpected(written.error());
        else
            after = port->read({instanceKey("late")}, prompt());
    });
    first.acquire();
    const rig::RigResult<void> down = m_subject->setUnreachable();
    wentDown.release();
    second.acquire();
    const rig::RigResult<void> up = m_subject->reset();
    cameBack.release();
    worker.join();
    RIG_VERIFY(down);
    RIG_VERIFY(up);
    VERIFY_RESULT(before);
    QVERIFY(!meanwhile);
    VERIFY_RESULT(after);
    QCOMPARE(after->size(), 1u);
}

void CachePortContract::slowIsTimedOut()
{
    RIG_VERIFY(m_subject->setSlow());
    onPort([](CachePort& port) {
        const auto listing = port.scan(false, Limits::within(200ms));
        QVERIFY(!listing);
        QCOMPARE(listing.error().kind, ErrorKind::TimedOut);
        const auto removed = port.remove({instanceKey("a")}, Limits::within(200ms));
        QVERIFY(!removed);
        QVERIFY(removed.error().kind == ErrorKind::TimedOut || removed.error().kind == ErrorKind::OutcomeUnknown);
    });
}

void CachePortContract::stopsAtOnce()
{
    RIG_VERIFY(m_subject->setSlow());
    onPort([](CachePort& port) {
        std::stop_source source;
        QElapsedTimer sinceStop;
        std::thread stopper([&] {
            QThread::msleep(150);
            sinceStop.start();
            source.request_stop();
        });
        const auto listing = port.scan(false, Limits::within(20s, source.get_token()));
        const qint64 elapsed = sinceStop.elapsed();
        stopper.join();
        qInfo("stopped after %lld ms", static_cast<long long>(elapsed));
        QVERIFY(!listing);
        QCOMPARE(listing.error().kind, ErrorKind::Stopped);
        QVERIFY2(elapsed < 400, qPrintable(QString::number(elapsed)));
        const auto before = port.read({instanceKey("a")}, Limits::within(20s, source.get_token()));
        QVERIFY(!before);
        QCOMPARE(before.error().kind, ErrorKind::Stopped);
    });
}

void CachePortContract::changesNothingWhenReadOnly()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("kept"), "kept"), 60));
    RIG_VERIFY(m_subject->setSubscribers(1));
    onPort(
        [](CachePort& port) {
            const auto written = port.write(valueFor(instanceKey("more"), "more"), prompt());
            QVERIFY(!written);
            QCOMPARE(written.error().kind, ErrorKind::ReadOnlyProfile);
            const auto removed = port.remove({instanceKey("kept")}, prompt());
            QVERIFY(!removed);
            QCOMPARE(removed.error().kind, ErrorKind::ReadOnlyProfile);
            const auto told = port.publish({WorkerChannel::Added, InstanceName::fromText(u"kept"), {}}, prompt());
            QVERIFY(!told);
            QCOMPARE(told.error().kind, ErrorKind::ReadOnlyProfile);
            const auto listing = port.scan(true, prompt());
            VERIFY_RESULT(listing);
            QCOMPARE(listing->entries.size(), 1u);
        },
        true);
}

void CachePortContract::diagnosesWhatWorks()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("there"), "there"), 60));
    onPort([](CachePort& port) {
        const StoreDiagnosis diagnosis = port.diagnose(prompt());
        QCOMPARE(diagnosis.store, Store::Cache);
        QCOMPARE(diagnosis.worst(), CheckState::Ok);
        QVERIFY(!diagnosis.version.isEmpty());
        QCOMPARE(diagnosis.checks.size(), checksOf(Store::Cache).size());
        for (size_t i = 0; i < diagnosis.checks.size(); ++i) {
            QCOMPARE(diagnosis.checks[i].id, checksOf(Store::Cache)[i]);
            QCOMPARE(diagnosis.checks[i].state, CheckState::Ok);
            QVERIFY(!diagnosis.checks[i].said.isEmpty());
        }
        const auto listing = port.scan(true, prompt());
        VERIFY_RESULT(listing);
        QVERIFY(listing->entries.size() == 1 && listing->residues.empty()); // it wrote nothing
    });
}

} // namespace steward::test
