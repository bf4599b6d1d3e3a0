#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/execute/permuted_run.h"
#include "workflows/resume/resume.h"

#include <QTemporaryDir>
#include <QTest>

#include <mutex>
#include <thread>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::permuted_runs_test {

namespace {

ProfileContext partsOf(const std::shared_ptr<const StoreFactory>& stores)
{
    ProfileContext parts;
    parts.role = Role::Administrator;
    parts.stores = stores;
    parts.settings.webhookTemplate = practiceWebhookTemplate();
    parts.profileId = QStringLiteral("permuted");
    parts.environment = steward::Environment::Development;
    parts.protectInProfile = [](const InstanceName&, bool) { return Result<void>(); };
    return parts;
}

/// The same deeds on grounds that begin alike, in orders that differ only between organizations.
struct Permutation {
    explicit Permutation(quint32 number)
        : random(number)
        , fleet(randomStories(random), 6) // so many that the stores belong together whatever is deleted
        , deeds(randomDeeds(fleet, random))
    {
    }
    QRandomGenerator random;
    const PermutedFleet fleet;
    const std::vector<PermutedDeed> deeds;
};

struct Sums {
    int runs = 0;
    int applied = 0;
    int changed = 0;
};

} // namespace

/// Deletions, cleanings, repairs, disabling, enabling and protection in any order and repeated, fresh and from old
/// plans: each leaves what is not its own alone, says what is so, and ends the same way a second time and in another
/// order.
class PermutedRunsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inPractice();
    void onRealStores();

private:
    using Prepare = std::function<PermutedGround(const PermutedFleet& fleet)>;
    static std::optional<QString> violationOf(Permutation& permutation, const Prepare& prepare, Sums& sums);
    static PermutedGround practiceGround(const PermutedFleet& fleet);
    static void report(const Campaign& campaign, const Sums& sums);
    PermutedGround realGround(const PermutedFleet& fleet);
    std::optional<QString> violationOfResume();

    rig::LiveFleet m_live{{0, 0}};
    std::unique_ptr<rig::ScratchDirectory> m_folder;
};

std::optional<QString> PermutedRunsTest::violationOf(Permutation& permutation, const Prepare& prepare, Sums& sums)
{
    std::optional<FleetPicture> end;
    for (int times = 0; times < 2; ++times) {
        ++sums.runs;
        PermutedRun run(permutation.fleet, prepare(permutation.fleet), permutation.deeds);
        if (const auto violation = run.violationOf(randomOrder(permutation.deeds, permutation.random)))
            return violation;
        if (end && end->pieces != run.now().pieces)
            return QStringLiteral("another order ends otherwise");
        end = run.now();
        const auto violation = times > 0 ? run.violationOfTheRest() : std::nullopt;
        sums.applied += run.applied();
        sums.changed += run.changed();
        if (violation)
            return violation;
    }
    return {};
}

PermutedGround PermutedRunsTest::practiceGround(const PermutedFleet& fleet)
{
    const std::shared_ptr<PracticeWorld> world = fleet.makeWorld();
    const auto folder = std::make_shared<QTemporaryDir>();
    ProfileContext parts = partsOf(std::make_shared<PracticeStores>(world));
    parts.journalPath = folder->filePath(QStringLiteral("journal"));
    return {{parts, parts}, [world, folder] { return foreignRows(*world); }};
}

void PermutedRunsTest::report(const Campaign& campaign, const Sums& sums)
{
    std::printf("    %d operations applied, %d of them changed something\n", sums.applied, sums.changed);
    QVERIFY(campaign.finish());
    QVERIFY2(sums.changed > sums.runs, "in which nothing is changed nothing is shown");
}

void PermutedRunsTest::inPractice()
{
    constexpr int workers = 2;
    const int runs = Campaign::count(100, 10'000);
    Campaign campaign(QStringLiteral("Permuted and repeated runs"));
    Sums all;
    std::mutex mutex;
    {
        std::vector<std::jthread> threads;
        for (int worker = 0; worker < workers; ++worker) {
            threads.emplace_back([&, worker] {
                for (int number = worker; number < runs / 2; number += workers) {
                    const auto seed = static_cast<quint32>(20'261'122 + number);
                    Permutation permutation(seed);
                    Sums sums;
                    const auto violation = violationOf(permutation, practiceGround, sums);
                    const std::lock_guard lock(mutex);
                    for (int run = 0; run < sums.runs; ++run)
                        campaign.addCase();
                    all.runs += sums.runs;
                    all.applied += sums.applied;
                    all.changed += sums.changed;
                    if (violation)
                        campaign.violate(QStringLiteral("fleet %1: %2").arg(seed).arg(*violation));
                }
            });
        }
    }
    report(campaign, all);
}

/// Empties the stores and fills them with the fleet; two workstations, each with its own journal.
PermutedGround PermutedRunsTest::realGround(const PermutedFleet& fleet)
{
    m_folder = std::make_unique<rig::ScratchDirectory>();
    fleet.load(m_live);
    ProfileContext one = partsOf(std::make_shared<LiveStores>(m_live.settings()));
    ProfileContext other = one;
    one.journalPath = m_folder->filePath(QStringLiteral("one"));
    other.journalPath = m_folder->filePath(QStringLiteral("other"));
    return {{one, other}, [this] { return foreignRows(m_live); }};
}

/// Nothing is open, so nothing is resumed, and nothing changes.
std::optional<QString> PermutedRunsTest::violationOfResume()
{
    for (const char* workstation : {"one", "other"}) {
        ProfileContext parts = partsOf(std::make_shared<LiveStores>(m_live.settings()));
        parts.journalPath = m_folder->filePath(QString::fromLatin1(workstation));
        const auto session = Session::open(parts);
        WorkflowObserver silent;
        const auto resumed =
            Resume(*session, CreationTimes(), ApplyRig::times()).resumeAll(silent, CallContext::within(60s));
        if (!resumed || !resumed->empty())
            return QStringLiteral("something was left open at the desk ") + QString::fromLatin1(workstation);
    }
    return {};
}

void PermutedRunsTest::onRealStores()
{
    RIG_VERIFY(m_live.start(rig::DatabaseWay::PgBouncer));
    m_live.server.setDeletionDelay(3ms);
    Campaign campaign(QStringLiteral("Permuted and repeated runs on real stores"));
    Sums sums;
    for (int number = 0; number < Campaign::count(5, 150); ++number) {
        const auto seed = static_cast<quint32>(30'261'122 + number);
        const auto violation = rig::onWorker([&] {
            Permutation permutation(seed);
            const Prepare prepare = [this](const PermutedFleet& fleet) { return realGround(fleet); };
            const auto found = violationOf(permutation, prepare, sums);
            return found ? found : violationOfResume();
        });
        campaign.addCase();
        campaign.addCase();
        if (violation)
            campaign.violate(QStringLiteral("fleet %1: %2").arg(seed).arg(*violation));
    }
    report(campaign, sums);
}

STEWARD_TEST(PermutedRunsTest)
} // namespace steward::permuted_runs_test

#include "permuted_runs_test.moc"
