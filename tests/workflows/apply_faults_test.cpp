#include "support/campaign.h"
#include "support/test_registry.h"
#include "workflows/apply_subject.h"
#include "workflows/watched_stores.h"

#include <QTest>

#include <mutex>
#include <thread>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace {

/// Something that goes wrong in one store.
struct Trouble {
    QString name;
    Store store = Store::Server;
    CallMoment begins = CallMoment::Before; ///< After: the step was answered
    bool isShort = false;                   ///< whoever waits for it would wait for minutes: it passes by itself
    std::function<void(CreationRig&)> begin;
};

struct Case {
    Deed deed = Deed::Delete;
    int call = 0; ///< the operation's how manieth call of a store, from 0
    Store store = Store::Server;
    QByteArray word;
    const Trouble* trouble = nullptr;
    bool endsWithTheCall = true; ///< else when the operation has ended: what is left is resume's

    QString text() const
    {
        return QStringLiteral("%1, call %2 (%3), %4, %5")
            .arg(deedWord(deed))
            .arg(call)
            .arg(
                QString::fromLatin1(word), trouble->name,
                endsWithTheCall ? QStringLiteral("passing") : QStringLiteral("staying"));
    }
};

void addServer(std::vector<Trouble>& troubles, const QString& name, HttpFault fault)
{
    for (const bool carriedOut : {false, true}) {
        HttpFault one = fault;
        one.carriedOut = carriedOut;
        const QString title = QStringLiteral("server %1, %2")
                                  .arg(name, carriedOut ? QStringLiteral("carried out") : QStringLiteral("not seen"));
        troubles.push_back(
            {title, Store::Server, CallMoment::Before, fault.kind == HttpFault::Kind::Silent,
             [one](CreationRig& rig) { rig.fleet.server.addFault(one); }});
    }
}

void addWire(
    std::vector<Trouble>& troubles, Store store, std::unique_ptr<FaultProxy> LiveFleet::*proxy,
    const QList<qint64>& bytes)
{
    using Kind = ProxyMode::Kind;
    const QString title = store == Store::Server     ? QStringLiteral("server")
                          : store == Store::Database ? QStringLiteral("database")
                                                     : QStringLiteral("cache");
    const auto add = [&](const QString& name, const ProxyMode& mode, CallMoment begins) {
        const bool drops = mode.kind == Kind::Refuse;
        troubles.push_back(
            {title + QLatin1Char(' ') + name, store, begins, mode.kind == Kind::Silent || mode.kind == Kind::Garbage,
             [proxy, mode, drops](CreationRig& rig) {
                 (rig.fleet.*proxy)->setMode(mode);
                 if (drops)
                     (rig.fleet.*proxy)->dropAll();
             }});
    };
    for (const qint64 after : bytes) {
        add(QStringLiteral("resets after %1").arg(after), {Kind::Reset, after, {}}, CallMoment::Before);
        add(QStringLiteral("garbles after %1").arg(after), {Kind::Garbage, after, {}}, CallMoment::Before);
    }
    if (store != Store::Server) {
        add(QStringLiteral("is silent"), {Kind::Silent, 0, {}}, CallMoment::Before);
        add(QStringLiteral("is slow"), {Kind::Delay, 0, 40ms}, CallMoment::Before);
    }
    add(QStringLiteral("is gone"), {Kind::Refuse, 0, {}}, CallMoment::Before);
    add(QStringLiteral("is gone after the answer"), {Kind::Refuse, 0, {}}, CallMoment::After);
}

std::vector<Trouble> allTroubles()
{
    std::vector<Trouble> troubles;
    addServer(troubles, QStringLiteral("resets"), {.kind = HttpFault::Kind::Reset});
    addServer(troubles, QStringLiteral("is silent"), {.kind = HttpFault::Kind::Silent});
    addServer(
        troubles, QStringLiteral("says 500"),
        {.kind = HttpFault::Kind::Status,
         .status = 500,
         .body = R"({"status":500,"error":"Internal Server Error","response":{"message":"broken"}})"});
    addServer(troubles, QStringLiteral("says garbage"), {.kind = HttpFault::Kind::Body, .body = "\x01\xff{]"});
    addServer(troubles, QStringLiteral("is slow"), {.kind = HttpFault::Kind::Delay, .delay = 200ms});
    addWire(troubles, Store::Server, &LiveFleet::serverProxy, {});
    addWire(troubles, Store::Database, &LiveFleet::postgresProxy, {0, 60, 200, 500, 900});
    addWire(troubles, Store::Cache, &LiveFleet::redisProxy, {0, 5, 40});
    return troubles;
}

/// Counts the calls of an operation, and begins the trouble at one of them.
class TroubleMaker final {
    Q_DISABLE_COPY_MOVE(TroubleMaker)

public:
    struct Call {
        Store store;
        QByteArray word;
    };

    explicit TroubleMaker(CreationRig& rig)
        : m_rig(rig)
    {
        rig.wrapStores = [this](const std::shared_ptr<const StoreFactory>& stores) {
            return watchedStores(
                stores, [this](Store store, const char* call, CallMoment moment) { told(store, call, moment); });
        };
    }
    ~TroubleMaker() { m_rig.wrapStores = {}; }

