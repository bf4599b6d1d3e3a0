#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/apply_rig.h"
#include "workflows/resume/resume.h"

#include <QTest>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::apply_test {

namespace {

QString because(const ChangeResult& result)
{
    QStringList words;
    if (result.error)
        words << result.error->detail << result.error->sentence;
    for (const ChangeItem& item : result.items) {
        words << item.instanceName.text() << storeOutcomeWord(item.server) << storeOutcomeWord(item.database)
              << storeOutcomeWord(item.cache);
        if (item.error)
            words << item.error->detail << item.error->sentence;
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

/// Plans applied to real stores: gone means proven gone, and nothing else is touched.
class ApplyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void deletesFromAllThreeAndTellsTheWorkers();
    void whatIsStillThereKeepsItsRowAndEntry();
    void aChangedOneIsSkippedAndTheOthersGo();
    void withoutTheTextNothingIsWritten();
    void withoutAJournalNothingIsApplied();
    void inPartIsThreeOnlyWhereResumeGoesOn();
    void aProtectedOneIsRefused();
    void twiceEndsTheSameWay();
    void theSixBecomeTheOneWithTheSession();
    void disabledAndEnabledAgain();
    void thoseOfAnEarlierBatchAreProvenToo();
    void protectedAndUnprotected();
    void repairsWhatDisagrees();
    void webhooksAreSetForASelection();
    void aRestartIsSentOnceAndProven();
    void whatTheListAndTheMemoryDifferAboutIsDeleted();
    void anInterruptedDeletionIsFinished();
    void aStopHoldsBackWhatHasNotStarted();
    void resumeDoesNotGoOnWithWhatWasStopped();

private:
    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void ApplyTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

void ApplyTest::init()
{
    m_rig.heal();
    m_rig.fleet.server.setDeletionDelay(60ms);
}

void ApplyTest::deletesFromAllThreeAndTellsTheWorkers()
{
    const QStringList names{m_apply.storeOne(), m_apply.storeOne(), m_apply.storeOne()};
    const QString bystander = m_apply.storeOne();
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, names));
    QCOMPARE(made.plan.confirm, QStringLiteral("3"));
    const ChangeResult result = m_apply.apply(made.plan);
    QVERIFY2(result.outcome == OperationOutcome::Done, qPrintable(because(result)));
    QCOMPARE(result.items.size(), 3U);
    for (const ChangeItem& item : result.items) {
        QCOMPARE(item.server, StoreOutcome::Gone);
        QCOMPARE(item.database, StoreOutcome::Gone);
        QCOMPARE(item.cache, StoreOutcome::Gone);
        QVERIFY(item.workers && item.workers->pending); // nobody listens here: kept
        QVERIFY(!item.error);
    }
    for (const QString& name : names)
        QCOMPARE(m_apply.remains(name), QString());
    QCOMPARE(m_apply.remains(bystander), QStringLiteral("server row cache"));
    QVERIFY(!m_rig.hasUnfinished());
}

void ApplyTest::whatIsStillThereKeepsItsRowAndEntry()
{
    const QString name = m_apply.storeOne();
    m_rig.fleet.server.setDeletionDelay(-1ms); // says SUCCESS and does nothing
    const ChangeResult result = m_apply.remove({name});
    QCOMPARE(result.exitCode(), 3);
    QCOMPARE(result.items.front().server, StoreOutcome::StillThere);
    QCOMPARE(result.items.front().database, StoreOutcome::Kept);
    QCOMPARE(result.items.front().cache, StoreOutcome::Kept);
    QVERIFY(!result.items.front().workers);
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    QVERIFY(m_rig.hasUnfinished());
    m_rig.fleet.server.removeInstance(name); // it went in the end
    const auto resumed = m_apply.resume();
    QCOMPARE(resumed.size(), 1U);
    QVERIFY2(resumed.front().outcome == OperationOutcome::Done, qPrintable(because(resumed.front())));
    QCOMPARE(m_apply.remains(name), QString());
    QVERIFY(!m_rig.hasUnfinished());
}

void ApplyTest::aChangedOneIsSkippedAndTheOthersGo()
{
    const QString changed = m_apply.storeOne();
    const QString other = m_apply.storeOne();
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, {changed, other}));
    m_rig.fleet.server.pair(changed, QStringLiteral("5511988887777@s.whatsapp.net"));
    const ChangeResult result = m_apply.apply(made.plan);
    QCOMPARE(result.exitCode(), 1); // in part, and nothing for resume to go on with
    QCOMPARE(result.outcome, OperationOutcome::Partial);
    QVERIFY(result.error && result.error->sentence.contains(QStringLiteral("steward-cli plan delete ") + changed));
    QCOMPARE(m_apply.remains(changed), QStringLiteral("server row cache"));
    QCOMPARE(m_apply.remains(other), QString());
    QVERIFY(!m_rig.hasUnfinished());
}

