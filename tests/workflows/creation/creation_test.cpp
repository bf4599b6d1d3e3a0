#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/guards_port.h"
#include "stores/server_port.h"
#include "support/any_id.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/creation_rig.h"

#include <QTest>

#include <atomic>
#include <memory>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::creation_test {

namespace {

/// Does something when a step begins.
class AtStep final : public WorkflowObserver {
public:
    AtStep(CreationStep step, std::function<void()> act)
        : m_step(static_cast<int>(step))
        , m_act(std::move(act))
    {
    }
    void stepChanged(int step, StepState state, const QString&) override
    {
        if (state == StepState::Running && step == m_step && m_act)
            std::exchange(m_act, {})();
    }

private:
    const int m_step;
    std::function<void()> m_act;
};

/// A database of which, while told so, no row can be looked up by its instance; all else works.
class FailingFinds final : public StoreFactory {
public:
    FailingFinds(std::shared_ptr<const StoreFactory> stores, std::shared_ptr<std::atomic_bool> failing)
        : m_stores(std::move(stores))
        , m_failing(std::move(failing))
    {
    }
    std::unique_ptr<ServerPort> makeServer() const override { return m_stores->makeServer(); }
    std::unique_ptr<DatabasePort> makeDatabase() const override
    {
        return std::make_unique<Database>(m_stores->makeDatabase(), m_failing);
    }
    std::unique_ptr<CachePort> makeCache() const override { return m_stores->makeCache(); }
    std::unique_ptr<GuardsPort> makeGuards() const override { return m_stores->makeGuards(); }

private:
    class Database final : public DatabasePort {
    public:
        Database(std::unique_ptr<DatabasePort> port, std::shared_ptr<std::atomic_bool> failing)
            : m_port(std::move(port))
            , m_failing(std::move(failing))
        {
        }
        Result<DatabaseListing> list(const CallContext& l) override { return m_port->list(l); }
        Result<std::vector<Integration>> find(const InstanceName& name, const CallContext& l) override
        {
            if (*m_failing)
                return std::unexpected(Error{ErrorKind::ConnectionLost, QStringLiteral("lost"), {}});
            return m_port->find(name, l);
        }
        Result<void> mayChange(const RowRights& rights, const CallContext& l) override
        {
            return m_port->mayChange(rights, l);
        }
        Result<Integration> insert(const NewIntegration& row, const CallContext& l) override
        {
            return m_port->insert(row, l);
        }
        Result<std::map<IntegrationId, RowImage>>
        images(const std::vector<IntegrationId>& ids, const CallContext& l) override
        {
            return m_port->images(ids, l);
        }
        Result<SurvivorAnswer> keep(const SurvivorRequest& request, const CallContext& l) override
        {
            return m_port->keep(request, l);
        }
        Result<void> endLeases(const OperationId& operation, const CallContext& l) override
        {
            return m_port->endLeases(operation, l);
        }
        Result<std::vector<RowEdit>>
        remove(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& l) override
        {
            return m_port->remove(rows, author, l);
        }
        Result<std::vector<RowEdit>>
        disable(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& l) override
        {
            return m_port->disable(rows, author, l);
        }
        Result<std::vector<RowEdit>>
        writeStates(const std::vector<RowState>& rows, const ChangeAuthor& author, const CallContext& l) override
        {
            return m_port->writeStates(rows, author, l);
        }
        Result<RowEdit>
        protect(const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const CallContext& l) override
        {
            return m_port->protect(row, isProtected, author, l);
        }
        Result<RestoredRow> restore(const RowImage& image, const ChangeAuthor& author, const CallContext& l) override
        {
            return m_port->restore(image, author, l);
        }
        Result<std::optional<RowImage>> image(const IntegrationId& id, const CallContext& l) override
        {
            return m_port->image(id, l);
        }
        Result<ClaimAnswer> claim(const ClaimRequest& request, const CallContext& l) override
        {
            return m_port->claim(request, l);
        }
        Result<std::optional<ClaimedRow>> claimOf(const OperationId& operation, const CallContext& l) override
        {
            return m_port->claimOf(operation, l);
        }
        Result<RowUndo> undoClaim(const ClaimUndo& undo, const CallContext& l) override
        {
            return m_port->undoClaim(undo, l);
        }
        Result<ChangeUndone> undoChange(const RowChangeUndo& undo, const CallContext& l) override
        {
            return m_port->undoChange(undo, l);
        }
        Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const CallContext& l) override
        {
            return m_port->recordPairing(paired, l);
        }
        StoreDiagnosis diagnose(const CallContext& l) override { return m_port->diagnose(l); }

