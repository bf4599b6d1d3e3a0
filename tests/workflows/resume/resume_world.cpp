#include "workflows/resume/resume_world.h"

#include "domain/webhook_events.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_tenant.h"
#include "support/any_id.h"
#include "workflows/agreed.h"
#include "workflows/creation/pairing_reset.h"
#include "workflows/creation/replacing.h"
#include "workflows/creation_rig.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/plan_application.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_appender.h"
#include "workflows/journal/journal_database.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/outbox/outbox.h"
#include "workflows/pairing/pairing.h"
#include "workflows/restore/row_restore.h"
#include "workflows/resume/resume.h"
#include "workflows/watched_stores.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstring>
#include <map>

namespace steward::test {
namespace {

using namespace std::chrono_literals;

ApplyTimes quickTimes()
{
    ApplyTimes times;
    times.removal.firstPause = 1ms;
    times.removal.longestPause = 4ms;
    times.removal.proving = 250ms;
    times.removal.closing = 50ms;
    times.backAgain = 4ms;
    times.lookForLost = 20ms;
    times.connections = 1; // so that the journal stands still while a call is under way
    return times;
}

CreationTimes quickCreation()
{
    CreationTimes times = CreationRig::times();
    times.call = 5s; // these stores are always there: what is late is the machine
    times.betweenProofs = 4ms;
    times.betweenLooks = 2ms;
    times.lookForLost = 20ms;
    times.removal = 250ms;
    return times;
}

bool isRead(const char* call)
{
    constexpr const char* reads[] = {"list",   "find",    "memoryStates", "webhook", "diagnose", "image",
                                     "images", "claimOf", "scan",         "residue", "read",     "listening"};
    return std::ranges::any_of(reads, [call](const char* each) { return std::strcmp(each, call) == 0; });
}

QString phoneText(const std::optional<PhoneNumber>& phone)
{
    return phone ? phone->text() : QStringLiteral("-");
}

/// A workspace over the world, with a journal of its own.
struct Desk {
    Desk(const std::shared_ptr<const StoreFactory>& stores, const QString& path, Journal::Clock clock)
        : session{
              {stores, {}, {}, QStringLiteral("p")},
              Journal::open(path, Role::Administrator, std::move(clock)).value(),
              Outbox::open(path, QStringLiteral("p")).value(),
              QStringLiteral("desk")}
    {
        session.settings.webhookTemplate = practiceWebhookTemplate();
        session.role = Role::Administrator;
        session.journalPath = path;
    }
    Session session;
};

/// Nobody looks.
class SilentPairing final : public PairingObserver {
public:
    void changed(const PairingStatus& /*status*/) override {}
};

/// How far an operation has come.
struct Progress {
    qsizetype announced = 0;
    qsizetype results = 0;
    bool isFinished = false;
    int answers = 0;
    bool operator==(const Progress&) const = default;

    bool isAsFarAs(const Progress& other) const
    {
        return announced >= other.announced && results >= other.results && answers >= other.answers &&
               isFinished == other.isFinished;
    }

    static Progress of(const std::vector<QByteArray>& records, int answers)
    {
        Progress progress;
        progress.answers = answers;
        for (const QByteArray& record : records) {
            const QJsonObject body = QJsonDocument::fromJson(record).object();
            const QString kind = body.value(QLatin1String("record")).toString();
            if (kind == QLatin1String("intents"))
                progress.announced += body.value(QLatin1String("steps")).toArray().size();
            progress.results += body.value(QLatin1String("results")).toArray().size();
            progress.isFinished = progress.isFinished || kind == QLatin1String("finish");
        }
        return progress;
    }
};

/// The recorded ones with the ids of the operations of now, by which the stores know them.
std::vector<QString> withIdsOf(const std::vector<QByteArray>& now, const QJsonObject& recorded)
{
    const auto idIn = [](const QJsonObject& record) { return record.value(QLatin1String("operation")).toString(); };
    QStringList then, today;
    std::vector<QString> bodies;
    for (const QJsonValue& record : recorded.value(QLatin1String("records")).toArray()) {
        then << idIn(record.toObject());
        bodies.push_back(QString::fromUtf8(QJsonDocument(record.toObject()).toJson(QJsonDocument::Compact)));
    }
    for (const QByteArray& record : now)
        today << idIn(QJsonDocument::fromJson(record).object());
    then.removeDuplicates();
    today.removeDuplicates();
    for (qsizetype place = 0; place < std::min(then.size(), today.size()); ++place) {
        for (QString& body : bodies)
            body.replace(then[place], today[place]);
    }
    return bodies;
}

Timestamp systemNow()
{
    return PracticeWorld::systemClock();
}

} // namespace

QString killedWord(Killed operation)
{
    constexpr const char* words[] = {"delete", "delete-open", "delete-last", "clean",        "disable",
                                     "enable", "warm",        "mismatch",    "adopt",        "stuck",
                                     "reset",  "create",      "replace",     "replace-same", "replace-last",
                                     "pair",   "unlink",      "restore",     "guards",       "tell"};
    return QString::fromLatin1(words[static_cast<size_t>(operation)]);
}

QString meanwhileWord(Meanwhile change)
{
    constexpr const char* words[] = {"nothing",      "phone-linked", "other-phone", "other-organization",
                                     "row-disabled", "protected",    "row-gone",    "instance-gone",
                                     "instance-new", "server-empty", "list-short",  "other-desk"};
    return QString::fromLatin1(words[static_cast<size_t>(change)]);
}

/// What counts of the stores.
struct ResumeWorld::Picture {
    struct Row {
        OrganizationId organization;
        QString name;
        bool enabled = false;
        QString status;
        QString phone;
    };
    std::map<QString, std::pair<std::optional<InstanceId>, bool>> instances; ///< by name: id, open
    std::map<IntegrationId, Row> rows;
    std::map<QString, QString> entries; ///< by key: organization and number