void ApplyTest::withoutTheTextNothingIsWritten()
{
    const QString name = m_apply.storeOne();
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, {name}));
    ApplyObserver silent;
    m_rig.fleet.server.clearRequests();
    QCOMPARE(m_apply.apply(made.plan, {}, silent).exitCode(), 4);
    QCOMPARE(m_apply.apply(made.plan, QStringLiteral("1"), silent).exitCode(), 4);
    Plan forged = made.plan;
    forged.confirm.reset();
    QCOMPARE(m_apply.apply(forged, {}, silent).exitCode(), 4);
    forged.confirm = QStringLiteral("yes");
    QCOMPARE(m_apply.apply(forged, QStringLiteral("yes"), silent).exitCode(), 4);
    QCOMPARE(m_rig.fleet.server.requestCount("DELETE"), 0);
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
}

void ApplyTest::withoutAJournalNothingIsApplied()
{
    const QString name = m_apply.storeOne();
    const Plan plan = m_apply.make(ApplyRig::request(PlanKind::Delete, {name})).plan;
    m_rig.fleet.server.clearRequests();
    const ChangeResult result = rig::onWorker([&] {
        ProfileContext parts = m_rig.parts();
        parts.journalPath.clear();
        const auto session = Session::open(parts);
        ApplyObserver silent;
        return applyShown(
            *session, ApplyRig::times(), plan, plan.confirm, silent, PauseControl(), CallContext::within(60s));
    });
    QCOMPARE(result.exitCode(), 4);
    QVERIFY(result.error);
    QCOMPARE(m_rig.fleet.server.requests().size(), 0U);
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
}

void ApplyTest::inPartIsThreeOnlyWhereResumeGoesOn()
{
    ChangeResult result;
    result.outcome = OperationOutcome::Partial;
    QCOMPARE(result.exitCode(), 1);
    result.leaveOpen();
    QCOMPARE(result.exitCode(), 3);
    ResumedOperation one{{}, result};
    QCOMPARE(exitCodeOf({one}), 3);
    one.result.isOpen = false;
    QCOMPARE(exitCodeOf({one}), 1);
    one.result.outcome = OperationOutcome::Done;
    QCOMPARE(exitCodeOf({one}), 0);
}

void ApplyTest::aProtectedOneIsRefused()
{
    const QString name = m_apply.storeOne();
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, {name}));
    QCOMPARE(m_apply.apply(PlanKind::Protect, {name}).exitCode(), 0);
    QCOMPARE(m_apply.apply(made.plan).exitCode(), 4);
    QCOMPARE(m_apply.remove({name}).exitCode(), 4);
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
}

void ApplyTest::twiceEndsTheSameWay()
{
    const QString name = m_apply.storeOne();
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, {name}));
    QCOMPARE(m_apply.apply(made.plan).exitCode(), 0);
    const ChangeResult again = m_apply.apply(made.plan);
    QVERIFY2(again.exitCode() == 0, qPrintable(because(again)));
    QCOMPARE(again.items.front().server, StoreOutcome::Absent);
    QCOMPARE(m_apply.remove({name}).exitCode(), 0);
}

