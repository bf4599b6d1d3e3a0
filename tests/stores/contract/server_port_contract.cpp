#include "stores/contract/server_port_contract.h"

#include "support/worker.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;

namespace steward::test {
namespace {

// A wrong program waits for the end of this instead of for ever.
CallContext patient()
{
    return CallContext::within(20s);
}

InstanceName name(const char* utf8)
{
    return InstanceName::fromUtf8(utf8);
}

template<class T>
QByteArray word(const Result<T>& result)
{
    return result ? QByteArray("ok") : errorWord(result.error().kind).toUtf8();
}

template<class T>
bool failedAs(const Result<T>& result, std::initializer_list<ErrorKind> kinds)
{
    return !result && std::find(kinds.begin(), kinds.end(), result.error().kind) != kinds.end();
}

const ServerInstance* named(const ServerListing& listing, const InstanceName& wanted)
{
    for (const ServerInstance& instance : listing.instances) {
        if (instance.name == wanted)
            return &instance;
    }
    return nullptr;
}

WebhookSettings someWebhook()
{
    return {
        .enabled = true,
        .url = SecretUrl(QStringLiteral("https://hooks.example.test/wa")),
        .events = {QStringLiteral("CONNECTION_UPDATE")},
        .byEvents = true,
        .base64 = false,
        .headers = Secret(R"({"authorization":"Bearer of somebody","x-clinic":"7"})")};
}

constexpr auto neverAnswered = {
    ErrorKind::Refused, ErrorKind::ConnectionLost, ErrorKind::TimedOut, ErrorKind::NameNotFound};

} // namespace

void ServerPortContract::init()
{
    m_subject = makeSubject();
    QVERIFY(m_subject);
}

void ServerPortContract::cleanup()
{
    m_subject.reset();
}

void ServerPortContract::readsAll()
{
    m_subject->addInstance({name("one"), Connection::Open, MemoryState::Open, QStringLiteral("5511999990000")});
    m_subject->addInstance({name("two"), Connection::Connecting, MemoryState::Connecting, {}});
    m_subject->addInstance({name("three"), Connection::Close, MemoryState::Close, {}});
    rig::onWorker([&] {
        const auto listing = m_subject->makePort()->list(patient());
        QCOMPARE(word(listing), "ok");
        QCOMPARE(listing->instances.size(), size_t(3));
        QVERIFY(listing->majorVersion == 1 || listing->majorVersion == 2);
        const ServerInstance* one = named(*listing, name("one"));
        QVERIFY(one);
        QVERIFY(one->connection == Connection::Open);
        QVERIFY(one->kind == InstanceKind::Baileys);
        QCOMPARE(one->phone.value().text(), QStringLiteral("+5511999990000"));
        QVERIFY(named(*listing, name("two"))->connection == Connection::Connecting);
        QVERIFY(named(*listing, name("three"))->connection == Connection::Close);
        QVERIFY(!named(*listing, name("three"))->phone);
    });
}

void ServerPortContract::readsNone()
{
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto listing = port->list(patient());
        QCOMPARE(word(listing), "ok");
        QVERIFY(listing->instances.empty());
        const auto states = port->memoryStates({}, patient());
        QVERIFY(states && states->empty());
    });
}

void ServerPortContract::readsOne()
{
    m_subject->addInstance({name("one"), Connection::Open, MemoryState::Open, QStringLiteral("5511999990000")});
    m_subject->addInstance({name("One"), Connection::Close, MemoryState::Close, {}});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto found = port->find(name("one"), patient());
        QCOMPARE(word(found), "ok");
        QVERIFY(found->has_value());
        QCOMPARE((*found)->name.utf8(), QByteArray("one"));
        QVERIFY((*found)->connection == Connection::Open);
        const auto missing = port->find(name("one "), patient());
        QCOMPARE(word(missing), "ok");
        QVERIFY(!missing->has_value());
    });
}

