#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/creation_rig.h"
#include "workflows/resume/resume.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace steward;
using namespace steward::test;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::creation_answers_test {

namespace {

/// How a create is answered, whether it happened or not.
struct CreateAnswer {
    QString title;
    std::optional<HttpFault> fault; ///< nothing: 201
};

QByteArray ownBody(int status)
{
    return R"({"status":)" + QByteArray::number(status) +
           R"(,"error":"Refused","response":{"message":["somebody said no"]}})";
}

std::vector<CreateAnswer> createAnswers()
{
    std::vector<CreateAnswer> answers{{QStringLiteral("201"), {}}};
    const QByteArray page = "<html><body>No entry</body></html>";
    const auto add = [&answers](const QString& title, HttpFault fault) {
        fault.method = "POST";
        fault.pathPrefix = "/instance/create";
        answers.push_back({title, fault});
    };
    for (const int status : {400, 401, 403, 404, 409, 422, 429, 500}) {
        add(QStringLiteral("%1 of the server's own").arg(status), {.status = status, .body = ownBody(status)});
        add(QStringLiteral("%1 with a page").arg(status),
            {.status = status, .body = page, .contentType = QByteArrayLiteral("text/html")});
    }
    for (const int status : {502, 504})
        add(QStringLiteral("%1 of a proxy").arg(status), {.status = status, .body = page});
    add(QStringLiteral("200 with a page"), {.status = 200, .body = page});
    add(QStringLiteral("a reset"), {.kind = HttpFault::Kind::Reset});
    add(QStringLiteral("half an answer"), {.kind = HttpFault::Kind::CutBody, .bytes = 20});
    add(QStringLiteral("nothing at all"), {.kind = HttpFault::Kind::Silent});
    return answers;
}

enum class Naming : quint8 { AsAsked, Trimmed, Other };

struct Round {
    CreateAnswer answer;
    bool happened = true;
    bool isSentTwice = false;
    Naming naming = Naming::AsAsked;
    std::chrono::milliseconds clock{0}; ///< the server's, against this computer's
    bool meetsStranger = false;         ///< somebody's older instance of that name shows up at that moment
    bool losesItAgain = false;          ///< it cannot be proven, so that what was made has to be taken back
};

QString titleOf(const Round& round)
{
    QStringList words{round.answer.title, round.happened ? QStringLiteral("happened") : QStringLiteral("not seen")};
    if (round.isSentTwice)
        words << QStringLiteral("sent twice");
    if (round.naming != Naming::AsAsked)
        words << (round.naming == Naming::Trimmed ? QStringLiteral("trimming") : QStringLiteral("renaming"));
    if (round.clock != 0ms)
        words << QStringLiteral("clock %1 ms").arg(round.clock.count());
    if (round.meetsStranger)
        words << QStringLiteral("a stranger");
    if (round.losesItAgain)
        words << QStringLiteral("not proven");
    return words.join(QStringLiteral(", "));
}

CreationTimes shortTimes()
{
    CreationTimes times = CreationRig::times();
    times.call = 400ms;
    times.lookForLost = 120ms;
    times.lookAgain = 25ms;
    times.betweenProofs = 25ms;
    times.betweenLooks = 15ms;
    times.secondLook = 40ms;
    times.proving = 700ms;
    return times;
}

/// Does something as soon as a step is about to begin.
class AtStep final : public WorkflowObserver {
public:
    explicit AtStep(CreationStep step = CreationStep::Create)
        : m_step(step)
    {
    }
    std::function<void()> act;

    void stepChanged(int step, StepState state, const QString&) override
    {
        if (step == static_cast<int>(m_step) && state == StepState::Running && act)
            std::exchange(act, {})();
    }

private:
    const CreationStep m_step;
};

} // namespace

/// What a create is answered does not say what happened: nothing of ours stays unnamed, and nothing else is removed.
class CreationAnswersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void nothingUnnamedAndNothingElseRemoved();
    void aRefusalThatDidHappenIsFound();
    void whatWasFoundIsSaid();
    void anotherNameIsTakenBackUnderThatName();
    void withoutACreatedAtItIsNamedAndItsRowStays();
    void aServerThatLosesSightOfItForAMomentTakesNoRow();
    void thisComputersClockDoesNotCount();
    void aNameThatTheListHidesIsNotFree();
    void namesThatServersTrimAreRefused_data();
    void namesThatServersTrimAreRefused();
    void lookAlikesAreRefused_data();
    void lookAlikesAreRefused();
    void aRefusalThatIsNotTheLinesOwnEndsTheRun_data();
    void aRefusalThatIsNotTheLinesOwnEndsTheRun();

private:
    void begin(const Round& round);
    CreationResult create(const CreationRequest& request, WorkflowObserver& observer);
    std::optional<QString> violationOf(const Round& round);
    std::optional<QString> violationOfTheRest(const Round& round, const CreationRequest& request, const QString& told);

    CreationRig m_rig;
    QString m_madeName;
};

void CreationAnswersTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(10ms);
}

void CreationAnswersTest::cleanup()
{
    m_rig.heal();
    EvolutionServer& server = m_rig.fleet.server;
    server.setRenames({});
    server.setSentTwice({});
    server.setClock(0ms);
    server.setCreatedMemory(EvolutionMemory::AsListed);
}

void CreationAnswersTest::begin(const Round& round)
{
    EvolutionServer& server = m_rig.fleet.server;
    server.setClock(round.clock);
    if (round.naming == Naming::Trimmed)
        server.setRenames([](const QString& name) { return name.trimmed(); });
    else if (round.naming == Naming::Other)
        server.setRenames([](const QString& name) { return name + QStringLiteral("-anew"); });
    if (round.isSentTwice)
        server.setSentTwice("/instance/create");
    if (round.losesItAgain)
        server.setCreatedMemory(EvolutionMemory::Missing);
    if (round.answer.fault) {
        HttpFault fault = *round.answer.fault;
        fault.carriedOut = round.happened;
        server.addFault(fault);
    }
}

CreationResult CreationAnswersTest::create(const CreationRequest& request, WorkflowObserver& observer)
{
    return onWorker([&] {
        const auto session = Session::open(m_rig.parts());
        if (!session)
            qFatal("%s", qPrintable(session.error().detail));
        return Creation(*session, shortTimes()).create(request, observer, CallContext::within(60s));
    });
}

std::optional<QString> CreationAnswersTest::violationOf(const Round& round)
{
    m_rig.forgetCases();
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    const QString name = request.name.text();
    m_madeName = round.naming == Naming::Other ? name + QStringLiteral("-anew") : name;
    const QUuid strangersId = QUuid::createUuid();
    AtStep observer;
    if (round.meetsStranger) {
        observer.act = [&] {
            EvolutionInstance stranger;
            stranger.name = name;
            stranger.id = strangersId;
            stranger.createdAt = QDateTime::currentDateTimeUtc().addMSecs(round.clock.count()).addSecs(-3600);
            m_rig.fleet.server.addInstance(stranger);
        };
    }
    begin(round);
    const CreationResult result = create(request, observer);
    cleanup();
    if (m_rig.hasUnfinished())
        m_rig.resume();
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end");
    const auto stranger = m_rig.fleet.server.instance(name);
    const bool hasMet = round.meetsStranger && !observer.act; // else it ended before its create
    if (hasMet && (!stranger || stranger->id != strangersId))
        return QStringLiteral("somebody else's instance was removed");
    if (result.outcome == OperationOutcome::Done)
        return m_rig.holdsInAllThree(clinic.organization, request.name) && !round.meetsStranger
                   ? std::nullopt
                   : std::optional(QStringLiteral("done, and it is not so"));
    const QString told = QStringList(result.left.begin(), result.left.end()).join(QLatin1Char(' ')) +
                         (result.error ? result.error->sentence : QString());
    return violationOfTheRest(round, request, told);
}

