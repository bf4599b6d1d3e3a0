#include "workflows/fault_matrix.h"

namespace steward::test {
namespace {

using namespace rig;
using namespace std::chrono_literals;

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

} // namespace

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

QString FaultPoint::text() const
{
    return QStringLiteral("call %1 (%2), %3, %4")
        .arg(call)
        .arg(
            QString::fromLatin1(word), trouble->name,
            endsWithTheCall ? QStringLiteral("passing") : QStringLiteral("staying"));
}

TroubleMaker::TroubleMaker(CreationRig& rig)
    : m_rig(rig)
{
    rig.wrapStores = [this](const std::shared_ptr<const StoreFactory>& stores) {
        return watchedStores(
            stores, [this](Store store, const char* call, CallMoment moment) { told(store, call, moment); });
    };
}

TroubleMaker::~TroubleMaker()
{
    m_rig.wrapStores = {};
}

void TroubleMaker::arm(const FaultPoint* point)
{
    const std::lock_guard lock(m_mutex);
    m_point = point;
    m_calls.clear();
    m_hasStarted = false;
}

void TroubleMaker::disarm()
{
    arm(nullptr);
    m_healer = {};
    m_rig.heal();
}

std::vector<FaultPoint> TroubleMaker::points(const std::vector<Trouble>& troubles) const
{
    std::vector<FaultPoint> points;
    for (size_t call = 3; call < m_calls.size(); ++call) {
        for (const Trouble& trouble : troubles) {
            if (trouble.store != m_calls[call].store)
                continue;
            for (const bool ends : {true, false})
                points.push_back({static_cast<int>(call), trouble.store, m_calls[call].word, &trouble, ends});
        }
    }
    return points;
}

void TroubleMaker::told(Store store, const char* call, CallMoment moment)
{
    const std::lock_guard lock(m_mutex);
    const bool isBefore = moment == CallMoment::Before;
    if (isBefore)
        m_calls.push_back({store, call});
    if (!m_point || store != m_point->store)
        return;
    const bool isTheOne = static_cast<int>(m_calls.size()) > m_point->call;
    if (isTheOne && !m_hasStarted && moment == m_point->trouble->begins) {
        m_hasStarted = true;
        m_point->trouble->begin(m_rig);
        if (m_point->trouble->isShort)
            healLater();
    } else if (!isBefore && m_hasStarted && m_point->endsWithTheCall) {
        m_rig.heal();
    }
}

void TroubleMaker::healLater()
{
    m_healer = std::jthread([this](const std::stop_token& stop) {
        for (int slice = 0; slice < 45 && !stop.stop_requested(); ++slice)
            std::this_thread::sleep_for(10ms);
        m_rig.heal();
        for (const auto* proxy : {&m_rig.fleet.serverProxy, &m_rig.fleet.postgresProxy, &m_rig.fleet.redisProxy})
            (*proxy)->dropAll(); // who waits for an answer that never comes
    });
}

} // namespace steward::test
