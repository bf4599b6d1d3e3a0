#include "stores/contract/cache_port_contract.h"

#include "stores/contract/cache_contract_values.h"

#include <QSet>
#include <QTest>

namespace steward::test {

using namespace cache_contract;

namespace {

CacheValue renamed(const CacheKey& key, const QByteArray& instance)
{
    CacheValue value = valueFor(key, instance);
    value.displayName = QStringLiteral("Another");
    return value;
}

} // namespace

std::vector<CacheEntry> CachePortContract::seen(const std::vector<CacheKey>& keys)
{
    std::vector<CacheEntry> entries;
    onPort([&](CachePort& port) {
        auto read = port.read(keys, prompt());
        VERIFY_RESULT(read);
        entries = std::move(*read);
    });
    return entries;
}

void CachePortContract::everyValueHasItsFingerprint()
{
    const std::vector<CacheKey> keys{
        instanceKey("a"), instanceKey("b"), tokenKey("of-a"), instanceKey("pickle"), instanceKey("list")};
    RIG_VERIFY(m_subject->put(valueFor(keys[0], "a"), 60));
    RIG_VERIFY(m_subject->put(valueFor(keys[1], "b"), 60));
    RIG_VERIFY(m_subject->put(valueFor(keys[2], "a"), 60));
    RIG_VERIFY(m_subject->putUnreadable(keys[3], CacheValueState::NotJson));
    RIG_VERIFY(m_subject->putUnreadable(keys[4], CacheValueState::OtherType));
    const std::vector<CacheEntry> entries = seen(keys);
    QCOMPARE(entries.size(), keys.size());
    QSet<quint64> fingerprints;
    for (const CacheEntry& entry : entries) {
        QCOMPARE(entry.fingerprint == 0, entry.state == CacheValueState::OtherType);
        fingerprints.insert(entry.fingerprint);
    }
    QCOMPARE(fingerprints.size(), 5);
    onPort([&](CachePort& port) {
        const auto listing = port.scan(false, prompt());
        VERIFY_RESULT(listing);
        for (const CacheKey& key : keys)
            QCOMPARE(entryOf(listing->entries, key)->fingerprint, entryOf(entries, key)->fingerprint);
    });
    // The lifetime is no part of it; each field is.
    RIG_VERIFY(m_subject->put(valueFor(keys[0], "a"), 1800));
    QCOMPARE(seen({keys[0]}).front().fingerprint, entryOf(entries, keys[0])->fingerprint);
    CacheValue other = valueFor(keys[0], "a");
    other.phone = PhoneNumber::fromText(u"+55 11 98888-7778");
    RIG_VERIFY(m_subject->put(other, 60));
    QVERIFY(seen({keys[0]}).front().fingerprint != entryOf(entries, keys[0])->fingerprint);
}

void CachePortContract::deletesOnlyWhatWasSeen()
{
    const QByteArray hostile = "clinic*[a-z]?\r\nFLUSHALL\r\n";
    const std::vector<CacheKey> keys{instanceKey("same"), instanceKey("changed"), instanceKey("gone"),
                                     tokenKey("same"),    instanceKey("pickle"),  instanceKey("list"),
                                     instanceKey("text"), instanceKey("becomes"), instanceKey(hostile)};
    std::vector<CacheEntry> entries;
    for (const CacheKey& key : keys)
        RIG_VERIFY(m_subject->put(valueFor(key, key.name.utf8()), key.name.utf8() == hostile ? -1 : 60));
    RIG_VERIFY(m_subject->putUnreadable(keys[4], CacheValueState::NotJson));
    RIG_VERIFY(m_subject->putUnreadable(keys[5], CacheValueState::OtherType));
    RIG_VERIFY(m_subject->putUnreadable(keys[6], CacheValueState::OtherType));
    const std::vector<CacheEntry> read = seen(keys);
    for (const CacheKey& key : keys) {
        QVERIFY(entryOf(read, key));
        entries.push_back(*entryOf(read, key));
    }
    RIG_VERIFY(m_subject->put(renamed(keys[1], "changed"), 60));
    onPort([&](CachePort& port) { VERIFY_RESULT(port.remove({keys[2]}, prompt())); });
    RIG_VERIFY(m_subject->put(valueFor(keys[6], "text"), 60));
    RIG_VERIFY(m_subject->putUnreadable(keys[7], CacheValueState::OtherType));
    entries.push_back(entries.front()); // asked twice, it is there once

    using enum EntryEdit;
    onPort([&](CachePort& port) {
        const auto edits = port.removeSeen(entries, prompt());
        VERIFY_RESULT(edits);
        const std::vector<EntryEdit> expected{Done, ChangedSince, Absent,       Done, Done,
                                              Done, ChangedSince, ChangedSince, Done, Absent};
        QCOMPARE(*edits, expected);
        const auto again = port.removeSeen({entries[0], entries[3]}, prompt());
        VERIFY_RESULT(again);
        QCOMPARE(*again, (std::vector<EntryEdit>{Absent, Absent}));
        const auto none = port.removeSeen({}, prompt());
        VERIFY_RESULT(none);
        QVERIFY(none->empty());
    });
    const std::vector<CacheEntry> left = seen(keys);
    QCOMPARE(left.size(), 3u);
    QCOMPARE(entryOf(left, keys[1])->displayName, QStringLiteral("Another"));
    QVERIFY(entryOf(left, keys[6]) && entryOf(left, keys[7]));
}

void CachePortContract::deletesManyThatWereSeen()
{
    constexpr int count = 1300;
    onPort([](CachePort& port) {
        std::vector<CacheKey> keys;
        for (int i = 0; i < count; ++i) {
            keys.push_back(instanceKey("many-" + QByteArray::number(i)));
            VERIFY_RESULT(port.write(valueFor(keys.back(), keys.back().name.utf8()), prompt()));
        }
        const auto read = port.read(keys, prompt());
        VERIFY_RESULT(read);
        for (size_t i = 0; i < keys.size(); i += 100)
            VERIFY_RESULT(port.write(renamed(keys[i], "other"), prompt()));
        const auto edits = port.removeSeen(*read, prompt());
        VERIFY_RESULT(edits);
        QCOMPARE(edits->size(), size_t(count));
        for (size_t i = 0; i < edits->size(); ++i)
            QCOMPARE((*edits)[i], i % 100 == 0 ? EntryEdit::ChangedSince : EntryEdit::Done);
        const auto left = port.scan(false, prompt());
        VERIFY_RESULT(left);
        QCOMPARE(left->entries.size(), 13u);
    });
}

void CachePortContract::limitsLifetimes()
{
    const std::vector<CacheKey> keys{
        instanceKey("eternal"), instanceKey("expiring"), instanceKey("never"), tokenKey("eternal"),
        instanceKey("eternal*")};
    RIG_VERIFY(m_subject->put(valueFor(keys[0], "eternal"), -1));
    RIG_VERIFY(m_subject->put(valueFor(keys[1], "expiring"), 60));
    RIG_VERIFY(m_subject->put(valueFor(keys[3], "eternal"), -1));
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("eternal too"), "eternal too"), -1));
    onPort([&](CachePort& port) {
        using enum EntryEdit;
        const auto edits = port.limitLifetimes(keys, prompt());
        VERIFY_RESULT(edits);
        QCOMPARE(*edits, (std::vector<EntryEdit>{Done, Done, Absent, Done, Absent}));
        const auto listing = port.scan(false, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 4u);
        for (const CacheKey& key : {keys[0], keys[3]}) {
            const CacheEntry* entry = entryOf(listing->entries, key);
            QVERIFY(entry && entry->ttlSeconds > 3500 && entry->ttlSeconds <= 3600);
            QCOMPARE(entry->organizationId, organization);
        }
        QVERIFY(entryOf(listing->entries, keys[1])->ttlSeconds <= 60); // not given the whole lifetime anew
        QCOMPARE(entryOf(listing->entries, instanceKey("eternal too"))->ttlSeconds, -1);
    });
}