void ApplyTest::theSixBecomeTheOneWithTheSession()
{
    const NewClinic clinic = m_rig.addOrganization();
    const QString id = clinic.organization.toString();
    QStringList names;
    for (int number = 1; number <= 6; ++number) {
        names << QStringLiteral("clinic-%1-%2").arg(id).arg(number);
        const bool isOpen = number == 3;
        m_apply.store(
            {clinic, names.back(), isOpen ? QStringLiteral("open") : QStringLiteral("close"),
             isOpen ? QStringLiteral("5511977776666@s.whatsapp.net") : QString(), number == 1, true, true});
    }
    PlanRequest request;
    request.kind = PlanKind::Clean;
    request.organizations = {clinic.organization};
    const MadePlan made = m_apply.make(request);
    QCOMPARE(made.plan.groups.size(), 1U);
    QCOMPARE(made.plan.groups.front().survivor->text(), names.at(2));
    const ChangeResult result = m_apply.apply(made.plan);
    QVERIFY2(result.outcome == OperationOutcome::Done, qPrintable(because(result)));
    for (const QString& name : names)
        QCOMPARE(m_apply.remains(name), name == names.at(2) ? QStringLiteral("server row cache") : QString());
    QVERIFY(m_rig.holdsInAllThree(clinic.organization, InstanceName::fromText(names.at(2))));
    const auto kept = m_rig.fleet.server.instance(names.at(2));
    const QByteArray token = m_apply.value(
        QStringLiteral("select webhook_token from healthcare.integrations where organization_id = '%1'").arg(id));
    QVERIFY(kept->webhook && kept->webhook->enabled && kept->webhook->url.contains(QString::fromUtf8(token)));
    QCOMPARE(
        m_apply.value(QStringLiteral("select count(*) from healthcare.integrations where organization_id = '%1' and "
                                     "config ? 'steward_lease'")
                          .arg(id)),
        QByteArray("0"));
    QCOMPARE(m_apply.make(request).plan.tally().changed, 0);
}

void ApplyTest::disabledAndEnabledAgain()
{
    const QString name = m_apply.storeOne(QStringLiteral("open"));
    m_rig.fleet.server.pair(name, QStringLiteral("5511966665555@s.whatsapp.net"));
    const ChangeResult disabled = m_apply.apply(PlanKind::Disable, {name});
    QVERIFY2(disabled.outcome == OperationOutcome::Done, qPrintable(because(disabled)));
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row"));
    QCOMPARE(m_rig.fleet.server.instance(name)->connectionStatus, QStringLiteral("close"));
    const QString state = QStringLiteral("select enabled::text || ' ' || status from healthcare.integrations where "
                                         "config->>'instance_name' = '%1'")
                              .arg(name);
    QCOMPARE(m_apply.value(state), QByteArray("false disabled"));
    const ChangeResult enabled = m_apply.apply(PlanKind::Enable, {name});
    QVERIFY2(enabled.outcome == OperationOutcome::Done, qPrintable(because(enabled)));
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    QVERIFY(m_apply.value(state).startsWith("true "));
}

void ApplyTest::thoseOfAnEarlierBatchAreProvenToo()
{
    ApplyRig apply(m_rig);
    apply.applyTimes.batch = apply.applyTimes.mostBatch = 1;
    QStringList names;
    for (int number = 0; number < 3; ++number)
        names << apply.storeOne(QStringLiteral("open"));
    const ChangeResult result = apply.apply(PlanKind::Disable, names);
    QVERIFY2(result.outcome == OperationOutcome::Done, qPrintable(because(result)));
}

void ApplyTest::protectedAndUnprotected()
{
    const QString name = m_apply.storeOne();
    QCOMPARE(m_apply.apply(PlanKind::Protect, {name}).exitCode(), 0);
    QCOMPARE(m_apply.make(ApplyRig::request(PlanKind::Delete, {name})).verdict.isRefused(), true);
    QCOMPARE(m_apply.apply(PlanKind::Unprotect, {name}).exitCode(), 0);
    QCOMPARE(m_apply.make(ApplyRig::request(PlanKind::Delete, {name})).verdict.isRefused(), false);
}

void ApplyTest::repairsWhatDisagrees()
{
    StoredInstance cold;
    cold.clinic = m_rig.addOrganization();
    cold.name = QLatin1String("clinic-") + cold.clinic.organization.toString();
    cold.isCached = false;
    m_apply.store(cold);
    StoredInstance orphan = cold;
    orphan.clinic = m_rig.addOrganization();
    orphan.name = QLatin1String("clinic-") + orphan.clinic.organization.toString();
    orphan.hasRow = false;
    m_apply.store(orphan);
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Repair, {cold.name, orphan.name}));
    const ChangeResult result = m_apply.apply(made.plan);
    QVERIFY2(result.outcome == OperationOutcome::Done, qPrintable(because(result)));
    QVERIFY(m_rig.holdsInAllThree(cold.clinic.organization, InstanceName::fromText(cold.name)));
    QVERIFY(m_rig.holdsInAllThree(orphan.clinic.organization, InstanceName::fromText(orphan.name)));
}