    private:
        const std::unique_ptr<DatabasePort> m_port;
        const std::shared_ptr<std::atomic_bool> m_failing;
    };

    const std::shared_ptr<const StoreFactory> m_stores;
    const std::shared_ptr<std::atomic_bool> m_failing;
};

QByteArray whyOf(const CreationResult& result)
{
    QString text = operationOutcomeWord(result.outcome);
    if (result.error)
        text += QLatin1String(": ") + result.error->sentence + QLatin1String(" / ") + result.error->detail;
    for (const QString& left : result.left)
        text += QLatin1String(" | ") + left;
    return text.toUtf8();
}

} // namespace

/// Creation on real PostgreSQL and Redis, and a server that answers as recorded.
class CreationTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void onlyOnce();
    void writesWhatTheRuleSays();
    void aPhoneThatAnotherWaitsForIsRefused();
    void disabledRowsStayAsTheyAre();
    void finishesARowWithoutAnInstance();
    void undoOfAFinishedRowGivesItItsContentBack();
    void anUnreadStoreRefuses();
    void aReadOnlyProfileRefuses();
    void aNameThatIsTakenRefuses();
    void anInstanceThatVanishesIsTakenBack();
    void whatIsNotAnsweredMayBeLinked();
    void anInstanceOfAnotherClientsNameIsSaid();
    void aNameThatIsNotListedIsNotFree();
    void aProfileWithoutAWebhookAddressSaysSo();
    void linesThatAreCheckedShareOneReading();
    void aRowTakenMeanwhileIsLeftAndNamed();
    void theKeyOfATokenThatNoRowHasGoes();
    void anEmptyListBesideActiveRowsIsNotBelieved();
    void aStopTakesBack();
    void aRefusedClaimLeavesNothingToTurnUp();
    void whatDoesNotGoAgainKeepsItsRow();
    void anUnreadRowIsNobodysYet();
    void nobodyWhoHearsItIsKept();
    void reuseTakesOnlyAHealthyOne();

private:
    CreationRig m_rig;
};

void CreationTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

void CreationTest::init()
{
    m_rig.heal();
    m_rig.fleet.server.clearRequests();
}

void CreationTest::onlyOnce()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    const CreationResult first = m_rig.create(request);
    QVERIFY2(first.outcome == OperationOutcome::Done, whyOf(first).constData());
    QVERIFY(m_rig.holdsInAllThree(clinic.organization, request.name));
    const StorePicture after = m_rig.picture();
    const CreationResult second = m_rig.create(m_rig.requestFor(clinic, QStringLiteral("another")));
    QCOMPARE(second.exitCode(), 4);
    QCOMPARE(second.check.standing.size(), size_t(1));
    QCOMPARE(second.check.standing.front().name, request.name);
    QCOMPARE(second.check.standing.front().offer, std::optional(SuggestedAction::PairAgain));
    QVERIFY(m_rig.picture() == after);
    QVERIFY(!m_rig.hasUnfinished());
}

void CreationTest::writesWhatTheRuleSays()
{
    const NewClinic clinic = m_rig.addOrganization();
    CreationRequest request = m_rig.requestFor(clinic);
    request.expectedPhone = PhoneNumber::fromText(u"+5511988887777");
    const CreationResult result = m_rig.create(request);
    QVERIFY2(result.outcome == OperationOutcome::Done, whyOf(result).constData());
    const auto row = m_rig.fleet.postgres.query(
        QStringLiteral("select clinic_id, status, phone_number, config->>'expected_phone', config->>'webhook_url', "
                       "webhook_token from healthcare.integrations where config->>'instance_name' = '%1'")
            .arg(request.name.text()),
        m_rig.fleet.database());
    QVERIFY(row && row->size() == 1);
    const auto& values = row->front();
    QCOMPARE(values[0].value_or(""), clinic.clinic.toByteArray());
    QCOMPARE(values[1].value_or(""), QByteArray("pending"));
    QVERIFY(!values[2]);
    QCOMPARE(values[3].value_or(""), QByteArray("5511988887777"));
    QCOMPARE(values[4].value_or(""), "https://hooks.example.org/whatsapp/" + *values[5]);
    const auto instance = m_rig.fleet.server.instance(request.name.text());
    QVERIFY(instance && instance->webhook);
    QCOMPARE(instance->webhook->url.toUtf8(), values[4].value_or(""));
    QCOMPARE(instance->webhook->events.size(), 5);
    const auto lifetime = m_rig.fleet.redis.command({"TTL", "whatsapp:instance:" + request.name.utf8()});
    QVERIFY(lifetime && lifetime->integer > 3500 && lifetime->integer <= 3600);
}