void CachePortContract::clearsResidue()
{
    const InstanceName all = InstanceName::fromText(u"left*behind");
    const InstanceName some = InstanceName::fromUtf8("some\r\nDEL wa:x:stream");
    const InstanceName kept = InstanceName::fromText(u"left my behind");
    const InstanceName never = InstanceName::fromText(u"*");
    RIG_VERIFY(m_subject->putResidue({all, 5, 3, 2, true, true}));
    RIG_VERIFY(m_subject->putResidue({some, -1, -1, 1, true, false}));
    RIG_VERIFY(m_subject->putResidue({kept, 1, 1, -1, false, false}));
    RIG_VERIFY(m_subject->put(valueFor({CacheKeyKind::Instance, all, {}}, all.utf8()), 60));
    onPort([&](CachePort& port) {
        const auto cleared = port.clearResidue({never, all, some}, prompt());
        VERIFY_RESULT(cleared);
        QCOMPARE(*cleared, 6);
        const auto left = port.scan(true, prompt());
        VERIFY_RESULT(left);
        QCOMPARE(left->entries.size(), 1u); // the cache entry is none of it
        QCOMPARE(left->residues.size(), 1u);
        QCOMPARE(left->residues.front().name, kept);
        const auto again = port.clearResidue({all, some}, prompt());
        VERIFY_RESULT(again);
        QCOMPARE(*again, 0);
    });
}

void CachePortContract::publishesMany()
{
    constexpr int count = 600;
    std::vector<WorkerMessage> messages;
    for (int i = 0; i < count; ++i) {
        const InstanceName name = InstanceName::fromText(QStringLiteral("clinic %1").arg(i));
        messages.push_back({i % 2 == 0 ? WorkerChannel::Added : WorkerChannel::Removed, name, organization});
    }
    const auto told = [&] {
        Result<std::vector<WorkerCount>> counts;
        onPort([&](CachePort& port) { counts = port.publishAll(messages, prompt()); });
        return counts;
    };
    const auto nobody = told();
    VERIFY_RESULT(nobody);
    QCOMPARE(*nobody, std::vector<WorkerCount>(count, WorkerCount{0}));
    RIG_VERIFY(m_subject->setSubscribers(3));
    const auto three = told();
    VERIFY_RESULT(three);
    QCOMPARE(*three, std::vector<WorkerCount>(count, WorkerCount{3}));
    onPort([](CachePort& port) {
        const auto none = port.publishAll({}, prompt());
        VERIFY_RESULT(none);
        QVERIFY(none->empty());
    });
}

} // namespace steward::test