std::optional<QString>
CreationAnswersTest::violationOfTheRest(const Round& round, const CreationRequest& request, const QString& told)
{
    for (const QString& name : {request.name.text(), m_madeName}) {
        const bool isStrangers = round.meetsStranger && name == request.name.text();
        if (m_rig.fleet.server.instance(name) && !isStrangers && !told.contains(name))
            return QStringLiteral("an instance of ours is left unnamed: ") + name + QStringLiteral("; ") + told;
    }
    if (m_rig.enabledRows(request.organizationId) != 0)
        return QStringLiteral("the claimed row is left: ") + told;
    return {};
}

void CreationAnswersTest::nothingUnnamedAndNothingElseRemoved()
{
    const std::vector<CreateAnswer> answers = createAnswers();
    constexpr std::array clocks{0ms, -3'600'000ms, -2'000ms, 2'000ms, 3'600'000ms};
    std::vector<Round> rounds;
    for (const CreateAnswer& answer : answers) {
        for (const bool happened : {true, false}) {
            for (const auto clock : clocks) {
                for (const bool twice : {false, true}) {
                    for (const Naming naming : {Naming::AsAsked, Naming::Trimmed})
                        rounds.push_back({answer, happened, twice, naming, clock, false, false});
                    if (!answer.fault && !twice) // without a 201 nobody could know the name
                        rounds.push_back({answer, happened, twice, Naming::Other, clock, false, false});
                    rounds.push_back({answer, happened, twice, Naming::AsAsked, clock, true, false});
                    rounds.push_back({answer, happened, twice, Naming::AsAsked, clock, false, true});
                }
            }
        }
    }
    QRandomGenerator random(20'261'129);
    std::shuffle(rounds.begin(), rounds.end(), random);
    const auto count = static_cast<size_t>(Campaign::count(104, static_cast<int>(rounds.size())));
    Campaign campaign(QStringLiteral("Answers to a create"));
    for (size_t number = 0; number < std::min(count, rounds.size()); ++number) {
        campaign.addCase();
        if (const auto violation = violationOf(rounds[number]))
            campaign.violate(titleOf(rounds[number]) + QStringLiteral(": ") + *violation);
        cleanup();
        if (campaign.cases() % 100 == 0)
            campaign.showProgress(static_cast<int>(count));
    }
    QVERIFY(campaign.finish());
}

void CreationAnswersTest::aRefusalThatDidHappenIsFound()
{
    m_rig.forgetCases();
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    m_rig.fleet.server.setSentTwice("/instance/create"); // the second one is refused: 403
    AtStep silent;
    const CreationResult result = create(request, silent);
    QVERIFY2(result.outcome == OperationOutcome::Done, result.error ? qPrintable(result.error->detail) : "");
    QVERIFY(m_rig.holdsInAllThree(clinic.organization, request.name));
}

/// A 500 does not say how far it got; who has looked knows.
void CreationAnswersTest::whatWasFoundIsSaid()
{
    m_rig.forgetCases();
    m_rig.fleet.server.addFault(
        {.status = 500,
         .body = R"({"status":500,"error":"x","response":{"message":"Invalid `prisma.create()` invocation"}})",
         .method = "POST",
         .pathPrefix = "/instance/create",
         .carriedOut = false});
    const CreationRequest request = m_rig.requestFor(m_rig.addOrganization());
    AtStep silent;
    const CreationResult result = create(request, silent);
    QVERIFY(result.outcome == OperationOutcome::Failed);
    QVERIFY2(result.error->sentence.contains(QStringLiteral("none was created")), qPrintable(result.error->sentence));
    QCOMPARE(m_rig.enabledRows(request.organizationId), 0);
}

void CreationAnswersTest::anotherNameIsTakenBackUnderThatName()
{
    m_rig.forgetCases();
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    m_rig.fleet.server.setRenames([](const QString& name) { return name + QStringLiteral("-anew"); });
    AtStep silent;
    const CreationResult result = create(request, silent);
    QVERIFY(result.outcome == OperationOutcome::Failed);
    QVERIFY(result.error->sentence.contains(request.name.text() + QStringLiteral("-anew")));
    QVERIFY(!m_rig.fleet.server.instance(request.name.text() + QStringLiteral("-anew")));
    QCOMPARE(m_rig.enabledRows(clinic.organization), 0);
}

