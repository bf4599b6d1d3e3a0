#include "cli/apply_command.h"
#include "cli/console.h"
#include "cli/create_command.h"
#include "domain/webhook_template.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "support/campaign.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/read/plan_json.h"
#include "workflows/read/plan_maker.h"
#include "workflows/read/saved_plan.h"
#include "workflows/watched_stores.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <array>
#include <unistd.h>

using namespace steward;
using namespace steward::test;

namespace steward::consent_campaign_test {

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// What goes wrong at one reading of a store.
enum class Trouble { None, Failed, NotFound, Cut, Starting, Empty, PhoneOpen, TimedOut };
constexpr std::array troubles{Trouble::None,     Trouble::Failed, Trouble::NotFound,  Trouble::Cut,
                              Trouble::Starting, Trouble::Empty,  Trouble::PhoneOpen, Trouble::TimedOut};

QString troubleWord(Trouble trouble)
{
    static const std::array words{"none", "502", "404", "cut", "starting", "empty", "one phone open", "timeout"};
    return word(words.at(static_cast<size_t>(trouble)));
}

std::optional<ErrorKind> failureOf(Trouble trouble)
{
    switch (trouble) {
    case Trouble::Failed:
        return ErrorKind::ServerError;
    case Trouble::NotFound:
        return ErrorKind::BadAnswer;
    case Trouble::Cut:
        return ErrorKind::Truncated;
    case Trouble::TimedOut:
        return ErrorKind::TimedOut;
    case Trouble::None:
    case Trouble::Starting:
    case Trouble::Empty:
    case Trouble::PhoneOpen:
        break;
    }
    return {};
}

struct Command {
    const char* title;
    std::function<int(const ProfileContext&, const Console&, const Consent&)> run;
    std::optional<QString> text; ///< that its plan asks for
    QString phone;               ///< the instance whose phone is opened meanwhile
    /// The readings of a store: the one by which the plan is made, the one by which it is applied, and any between them
    /// that only looks for what is in the way.
    std::vector<int> readings{1, 2};
};

struct Flags {
    const char* title;
    bool json = false;
    bool dryRun = false;
    bool yes = false;
    bool rightText = false;
    bool wrongText = false;
};
constexpr std::array allFlags{
    Flags{"", false, false, false, false, false},
    Flags{"--json", true, false, false, false, false},
    Flags{"--dry-run", false, true, false, false, false},
    Flags{"--json --dry-run", true, true, false, false, false},
    Flags{"--yes", false, false, true, false, false},
    Flags{"--json --yes", true, false, true, false, false},
    Flags{"--confirm TEXT", false, false, false, true, false},
    Flags{"--json --confirm TEXT", true, false, false, true, false},
    Flags{"--confirm WRONG", false, false, false, false, true},
};

/// Everything that a command could change, but for times.
QByteArray pictureOf(PracticeWorld& world)
{
    return world.visit([](PracticeState& state, Timestamp) {
        QByteArray picture;
        for (const PracticeInstance& one : state.instances) {
            const QByteArray webhook = one.webhook ? one.webhook->url.reveal().toUtf8() +
                                                         QByteArray::number(qsizetype(one.webhook->events.size()))
                                                   : QByteArray("none");
            const QByteArray id = one.listed.id ? one.listed.id->toString().toLatin1() : QByteArray("-");
            picture += one.listed.name.utf8() + ' ' + id + (one.isLeaving() ? " leaving " : " ") + webhook + '\n';
        }
        for (const PracticeRow& one : state.rows) {
            picture += one.row.id.toByteArray() + one.row.name().utf8() + one.row.status.toUtf8() +
                       QByteArray::number(one.row.enabled) + QByteArray::number(one.row.isProtected) + '\n';
        }
        return picture + QByteArray::number(qsizetype(state.entries.size())) + ' ' +
               QByteArray::number(qsizetype(state.published.size())) + ' ' +
               QByteArray::number(qsizetype(state.guards.size()));
    });
}

} // namespace

/// Every changing command × every flag set × what goes wrong at its first or second reading: nothing is changed without
/// consent, what is changed was shown, and the exit code is CONTRACT's. The commands run in this process, on practice
/// stores that fail at that reading alone.
class ConsentCampaignTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingWithoutConsent();