void ServerPortContract::readsMemoryInTheOrderAsked()
{
    m_subject->addInstance({name("open"), Connection::Open, MemoryState::Open, {}});
    m_subject->addInstance({name("connecting"), Connection::Connecting, MemoryState::Connecting, {}});
    m_subject->addInstance({name("close"), Connection::Open, MemoryState::Close, {}});
    m_subject->addInstance({name("missing"), Connection::Open, MemoryState::Missing, {}});
    rig::onWorker([&] {
        std::vector<InstanceName> asked;
        std::vector<MemoryState> expected;
        for (int round = 0; round < 5; ++round) {
            for (const char* one : {"missing", "open", "nobody", "close", "", "connecting"})
                asked.push_back(name(one));
            expected.insert(
                expected.end(), {MemoryState::Missing, MemoryState::Open, MemoryState::NotFound, MemoryState::Close,
                                 MemoryState::Unknown, MemoryState::Connecting});
        }
        const auto states = m_subject->makePort()->memoryStates(asked, patient());
        QCOMPARE(word(states), "ok");
        QCOMPARE(states->size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(memoryWord((*states)[i]), memoryWord(expected[i]));
    });
}

void ServerPortContract::createsAndReadsBack()
{
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto created =
            port->create({name("new one"), SecretUrl(QStringLiteral("https://hooks.example.test/wa"))}, patient());
        QCOMPARE(word(created), "ok");
        QCOMPARE(created->name.utf8(), QByteArray("new one"));
        QVERIFY(m_subject->exists(name("new one")));
        const auto found = port->find(name("new one"), patient());
        QVERIFY(found && *found);
        QVERIFY((*found)->kind == InstanceKind::Baileys);
        QVERIFY((*found)->connection == Connection::Close);
        QVERIFY(!created->id || created->id == (*found)->id);
        const auto webhook = port->webhook(name("new one"), patient());
        QVERIFY(webhook && *webhook);
        QVERIFY((*webhook)->enabled);
        QCOMPARE((*webhook)->url.reveal(), QStringLiteral("https://hooks.example.test/wa"));
        const QStringList events((*webhook)->events.begin(), (*webhook)->events.end());
        QCOMPARE(events.size(), 5);
        QVERIFY(!events.contains(QStringLiteral("REMOVE_INSTANCE")));
    });
}

void ServerPortContract::createsANameOnce()
{
    m_subject->addInstance({name("taken")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        QCOMPARE(word(port->create({name("taken"), {}}, patient())), "name-in-use");
        QCOMPARE(word(port->create({name("Taken"), {}}, patient())), "ok");
        const auto listing = port->list(patient());
        QVERIFY(listing);
        QCOMPARE(listing->instances.size(), size_t(2));
    });
}