void ApplyTest::webhooksAreSetForASelection()
{
    using rig::EvolutionWebhook;
    const QString set = m_apply.storeOne();
    const QString changed = m_apply.storeOne();
    const QString bystander = m_apply.storeOne();
    EvolutionWebhook old{.url = QStringLiteral("https://old.example.org/hook"), .events = {QStringLiteral("CALL")}};
    old.headers = R"({"x-secret":"cAnArY"})";
    old.base64 = true;
    for (const QString& name : {set, changed, bystander})
        m_rig.fleet.server.setWebhook(name, old);
    const std::vector<QString> events{
        QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("MESSAGES_UPDATE"), QStringLiteral("SEND_MESSAGE")};
    PlanRequest request = ApplyRig::request(PlanKind::SetWebhook, {set, changed});
    request.webhook = WebhookChoice{QStringLiteral("https://new.example.org/{instance_name}"), events};
    const MadePlan made = m_apply.make(request);
    QVERIFY(!made.plan.confirm);
    QCOMPARE(made.plan.tally().changed, 2);
    EvolutionWebhook others = old;
    others.url = QStringLiteral("https://others.example.org/hook");
    m_rig.fleet.server.setWebhook(changed, others);
    const ChangeResult result = m_apply.apply(made.plan);
    QVERIFY2(result.outcome == OperationOutcome::Partial, qPrintable(because(result)));
    QVERIFY2(!result.items[0].error, qPrintable(because(result)));
    QCOMPARE(result.items[0].server, StoreOutcome::Written);
    QVERIFY(result.items[1].error); // said of it alone
    const auto webhookOf = [this](const QString& name) { return *m_rig.fleet.server.instance(name)->webhook; };
    QCOMPARE(webhookOf(set).url, QStringLiteral("https://new.example.org/") + set);
    QCOMPARE(webhookOf(set).events, QStringList(events.begin(), events.end()));
    QVERIFY(webhookOf(set).base64 && webhookOf(set).headers.contains("cAnArY")); // as it was found
    QCOMPARE(webhookOf(changed).url, others.url);
    QCOMPARE(webhookOf(bystander).url, old.url);
    // What the server refuses is said per instance, and leaves the webhook as it was.
    request.names = {InstanceName::fromText(set)};
    request.webhook->events.push_back(QStringLiteral("NO_SUCH_EVENT"));
    const ChangeResult refused = m_apply.apply(m_apply.make(request).plan);
    QVERIFY2(refused.items[0].error, qPrintable(because(refused)));
    QCOMPARE(webhookOf(set).events, QStringList(events.begin(), events.end()));
    QVERIFY(!m_rig.hasUnfinished());
    // And once more the same: nothing is sent.
    request.webhook->events = events;
    QCOMPARE(m_apply.make(request).plan.tally().changed, 0);
}

void ApplyTest::aRestartIsSentOnceAndProven()
{
    const QString open = m_apply.storeOne(QStringLiteral("open"));
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Restart, {open}));
    QCOMPARE(made.plan.tally().count(StepAction::RestartInstance), 1);
    QVERIFY(!made.plan.confirm);
    m_rig.fleet.server.clearRequests();
    const ChangeResult result = m_apply.apply(made.plan);
    QVERIFY2(result.outcome == OperationOutcome::Done, qPrintable(because(result)));
    QCOMPARE(result.items[0].server, StoreOutcome::Written);
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/instance/restart/"), 1);
    // It lost its phone meanwhile: nothing is sent.
    const Plan stale = m_apply.make(ApplyRig::request(PlanKind::Restart, {open})).plan;
    m_rig.fleet.server.setListed(open, QStringLiteral("close"));
    m_rig.fleet.server.setMemory(open, rig::EvolutionMemory::Close);
    QVERIFY(m_apply.apply(stale).items[0].error);
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/instance/restart/"), 1);
    // Its answer is lost: what came of it is looked into by the resume, and it is not sent again.
    const QString lost = m_apply.storeOne(QStringLiteral("open"));
    const Plan plan = m_apply.make(ApplyRig::request(PlanKind::Restart, {lost})).plan;
    m_rig.fleet.server.clearRequests();
    rig::HttpFault fault;
    fault.kind = rig::HttpFault::Kind::CloseBeforeAnswer;
    fault.method = "POST";
    fault.pathPrefix = "/instance/restart/";
    m_rig.fleet.server.addFault(fault);
    const ChangeResult unknown = m_apply.apply(plan);
    QVERIFY2(unknown.exitCode() == 3, qPrintable(because(unknown)));
    m_rig.heal();
    const auto resumed = m_apply.resume();
    QCOMPARE(resumed.size(), 1U);
    QVERIFY2(resumed.front().outcome == OperationOutcome::Done, qPrintable(because(resumed.front())));
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/instance/restart/"), 1);
    QVERIFY(!m_rig.hasUnfinished());
}