private:
    struct Case {
        const Command& command;
        const Flags& flags;
        Trouble trouble;
        int reading;
        Store store;
        QString text() const;
    };
    struct Ran {
        int code = -1;
        bool hasChanged = false;
        QByteArray out;
    };
    void chooseNames();
    std::vector<Command> commands();
    Command planned(const char* title, const PlanRequest& request, const QString& name);
    QString fileOf(const PlanRequest& request);
    Ran run(const Case& one);
    CallWatch troubling(const Case& one, PracticeWorld& world, bool& isSessionTouched);
    QString judged(const Case& one, const Ran& ran) const;

    rig::ScratchDirectory m_folder;
    QString m_closed;
    QString m_open;
    QString m_disabled;
    QString m_protected; ///< where a command takes the protection away
    OrganizationId m_organization;
    int m_files = 0;
};

QString ConsentCampaignTest::Case::text() const
{
    return QStringLiteral("%1 %2, %3 at reading %4 of the %5")
        .arg(
            QLatin1String(command.title), QLatin1String(flags.title), troubleWord(trouble), QString::number(reading),
            storeWord(store));
}

void ConsentCampaignTest::initTestCase()
{
    // Nobody is asked here, wherever the test is started from.
    QVERIFY(freopen("/dev/null", "r", stdin));
    chooseNames();
    QVERIFY(!m_closed.isEmpty() && !m_open.isEmpty() && !m_disabled.isEmpty() && !m_protected.isEmpty());
}

/// Healthy ones: of an organization with one instance and one row.
void ConsentCampaignTest::chooseNames()
{
    makePracticeFleet()->visit([this](PracticeState& state, Timestamp) {
        const auto rowsOf = [&state](const OrganizationId& organization) {
            return std::ranges::count_if(
                state.rows, [&](const PracticeRow& one) { return one.row.organizationId == organization; });
        };
        for (const PracticeRow& one : state.rows) {
            PracticeInstance* instance = one.isOurs() ? state.instance(one.row.name()) : nullptr;
            if (!instance || rowsOf(one.row.organizationId) != 1 || one.row.isProtected || one.held)
                continue;
            const bool isOpen = instance->memory == MemoryState::Open;
            const bool isListedOpen = instance->listed.connection == Connection::Open;
            if (!one.row.enabled && !isOpen && m_disabled.isEmpty())
                m_disabled = one.row.name().text();
            if (!one.row.enabled || !isOpen || !isListedOpen)
                continue;
            if (m_open.isEmpty()) {
                m_open = one.row.name().text();
                m_organization = one.row.organizationId;
            } else if (m_closed.isEmpty()) {
                m_closed = one.row.name().text(); // run() closes it
            } else if (m_protected.isEmpty()) {
                m_protected = one.row.name().text();
            }
        }
    });
}

QString ConsentCampaignTest::fileOf(const PlanRequest& request)
{
    const QString path = m_folder.filePath(QStringLiteral("plan-%1.json").arg(++m_files));
    const auto world = makePracticeFleet();
    world->visit([this](PracticeState& state, Timestamp) {
        PracticeInstance* closed = state.instance(InstanceName::fromText(m_closed));
        closed->listed.connection = Connection::Close;
        closed->memory = MemoryState::Close;
    });
    const auto saved = rig::onWorker([&] {
        ProfileContext parts;
        parts.role = Role::Administrator;
        parts.stores = std::make_shared<PracticeStores>(world);
        parts.environment = steward::Environment::Development;
        parts.settings.webhookTemplate = practiceWebhookTemplate();
        const auto session = Session::open(parts);
        return savePlan(path, PlanMaker(*session).make(request, CallContext::within(std::chrono::seconds(30))).plan);
    });
    if (!saved)
        qFatal("%s", qPrintable(saved.error().sentence));
    return path;
}

Command ConsentCampaignTest::planned(const char* title, const PlanRequest& request, const QString& name)
{
    const bool isFile = QLatin1String(title).startsWith(QLatin1String("apply"));
    ApplyOptions options;
    options.request = request;
    if (isFile)
        options.file = fileOf(request);
    return {
        title,
        [options](const ProfileContext& profile, const Console& console, const Consent& consent) {
            ApplyOptions given = options;
            given.consent = consent;
            return runApply(profile, console, given);
        },
        {},
        name};
}