void ServerPortContract::removesTwice()
{
    m_subject->addInstance({name("going"), Connection::Open, MemoryState::Open, {}});
    m_subject->addInstance({name("staying")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto first = port->remove(name("going"), patient());
        QCOMPARE(word(first), "ok");
        QVERIFY(*first == Removal::Accepted);
        QCOMPARE(word(port->remove(name("going"), patient())), "ok"); // accepted again while it is going
        QVERIFY(rig::eventually([&] { return !m_subject->exists(name("going")); }, 10'000));
        const auto last = port->remove(name("going"), patient());
        QCOMPARE(word(last), "ok");
        QVERIFY(*last == Removal::AlreadyAbsent);
        const auto found = port->find(name("going"), patient());
        QVERIFY(found && !*found);
        QVERIFY(m_subject->exists(name("staying")));
    });
}

void ServerPortContract::logsOut()
{
    m_subject->addInstance({name("open"), Connection::Open, MemoryState::Open, QStringLiteral("5511999990000")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto first = port->logOut(name("open"), patient());
        QCOMPARE(word(first), "ok");
        QVERIFY(*first == LogoutAnswer::Accepted);
        QVERIFY(rig::eventually(
            [&] {
                const auto states = port->memoryStates({name("open")}, patient());
                return states && states->front() == MemoryState::Close;
            },
            10'000));
        const auto second = port->logOut(name("open"), patient());
        QCOMPARE(word(second), "ok");
        QVERIFY(*second == LogoutAnswer::NotConnected);
        QVERIFY(m_subject->exists(name("open")));
        const auto missing = port->logOut(name("nobody"), patient());
        QCOMPARE(word(missing), "ok");
        QVERIFY(*missing == LogoutAnswer::AlreadyAbsent);
    });
}

void ServerPortContract::restartsWhatIsConnected()
{
    m_subject->addInstance({name("open"), Connection::Open, MemoryState::Open, QStringLiteral("5511999990000")});
    m_subject->addInstance({name("closed")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto restarted = port->restart(name("open"), patient());
        QCOMPARE(word(restarted), "ok");
        QVERIFY(*restarted == RestartAnswer::Accepted);
        QVERIFY(rig::eventually(
            [&] {
                const auto states = port->memoryStates({name("open")}, patient());
                return states && states->front() == MemoryState::Open;
            },
            10'000));
        const auto refused = port->restart(name("closed"), patient()); // with status 200
        QCOMPARE(word(refused), "ok");
        QVERIFY(*refused == RestartAnswer::Refused);
        QVERIFY(port->memoryStates({name("closed")}, patient())->front() == MemoryState::Close);
        QCOMPARE(word(port->restart(name("nobody"), patient())), "not-found");
    });
}

void ServerPortContract::connectsAndGivesACode()
{
    using Kind = PairingAnswer::Kind;
    m_subject->addInstance({name("closed")});
    m_subject->addInstance({name("open"), Connection::Open, MemoryState::Open, {}});
    m_subject->addInstance({name("forgotten"), Connection::Close, MemoryState::Missing, {}});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto first = port->connect(name("closed"), {}, patient());
        QCOMPARE(word(first), "ok");
        QVERIFY(first->kind == Kind::Code);
        QVERIFY(first->code.startsWith(QLatin1String("2@")));
        QCOMPARE(first->pairingCode, QString());
        QCOMPARE(first->number, 1);
        QVERIFY(port->memoryStates({name("closed")}, patient())->front() == MemoryState::Connecting);
        const auto again = port->connect(name("closed"), {}, patient());
        QVERIFY(again && again->kind == Kind::Code);
        QCOMPARE(again->code, first->code);
        QCOMPARE(again->number, 1);
        const auto open = port->connect(name("open"), {}, patient());
        QVERIFY(open && open->kind == Kind::Open);
        const auto forgotten = port->connect(name("forgotten"), {}, patient());
        QVERIFY(forgotten && forgotten->kind == Kind::Failed);
        QCOMPARE(word(port->connect(name("nobody"), {}, patient())), "not-found");
    });
}

void ServerPortContract::connectsByNumberOnlyWhenClosed()
{
    m_subject->addInstance({name("closed")});
    m_subject->addInstance({name("asking")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto phone = PhoneNumber::fromText(u"+55 11 98888-7777");
        const auto answer = port->connect(name("closed"), phone, patient());
        QCOMPARE(word(answer), "ok");
        QCOMPARE(answer->pairingCode.size(), 8);
        QVERIFY(!answer->code.isEmpty());
        QVERIFY(port->connect(name("asking"), {}, patient()));
        const auto ignored = port->connect(name("asking"), phone, patient());
        QVERIFY(ignored && ignored->kind == PairingAnswer::Kind::Code);
        QCOMPARE(ignored->pairingCode, QString());
        QVERIFY(port->memoryStates({name("closed")}, patient())->front() == MemoryState::Connecting);
    });
}

void ServerPortContract::setsAndFindsAWebhook()
{
    m_subject->addInstance({name("one")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto none = port->webhook(name("one"), patient());
        QCOMPARE(word(none), "ok");
        QVERIFY(!none->has_value());
        QCOMPARE(word(port->setWebhook(name("one"), someWebhook(), patient())), "ok");
        const auto found = port->webhook(name("one"), patient());
        QVERIFY(found && *found);
        QVERIFY((*found)->enabled);
        QCOMPARE((*found)->url, someWebhook().url);
        QCOMPARE((*found)->events, someWebhook().events);
        // Whoever writes it back takes nothing away.
        QCOMPARE((*found)->byEvents, someWebhook().byEvents);
        QCOMPARE((*found)->base64, someWebhook().base64);
        QVERIFY((*found)->headers == someWebhook().headers);
        QCOMPARE(word(port->webhook(name("nobody"), patient())), "not-found");
        QCOMPARE(word(port->setWebhook(name("nobody"), someWebhook(), patient())), "not-found");
        WebhookSettings eventless = someWebhook();
        eventless.events.clear(); // the server would take it as all of them
        QCOMPARE(word(port->setWebhook(name("one"), eventless, patient())), "invalid-settings");
    });
}

void ServerPortContract::hostileNamesStayApart_data()
{
    QTest::addColumn<QByteArray>("hostile");
    const auto row = [](const char* what, const QByteArray& hostile) { QTest::newRow(what) << hostile; };
    row("glob", "*[a-z]?{x}");
    row("quotes", "'\"`; DROP TABLE x; --");
    row("slashes", "a/b//c\\d");
    row("dots and slashes", "../other");
    row("percent", "100%");
    row("percent-encoded", "a%2Fb%00%2e%2e");
    row("newline", "line\nbreak\ttab");
    row("HTML", "<b onclick=\"x\">&amp;</b>");
    row("right to left", "abc\xe2\x80\xae"
                         "fed \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d");
    row("emoji", "\xf0\x9f\x98\x80\xf0\x9f\x87\xa7\xf0\x9f\x87\xb7");
    row("composed", "cl\xc3\xadnica");
    row("decomposed", "cli\xcc\x81nica");
    row("longest", QByteArray(255, 'x'));
    row("plus", "a+b c");
    row("fragment and parameters", "a#b;c=d&e=f");
    row("query", "?instanceName=other");
    row("query of another", "x?instanceName=other&instanceName=other");
    row("blanks around", " other ");
    row("braces", "{name}:$1\\0");
}

// The hostile one and the innocent "other" are two instances in every call; what is done to one leaves the other.
void ServerPortContract::hostileNamesStayApart()
{
    QFETCH(QByteArray, hostile);
    const InstanceName one = InstanceName::fromUtf8(hostile);
    m_subject->addInstance({name("other"), Connection::Open, MemoryState::Open, {}});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const auto created = port->create({one, {}}, patient());
        QCOMPARE(word(created), "ok");
        QCOMPARE(created->name.utf8(), hostile);
        const auto listing = port->list(patient());
        QVERIFY(listing && named(*listing, one));
        const auto found = port->find(one, patient());
        QVERIFY(found && *found);
        QCOMPARE((*found)->name.utf8(), hostile);
        const auto states = port->memoryStates({one, name("other")}, patient());
        QVERIFY(states);
        QCOMPARE(memoryWord(states->at(0)), memoryWord(MemoryState::Close));
        QCOMPARE(memoryWord(states->at(1)), memoryWord(MemoryState::Open));
        QCOMPARE(word(port->setWebhook(one, someWebhook(), patient())), "ok");
        const auto untouched = port->webhook(name("other"), patient());
        QVERIFY(untouched && !*untouched);
        const auto loggedOut = port->logOut(one, patient());
        QVERIFY(loggedOut && *loggedOut == LogoutAnswer::NotConnected);
        const auto connected = port->connect(one, PhoneNumber::fromText(u"5511988887777"), patient());
        QVERIFY(connected && connected->pairingCode.size() == 8);
        QVERIFY(port->memoryStates({name("other")}, patient())->front() == MemoryState::Open);
        const auto removed = port->remove(one, patient());
        QVERIFY(removed && *removed == Removal::Accepted);
        QVERIFY(rig::eventually([&] { return !m_subject->exists(one); }, 10'000));
        QVERIFY(m_subject->exists(name("other")));
        QVERIFY(port->memoryStates({name("other")}, patient())->front() == MemoryState::Open);
    });
}

void ServerPortContract::namesWithoutPathAreRefused_data()
{
    QTest::addColumn<QByteArray>("unreachable");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("dot") << QByteArray(".");
    QTest::newRow("two dots") << QByteArray("..");
    QTest::newRow("not UTF-8") << QByteArray("a\xff");
}

void ServerPortContract::namesWithoutPathAreRefused()
{
    QFETCH(QByteArray, unreachable);
    const InstanceName one = InstanceName::fromUtf8(unreachable);
    m_subject->addInstance({name("other")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const int before = m_subject->requestCount();
        QCOMPARE(word(port->find(one, patient())), "unreachable-name");
        QCOMPARE(word(port->webhook(one, patient())), "unreachable-name");
        QCOMPARE(word(port->create({one, {}}, patient())), "unreachable-name");
        QCOMPARE(word(port->logOut(one, patient())), "unreachable-name");
        QCOMPARE(word(port->remove(one, patient())), "unreachable-name");
        QCOMPARE(word(port->restart(one, patient())), "unreachable-name");
        QCOMPARE(word(port->connect(one, {}, patient())), "unreachable-name");
        QCOMPARE(word(port->setWebhook(one, someWebhook(), patient())), "unreachable-name");
        QCOMPARE(m_subject->requestCount(), before);
        QVERIFY(m_subject->exists(name("other")));
    });
}

void ServerPortContract::unreachableIsAnError()
{
    m_subject->addInstance({name("one"), Connection::Open, MemoryState::Open, {}});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        QCOMPARE(word(port->list(patient())), "ok");
        m_subject->setUnreachable(true);
        QVERIFY(failedAs(port->list(patient()), neverAnswered));
        QVERIFY(failedAs(port->find(name("one"), patient()), neverAnswered));
        QVERIFY(failedAs(port->find(name("nobody"), patient()), neverAnswered));
        QVERIFY(failedAs(port->memoryStates({name("one"), name("nobody")}, patient()), neverAnswered));
        QVERIFY(failedAs(port->webhook(name("one"), patient()), neverAnswered));
        QVERIFY(!port->remove(name("one"), patient()));
        QVERIFY(!port->connect(name("one"), {}, patient()));
        QVERIFY(!port->logOut(name("nobody"), patient()));
        QVERIFY(!port->restart(name("one"), patient()));
        QVERIFY(!port->create({name("two"), {}}, patient()));
        QVERIFY(!port->diagnose(patient()).canBeRead());
        m_subject->setUnreachable(false);
        QCOMPARE(word(port->list(patient())), "ok");
        QVERIFY(m_subject->exists(name("one")));
        QVERIFY(!m_subject->exists(name("two")));
    });
}

void ServerPortContract::slowerThanTheDeadlineIsTimedOut()
{
    m_subject->addInstance({name("one")});
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        QCOMPARE(word(port->list(patient())), "ok");
        m_subject->setSlow(10s);
        QElapsedTimer elapsed;
        elapsed.start();
        QCOMPARE(word(port->list(CallContext::within(150ms))), "timed-out");
        QCOMPARE(word(port->find(name("one"), CallContext::within(150ms))), "timed-out");
        QCOMPARE(word(port->memoryStates({name("one")}, CallContext::within(150ms))), "timed-out");
        QCOMPARE(word(port->webhook(name("one"), CallContext::within(150ms))), "timed-out");
        // A change that went out without an answer may have happened.
        QVERIFY(failedAs(
            port->remove(name("one"), CallContext::within(150ms)), {ErrorKind::OutcomeUnknown, ErrorKind::TimedOut}));
        QVERIFY(elapsed.elapsed() < 9'000);
    });
}

void ServerPortContract::stoppedWithinATenthOfASecond()
{
    m_subject->addInstance({name("one")});
    m_subject->setSlow(10s);
    std::atomic<qint64> stoppedAt = 0;
    QElapsedTimer clock;
    clock.start();
    std::stop_source source;
    const std::unique_ptr<QThread> stopper(QThread::create([&] {
        QThread::msleep(150);
        stoppedAt = clock.elapsed();
        source.request_stop();
    }));
    stopper->start();
    QByteArray outcome;
    const qint64 late = rig::onWorker([&] {
        outcome = word(m_subject->makePort()->list({.stop = source.get_token()}));
        return clock.elapsed() - stoppedAt;
    });
    stopper->wait();
    QCOMPARE(outcome, "stopped");
    printf("returned %lld ms after the stop\n", static_cast<long long>(late));
    QVERIFY2(late < 400, qPrintable(QString::number(late)));
}

void ServerPortContract::stoppedBeforehandSendsNothing()
{
    m_subject->addInstance({name("one")});
    std::stop_source source;
    source.request_stop();
    const CallContext stopped{.stop = source.get_token()};
    rig::onWorker([&] {
        const auto port = m_subject->makePort();
        const int before = m_subject->requestCount();
        QCOMPARE(word(port->list(stopped)), "stopped");
        QCOMPARE(word(port->memoryStates({name("one")}, stopped)), "stopped");
        QCOMPARE(word(port->remove(name("one"), stopped)), "stopped");
        QCOMPARE(word(port->create({name("two"), {}}, stopped)), "stopped");
        QCOMPARE(word(port->connect(name("one"), {}, stopped)), "stopped");
        QCOMPARE(m_subject->requestCount(), before);
        QVERIFY(m_subject->exists(name("one")));
    });
}

void ServerPortContract::readOnlyRefusesChanges()
{
    m_subject->addInstance({name("one"), Connection::Open, MemoryState::Open, {}});
    rig::onWorker([&] {
        const auto port = m_subject->makeReadOnlyPort();
        QCOMPARE(word(port->list(patient())), "ok");
        const int before = m_subject->requestCount();
        QCOMPARE(word(port->create({name("two"), {}}, patient())), "read-only-profile");
        QCOMPARE(word(port->logOut(name("one"), patient())), "read-only-profile");
        QCOMPARE(word(port->remove(name("one"), patient())), "read-only-profile");
        QCOMPARE(word(port->restart(name("one"), patient())), "read-only-profile");
        QCOMPARE(word(port->connect(name("one"), {}, patient())), "read-only-profile");
        QCOMPARE(word(port->setWebhook(name("one"), someWebhook(), patient())), "read-only-profile");
        QCOMPARE(m_subject->requestCount(), before);
        QVERIFY(m_subject->exists(name("one")));
        QVERIFY(!m_subject->exists(name("two")));
    });
}

void ServerPortContract::diagnoses()
{
    m_subject->addInstance({name("one")});
    rig::onWorker([&] {
        const StoreDiagnosis diagnosis = m_subject->makePort()->diagnose(patient());
        QVERIFY(diagnosis.store == Store::Server);
        QVERIFY(diagnosis.canBeRead());
        QCOMPARE(diagnosis.checks.size(), checksOf(Store::Server).size());
        for (size_t i = 0; i < diagnosis.checks.size(); ++i)
            QCOMPARE(checkWord(diagnosis.checks[i].id), checkWord(checksOf(Store::Server)[i]));
    });
}

} // namespace steward::test
