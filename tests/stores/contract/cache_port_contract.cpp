#include "stores/contract/cache_port_contract.h"

#include "stores/contract/cache_contract_values.h"
#include "support/worker.h"

#include <QTest>

#include <algorithm>

namespace steward::test {
using namespace cache_contract;

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
        withoutNumber.clinicId = {};
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
    const auto told = [this](WorkerChannel channel, const OrganizationId& id) {
        Result<WorkerCount> receivers;
        onPort([&](CachePort& port) {
            receivers = port.publish({channel, InstanceName::fromText(u"clinic"), id}, prompt());
        });
        return receivers;
    };
    const auto nobody = told(WorkerChannel::Removed, organization);
    VERIFY_RESULT(nobody);
    QCOMPARE(*nobody, WorkerCount{0});
    RIG_VERIFY(m_subject->setSubscribers(3));
    for (const WorkerChannel channel : {WorkerChannel::Added, WorkerChannel::Removed}) {
        const auto three = told(channel, channel == WorkerChannel::Added ? organization : OrganizationId());
        VERIFY_RESULT(three);
        QCOMPARE(*three, WorkerCount{3});
    }
}

void CachePortContract::knowsWhetherAnybodyListens()
{
    const auto listening = [this](WorkerChannel channel) {
        Result<WorkerCount> count;
        onPort([&](CachePort& port) { count = port.listening(channel, prompt()); }, true);
        return count;
    };
    const auto nobody = listening(WorkerChannel::Added);
    VERIFY_RESULT(nobody);
    QCOMPARE(*nobody, WorkerCount{0});
    RIG_VERIFY(m_subject->setSubscribers(2));
    for (const WorkerChannel channel : {WorkerChannel::Added, WorkerChannel::Removed}) {
        const auto two = listening(channel);
        VERIFY_RESULT(two);
        QCOMPARE(*two, WorkerCount{2});
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

} // namespace steward::test