/// Until it is paired its expected phone is all that the first one has.
void CreationTest::aPhoneThatAnotherWaitsForIsRefused()
{
    CreationRequest first = m_rig.requestFor(m_rig.addOrganization());
    first.expectedPhone = PhoneNumber::fromText(u"+5511977776666");
    const CreationResult created = m_rig.create(first);
    QVERIFY2(created.outcome == OperationOutcome::Done, whyOf(created).constData());
    CreationRequest second = m_rig.requestFor(m_rig.addOrganization());
    second.expectedPhone = PhoneNumber::fromText(u"+551177776666"); // without its ninth digit
    const StorePicture before = m_rig.picture();
    const CreationResult refused = m_rig.create(second);
    QCOMPARE(refused.exitCode(), 4);
    QCOMPARE(refused.check.standing.front().name, first.name);
    QVERIFY(refused.check.standing.front().because.contains(QLatin1String("waiting for the phone")));
    QVERIFY(m_rig.picture() == before);
}

void CreationTest::disabledRowsStayAsTheyAre()
{
    const NewClinic clinic = m_rig.addOrganization();
    m_rig.addRow(clinic, QStringLiteral("old-1-") + clinic.clinic.uuid().toString(QUuid::Id128), false);
    m_rig.addRow(clinic, QStringLiteral("old-2-") + clinic.clinic.uuid().toString(QUuid::Id128), false);
    const QString disabled =
        QStringLiteral("select string_agg(i::text, ',' order by id) from healthcare.integrations i "
                       "where not enabled");
    const auto before = m_rig.fleet.postgres.value(disabled, m_rig.fleet.database());
    const CreationResult result = m_rig.create(m_rig.requestFor(clinic));
    QVERIFY2(result.outcome == OperationOutcome::Done, whyOf(result).constData());
    QCOMPARE(m_rig.enabledRows(clinic.organization), 1);
    QVERIFY(before && *before == m_rig.fleet.postgres.value(disabled, m_rig.fleet.database()));
}

void CreationTest::finishesARowWithoutAnInstance()
{
    const NewClinic clinic = m_rig.addOrganization();
    const QString name = QStringLiteral("half-") + clinic.clinic.uuid().toString(QUuid::Id128);
    m_rig.addRow(clinic, name, true);
    CreationRequest request = m_rig.requestFor(clinic, QStringLiteral("another-") + name);
    const CreationResult refused = m_rig.create(request);
    QCOMPARE(refused.exitCode(), 4);
    QCOMPARE(refused.check.standing.front().offer, std::optional(SuggestedAction::Finish));
    request.name = InstanceName::fromText(name);
    request.finishRow = refused.check.standing.front().integrationId;
    const CreationResult finished = m_rig.create(request);
    QVERIFY2(finished.outcome == OperationOutcome::Done, whyOf(finished).constData());
    QVERIFY(m_rig.holdsInAllThree(clinic.organization, request.name));
    QCOMPARE(m_rig.enabledRows(clinic.organization), 1);
}

