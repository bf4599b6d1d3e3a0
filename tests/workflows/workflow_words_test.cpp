#include "stores/guards_port.h"
#include "support/test_registry.h"
#include "support/word_list.h"
#include "support/worker.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_samples.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/session/change_result.h"
#include "workflows/writes/server_writer.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::workflow_words_test {

namespace {

/// Answers a pairing, and nothing else.
class PairingServer final : public ServerPort {
public:
    Result<PairingAnswer> connect(const InstanceName&, const std::optional<PhoneNumber>&, const CallContext&) override
    {
        return answer;
    }
    Result<ServerListing> list(const CallContext&) override { return no(); }
    Result<std::optional<ServerInstance>> find(const InstanceName&, const CallContext&) override { return no(); }
    Result<std::vector<MemoryState>> memoryStates(const std::vector<InstanceName>&, const CallContext&) override
    {
        return no();
    }
    Result<std::optional<WebhookSettings>> webhook(const InstanceName&, const CallContext&) override { return no(); }
    Result<CreatedInstance> create(const NewInstance&, const CallContext&) override { return no(); }
    Result<LogoutAnswer> logOut(const InstanceName&, const CallContext&) override { return no(); }
    Result<Removal> remove(const InstanceName&, const CallContext&) override { return no(); }
    Result<void> setWebhook(const InstanceName&, const WebhookSettings&, const CallContext&) override { return no(); }
    Result<RestartAnswer> restart(const InstanceName&, const CallContext&) override { return no(); }
    StoreDiagnosis diagnose(const CallContext&) override { return {}; }

    PairingAnswer answer;

private:
    static std::unexpected<Error> no() { return std::unexpected(Error{ErrorKind::Rejected, {}, {}}); }
};

/// What the journal keeps of an answer of that kind.
QString journaledAnswer(PairingAnswer::Kind kind)
{
    return rig::onWorker([kind]() -> QString {
        const QTemporaryDir folder;
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        auto run = WorkflowRun::begin(journal->get(), sampleTask());
        PairingServer server;
        server.answer.kind = kind;
        if (!ServerWriter(server, *run, std::chrono::seconds(1)).connect(InstanceName::fromUtf8("x"), {}, false, {}))
            return {};
        const auto content = readJournal({folder.path()}, {.ours = run->id(), .part = TrailPart()});
        return content->operations.front().trail.front().after.value(QLatin1String("answer")).toString();
    });
}

/// What the document of an apply says of a part of that outcome.
QString reportedOutcome(GuardsItem::Outcome outcome)
{
    GuardsResult result;
    result.items.push_back({GuardPart::NameIndex, outcome, {}});
    return guardsResultJson(result)
        .value(QLatin1String("items"))
        .toArray()
        .first()
        .toObject()
        .value(QLatin1String("database"))
        .toString();
}

} // namespace

/// The words of stores and workflows that stand in documents and in the journal; the domain's: WordTablesTest.
class WorkflowWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsStayWithTheirValues_data();
    void wordsStayWithTheirValues();
};

void WorkflowWordsTest::wordsStayWithTheirValues_data()
{
    QTest::addColumn<QStringList>("troubles");
    const auto row = [](const char* table, const QStringList& troubles) { QTest::newRow(table) << troubles; };
    {
        using enum GuardPart;
        row("guardPartWord", wordTroubles<GuardPart>(
                                 guardPartWord, {{UniqueIndex, "unique-index"},
                                                 {NameIndex, "name-index"},
                                                 {SaveFunction, "save-function"},
                                                 {AuditTable, "audit-table"},
                                                 {Notification, "notification"}}));
    }
    {
        using enum GuardState;
        row("guardStateWord",
            wordTroubles<GuardState>(guardStateWord, {{Stands, "stands"}, {Missing, "missing"}, {Held, "held-back"}}));
    }
    {
        using enum OperationOutcome;
        row("operationOutcomeWord",
            wordTroubles<OperationOutcome>(
                operationOutcomeWord, {{Done, "done"}, {Partial, "partial"}, {Refused, "refused"}, {Failed, "failed"}},
                operationOutcomeFromWord));
    }
    {
        using enum StepOutcome;
        row("stepOutcomeWord",
            wordTroubles<StepOutcome>(
                stepOutcomeWord, {{Done, "done"}, {Unchanged, "unchanged"}, {Failed, "failed"}, {Unknown, "unknown"}},
                stepOutcomeFromWord));
    }
    {
        using enum StoreOutcome;
        row("storeOutcomeWord", wordTroubles<StoreOutcome>(
                                    storeOutcomeWord, {{Gone, "gone"},
                                                       {Absent, "absent"},
                                                       {Written, "written"},
                                                       {Kept, "kept"},
                                                       {StillThere, "still-there"},
                                                       {Failed, "failed"},
                                                       {Skipped, "skipped"},
                                                       {Unknown, "unknown"}}));
    }
    {
        using enum PairingAnswer::Kind;
        row("pairing answer",
            wordTroubles<PairingAnswer::Kind>(
                journaledAnswer, {{Code, "code"}, {Open, "open"}, {NoCode, "no-code"}, {Failed, "failed"}}));
    }
    {
        using enum GuardsItem::Outcome;
        row("guard outcome", wordTroubles<GuardsItem::Outcome>(
                                 reportedOutcome, {{Written, "written"},
                                                   {Kept, "kept"},
                                                   {Failed, "failed"},
                                                   {Skipped, "skipped"},
                                                   {Unknown, "unknown"}}));
    }
}

void WorkflowWordsTest::wordsStayWithTheirValues()
{
    QFETCH(QStringList, troubles);
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

STEWARD_TEST(WorkflowWordsTest)

} // namespace steward::workflow_words_test

#include "workflow_words_test.moc"
