#include "domain/plans/agreed_plan.h"

#include "domain/plans/plan_fixture.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::agreed_plan_test {

namespace {

BreakerVerdict verdictOf(std::vector<BreakerCode> codes, const std::optional<QString>& confirm)
{
    BreakerVerdict verdict;
    verdict.confirm = confirm;
    for (const BreakerCode code : codes)
        verdict.tripped.push_back({code, QStringLiteral("It is so.")});
    return verdict;
}

std::shared_ptr<const Plan> deletionOf(const QByteArray& name)
{
    Fleet fleet;
    fleet.healthy(name, org(1), "5511988887777");
    fleet.name(name).close();
    PlanRequest request;
    request.names = {InstanceName::fromUtf8(name)};
    return std::make_shared<const Plan>(planned(fleet, request));
}

} // namespace

/// Only a plan that was shown whole, was not refused, changes something and has its text typed can be agreed to.
class AgreedPlanTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingElseIsAgreedTo();
    void whatTripsLaterRefuses();
    void theTextIsThatOfWhatWasShown();
    void whatCannotBeSeenIsTypedAsItIsShown();
};

void AgreedPlanTest::nothingElseIsAgreedTo()
{
    const auto plan = deletionOf("h1");
    QVERIFY(AgreedPlan::from(plan, {}, {}));
    QVERIFY(AgreedPlan::from(plan, {}, QStringLiteral("whatever"))); // no error where none is asked
    for (const BreakerCode code :
         {BreakerCode::StoreUnread, BreakerCode::ReadOnlyProfile, BreakerCode::Protected, BreakerCode::OtherStores}) {
        for (const auto& typed : {std::optional<QString>(), std::optional(QStringLiteral("h1"))})
            QVERIFY(!AgreedPlan::from(plan, verdictOf({code}, {}), typed));
    }
    const BreakerVerdict asks = verdictOf({BreakerCode::Connected}, QStringLiteral("h1"));
    QVERIFY(!AgreedPlan::from(plan, asks, {}));
    QVERIFY(!AgreedPlan::from(plan, asks, QStringLiteral("h2")));
    QVERIFY(AgreedPlan::from(plan, asks, QStringLiteral("h1")));
    QVERIFY(!AgreedPlan::from(std::make_shared<const Plan>(), {}, {})); // it showed nothing
    const auto nothing = deletionOf("elsewhere");
    Plan left = *nothing;
    left.items.clear();
    QVERIFY(!AgreedPlan::from(std::make_shared<const Plan>(left), {}, {}));
}

void AgreedPlanTest::whatTripsLaterRefuses()
{
    const auto plan = deletionOf("h1");
    const QString text = QStringLiteral("h1");
    const auto unasked = AgreedPlan::from(plan, {}, {});
    const auto typed = AgreedPlan::from(plan, verdictOf({BreakerCode::Production}, text), text);
    QVERIFY(unasked && typed);
    QVERIFY(!unasked->refusalBy({}, {}));
    for (const BreakerCode code :
         {BreakerCode::StoreEmpty, BreakerCode::StoresDoNotMatch, BreakerCode::ManyConnected, BreakerCode::Connected,
          BreakerCode::Production, BreakerCode::ManyInstances}) {
        QVERIFY(unasked->refusalBy(verdictOf({code}, text), text));
        const bool wasPassed = code == BreakerCode::Production;
        QCOMPARE(!typed->refusalBy(verdictOf({code}, text), text), wasPassed);
        QVERIFY(typed->refusalBy(verdictOf({code, BreakerCode::StoreUnread}, {}), text));
    }
    const auto refusal = unasked->refusalBy(verdictOf({BreakerCode::StoreEmpty}, text), text);
    QVERIFY(refusal->sentence.contains(QStringLiteral("It is so.")));
    QVERIFY(refusal->detail.contains(QStringLiteral("store-empty")));
}

void AgreedPlanTest::theTextIsThatOfWhatWasShown()
{
    const auto plan = deletionOf("h1");
    const auto verdict = [](const char* text) {
        return verdictOf({BreakerCode::Production}, QString::fromLatin1(text));
    };
    const auto three = AgreedPlan::from(plan, verdict("3"), QStringLiteral("3"));
    QVERIFY(three);
    QVERIFY(!three->refusalBy(verdict("2"), QStringLiteral("3"))); // less is left by now
    QVERIFY(three->refusalBy(verdict("2"), QStringLiteral("4")));
    QVERIFY(three->refusalBy(verdict("2"), {}));
}

void AgreedPlanTest::whatCannotBeSeenIsTypedAsItIsShown()
{
    const QString name = QStringLiteral("h") + QString::fromUcs4(U"\U000e0041", 1) + QStringLiteral(" ");
    const auto plan = deletionOf("h1");
    const BreakerVerdict asks = verdictOf({BreakerCode::Connected}, name);
    QVERIFY(AgreedPlan::from(plan, asks, name));
    QVERIFY(AgreedPlan::from(plan, asks, QStringLiteral("h\\u{e0041}\\u{20}")));
    QVERIFY(!AgreedPlan::from(plan, asks, QStringLiteral("h")));
    QVERIFY(!AgreedPlan::from(plan, asks, QStringLiteral("h\\u{e0041}")));
    QVERIFY(asks.refusal({})->sentence.contains(QStringLiteral("h\\u{e0041}\\u{20}")));
}

STEWARD_TEST(AgreedPlanTest)
} // namespace steward::agreed_plan_test

#include "agreed_plan_test.moc"