void CreationTest::undoOfAFinishedRowGivesItItsContentBack()
{
    const NewClinic clinic = m_rig.addOrganization();
    const QString name = QStringLiteral("back-") + clinic.clinic.uuid().toString(QUuid::Id128);
    m_rig.addRow(clinic, name, true);
    const StorePicture before = m_rig.picture();
    CreationRequest request = m_rig.requestFor(clinic, name);
    const auto id = m_rig.fleet.postgres.value(
        QStringLiteral("select id from healthcare.integrations where config->>'instance_name' = '%1'").arg(name),
        m_rig.fleet.database());
    request.finishRow = anId(QString::fromLatin1(id.value_or("")));
    rig::HttpFault no;
    no.status = 401;
    no.body = R"({"status":401,"error":"Unauthorized","response":{"message":"Unauthorized"}})";
    no.method = "POST";
    no.pathPrefix = "/instance/create";
    no.carriedOut = false;
    m_rig.fleet.server.addFault(no);
    const CreationResult result = m_rig.create(request);
    QCOMPARE(result.exitCode(), 1);
    QVERIFY(m_rig.picture() == before);
    QVERIFY(!m_rig.hasUnfinished());
}

void CreationTest::anUnreadStoreRefuses()
{
    const NewClinic clinic = m_rig.addOrganization();
    const StorePicture before = m_rig.picture();
    for (rig::FaultProxy* proxy :
         {m_rig.fleet.serverProxy.get(), m_rig.fleet.postgresProxy.get(), m_rig.fleet.redisProxy.get()}) {
        proxy->dropAll();
        proxy->setMode({.kind = rig::ProxyMode::Kind::Refuse});
        const CreationResult result = m_rig.create(m_rig.requestFor(clinic));
        QCOMPARE(result.exitCode(), 4);
        QVERIFY(result.check.refusal);
        m_rig.heal();
    }
    QVERIFY(m_rig.picture() == before);
}

void CreationTest::aReadOnlyProfileRefuses()
{
    const NewClinic clinic = m_rig.addOrganization();
    ProfileContext parts = m_rig.parts();
    parts.readOnly = true;
    const CreationResult result = rig::onWorker([&] {
        const auto session = Session::open(parts);
        WorkflowObserver silent;
        return Creation(*session, CreationRig::times()).create(m_rig.requestFor(clinic), silent, {});
    });
    QCOMPARE(result.exitCode(), 4);
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/instance/create"), 0);
}

void CreationTest::aNameThatIsTakenRefuses()
{
    const NewClinic one = m_rig.addOrganization();
    const NewClinic other = m_rig.addOrganization();
    const QString name = QStringLiteral("shared-") + one.clinic.uuid().toString(QUuid::Id128);
    QCOMPARE(m_rig.create(m_rig.requestFor(one, name)).exitCode(), 0);
    const CreationResult result = m_rig.create(m_rig.requestFor(other, name));
    QCOMPARE(result.exitCode(), 4);
    QVERIFY(result.error->sentence.contains(QLatin1String("Clinic")));
    QCOMPARE(m_rig.enabledRows(other.organization), 0);
}

void CreationTest::anInstanceThatVanishesIsTakenBack()
{
    const NewClinic clinic = m_rig.addOrganization();
    const StorePicture before = m_rig.picture();
    const CreationRequest request = m_rig.requestFor(clinic);
    AtStep vanishing(CreationStep::Prove, [&] { m_rig.fleet.server.removeInstance(request.name.text()); });
    const CreationResult result = m_rig.create(request, vanishing);
    QCOMPARE(result.exitCode(), 1);
    QCOMPARE(m_rig.createsSent(request.name), 1);
    QVERIFY(m_rig.picture() == before);
}

void CreationTest::whatIsNotAnsweredMayBeLinked()
{
    const CreationRequest request = m_rig.requestFor(m_rig.addOrganization());
    AtStep falling(CreationStep::Prove, [&] {
        m_rig.fleet.server.addFault(
            {.kind = rig::HttpFault::Kind::Status,
             .status = 502,
             .body = {},
             .pathPrefix = "/instance/connectionState/" + request.name.utf8()});
    });
    const CreationResult result = m_rig.create(request, falling);
    m_rig.fleet.server.clearFaults();
    QVERIFY(result.isOpen);
    QCOMPARE(m_rig.fleet.server.requestCount("DELETE", "/instance/"), 0);
    QCOMPARE(m_rig.enabledRows(request.organizationId), 1);
    QVERIFY(m_rig.hasUnfinished());
}