void CreationAnswersTest::withoutACreatedAtItIsNamedAndItsRowStays()
{
    m_rig.forgetCases();
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    m_rig.fleet.server.setClock(0ms, false); // no Date, so that a createdAt tells nothing either
    m_rig.fleet.server.setCreatedMemory(EvolutionMemory::Missing);
    m_rig.fleet.server.addFault(
        {.kind = HttpFault::Kind::Reset, .method = "POST", .pathPrefix = "/instance/create", .carriedOut = true});
    AtStep silent;
    const CreationResult result = create(request, silent);
    QVERIFY(result.outcome == OperationOutcome::Partial);
    QVERIFY(m_rig.fleet.server.instance(request.name.text()));
    QCOMPARE(m_rig.enabledRows(clinic.organization), 1);
    const QString left = QStringList(result.left.begin(), result.left.end()).join(QLatin1Char(' '));
    QVERIFY2(left.contains(request.name.text()), qPrintable(left));
}

/// Proven, and then 404 and an empty list for less than the second look takes: the row of an instance that stands
/// stays.
void CreationAnswersTest::aServerThatLosesSightOfItForAMomentTakesNoRow()
{
    m_rig.forgetCases();
    const CreationRequest request = m_rig.requestFor(m_rig.addOrganization());
    EvolutionServer& server = m_rig.fleet.server;
    const QByteArray notThere =
        R"({"status":404,"error":"Not Found","response":{"message":["The \"x\" instance does not exist"]}})";
    std::jthread seesAgain;
    AtStep observer(CreationStep::Verify);
    observer.act = [&] {
        server.addFault({.status = 200, .body = "[]", .pathPrefix = "/instance/fetchInstances"});
        server.addFault({.status = 404, .body = notThere, .pathPrefix = "/instance/connectionState/"});
        seesAgain = std::jthread([this] {
            std::this_thread::sleep_for(500ms);
            m_rig.heal();
        });
    };
    const CreationResult result = onWorker([&] {
        CreationTimes times = shortTimes();
        times.secondLook = 2s;
        const auto session = Session::open(m_rig.parts());
        return Creation(*session, times).create(request, observer, CallContext::within(60s));
    });
    QVERIFY2(result.outcome != OperationOutcome::Done, "the server did not have it at the end");
    QVERIFY(seesAgain.joinable());
    seesAgain.join();
    const auto standing = [&] { return server.instance(request.name.text()) ? 1 : 0; };
    QCOMPARE(m_rig.enabledRows(request.organizationId), standing());
    if (m_rig.hasUnfinished())
        m_rig.resume();
    QVERIFY(!m_rig.hasUnfinished());
    QCOMPARE(m_rig.enabledRows(request.organizationId), standing()); // taken back whole, or whole after all
}