std::vector<Command> ConsentCampaignTest::commands()
{
    const auto request = [](PlanKind kind, const QString& name) {
        PlanRequest made;
        made.kind = kind;
        if (!name.isEmpty())
            made.names = {InstanceName::fromText(name)};
        return made;
    };
    std::vector<Command> all;
    all.push_back(planned("delete", request(PlanKind::Delete, m_closed), m_closed));
    all.push_back(planned("delete a connected one", request(PlanKind::Delete, m_open), m_closed));
    all.back().text = m_open;
    all.push_back(planned("apply FILE", request(PlanKind::Delete, m_closed), m_closed));
    all.push_back(planned("apply FILE of a connected one", request(PlanKind::Delete, m_open), m_closed));
    all.back().text = m_open;
    all.push_back(planned("disable", request(PlanKind::Disable, m_closed), m_closed));
    all.push_back(planned("disable a connected one", request(PlanKind::Disable, m_open), m_closed));
    all.back().text = m_open;
    all.push_back(planned("enable", request(PlanKind::Enable, m_disabled), m_closed));
    all.push_back(planned("protect", request(PlanKind::Protect, m_closed), m_closed));
    all.push_back(planned("unprotect", request(PlanKind::Unprotect, m_protected), m_closed));
    all.push_back(planned("unlink", request(PlanKind::Unlink, m_open), m_closed));
    all.back().text = m_open;
    all.push_back(planned("reset", request(PlanKind::ResetPairing, m_closed), m_closed));
    PlanRequest webhook = request(PlanKind::SetWebhook, m_closed);
    webhook.webhook = WebhookChoice{word("https://new.example.org/{instance_name}"), messageEvents()};
    all.push_back(planned("set-webhook", webhook, m_closed));
    all.push_back(planned("restart", request(PlanKind::Restart, m_open), m_closed));
    all.push_back(planned("repair", request(PlanKind::Repair, {}), m_closed));
    all.push_back(planned("repair NAME", request(PlanKind::Repair, m_closed), m_closed));
    all.push_back(planned("clean", request(PlanKind::Clean, {}), m_closed));
    all.back().text = word("5"); // so many does it delete
    CreateOptions create;
    create.organization = m_organization.toString();
    create.name = word("a-new-one");
    create.replace = true;
    all.push_back(
        {"create --if-exists replace",
         [create](const ProfileContext& profile, const Console& console, const Consent& consent) {
             CreateOptions given = create;
             given.consent = consent;
             return runCreate(profile, console, given);
         },
         word("6"), // the organization's six
         m_closed,
         {2, 4, 3}});
    return all;
}

/// Makes the trouble at the list that is read for the so-manieth time, and ends it with the answer. Says where an
/// instance is restarted or its phone disconnected, which the picture does not show.
CallWatch ConsentCampaignTest::troubling(const Case& one, PracticeWorld& world, bool& isSessionTouched)
{
    const auto lists = std::make_shared<int>(0);
    const auto kept = std::make_shared<std::vector<PracticeInstance>>();
    return [=, &world, &isSessionTouched, trouble = one.trouble, at = one.command.readings.at(size_t(one.reading) - 1),
            of = one.store, phone = one.command.phone](Store store, const char* call, CallMoment moment) {
        if (qstrcmp(call, "restart") == 0 || qstrcmp(call, "logOut") == 0)
            isSessionTouched = true;
        if (store != of || qstrcmp(call, store == Store::Cache ? "scan" : "list") != 0)
            return;
        if (moment == CallMoment::Before)
            ++*lists;
        if (*lists != at)
            return;
        const bool begins = moment == CallMoment::Before;
        if (failureOf(trouble))
            world.setFault(of, {begins ? failureOf(trouble) : std::nullopt, {}});
        world.visit([&](PracticeState& state, Timestamp) {
            if (trouble == Trouble::Empty)
                std::swap(state.instances, *kept);
            if (trouble == Trouble::Starting && begins) {
                for (PracticeInstance& instance : state.instances)
                    instance.memory = MemoryState::Missing;
            }
            PracticeInstance* opened = state.instance(InstanceName::fromText(phone));
            if (trouble == Trouble::PhoneOpen && begins && opened) {
                opened->listed.connection = Connection::Open;
                opened->memory = MemoryState::Open;
            }
        });
    };
}