void CreationTest::anInstanceOfAnotherClientsNameIsSaid()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    rig::EvolutionInstance hidden;
    hidden.name = request.name.text();
    hidden.id = clinic.clinic.uuid(); // the same when it is put back
    hidden.hidden = true;
    m_rig.fleet.server.addInstance(hidden);
    const StorePicture before = m_rig.picture();
    const CreationResult seen = m_rig.create(request); // the check asks for the name, listed or not
    QCOMPARE(seen.exitCode(), 4);
    QVERIFY(m_rig.picture() == before);
    m_rig.fleet.server.removeInstance(hidden.name);
    AtStep hiding(CreationStep::Create, [&] { m_rig.fleet.server.addInstance(hidden); });
    const CreationResult result = m_rig.create(request, hiding);
    QCOMPARE(result.exitCode(), 1);
    QCOMPARE(result.error->kind, ErrorKind::NameInUse);
    QVERIFY(result.error->sentence.contains(QLatin1String("client name")));
    QVERIFY(m_rig.picture() == before);
}

void CreationTest::aNameThatIsNotListedIsNotFree()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    rig::EvolutionInstance lost;
    lost.name = request.name.text();
    lost.connectionStatus = QStringLiteral("open");
    lost.unlisted = true;
    m_rig.fleet.server.addInstance(lost);
    const CreationResult unlisted = m_rig.create(request);
    QCOMPARE(unlisted.exitCode(), 4);
    QVERIFY(unlisted.error->sentence.contains(QLatin1String("does not list")));
    m_rig.fleet.server.removeInstance(lost.name);
    const auto refusedBy = [&](int status, const QByteArray& body) {
        m_rig.fleet.server.addFault(
            {.kind = rig::HttpFault::Kind::Status,
             .status = status,
             .body = body,
             .pathPrefix = "/instance/connectionState/" + request.name.utf8()});
        const CreationResult result = m_rig.create(request);
        m_rig.fleet.server.clearFaults();
        return result.exitCode();
    };
    QCOMPARE(refusedBy(502, {}), 4);
    QCOMPARE(refusedBy(404, "<h1>Not Found</h1>"), 4); // a proxy's, which knows nothing of instances
    // A row of the organization whose instance is not listed is not finished beside it.
    m_rig.addRow(clinic, lost.name, true);
    m_rig.fleet.server.addInstance(lost);
    CreationRequest other = m_rig.requestFor(clinic, QStringLiteral("other-") + lost.name);
    const CreationResult standing = m_rig.create(other);
    QCOMPARE(standing.exitCode(), 4);
    QVERIFY(!standing.check.standing.front().offer);
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/instance/create"), 0);
}

void CreationTest::linesThatAreCheckedShareOneReading()
{
    std::vector<CreationRequest> requests;
    for (int line = 0; line < 3; ++line)
        requests.push_back(m_rig.requestFor(m_rig.addOrganization()));
    m_rig.fleet.server.clearRequests();
    const std::vector<CreationCheck> checks = rig::onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        return Creation(*session, CreationRig::times()).checkAll(requests, CallContext::within(60s));
    });
    QCOMPARE(checks.size(), requests.size());
    for (const CreationCheck& check : checks)
        QVERIFY(check.isGreen());
    QCOMPARE(m_rig.fleet.server.requestCount("GET", "/instance/fetchInstances"), 1);
}

void CreationTest::aProfileWithoutAWebhookAddressSaysSo()
{
    const auto says = [](const CreationResult& result) {
        return std::ranges::any_of(result.check.notices, [](const QString& notice) {
            return notice.contains(QLatin1String("STEWARD_WEBHOOK_URL"));
        });
    };
    QVERIFY(!says(m_rig.create(m_rig.requestFor(m_rig.addOrganization()))));
    ProfileContext parts = m_rig.parts();
    parts.settings.webhookTemplate.clear();
    class Told final : public WorkflowObserver {
    public:
        void stepChanged(int step, StepState state, const QString& detail) override
        {
            if (step == static_cast<int>(CreationStep::Check) && state == StepState::Done)
                text = detail;
        }
        QString text;
    } told;
    const CreationRequest request = m_rig.requestFor(m_rig.addOrganization());
    const CreationResult result = rig::onWorker([&] {
        const auto session = Session::open(parts);
        return Creation(*session, CreationRig::times()).create(request, told, CallContext::within(60s));
    });
    QVERIFY2(result.outcome == OperationOutcome::Done, whyOf(result).constData());
    QVERIFY(says(result));
    QVERIFY(told.text.contains(QLatin1String("STEWARD_WEBHOOK_URL"))); // before anything is made
}