void CreationAnswersTest::thisComputersClockDoesNotCount()
{
    for (const auto offset : {-2'000ms, -3'600'000ms}) { // this computer is ahead
        m_rig.forgetCases();
        const NewClinic clinic = m_rig.addOrganization();
        const CreationRequest request = m_rig.requestFor(clinic);
        m_rig.fleet.server.setClock(offset);
        m_rig.fleet.server.setCreatedMemory(EvolutionMemory::Missing); // so that it is taken back
        m_rig.fleet.server.addFault(
            {.kind = HttpFault::Kind::Reset, .method = "POST", .pathPrefix = "/instance/create", .carriedOut = true});
        AtStep silent;
        const CreationResult result = create(request, silent);
        QVERIFY2(
            !m_rig.fleet.server.instance(request.name.text()), result.error ? qPrintable(result.error->detail) : "");
        QCOMPARE(m_rig.enabledRows(clinic.organization), 0);
        cleanup();
    }
}

void CreationAnswersTest::aNameThatTheListHidesIsNotFree()
{
    m_rig.forgetCases();
    const NewClinic clinic = m_rig.addOrganization();
    const CreationRequest request = m_rig.requestFor(clinic);
    EvolutionInstance lost;
    lost.name = request.name.text();
    lost.connectionStatus = QStringLiteral("open");
    lost.unlisted = true;
    m_rig.fleet.server.addInstance(lost);
    m_rig.fleet.server.clearRequests();
    AtStep silent;
    const CreationResult result = create(request, silent);
    QCOMPARE(result.exitCode(), 4);
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/instance/create"), 0);
    QCOMPARE(m_rig.enabledRows(clinic.organization), 0);
}

void CreationAnswersTest::namesThatServersTrimAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a space at its end") << QStringLiteral("x ");
    QTest::newRow("a space before it") << QStringLiteral(" x");
    QTest::newRow("a no-break space") << QStringLiteral("x\u00a0");
    QTest::newRow("a byte order mark") << QStringLiteral("\ufeffx");
    QTest::newRow("a zero width space") << QStringLiteral("x\u200by");
    QTest::newRow("a control character") << QStringLiteral("x\ty");
    QTest::newRow("a tag beyond the basic plane") << QString::fromUcs4(U"x\U000e0041y");
    QTest::newRow("a Hangul filler") << QStringLiteral("x\u3164y");
}

void CreationAnswersTest::namesThatServersTrimAreRefused()
{
    QFETCH(const QString, name);
    m_rig.forgetCases();
    const NewClinic clinic = m_rig.addOrganization();
    AtStep silent;
    const CreationResult result = create(m_rig.requestFor(clinic, name), silent);
    QCOMPARE(result.exitCode(), 4);
    QCOMPARE(m_rig.fleet.server.requestCount("POST", "/instance/create"), 0);
    QCOMPARE(m_rig.enabledRows(clinic.organization), 0);
}

void CreationAnswersTest::lookAlikesAreRefused_data()
{
    QTest::addColumn<QString>("standing");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("a space") << QStringLiteral("look a ") << QStringLiteral("look a");
    QTest::newRow("case") << QStringLiteral("Look-B") << QStringLiteral("look-b");
    QTest::newRow("normal form") << QStringLiteral("cli\u0301nica") << QStringLiteral("cl\u00ednica");
}

void CreationAnswersTest::lookAlikesAreRefused()
{
    QFETCH(const QString, standing);
    QFETCH(const QString, wanted);
    for (const bool isRow : {false, true}) {
        m_rig.forgetCases();
        if (isRow) {
            m_rig.addRow(m_rig.addOrganization(), standing, false);
        } else {
            EvolutionInstance other;
            other.name = standing;
            m_rig.fleet.server.addInstance(other);
        }
        const NewClinic clinic = m_rig.addOrganization();
        AtStep silent;
        const CreationResult result = create(m_rig.requestFor(clinic, wanted), silent);
        QCOMPARE(result.exitCode(), 4);
        QVERIFY(result.error->sentence.contains(standing));
        m_rig.fleet.server.removeInstance(standing);
    }
}

void CreationAnswersTest::aRefusalThatIsNotTheLinesOwnEndsTheRun_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("ends");
    QTest::newRow("401") << 401 << true;
    QTest::newRow("429") << 429 << true;
    QTest::newRow("500") << 500 << true;
    QTest::newRow("503") << 503 << true;
    QTest::newRow("400") << 400 << false;
    QTest::newRow("403") << 403 << false;
}

void CreationAnswersTest::aRefusalThatIsNotTheLinesOwnEndsTheRun()
{
    QFETCH(const int, status);
    QFETCH(const bool, ends);
    CreationResult result;
    result.outcome = OperationOutcome::Failed;
    result.error = Error{ErrorKind::Rejected, QStringLiteral("no"), {}, status, false};
    QCOMPARE(endsRun(result), ends);
    QVERIFY(notStartedError(*result.error).sentence.contains(QStringLiteral("no")));
    result.outcome = OperationOutcome::Done;
    QVERIFY(!endsRun(result));
}

STEWARD_TEST(CreationAnswersTest)
} // namespace steward::creation_answers_test

#include "creation_answers_test.moc"
