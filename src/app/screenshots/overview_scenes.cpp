#include "app/screenshots/overview_scenes.h"

#include "app/overview/overview_page.h"
#include "app/screenshots/scene_fixture.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "local/history/reading_history.h"
#include "workflows/journal/journal.h"
#include "workflows/read/audit_reader.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QPushButton>

#include <thread>

namespace steward {
namespace {

constexpr int pastDays = 13;

struct OverviewSceneText {
    Q_DECLARE_TR_FUNCTIONS(steward::Screenshots)
};

Timestamp presentTime()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// What the practice fleet comes to now.
ReadingRecord presentRecord(const ProfileContext& stores)
{
    AuditProgress silent;
    const Audit audit = AuditReader(*stores.stores, stores.settings).read({}, silent);
    return recordOf(audit).value_or(ReadingRecord{});
}

/// So many as the mockup counts: healthy clinics in this state.
void addClinics(PracticeState& state, Timestamp now, Connection connection, int count)
{
    const bool isOpen = connection == Connection::Open;
    for (int added = 0; added < count; ++added) {
        const auto number = static_cast<int>(state.organizations.size());
        const OrganizationId organization(QUuid::createUuidV5(QUuid(), QByteArray::number(number)));
        const auto phone = PhoneNumber::fromText(QString::number(5'511'960'000'000 + number));
        PracticeInstance instance;
        instance.listed.name = InstanceName::fromText(
            QStringLiteral("clinic-%1-1763139%2").arg(organization.toString(), QString::number(100'000 + number)));
        instance.listed.id = InstanceId::create();
        instance.listed.connection = connection;
        instance.listed.createdAt = instance.listed.updatedAt = now - std::chrono::minutes(2);
        instance.memory = isOpen                                 ? MemoryState::Open
                          : connection == Connection::Connecting ? MemoryState::Connecting
                                                                 : MemoryState::Close;
        PracticeRow row;
        row.row.id = IntegrationId::create();
        row.row.organizationId = organization;
        row.row.status = isOpen ? QStringLiteral("active") : QStringLiteral("pending");
        row.row.enabled = true;
        row.row.instanceName = instance.listed.name;
        row.row.createdAt = now - std::chrono::minutes(2);
        if (isOpen)
            instance.listed.phone = row.row.phoneColumn = phone;
        PracticeEntry entry;
        entry.entry.name = instance.listed.name;
        entry.entry.organizationId = organization;
        entry.entry.phone = row.row.phoneColumn;
        entry.expiresAt = now + std::chrono::hours(24);
        //: An invented clinic: %1 is a number
        state.organizations.push_back({organization, OverviewSceneText::tr("Clínica %1").arg(number), true});
        state.instances.push_back(std::move(instance));
        state.rows.push_back(std::move(row));
        state.entries.push_back(std::move(entry));
    }
}

void fillFleet(PracticeWorld& world)
{
    world.visit([](PracticeState& state, Timestamp now) {
        addClinics(state, now, Connection::Open, 184);
        addClinics(state, now, Connection::Close, 18);
        addClinics(state, now, Connection::Connecting, 4);
    });
}

void makeOtherBefore(ReadingRecord& before)
{
    int connected = 0;
    int lost = 0;
    OrganizationId duplicated;
    for (InstanceRecord& each : before.instances) {
        InstanceMoment& moment = each.now;
        if (moment.has(FindingCode::DuplicateInstance) && (duplicated.isNull() || duplicated == each.organization)) {
            duplicated = each.organization;
            moment.problems &= ~problemBit(FindingCode::DuplicateInstance);
        } else if (moment.state == InstanceState::Connected && moment.problems == 0 && connected < 5) {
            moment.state = InstanceState::Disconnected;
            ++connected;
        } else if (moment.state == InstanceState::Disconnected && !each.organization.isNull() && lost < 2) {
            moment.state = InstanceState::Connected;
            ++lost;
        }
    }
    for (int gone = 0; gone < 5; ++gone) {
        InstanceRecord left;
        left.name = InstanceName::fromText(QStringLiteral("left-over-%1").arg(gone));
        left.organization = duplicated;
        left.now.state = InstanceState::NotOnServer;
        before.instances.push_back(left);
    }
}

/// Two weeks of readings, one a day, and then some of this hour.
void writePast(const ProfileContext& stores)
{
    constexpr std::array<std::array<int, pastDays>, 4> away{
        {{-22, -21, -20, -21, -17, -14, -15, -11, -10, -10, -8, -5, -3},
         {4, 3, 4, 2, 1, 1, 0, -1, -1, -2, -3, -2, -2},
         {-4, -3, -4, -2, 1, -3, -4, -3, -1, -2, -3, 0, 1},
         {8, 8, 7, 7, 7, 6, 6, 5, 5, 5, 5, 5, 5}}};
    constexpr std::array states{
        InstanceState::Connected, InstanceState::Disconnected, InstanceState::Pairing, InstanceState::NotOnServer};
    const Result<std::unique_ptr<ReadingHistory>> history = ReadingHistory::open(stores.historyPath);
    if (!history)
        return;
    const ReadingRecord now = presentRecord(stores);
    ReadingRecord before = now;
    makeOtherBefore(before);
    for (int day = 0; day < pastDays; ++day) {
        ReadingRecord record = before;
        record.counts.at = presentTime() - std::chrono::days(pastDays - day) - std::chrono::minutes(4);
        for (size_t state = 0; state < states.size(); ++state) {
            qint64& count = record.counts.states[static_cast<size_t>(states[state])];
            count = std::max<qint64>(
                now.counts.states[static_cast<size_t>(states[state])] + away[state][static_cast<size_t>(day)], 0);
        }
        static_cast<void>((*history)->add(record));
    }
    for (int ago = 11; ago > 0; --ago) {
        ReadingRecord record = before;
        record.counts.at = presentTime() - std::chrono::seconds(ago * 40);
        record.counts.milliseconds = {ago == 2 ? 900 : 400 + ago % 3 * 60, ago == 6 ? 180 : 100, ago == 8 ? 160 : 90};
        static_cast<void>((*history)->add(record));
    }
}

void writeRecent(const ProfileContext& stores)
{
    Timestamp time = presentTime() - std::chrono::minutes(137);
    const auto journal = Journal::open(stores.journalPath, Role::Administrator, [&time] { return time; });
    if (!journal)
        return;
    const std::tuple<const char*, const char*, QString> recent[]{
        {"create", "front-desk", OverviewSceneText::tr("Create an instance for Clínica Boa Semente")},
        {"repair", "admin-2", OverviewSceneText::tr("Repair 19 instances")},
        {"clean", "admin-2", OverviewSceneText::tr("Clean up Clínica Horto Florestal")},
        {"pair", "front-desk", OverviewSceneText::tr("Pair Vet Amigo Fiel")}};
    for (const auto& [kind, workstation, title] : recent) {
        auto operation = (*journal)->begin({QLatin1String(kind), stores.profileId, QLatin1String(workstation), title});
        time += std::chrono::minutes(31);
        if (operation)
            static_cast<void>(operation->finish(OperationOutcome::Done));
    }
}

class OverviewScene final : public WindowScene {
public:
    OverviewScene(const QSize& size, const std::function<void(SceneFixture&, ProfileContext&)>& prepare)
        : WindowScene(Page::Overview)
    {
        ProfileContext stores = m_fixture.production();
        stores.profileId = QStringLiteral("clinics");
        stores.journalPath = m_fixture.folder.filePath(QStringLiteral("journal"));
        stores.historyPath = m_fixture.folder.filePath(QStringLiteral("history/clinics.sqlite"));
        fillFleet(*m_fixture.world);
        std::thread([&stores] { // as any worker
            writePast(stores);
            writeRecent(stores);
        })
            .join();
        m_fixture.world->setFault(Store::Server, {.failure = {}, .delay = std::chrono::milliseconds(40)});
        if (prepare)
            prepare(m_fixture, stores);
        openWindow(stores, size);
    }
    bool isReady() override
    {
        auto& page = m_window.pages()->overview();
        return isRead() && page.history().past() && page.findChild<QAbstractButton*>(QStringLiteral("event"));
    }
};

NamedScene overviewScene(
    const char* name, const QSize& size, bool hasMockup = true,
    const std::function<void(SceneFixture&, ProfileContext&)>& prepare = {})
{
    return {QLatin1String(name), [size, prepare] { return std::make_unique<OverviewScene>(size, prepare); }, hasMockup};
}

} // namespace

std::vector<NamedScene> overviewScenes()
{
    return {
        overviewScene("a-overview", mockupSize), overviewScene("a-overview-w1100", {1100, 760}),
        overviewScene("a-overview-w900", {900, 700}),
        overviewScene("overview-store-down", mockupSize, false, [](SceneFixture& ground, ProfileContext&) {
            ground.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
        })};
}

} // namespace steward