void CreationTest::aRowTakenMeanwhileIsLeftAndNamed()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    AtStep taking(CreationStep::Verify, [&] {
        QVERIFY(m_rig.fleet.postgres.execute(
            QStringLiteral("update healthcare.integrations set status = 'active', config = config || "
                           "'{\"instance_name\": \"theirs\"}' where config->>'instance_name' = '%1'")
                .arg(request.name.text()),
            m_rig.fleet.database()));
    });
    const CreationResult result = m_rig.create(request, taking);
    QCOMPARE(result.exitCode(), 1); // in part, and nothing for resume to go on with
    QVERIFY(!result.left.empty());
    QCOMPARE(m_rig.enabledRows(clinic.organization), 1);
    QVERIFY(!m_rig.fleet.server.instance(request.name.text()));
    m_rig.resume();
    QVERIFY(!m_rig.hasUnfinished());
}

/// What was written under the token that the row had before leads nobody anywhere.
void CreationTest::theKeyOfATokenThatNoRowHasGoes()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    const QString ofTheRow = QStringLiteral("where config->>'instance_name' = '%1'").arg(request.name.text());
    QByteArray token;
    AtStep changing(CreationStep::Verify, [&] {
        token = m_rig.fleet.postgres
                    .value(
                        QStringLiteral("select webhook_token from healthcare.integrations ") + ofTheRow,
                        m_rig.fleet.database())
                    .value_or(QByteArray());
        const QString change =
            QStringLiteral("update healthcare.integrations set webhook_token = 'drawn-anew-by-the-backend' ");
        QVERIFY(m_rig.fleet.postgres.execute(change + ofTheRow, m_rig.fleet.database()));
    });
    const CreationResult result = m_rig.create(request, changing);
    QVERIFY(result.outcome != OperationOutcome::Done && !result.left.empty());
    QVERIFY(!token.isEmpty());
    const auto entry = m_rig.fleet.redis.command({"EXISTS", "whatsapp:token:" + token});
    QVERIFY(entry && entry->integer == 0);
    QCOMPARE(m_rig.enabledRows(clinic.organization), 1); // somebody's by now
    m_rig.resume();
    QVERIFY(!m_rig.hasUnfinished());
}

/// Unknown is not absent: what stands for the organization would not be seen.
void CreationTest::anEmptyListBesideActiveRowsIsNotBelieved()
{
    const CreationRequest request = m_rig.requestFor(m_rig.addOrganization());
    m_rig.fleet.server.addFault({.status = 200, .body = "[]", .pathPrefix = "/instance/fetchInstances"});
    const CreationResult refused = m_rig.create(request);
    QCOMPARE(refused.exitCode(), 4);
    QVERIFY2(refused.error->sentence.contains(QStringLiteral("lists nothing")), qPrintable(refused.error->sentence));
    QCOMPARE(m_rig.createsSent(request.name), 0);
    QCOMPARE(m_rig.enabledRows(request.organizationId), 0);
    m_rig.heal();
    QCOMPARE(m_rig.create(request).exitCode(), 0);
}

void CreationTest::aStopTakesBack()
{
    for (const CreationStep step :
         {CreationStep::Claim, CreationStep::Create, CreationStep::Prove, CreationStep::Warm, CreationStep::Verify}) {
        const NewClinic clinic = m_rig.addOrganization();
        const StorePicture before = m_rig.picture();
        const CreationRequest request = m_rig.requestFor(clinic);
        std::stop_source stop;
        AtStep stopping(step, [&stop] { stop.request_stop(); });
        const CreationResult result = m_rig.create(request, stopping, stop.get_token());
        if (result.outcome == OperationOutcome::Done) // the last step may have been over already
            continue;
        m_rig.resume();
        QVERIFY2(m_rig.picture() == before, whyOf(result).constData());
        QVERIFY(!m_rig.hasUnfinished());
    }
}