    void arm(const Case* one)
    {
        const std::lock_guard lock(m_mutex);
        m_case = one;
        m_calls.clear();
        m_hasBegun = false;
    }
    void disarm()
    {
        arm(nullptr);
        m_healer = {};
        heal();
    }
    std::vector<Call> calls() const { return m_calls; }

private:
    void told(Store store, const char* call, CallMoment moment)
    {
        const std::lock_guard lock(m_mutex);
        const bool isBefore = moment == CallMoment::Before;
        if (isBefore)
            m_calls.push_back({store, call});
        if (!m_case || store != m_case->store)
            return;
        const bool isTheOne = static_cast<int>(m_calls.size()) > m_case->call;
        if (isTheOne && !m_hasBegun && moment == m_case->trouble->begins) {
            m_hasBegun = true;
            m_case->trouble->begin(m_rig);
            if (m_case->trouble->isShort)
                healLater();
        } else if (!isBefore && m_hasBegun && m_case->endsWithTheCall) {
            heal();
        }
    }
    void heal() { m_rig.heal(); }
    void healLater()
    {
        m_healer = std::jthread([this](const std::stop_token& stop) {
            for (int slice = 0; slice < 45 && !stop.stop_requested(); ++slice)
                std::this_thread::sleep_for(10ms);
            heal();
            for (const auto* proxy : {&m_rig.fleet.serverProxy, &m_rig.fleet.postgresProxy, &m_rig.fleet.redisProxy})
                (*proxy)->dropAll(); // who waits for an answer that never comes
        });
    }

    CreationRig& m_rig;
    std::mutex m_mutex;
    const Case* m_case = nullptr;
    std::vector<Call> m_calls;
    bool m_hasBegun = false;
    std::jthread m_healer;
};

} // namespace

/// Every step of what a plan does with every fault of the store it uses: nothing of a listed instance is taken, nothing
/// is called gone that is there, the keeper stands, nobody else's is touched; and once the fault is over, resume brings
/// what was begun to its end.
class ApplyFaultsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepWithEveryFault();

private:
    std::optional<QString> violationOf(const Case& one);
    std::vector<Case> allCases();

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    std::unique_ptr<TroubleMaker> m_maker;
    const std::vector<Trouble> m_troubles = allTroubles();
};

std::vector<Case> ApplyFaultsTest::allCases()
{
    std::vector<Case> cases;
    for (const Deed deed : allDeeds) {
        ApplySubject subject(m_rig, m_apply, deed);
        const MadePlan made = m_apply.make(subject.request());
        m_maker->arm(nullptr);
        const ChangeResult result = m_apply.apply(made.plan);
        if (result.outcome != OperationOutcome::Done || !subject.isDone())
            qFatal("%s fails without any fault", qPrintable(deedWord(deed)));
        const auto calls = m_maker->calls();
        for (size_t call = 3; call < calls.size(); ++call) { // the first three read the stores for the plan
            for (const Trouble& trouble : m_troubles) {
                if (trouble.store != calls[call].store)
                    continue;
                for (const bool ends : {true, false})
                    cases.push_back({deed, static_cast<int>(call), trouble.store, calls[call].word, &trouble, ends});
            }
        }
    }
    return cases;
}

std::optional<QString> ApplyFaultsTest::violationOf(const Case& one)
{
    ApplySubject subject(m_rig, m_apply, one.deed);
    const MadePlan made = m_apply.make(subject.request());
    m_maker->arm(&one);
    const ChangeResult result = m_apply.apply(made.plan);
    m_maker->disarm();
    QThread::msleep(70); // what the server accepted goes within its time
    if (const auto violation = subject.violationOfAnswer(result))
        return violation;
    if (const auto violation = subject.violationAtRest())
        return violation;
    for (int times = 0; times < 2 && m_rig.hasUnfinished(); ++times) {
        for (const ChangeResult& resumed : m_apply.resume()) {
            if (const auto violation = subject.violationOfAnswer(resumed))
                return QStringLiteral("resumed: ") + *violation;
        }
    }
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end");
    return subject.violationOfEnd();
}

void ApplyFaultsTest::everyStepWithEveryFault()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(30ms);
    m_apply.applyTimes.call = 300ms;
    m_apply.applyTimes.removal.call = 300ms;
    m_apply.applyTimes.removal.proving = 400ms;
    m_apply.applyTimes.removal.closing = 200ms;
    m_maker = std::make_unique<TroubleMaker>(m_rig);
    const std::vector<Case> cases = allCases();
    const size_t inShort = 110;
    const size_t stride = Campaign::isLong() ? 1 : (cases.size() + inShort - 1) / inShort;
    qInfo("%d cases there are", static_cast<int>(cases.size()));
    Campaign campaign(QStringLiteral("Applying, every step with every fault"));
    for (size_t place = 0; place < cases.size(); place += stride) {
        campaign.addCase();
        if (const auto violation = violationOf(cases[place]))
            campaign.violate(cases[place].text() + QStringLiteral(": ") + *violation);
    }
    m_maker.reset();
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ApplyFaultsTest)
#include "apply_faults_test.moc"
