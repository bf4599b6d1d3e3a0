#include "support/pace.h"
#include "support/side_by_side.h"
#include "support/test_registry.h"
#include "workflows/apply_subject.h"
#include "workflows/fault_matrix.h"

#include <QTest>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::apply_faults_test {

namespace {

struct Case {
    Deed deed = Deed::Delete;
    FaultPoint point;

    /// A row that was enabled and got no status: its item ended there, half done.
    bool onceFailed() const
    {
        const QByteArray call(point.word);
        return deed == Deed::Enable && (call == "claim" || call == "writeStates") &&
               point.trouble->name.startsWith(QLatin1String("database is gone"));
    }
    QString text() const { return deedWord(deed) + QStringLiteral(", ") + point.text(); }
};

/// The stores with a watch on every call, and a case on them.
class FaultBench final {
    Q_DISABLE_COPY_MOVE(FaultBench)

public:
    FaultBench()
    {
        if (const auto started = m_rig.start(); !started)
            qFatal("%s", qPrintable(started.error()));
        m_rig.fleet.server.setDeletionDelay(30ms);
        m_apply.applyTimes.call = atThisPace(300ms);
        m_apply.applyTimes.removal.call = atThisPace(300ms);
        m_apply.applyTimes.removal.proving = 400ms;
        m_apply.applyTimes.removal.closing = 200ms;
        m_maker = std::make_unique<TroubleMaker>(m_rig);
    }

    std::vector<Case> allCases(const std::vector<Trouble>& troubles);
    std::optional<QString> violationOf(const Case& one);

private:
    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    std::unique_ptr<TroubleMaker> m_maker;
};

std::vector<Case> FaultBench::allCases(const std::vector<Trouble>& troubles)
{
    std::vector<Case> cases;
    for (const Deed deed : allDeeds) {
        ApplySubject subject(m_rig, m_apply, deed);
        const MadePlan made = m_apply.make(subject.request());
        m_maker->arm(nullptr);
        const ChangeResult result = m_apply.apply(made.plan);
        if (result.outcome != OperationOutcome::Done || !subject.isDone())
            qFatal("%s fails without any fault", qPrintable(deedWord(deed)));
        for (const FaultPoint& point : m_maker->points(troubles))
            cases.push_back({deed, point});
    }
    return cases;
}

std::optional<QString> FaultBench::violationOf(const Case& one)
{
    m_rig.forgetCases();
    ApplySubject subject(m_rig, m_apply, one.deed);
    const MadePlan made = m_apply.make(subject.request());
    m_maker->arm(&one.point);
    const ChangeResult result = m_apply.apply(made.plan);
    m_maker->disarm();
    QThread::msleep(70); // what the server accepted goes within its time
    if (const auto violation = subject.violationOfAnswer(result))
        return violation;
    if (const auto violation = subject.violationAtRest())
        return violation;
    std::vector<ChangeResult> answers;
    for (int times = 0; times < 2 && m_rig.hasUnfinished(); ++times) {
        answers = m_apply.resume(ApplyRig::unhurried());
        for (const ChangeResult& resumed : answers) {
            if (const auto violation = subject.violationOfAnswer(resumed))
                return QStringLiteral("resumed: ") + *violation;
        }
    }
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end: ") + troubleIn(answers);
    return subject.violationOfEnd();
}

} // namespace

/// Every step of what a plan does with every fault of the store it uses: nothing of a listed instance is taken, nothing
/// is called gone that is there, the survivor stands, nobody else's is touched; and once the fault is over, resume
/// brings what was begun to its end.
class ApplyFaultsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepWithEveryFault();
};

void ApplyFaultsTest::everyStepWithEveryFault()
{
    const std::vector<Trouble> troubles = allTroubles();
    const std::vector<Case> all = FaultBench().allCases(troubles);
    QVERIFY(std::ranges::any_of(all, &Case::onceFailed)); // they are in the short run too
    const size_t inShort = 110;
    const size_t stride = Campaign::isLong() ? 1 : (all.size() + inShort - 1) / inShort;
    qInfo("%d cases there are", static_cast<int>(all.size()));
    std::vector<Case> cases;
    for (size_t place = 0; place < all.size(); ++place) {
        if (place % stride == 0 || all[place].onceFailed())
            cases.push_back(all[place]);
    }
    Campaign campaign(QStringLiteral("Applying, every step with every fault"));
    sideBySide<FaultBench>(
        campaign, cases.size(), Campaign::count(2, 4), [] { return std::make_unique<FaultBench>(); },
        [&](FaultBench& bench, size_t place) -> std::optional<QString> {
            const Case& one = cases[place];
            const auto violation = bench.violationOf(one);
            return violation ? std::optional(one.text() + QStringLiteral(": ") + *violation) : std::nullopt;
        });
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ApplyFaultsTest)
} // namespace steward::apply_faults_test

#include "apply_faults_test.moc"