/// The claim was answered, so nothing of it can turn up later.
void CreationTest::aRefusedClaimLeavesNothingToTurnUp()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    AtStep overtaken(CreationStep::Claim, [&] {
        (void)m_rig.fleet.postgres.value(
            QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, enabled, config) "
                           "values ('%1', 'whatsapp', 'evolution', true, '{\"instance_name\": \"overtaken\"}') "
                           "returning id")
                .arg(clinic.organization.toString()),
            m_rig.fleet.database());
    });
    const CreationResult result = m_rig.create(request, overtaken);
    QVERIFY2(result.outcome != OperationOutcome::Done, whyOf(result).constData());
    QVERIFY2(!whyOf(result).contains("went out"), whyOf(result).constData());
    QVERIFY(!m_rig.hasUnfinished());
}

void CreationTest::whatDoesNotGoAgainKeepsItsRow()
{
    const NewClinic clinic = m_rig.addOrganization();
    const StorePicture before = m_rig.picture();
    const CreationRequest request = m_rig.requestFor(clinic);
    AtStep losing(CreationStep::Prove, [&] {
        m_rig.fleet.server.setMemory(request.name.text(), rig::EvolutionMemory::Missing);
        m_rig.fleet.server.setDeletionDelay(-1ms); // says SUCCESS and does nothing
    });
    const CreationResult result = m_rig.create(request, losing);
    QCOMPARE(result.exitCode(), 3);
    QCOMPARE(result.items.front().server, StoreOutcome::StillThere);
    QCOMPARE(m_rig.enabledRows(clinic.organization), 1); // else a live instance would be an orphan
    QVERIFY(m_rig.hasUnfinished());
    m_rig.fleet.server.setDeletionDelay(50ms);
    m_rig.fleet.server.removeInstance(request.name.text()); // it went in the end
    QCOMPARE(m_rig.resume(), 1);
    QVERIFY(m_rig.picture() == before);
    QVERIFY(!m_rig.hasUnfinished());
}

void CreationTest::anUnreadRowIsNobodysYet()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    // Whose the instance is cannot be read while it is taken back, and the row could be written all the same.
    auto failing = std::make_shared<std::atomic_bool>(false);
    m_rig.wrapStores = [failing](std::shared_ptr<const StoreFactory> stores) {
        return std::make_shared<const FailingFinds>(std::move(stores), failing);
    };
    AtStep losing(CreationStep::Prove, [&] {
        m_rig.fleet.server.setMemory(request.name.text(), rig::EvolutionMemory::Missing);
        *failing = true;
    });
    const CreationResult result = m_rig.create(request, losing);
    m_rig.wrapStores = {};
    QCOMPARE(result.exitCode(), 3);
    QVERIFY(m_rig.fleet.server.instance(request.name.text()));
    QCOMPARE(m_rig.enabledRows(clinic.organization), 1);
    QVERIFY(m_rig.hasUnfinished());
    m_rig.fleet.server.setMemory(request.name.text(), rig::EvolutionMemory::AsListed);
    QCOMPARE(m_rig.resume(), 1);
    QVERIFY(m_rig.holdsInAllThree(clinic.organization, request.name));
}

void CreationTest::nobodyWhoHearsItIsKept()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationResult result = m_rig.create(m_rig.requestFor(clinic));
    QCOMPARE(result.exitCode(), 0);
    QVERIFY(result.items.front().workers && result.items.front().workers->pending);
    QCOMPARE(result.items.front().workers->receivers, std::optional<qint64>(0));
    QCOMPARE(result.warnings.size(), size_t(1));
}

void CreationTest::reuseTakesOnlyAHealthyOne()
{
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    QCOMPARE(m_rig.create(request).exitCode(), 0);
    const auto reuse = [&] {
        return rig::onWorker([&] {
            const auto session = Session::open(m_rig.parts());
            WorkflowObserver silent;
            return Creation(*session, CreationRig::times()).createOrReuse(request, silent, {});
        });
    };
    const CreationResult healthy = reuse();
    QCOMPARE(healthy.exitCode(), 0);
    QCOMPARE(healthy.items.front().server, StoreOutcome::Kept);
    m_rig.fleet.server.setMemory(request.name.text(), rig::EvolutionMemory::Missing);
    QCOMPARE(reuse().exitCode(), 4);
    m_rig.fleet.server.setMemory(request.name.text(), rig::EvolutionMemory::AsListed);
    QCOMPARE(reuse().exitCode(), 0);
}

STEWARD_TEST(CreationTest)
} // namespace steward::creation_test

#include "creation_test.moc"
