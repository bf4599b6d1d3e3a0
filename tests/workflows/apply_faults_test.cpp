#include "support/campaign.h"
#include "support/test_registry.h"
#include "workflows/apply_subject.h"
#include "workflows/fault_matrix.h"

#include <QTest>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace {

struct Case {
    Deed deed = Deed::Delete;
    FaultPoint point;

    QString text() const { return deedWord(deed) + QStringLiteral(", ") + point.text(); }
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
        for (const FaultPoint& point : m_maker->points(m_troubles))
            cases.push_back({deed, point});
    }
    return cases;
}

std::optional<QString> ApplyFaultsTest::violationOf(const Case& one)
{
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