ConsentCampaignTest::Ran ConsentCampaignTest::run(const Case& one)
{
    const auto world = makePracticeFleet();
    const bool isProtected = qstrcmp(one.command.title, "unprotect") == 0;
    world->visit([this, isProtected](PracticeState& state, Timestamp) {
        PracticeInstance* closed = state.instance(InstanceName::fromText(m_closed));
        closed->listed.connection = Connection::Close;
        closed->memory = MemoryState::Close;
        state.deletionTime = std::chrono::milliseconds(10);
        for (PracticeRow& each : state.rows)
            each.row.isProtected = each.row.isProtected || (isProtected && each.row.name().text() == m_protected);
    });
    bool isSessionTouched = false;
    const QByteArray before = pictureOf(*world);
    const QString outPath = m_folder.filePath(word("out"));
    Ran ran;
    rig::onWorker([&] {
        Output out;
        QFile err;
        out.setFileName(outPath);
        err.setFileName(m_folder.filePath(word("err")));
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) || !err.open(QIODevice::WriteOnly))
            qFatal("no output");
        Console console;
        console.out = &out;
        console.err = &err;
        console.json = one.flags.json;
        ProfileContext profile;
        profile.role = Role::Administrator;
        profile.stores =
            watchedStores(std::make_shared<PracticeStores>(world), troubling(one, *world, isSessionTouched));
        profile.settings.webhookTemplate = practiceWebhookTemplate();
        profile.environment = steward::Environment::Development;
        profile.journalPath = m_folder.filePath(word("journal"));
        Consent consent;
        consent.dryRun = one.flags.dryRun;
        consent.yes = one.flags.yes;
        if (one.flags.rightText)
            consent.text = one.command.text;
        if (one.flags.wrongText)
            consent.text = word("wrong");
        ran.code = one.command.run(profile, console, consent);
        out.flushAll();
        return 0;
    });
    ran.hasChanged = isSessionTouched || pictureOf(*world) != before;
    QFile written(outPath);
    if (written.open(QIODevice::ReadOnly))
        ran.out = written.readAll();
    QDir(m_folder.filePath(word("journal"))).removeRecursively();
    return ran;
}

QString ConsentCampaignTest::judged(const Case& one, const Ran& ran) const
{
    const bool asksText = one.command.text.has_value();
    const bool isAgreed = !one.flags.dryRun && (asksText ? one.flags.rightText
                                                         : one.flags.yes || one.flags.rightText || one.flags.wrongText);
    // What only protects or sets a webhook asks no connectionState, so it cannot tell that the server starts, and need
    // not.
    const QByteArray title = one.command.title;
    const bool asksMemory = !title.contains("protect") && title != "set-webhook";
    const bool isUnread = failureOf(one.trouble) || (one.trouble == Trouble::Starting && asksMemory);
    if (!isAgreed && ran.hasChanged)
        return word("changed without consent");
    if (one.flags.json && QJsonDocument::fromJson(ran.out).object().value(word("version")) != 1)
        return word("not one document: ") + QString::fromUtf8(ran.out.right(200));
    if (isUnread && one.reading == 1 && (ran.code != 4 || ran.hasChanged))
        return QStringLiteral("a failed first reading: exit %1").arg(ran.code);
    // Those after the first are reached only by who agreed.
    if (isUnread && one.reading > 1 && isAgreed && (ran.code != 4 || ran.hasChanged))
        return QStringLiteral("a failed second reading: exit %1").arg(ran.code);
    // An empty list has nothing in the way; it is read once more before anything is changed.
    if (one.trouble == Trouble::Empty && isAgreed && ran.hasChanged && one.reading < 3)
        return word("changed although the server read empty");
    if (ran.hasChanged && ran.code != 0 && ran.code != 1 && ran.code != 3)
        return QStringLiteral("changed, exit %1").arg(ran.code);
    const bool isWhole = one.trouble == Trouble::None;
    if (isWhole && isAgreed && (ran.code != 0 || !ran.hasChanged))
        return QStringLiteral("agreed to and not done: exit %1").arg(ran.code);
    const bool isRefusedText = asksText && (one.flags.yes || one.flags.wrongText);
    if (isWhole && !isAgreed && ran.code != (isRefusedText ? 4 : 2))
        return QStringLiteral("not agreed to: exit %1").arg(ran.code);
    return {};
}

void ConsentCampaignTest::nothingWithoutConsent()
{
    Campaign campaign(word("Changing commands × flags × a first or second reading that goes wrong"));
    const std::vector<Command> all = commands();
    int place = 0;
    for (const Command& command : all) {
        for (const Flags& flags : allFlags) {
            if (flags.rightText && !command.text)
                continue;
            for (const Trouble trouble : troubles) {
                for (int reading = 1; reading <= int(command.readings.size()); ++reading) {
                    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
                        const bool isServers =
                            trouble == Trouble::Starting || trouble == Trouble::Empty || trouble == Trouble::PhoneOpen;
                        if ((isServers && store != Store::Server) ||
                            (trouble == Trouble::None && (reading > 1 || store != Store::Server)))
                            continue;
                        if (!Campaign::isLong() && ++place % 19 != 0)
                            continue;
                        const Case one{command, flags, trouble, reading, store};
                        campaign.addCase();
                        if (const QString wrong = judged(one, run(one)); !wrong.isEmpty())
                            campaign.violate(one.text() + word(": ") + wrong);
                    }
                }
            }
        }
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ConsentCampaignTest)
} // namespace steward::consent_campaign_test

#include "consent_campaign_test.moc"