/// By its name alone the server answers for what is not listed, and not for what its memory has lost.
void ApplyTest::whatTheListAndTheMemoryDifferAboutIsDeleted()
{
    const auto usual = std::exchange(m_apply.applyTimes.lastLook, 0ms);
    for (const bool isListed : {false, true}) {
        const QString name = m_apply.storeOne();
        if (isListed)
            m_rig.fleet.server.setMemory(name, rig::EvolutionMemory::Missing);
        else
            m_rig.fleet.server.setUnlisted(name, true);
        const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, {name}));
        QCOMPARE(made.plan.tally().count(StepAction::DeleteInstance), 1);
        m_rig.fleet.server.clearRequests();
        const ChangeResult result = m_apply.apply(made.plan);
        QVERIFY2(m_rig.fleet.server.requestCount("DELETE", "/instance/delete/") == 1, qPrintable(because(result)));
    }
    m_apply.applyTimes.lastLook = usual;
}

void ApplyTest::anInterruptedDeletionIsFinished()
{
    const QString name = m_apply.storeOne();
    m_rig.fleet.server.setDeletionDelay(-1ms);
    QCOMPARE(m_apply.remove({name}).exitCode(), 3);
    // Resumed while it still stands: it gets its name, and nothing else is touched.
    const auto resumed = m_apply.resume();
    QCOMPARE(resumed.size(), 1U);
    QCOMPARE(resumed.front().items.front().server, StoreOutcome::StillThere);
    QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    QVERIFY(!m_rig.hasUnfinished());
}

void ApplyTest::aStopHoldsBackWhatHasNotStarted()
{
    const QStringList names{m_apply.storeOne(), m_apply.storeOne()};
    m_apply.pauseControl.stopAfterThis();
    const ChangeResult result = m_apply.remove(names);
    QCOMPARE(result.exitCode(), 4);
    for (const QString& name : names)
        QCOMPARE(m_apply.remains(name), QStringLiteral("server row cache"));
    QVERIFY(!m_rig.hasUnfinished());
}

void ApplyTest::resumeDoesNotGoOnWithWhatWasStopped()
{
    struct StopAtFirst final : ApplyObserver {
        explicit StopAtFirst(PauseControl& hand)
            : pauseControl(hand)
        {
        }
        void itemMoved(const QByteArray&, ItemStage stage) override
        {
            if (stage == ItemStage::Accepted)
                pauseControl.stopAfterThis();
        }
        PauseControl& pauseControl;
    };
    ApplyRig apply(m_rig);
    apply.applyTimes.batch = apply.applyTimes.mostBatch = 1;
    const QString started = apply.storeOne();
    const QString stopped = apply.storeOne();
    const Plan plan = apply.make(ApplyRig::request(PlanKind::Delete, {started, stopped})).plan;
    m_rig.fleet.server.setDeletionDelay(-1ms); // the first stays, so that the operation is left open
    StopAtFirst observer(apply.pauseControl);
    QCOMPARE(apply.apply(plan, plan.confirm, observer).exitCode(), 3);
    QVERIFY(m_rig.hasUnfinished());
    m_rig.fleet.server.setDeletionDelay(30ms);
    m_rig.fleet.server.removeInstance(started);
    QCOMPARE(apply.resume().size(), 1U);
    QCOMPARE(apply.remains(started), QString());
    QCOMPARE(apply.remains(stopped), QStringLiteral("server row cache"));
    QVERIFY(!m_rig.hasUnfinished());
}

STEWARD_TEST(ApplyTest)
} // namespace steward::apply_test

#include "apply_test.moc"