    static Picture of(const PracticeState& state)
    {
        Picture picture;
        for (const PracticeInstance& each : state.instances) {
            const bool isOpen = each.listed.connection == Connection::Open || each.memory == MemoryState::Open;
            if (!each.isLeaving())
                picture.instances[each.listed.name.text()] = {each.listed.id, isOpen};
        }
        for (const PracticeRow& each : state.rows) {
            const Integration& row = each.row;
            picture.rows[row.id] = {
                row.organizationId, row.name().text(), row.enabled, row.status, phoneText(row.phone())};
        }
        for (const PracticeEntry& each : state.entries) {
            const bool isInstance = each.entry.kind == CacheKeyKind::Instance;
            const QString key = isInstance ? QStringLiteral("i ") + each.entry.name.text()
                                           : QStringLiteral("t ") + TokenDigest::of(each.entry.token).text();
            picture.entries[key] = each.entry.organizationId.toString() + phoneText(each.entry.phone);
        }
        return picture;
    }

    /// What was taken away or written over on the way to `after`.
    QSet<QString> lostIn(const Picture& after) const
    {
        QSet<QString> lost;
        for (const auto& [name, was] : instances) {
            const auto now = after.instances.find(name);
            if (now == after.instances.end() || now->second.first != was.first)
                lost << QStringLiteral("instance ") + name;
            else if (was.second && !now->second.second)
                lost << QStringLiteral("connection ") + name;
        }
        for (const auto& [id, was] : rows) {
            const auto now = after.rows.find(id);
            if (now == after.rows.end())
                lost << QStringLiteral("row ") + id.toString();
            else
                addRow(lost, id.toString(), was, now->second);
        }
        for (const auto& [key, was] : entries) {
            if (!after.entries.contains(key))
                lost << QStringLiteral("entry ") + key;
        }
        return lost;
    }

private:
    static void addRow(QSet<QString>& lost, const QString& id, const Row& was, const Row& now)
    {
        if (was.enabled && !now.enabled)
            lost << QStringLiteral("enabled ") + id;
        if (was.organization != now.organization)
            lost << QStringLiteral("organization ") + id;
        if (was.name != now.name)
            lost << QStringLiteral("name ") + id;
        if (was.status != now.status)
            lost << QStringLiteral("status ") + id;
        if (was.phone != now.phone)
            lost << QStringLiteral("phone ") + id;
    }
};

/// What may be taken away.
struct ResumeWorld::Allowed {
    QSet<QString> acts;          ///< by a plan of now, or by what was sent
    QSet<QString> ofReplacement; ///< see ofReplacement()
};

/// What came of a resume.
struct ResumeWorld::Resumed {
    std::vector<ResumedOperation> operations;
    std::optional<QString> trouble;
    bool isOpen = false; ///< something stays in the journal
};

ResumeWorld::ResumeWorld(Killed operation, Webhooks webhooks)
    : m_operation(operation)
    , m_webhooks(webhooks)
{
    fill();
    m_atFirst = state();
}

PracticeState ResumeWorld::state() const
{
    return m_world->visit([](PracticeState& state, Timestamp) { return state; });
}

void ResumeWorld::setState(const PracticeState& state) const
{
    m_world->visit([&state](PracticeState& now, Timestamp) { now = state; });
}

bool ResumeWorld::isSubject(const InstanceName& name) const
{
    return name == m_replacement || std::ranges::find(m_subjects, name) != m_subjects.end();
}

/// Six clinics in use, and those that the operation is about.
void ResumeWorld::fill()
{
    const Timestamp now = systemNow();
    m_world->visit([&](PracticeState& state, Timestamp) {
        state.deletionTime = 0ms;
        state.scanTime = 5ms;
        for (int number = 0; number < 6; ++number) {
            const QString name = QStringLiteral("Filler %1").arg(number);
            const QString phone = QStringLiteral("551191111000%1").arg(number);
            PracticeTenant tenant = healthyTenant({name, name, phone}, number, now);
            m_otherOrganization = tenant.organization.id;
            tenant.enter(state);
        }
    });
    const int count = m_operation == Killed::Delete ? 3 : 1;
    for (int number = 0; number < count; ++number) {
        const QString name = QStringLiteral("Subject %1").arg(number);
        const QString phone = QStringLiteral("551192222000%1").arg(number);
        PracticeTenant tenant = healthyTenant({name, name, phone}, 10 + number, now);
        m_organizations << tenant.organization.id;
        prepare(tenant);
        const auto events = cleanUpEvents();
        for (PracticeInstance& each : tenant.instances) {
            if (each.webhook && m_webhooks == Webhooks::CleanUps)
                each.webhook = wakened(*each.webhook, QStringList(events.begin(), events.end()), true);
        }
        m_world->visit([&](PracticeState& state, Timestamp) { tenant.enter(state); });
    }
}

void ResumeWorld::prepare(PracticeTenant& tenant)
{
    const InstanceName other = practiceInstanceName(tenant.organization.id, 1);
    const auto close = [&tenant] { tenant.setConnection(Connection::Close, MemoryState::Close); };
    m_subjects.push_back(tenant.listed().name);
    if (isReplacing())
        m_replacement =
            m_operation == Killed::ReplaceSame ? m_subjects.back() : practiceInstanceName(tenant.organization.id, 3);
    switch (m_operation) {
    case Killed::Replace:
    case Killed::ReplaceSame:
    case Killed::Delete:
        tenant.row().status = QStringLiteral("disconnected");
        return close();
    case Killed::DeleteOpen: {
        PracticeInstance open = furtherInstance(tenant, other, tenant.now - 24h);
        open.listed.connection = Connection::Open;
        open.memory = MemoryState::Open;
        tenant.instances.push_back(open);
        return;
    }
    case Killed::DeleteLast:
    case Killed::ReplaceLast:
        return;
    case Killed::Clean: // the row names a closed one, and another is open
        tenant.instances.push_back(furtherInstance(tenant, other, tenant.now - 24h));
        tenant.instances.push_back(
            furtherInstance(tenant, practiceInstanceName(tenant.organization.id, 2), tenant.now - 48h));
        m_subjects.push_back(other);
        m_subjects.push_back(tenant.instances.back().listed.name);
        std::swap(tenant.instances[0].listed.connection, tenant.instances[1].listed.connection);
        std::swap(tenant.instances[0].memory, tenant.instances[1].memory);
        tenant.instances[1].listed.phone = tenant.instances[0].listed.phone;
        return;
    case Killed::Disable: { // another one of the organization works, so that a resume may log it out
        PracticeInstance open = furtherInstance(tenant, other, tenant.now - 24h);
        open.listed.connection = Connection::Open;
        open.memory = MemoryState::Open;
        tenant.instances.push_back(open);
        return;
    }
    case Killed::Enable:
        close();
        tenant.row().enabled = false;
        tenant.row().status = QStringLiteral("disabled");
        tenant.entries.clear();
        return;
    case Killed::Warm:
        tenant.entries.clear();
        return;
    case Killed::Unlink:
    case Killed::Guards:
        return;
    case Killed::Restore:
    case Killed::Tell:
        tenant.row().status = QStringLiteral("disconnected");
        return close();
    case Killed::Mismatch:
        for (PracticeEntry& each : tenant.entries)
            each.entry.organizationId = m_otherOrganization;
        return;
    case Killed::Adopt:
        tenant.rows.clear();
        tenant.entries.clear();
        return;
    case Killed::Pair:
    case Killed::Stuck:
    case Killed::Reset:
        tenant.setConnection(Connection::Connecting, MemoryState::Connecting);
        tenant.setKnownPhone({});
        tenant.row().status = QStringLiteral("qr_pending");
        tenant.row().connectedAt.reset();
        tenant.listed().phone.reset();
        tenant.listed().updatedAt = tenant.now - 37min;
        return;
    case Killed::Create:
        m_subjects.back() = practiceInstanceName(tenant.organization.id, 3);
        tenant.instances.clear();
        tenant.rows.clear();
        tenant.entries.clear();
        return;
    }
}

PlanRequest ResumeWorld::request() const
{
    PlanRequest request;
    request.names = m_subjects;
    switch (m_operation) {
    case Killed::Delete:
    case Killed::DeleteOpen:
    case Killed::DeleteLast:
    case Killed::Restore:
    case Killed::Tell:
        request.kind = PlanKind::Delete;
        break;
    case Killed::Replace:
    case Killed::ReplaceSame:
    case Killed::ReplaceLast:
        request.kind = PlanKind::Replace;
        break;
    case Killed::Clean:
        request.kind = PlanKind::Clean;
        request.names.clear();
        request.organizations.assign(m_organizations.cbegin(), m_organizations.cend());
        break;
    case Killed::Disable:
        request.kind = PlanKind::Disable;
        break;
    case Killed::Unlink:
        request.kind = PlanKind::Unlink;
        break;
    case Killed::Enable:
        request.kind = PlanKind::Enable;
        break;
    case Killed::Warm:
    case Killed::Mismatch:
    case Killed::Adopt:
    case Killed::Stuck:
    case Killed::Reset:
    case Killed::Create:
    case Killed::Pair:
    case Killed::Guards:
        request.kind = PlanKind::Repair;
        break;
    }
    return request;
}

QString ResumeWorld::newJournal(const KillMoment* moment)
{
    const QString path = m_folder.filePath(QStringLiteral("journal-%1").arg(m_journals++));
    QDir().mkpath(path);
    if (!moment)
        return path;
    for (const auto& [name, bytes] : moment->journal) {
        QFile file(path + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot lay down a journal");
    }
    return path;
}

void ResumeWorld::keep(const QString& journalPath)
{
    const std::lock_guard lock(m_mutex);
    KillMoment moment;
    for (const QString& name :
         {QStringLiteral("head"), QStringLiteral("journal.sqlite"), QStringLiteral("journal.sqlite-wal")}) {
        QFile file(journalPath + QLatin1Char('/') + name);
        if (file.open(QIODevice::ReadOnly))
            moment.journal.emplace_back(name, file.readAll());
    }
    moment.stores = state();
    moment.answers = m_answers;
    m_moments.push_back(std::move(moment));
}

std::shared_ptr<const StoreFactory> ResumeWorld::watched(const QString& journalPath)
{
    return watchedStores(
        std::make_shared<PracticeStores>(m_world), [this, journalPath](Store, const char* call, CallMoment moment) {
            if (isRead(call))
                return;
            if (moment == CallMoment::After)
                ++m_answers;
            if (!m_afterCall)
                keep(journalPath);
            else if (moment == CallMoment::After)
                m_afterCall(call);
        });
}

bool ResumeWorld::isReplacing() const
{
    return m_operation == Killed::Replace || m_operation == Killed::ReplaceSame || m_operation == Killed::ReplaceLast;
}

CreationRequest ResumeWorld::wanted() const
{
    CreationRequest wanted;
    wanted.organizationId = *m_organizations.cbegin();
    wanted.name = isReplacing() ? m_replacement : m_subjects.front();
    return wanted;
}

/// As the command does: where nothing stands, it is only created.
ChangeResult ResumeWorld::replaceIn(const Session& session, const CallContext& limits)
{
    WorkflowObserver silent;
    const MadePlan made = PlanMaker(session).make(request(), limits);
    if (!made.verdict.isRefused() && made.plan.tally().changed == 0)
        return Creation(session, quickCreation()).create(wanted(), silent, limits);
    const auto agreed = AgreedPlan::from(std::make_shared<const Plan>(made.plan), made.verdict, made.verdict.confirm);
    if (!agreed)
        return refusedPlan(made.plan, agreed.error());
    ApplyObserver unseen;
    return Replacing(session, quickCreation(), quickTimes())
        .replace(*agreed, wanted(), unseen, silent, m_pauseControl, limits);
}

/// The operation as a person starts it, with the text that is asked.
ChangeResult ResumeWorld::runIn(const QString& journalPath, bool isWatched)
{
    bool isOpen = false;
    const Desk workstation(
        isWatched ? watched(journalPath) : std::make_shared<PracticeStores>(m_world), journalPath, [&] {
            if (isWatched && isOpen && !m_afterCall)
                keep(journalPath);
            return systemNow();
        });
    isOpen = true;
    const CallContext limits = CallContext::within(60s);
    WorkflowObserver silent;
    if (std::ranges::find(otherKilled, m_operation) != std::end(otherKilled))
        return runOther(workstation.session, limits);
    if (m_operation == Killed::Create)
        return Creation(workstation.session, quickCreation()).create(wanted(), silent, limits);
    if (isReplacing())
        return replaceIn(workstation.session, limits);
    if (m_operation == Killed::Reset) {
        PairingReset reset(workstation.session, quickCreation());
        const ResetPlan plan = reset.plan(m_subjects.front(), limits);
        return plan.refusal ? ChangeResult() : reset.reset(plan, plan.verdict.confirm, silent, limits);
    }
    ApplyObserver unseen;
    const Plan plan = PlanMaker(workstation.session).make(request(), limits).plan;
    return applyShown(workstation.session, quickTimes(), plan, plan.confirm, unseen, m_pauseControl, limits);
}

ChangeResult ResumeWorld::runOther(const Session& session, const CallContext& limits)
{
    WorkflowObserver silent;
    ApplyObserver unseen;
    const auto apply = [&] {
        const Plan plan = PlanMaker(session).make(request(), limits).plan;
        return applyShown(session, quickTimes(), plan, plan.confirm, unseen, m_pauseControl, limits);
    };
    PairingTimes times;
    times.poll = times.secondProof = 2ms;
    if (m_operation == Killed::Pair) {
        SilentPairing watch;
        const auto phone = PhoneNumber::fromText(u"5511922220000");
        return Pairing(session, times).pair({m_subjects.front(), phone}, watch, limits);
    }
    if (m_operation == Killed::Unlink)
        return apply();
    if (m_operation == Killed::Guards) {
        const auto port = session.stores->makeGuards();
        GuardsApply guards(
            *port, session.journal.get(), {QStringLiteral("guards-apply"), session.profileId, session.workstation, {}});
        if (const auto plan = guards.plan({}, limits); plan)
            (void)guards.apply(*plan, limits);
        return {};
    }
    m_world->visit([](PracticeState& state, Timestamp) { state.removedSubscribers = 0; });
    apply();
    m_world->visit([](PracticeState& state, Timestamp) { state.removedSubscribers = 2; });
    if (m_operation == Killed::Restore) {
        RowRestore restoring(session);
        const auto rows = restoring.archivedBy(session.journal->read()->operations.front().id);
        return rows ? restoring.restore(*rows, limits) : ChangeResult();
    }
    (void)Resume(session, quickCreation(), quickTimes()).resumeAll(silent, limits);
    return {};
}

std::vector<QByteArray> ResumeWorld::recordsOf(const KillMoment& moment)
{
    std::vector<QByteArray> records;
    const QString path = newJournal(&moment);
    const auto database = JournalDatabase::open(JournalFolder{path}.databasePath(), JournalDatabase::Mode::Read);
    if (database) {
        (void)(*database)->visit([&records](const StoredRecord& record) {
            records.push_back(record.body);
            return true;
        });
    }
    QDir(path).removeRecursively();
    return records;
}

QJsonObject ResumeWorld::recorded()
{
    const std::vector<KillMoment> all = moments();
    QJsonArray moments;
    for (const KillMoment& moment : all) {
        const QJsonArray one{static_cast<qint64>(recordsOf(moment).size()), moment.answers};
        if (moments.isEmpty() || moments.last() != one)
            moments.append(one);
    }
    QJsonArray records;
    for (const QByteArray& record : recordsOf(all.back()))
        records.append(QJsonDocument::fromJson(record).object());
    return {{QStringLiteral("records"), records}, {QStringLiteral("moments"), moments}};
}

/// A moment at which the journal holds these records.
KillMoment ResumeWorld::momentWith(const PracticeState& stores, std::span<const QString> records)
{
    const QString path = newJournal(nullptr);
    const auto appender = JournalAppender::open({path});
    for (const QString& record : records) {
        if (!appender || !(*appender)->append(record.toUtf8()))
            qFatal("cannot write a journal");
    }
    setState(stores);
    m_moments.clear();
    keep(path);
    return std::exchange(m_moments, {}).back();
}

std::vector<std::pair<KillMoment, KillMoment>> ResumeWorld::momentsOf(const QJsonObject& recorded)
{
    std::vector<KillMoment> now = moments();
    std::vector<Progress> progress;
    for (const KillMoment& moment : now)
        progress.push_back(Progress::of(recordsOf(moment), moment.answers));
    const std::vector<QString> bodies = withIdsOf(recordsOf(now.back()), recorded);
    std::vector<std::pair<KillMoment, KillMoment>> moments;
    for (const QJsonValue& each : recorded.value(QLatin1String("moments")).toArray()) {
        const std::span<const QString> records(bodies.data(), static_cast<size_t>(each[0].toInteger()));
        std::vector<QByteArray> bytes;
        for (const QString& record : records)
            bytes.push_back(record.toUtf8());
        // The last one: with what tells that a call goes out, where that is a record of its own.
        const Progress then = Progress::of(bytes, each[1].toInt());
        auto twin = std::find(progress.rbegin(), progress.rend(), then).base();
        // Phones are unlinked by a plan now; the stores were as they were, or the phone was logged out.
        const bool isOldWay = m_operation == Killed::Unlink;
        // Where several went at once, the results of some may come in one record now: the first moment that is as far
        // then, with the journal behind the stores.
        if (twin != progress.begin())
            --twin;
        else if (isOldWay)
            twin = progress.end();
        else
            twin = std::ranges::find_if(progress, [&](const Progress& one) { return one.isAsFarAs(then); });
        if (twin == progress.end() && !isOldWay)
            qFatal("the program of now does not come by here: %s", qPrintable(killedWord(m_operation)));
        const KillMoment& same = twin != progress.end() ? now[static_cast<size_t>(twin - progress.begin())]
                                 : each[1].toInt() == 0 ? now.front()
                                                        : now.back();
        moments.emplace_back(momentWith(same.stores, records), same);
    }
    setState(m_atFirst);
    return moments;
}

std::optional<QString> ResumeWorld::violationOfOther(const KillMoment& moment)
{
    setState(moment.stores);
    m_world->visit([](PracticeState& state, Timestamp) { state.removedSubscribers = 2; });
    const QString path = newJournal(&moment);
    const Resumed resumed = resumeIn(path);
    QDir(path).removeRecursively();
    if (resumed.trouble)
        return resumed.trouble;
    for (const ResumedOperation& one : resumed.operations) {
        const Error error = one.result.error.value_or(Error{});
        if (error.detail.contains(QLatin1String("unknown")))
            return QStringLiteral("not known: ") + error.detail;
    }
    return resumed.isOpen ? std::optional(QStringLiteral("it stays open")) : std::nullopt;
}

ChangeResult
ResumeWorld::runCut(const std::function<void(PracticeWorld& world, PauseControl& pauseControl)>& atFirstRemoval)
{
    m_cutJournal = newJournal(nullptr);
    m_afterCall = [this, atFirstRemoval, isFirst = true](const char* call) mutable {
        if (std::strcmp(call, "remove") == 0 && std::exchange(isFirst, false))
            atFirstRemoval(*m_world, m_pauseControl);
    };
    return runIn(m_cutJournal, true);
}

std::pair<int, size_t> ResumeWorld::resumeCut()
{
    m_world->setFault(Store::Server, {});
    const Resumed resumed = resumeIn(m_cutJournal);
    return {resumed.trouble ? -1 : exitCodeOf(resumed.operations), resumed.operations.size()};
}

int ResumeWorld::listed() const
{
    const PracticeState now = state();
    return static_cast<int>(std::ranges::count_if(
        now.instances, [this](const PracticeInstance& each) { return isSubject(each.listed.name); }));
}

std::vector<KillMoment> ResumeWorld::moments()
{
    const QString path = newJournal(nullptr);
    runIn(path, true);
    keep(path);
    setState(m_atFirst);
    return std::exchange(m_moments, {});
}

void ResumeWorld::changeBy(PracticeState& state, Meanwhile change) const
{
    changeServer(state, change);
    changeRows(state, change);
}

void ResumeWorld::changeServer(PracticeState& state, Meanwhile change) const
{
    if (change == Meanwhile::ServerEmpty)
        return state.instances.clear();
    if (change == Meanwhile::ListShort) {
        state.instances.resize(std::min<size_t>(state.instances.size(), 2));
        return;
    }
    if (change == Meanwhile::InstanceGone) {
        std::erase_if(state.instances, [this](const PracticeInstance& each) { return isSubject(each.listed.name); });
        return;
    }
    for (PracticeInstance& each : state.instances) {
        if (!isSubject(each.listed.name))
            continue;
        if (change == Meanwhile::PhoneLinked) {
            each.listed.connection = Connection::Open;
            each.memory = MemoryState::Open;
            each.pairing.reset();
        }
        if (change == Meanwhile::OtherPhone)
            each.listed.phone = PhoneNumber::fromText(u"5511955550009");
        if (change == Meanwhile::InstanceNew) {
            each.listed.id = newId();
            each.listed.phone.reset();
            each.listed.connection = Connection::Close;
            each.memory = MemoryState::Close;
        }
    }
}

void ResumeWorld::changeRows(PracticeState& state, Meanwhile change) const
{
    const auto isTheirs = [this](const PracticeRow& each) { return m_organizations.contains(each.row.organizationId); };
    if (change == Meanwhile::RowGone) {
        std::erase_if(state.rows, isTheirs);
        return;
    }
    for (PracticeRow& each : state.rows) {
        if (!isTheirs(each))
            continue;
        if (change == Meanwhile::OtherOrganization)
            each.row.organizationId = m_otherOrganization;
        if (change == Meanwhile::RowDisabled) {
            each.row.enabled = false;
            each.row.status = QStringLiteral("disabled");
        }
        if (change == Meanwhile::Protected)
            each.row.isProtected = true;
        if (change == Meanwhile::OtherDesk)
            each.row.lease = RowLease{newId(), QStringLiteral("another"), systemNow() + 15min};
    }
}

/// What a plan of now, made, agreed to and applied over the same stores, takes away.
QSet<QString> ResumeWorld::actsOfFresh(const PracticeState& before)
{
    setState(before);
    runIn(newJournal(nullptr), false);
    const QSet<QString> lost = Picture::of(before).lostIn(Picture::of(state()));
    setState(before);
    return lost;
}

/// What belongs to instances that the killed run itself has asked to go, or logged out: their rows as they were at
/// first, and their entries.
QSet<QString> ResumeWorld::explained(const PracticeState& before, const QString& journalPath, Meanwhile change) const
{
    std::set<QString> sent;
    const auto content = readJournal({journalPath});
    for (const JournalEntry& entry : content ? content->operations : std::vector<JournalEntry>()) {
        for (const JournaledStep& step : entry.trail) {
            const bool removes = step.action == JournalAction::DeleteInstance || step.action == JournalAction::LogOut;
            if (step.isSent && (removes || step.action == JournalAction::Claim))
                sent.insert(step.target);
        }
    }
    QSet<QString> lost;
    const Picture now = Picture::of(before);
    for (const PracticeRow& each : m_atFirst.rows) {
        const Integration& row = each.row;
        const auto found = now.rows.find(row.id);
        const auto listed = now.instances.find(row.name().text());
        const bool isOut = listed == now.instances.end() || !listed->second.second;
        const bool isSame = found != now.rows.end() && found->second.organization == row.organizationId &&
                            found->second.enabled == row.enabled && found->second.phone == phoneText(row.phone());
        if (!sent.contains(row.name().text()) || !isOut || !isSame)
            continue;
        for (const char* what : {"row ", "enabled ", "status "})
            lost << QLatin1String(what) + row.id.toString();
        lost << QStringLiteral("entry i ") + row.name().text()
             << QStringLiteral("entry t ") + TokenDigest::of(row.webhookToken).text();
    }
    const Picture first = Picture::of(m_atFirst);
    for (const InstanceName& name : m_subjects) {
        const auto listed = now.instances.find(name.text());
        const auto then = first.instances.find(name.text());
        const bool isSameName = m_operation == Killed::Reset || m_operation == Killed::ReplaceSame;
        const bool isMadeHere = isSameName && listed != now.instances.end() &&
                                then->second.first != listed->second.first && !listed->second.second;
        if (isMadeHere && change != Meanwhile::InstanceNew)
            lost << QStringLiteral("instance ") + name.text();
        const bool isGone = !now.instances.contains(name.text());
        if (sent.contains(name.text()) && isGone)
            lost << QStringLiteral("entry i ") + name.text();
    }
    return lost;
}

/// What is the new instance's own where it has the name of the one that it replaces: all of that one was proven gone,
/// and with it its entry, before the journal says that there is room.
QSet<QString> ResumeWorld::ofReplacement(const QString& journalPath) const
{
    const auto content = readJournal({journalPath});
    if (m_operation != Killed::ReplaceSame || !content)
        return {};
    const bool isRoomMade = std::ranges::any_of(content->operations, [](const JournalEntry& entry) {
        return firstOf(entry.trail, JournalAction::RoomMade) != entry.trail.end();
    });
    return isRoomMade ? QSet<QString>{QStringLiteral("entry i ") + m_replacement.text()} : QSet<QString>();
}

ResumeWorld::Resumed ResumeWorld::resumeIn(const QString& path, bool isWatched)
{
    bool isOpen = false;
    const Desk workstation(isWatched ? watched(path) : std::make_shared<PracticeStores>(m_world), path, [&] {
        if (isWatched && isOpen)
            keep(path);
        return systemNow();
    });
    isOpen = true;
    WorkflowObserver silent;
    Resume resume(workstation.session, quickCreation(), quickTimes());
    const auto first = resume.resumeAll(silent, CallContext::within(60s));
    if (!first)
        return {{}, QStringLiteral("the journal: ") + first.error().detail, true};
    const auto left = resume.interrupted();
    return {*first, {}, !left || !left->empty()};
}

std::vector<KillMoment> ResumeWorld::momentsOfResume(const KillMoment& moment)
{
    const QString path = newJournal(&moment);
    setState(moment.stores);
    m_answers = moment.answers;
    (void)resumeIn(path, true);
    QDir(path).removeRecursively();
    return std::exchange(m_moments, {});
}

std::optional<QString> ResumeWorld::violationOf(const KillMoment& moment, Meanwhile change)
{
    const QString path = newJournal(&moment);
    PracticeState changed = moment.stores;
    changeBy(changed, change);
    PracticeState free = changed; // the killed run's own lease keeps nobody else out who comes after it
    for (PracticeRow& each : free.rows) {
        if (each.row.lease && each.row.lease->workstation == QLatin1String("desk"))
            each.row.lease.reset();
    }
    const QSet<QString> own = ofReplacement(path);
    const QSet<QString> allowed = actsOfFresh(free) + explained(changed, path, change);
    setState(changed);
    const Resumed resumed = resumeIn(path);
    const auto asleep = resumed.isOpen ? std::nullopt : violationOfWebhooks(newJournal(&moment));
    const qint64 twice = toldTwice(changed, newJournal(&moment));
    QDir(path).removeRecursively();
    if (resumed.trouble)
        return resumed.trouble;
    if (twice > 0)
        return QStringLiteral("the workers are told twice");
    if (asleep)
        return asleep;
    const auto violation = violationIn(Picture::of(changed), Picture::of(state()), {allowed, own}, change);
    return violation ? violation : violationOfEnd(resumed, change);
}

std::optional<JournalAction> ResumeWorld::underWay(const KillMoment& moment)
{
    const QString path = newJournal(&moment);
    const auto content = readJournal({path});
    QDir(path).removeRecursively();
    if (!content || content->operations.empty() || content->operations.back().trail.empty())
        return {};
    const JournaledStep& last = content->operations.back().trail.back();
    return last.outcome ? std::nullopt : last.action;
}

std::vector<ChangeResult> ResumeWorld::resultsAt(const KillMoment& moment, Meanwhile change)
{
    const QString path = newJournal(&moment);
    PracticeState changed = moment.stores;
    changeBy(changed, change);
    setState(changed);
    std::vector<ChangeResult> results;
    for (const ResumedOperation& one : resumeIn(path).operations)
        results.push_back(one.result);
    return results;
}

/// Of an instance that stays: what was taken out of its webhook is back, unless the killed run had sent its deletion,
/// which may still come about.
std::optional<QString> ResumeWorld::violationOfWebhooks(const QString& journalPath) const
{
    std::set<QString> going;
    const auto content = readJournal({.path = journalPath});
    for (const JournalEntry& entry : content ? content->operations : std::vector<JournalEntry>()) {
        for (const JournaledStep& step : entry.trail) {
            if (step.action == JournalAction::DeleteInstance && step.isSent && step.outcome != StepOutcome::Failed)
                going.insert(step.target);
        }
    }
    QDir(journalPath).removeRecursively();
    const PracticeState now = state();
    for (const PracticeInstance& first : m_atFirst.instances) {
        const QString name = first.listed.name.text();
        const auto stands = std::ranges::find_if(now.instances, [&first](const PracticeInstance& each) {
            return each.listed.name == first.listed.name && each.listed.id == first.listed.id && !each.isLeaving();
        });
        if (stands == now.instances.end() || !first.webhook || going.contains(name))
            continue;
        if (!stands->webhook || cleanUpEventsIn(*stands->webhook) != cleanUpEventsIn(*first.webhook))
            return QStringLiteral("its webhook stays quiet: ") + name;
    }
    return {};
}

std::optional<QString> ResumeWorld::violationOfEnd(const Resumed& resumed, Meanwhile change) const
{
    for (const ResumedOperation& one : resumed.operations) {
        const ChangeResult& result = one.result;
        const QString sentence = result.error ? result.error->sentence : QString();
        const bool isLasting = result.outcome == OperationOutcome::Partial && !result.isOpen;
        if (isLasting && result.exitCode() != 1)
            return QStringLiteral("nothing to go on with, and exit %1").arg(result.exitCode());
        if (isReplacing() && !resumed.isOpen) {
            if (const auto violation = violationOfReplaced(result))
                return violation;
        }
        if (isLasting && isApplyKind(one.entry.task.kind) && !sentence.contains(QLatin1String("steward-cli")))
            return QStringLiteral("no command is named: ") + sentence;
        const bool isLeftByRule = m_operation == Killed::DeleteLast || m_operation == Killed::ReplaceLast;
        const bool isNothing = result.outcome == OperationOutcome::Refused && !result.error;
        if (change == Meanwhile::Nothing && !isLeftByRule && !isNothing && result.exitCode() != 0)
            return QStringLiteral("nothing has changed, and it ends with %1: %2").arg(result.exitCode()).arg(sentence);
    }
    const bool mayStay = std::ranges::any_of(resumed.operations, [](const ResumedOperation& one) {
        return one.result.exitCode() == 3 || one.result.outcome == OperationOutcome::Refused;
    });
    return resumed.isOpen && !mayStay ? std::optional(QStringLiteral("it says that it has ended, and stays open"))
                                      : std::nullopt;
}

/// At its end the new instance stands, or the old one does, or the sentence says that there is none and how to get it.
std::optional<QString> ResumeWorld::violationOfReplaced(const ChangeResult& result) const
{
    const PracticeState now = state();
    const OrganizationId organization = *m_organizations.cbegin();
    const auto isListed = [&now](const InstanceName& name) {
        return std::ranges::any_of(now.instances, [&name](const PracticeInstance& each) {
            return each.listed.name == name && !each.isLeaving();
        });
    };
    const auto rows = std::ranges::count_if(now.rows, [&](const PracticeRow& each) {
        return each.row.organizationId == organization && each.row.enabled && each.row.name() == m_replacement;
    });
    if (result.outcome == OperationOutcome::Done && (!isListed(m_replacement) || rows != 1))
        return QStringLiteral("it says that it is done, and there are %1 rows").arg(rows);
    const QString command = QStringLiteral("steward-cli create --organization ") + organization.toString();
    const QString sentence = result.error ? result.error->sentence : QString();
    const bool isAny = isListed(m_replacement) || isListed(m_subjects.front());
    const bool isNothing = result.outcome == OperationOutcome::Refused; // of which nothing was deleted
    if (!isAny && !isNothing && !sentence.contains(command))
        return QStringLiteral("no instance, and it does not say so: ") + sentence;
    return {};
}

/// Of those of whom the journal says that they were told, and heard.
qint64 ResumeWorld::toldTwice(const PracticeState& before, const QString& journalPath) const
{
    // What was told as added in between is rightly told as removed again.
    const auto countOf = [](const PracticeState& state, const QString& name) {
        qint64 repeated = 0;
        bool wasRemoved = false;
        for (const WorkerMessage& each : state.published) {
            if (each.instance.text() != name)
                continue;
            const bool isRemoved = each.channel == WorkerChannel::Removed;
            repeated += isRemoved && wasRemoved ? 1 : 0;
            wasRemoved = isRemoved;
        }
        return repeated;
    };
    const auto isTelling = [](const JournaledStep& step, const char* channel) {
        return step.action == JournalAction::TellWorkers &&
               step.before.value(QLatin1String("channel")) == QLatin1String(channel);
    };
    qint64 count = 0;
    const auto content = readJournal({journalPath});
    for (const JournalEntry& entry : content ? content->operations : std::vector<JournalEntry>()) {
        for (const JournaledStep& step : entry.trail) {
            if (!isTelling(step, "removed") || step.outcome != StepOutcome::Done)
                continue;
            // What was sent and has no outcome counts as heard: it is taken back once, whether it was or not.
            const bool mayBeAdded = std::ranges::any_of(entry.trail, [&](const JournaledStep& later) {
                return later.number > step.number && later.target == step.target && isTelling(later, "added") &&
                       later.isSent && !later.outcome;
            });
            const qint64 repeated = countOf(state(), step.target) - countOf(before, step.target);
            count += std::max<qint64>(0, repeated - (mayBeAdded ? 1 : 0));
        }
    }
    QDir(journalPath).removeRecursively();
    return count;
}

QString ResumeWorld::olderJournal(const QString& path)
{
    const QString older = newJournal(nullptr);
    const auto database = JournalDatabase::open(JournalFolder{path}.databasePath(), JournalDatabase::Mode::Read);
    const auto appender = JournalAppender::open({older});
    if (!database || !appender)
        qFatal("cannot rewrite a journal");
    (void)(*database)->visit([&](const StoredRecord& record) {
        QJsonObject body = QJsonDocument::fromJson(record.body).object();
        if (body.value(QLatin1String("record")) == QLatin1String("sent"))
            return true;
        body.remove(QStringLiteral("sent"));
        body.remove(QStringLiteral("sent_records"));
        return (*appender)->append(QJsonDocument(body).toJson(QJsonDocument::Compact)).has_value();
    });
    return older;
}

std::optional<QString> ResumeWorld::violationOfOlder(const KillMoment& moment)
{
    const QString path = newJournal(&moment);
    const QString older = olderJournal(path);
    std::set<QString> started;
    std::set<QString> answered;
    const auto content = readJournal({older});
    for (const JournalEntry& entry : content ? content->operations : std::vector<JournalEntry>()) {
        if (entry.tellsSent)
            return QStringLiteral("it is no older journal");
        for (const JournaledStep& step : entry.trail) {
            if (step.action == JournalAction::BeginItem)
                started.insert(step.target);
            if (step.action == JournalAction::ProvenGone || step.action == JournalAction::EndItem)
                answered.insert(step.target);
        }
    }
    setState(moment.stores);
    const Resumed resumed = resumeIn(older);
    QDir(path).removeRecursively();
    QDir(older).removeRecursively();
    if (resumed.trouble)
        return resumed.trouble;
    const QSet<QString> lost = Picture::of(moment.stores).lostIn(Picture::of(state()));
    for (const QString& name : started) {
        const bool isLost = lost.contains(QStringLiteral("instance ") + name) ||
                            lost.contains(QStringLiteral("connection ") + name) ||
                            lost.contains(QStringLiteral("entry i ") + name);
        if (isLost && !answered.contains(name))
            return QStringLiteral("gone on with without an answer: ") + name;
    }
    return {};
}

std::optional<QString>
ResumeWorld::violationIn(const Picture& before, const Picture& after, const Allowed& allowed, Meanwhile change) const
{
    const QSet<QString> lost = before.lostIn(after) - allowed.ofReplacement;
    const bool isSuspect = change == Meanwhile::ServerEmpty || change == Meanwhile::ListShort;
    const bool isLeft = isSuspect || change == Meanwhile::OtherDesk || change == Meanwhile::Protected;
    // Of a creation that is taken back the row goes again which it has itself made.
    const bool isOwn = m_operation == Killed::Create;
    const bool isAnothers = change == Meanwhile::OtherOrganization || change == Meanwhile::RowDisabled;
    const QSet<QString> atFirst = Picture::of(m_atFirst).lostIn({});
    for (const QString& one : lost) {
        const bool isTheirs =
            one.startsWith(QLatin1String("connection")) || (isAnothers && one.startsWith(QLatin1String("row")));
        if (isReplacing() && !atFirst.contains(one) && !isTheirs)
            continue;
        const bool isTaken = one.startsWith(QLatin1String("connection")) || atFirst.contains(one) ||
                             (isAnothers && one.startsWith(QLatin1String("row")));
        if (isOwn ? isTaken : isSuspect && m_operation != Killed::Reset)
            return QStringLiteral("it takes away: ") + one;
        if (!isOwn && !allowed.acts.contains(one))
            return QStringLiteral("more than a plan of now: ") + one + (isLeft ? QStringLiteral(" (left)") : QString());
    }
    // Of one that was linked meanwhile, or is its organization's only one, nothing goes.
    const Picture first = Picture::of(m_atFirst);
    for (const auto& [name, was] : before.instances) {
        const auto now = after.instances.find(name);
        const auto then = first.instances.find(name);
        const bool wasOpen = then != first.instances.end() && then->second.second;
        const bool isKept = m_operation == Killed::DeleteLast || m_operation == Killed::ReplaceLast ||
                            (change == Meanwhile::PhoneLinked && !wasOpen);
        if (isKept && was.second && (now == after.instances.end() || !now->second.second))
            return QStringLiteral("a connected one is gone: ") + name;
    }
    for (const auto& [key, value] : after.entries) {
        const auto was = before.entries.find(key);
        if (!key.startsWith(QLatin1Char('i')) || (was != before.entries.end() && was->second == value))
            continue;
        const bool hasRow = std::ranges::any_of(after.rows, [&](const auto& each) {
            return each.second.enabled && each.second.name == key.mid(2) &&
                   value.startsWith(each.second.organization.toString());
        });
        if (!hasRow || !after.instances.contains(key.mid(2)))
            return QStringLiteral("an entry is written for no row or no instance: ") + key;
    }
    return {};
}

} // namespace steward::test
