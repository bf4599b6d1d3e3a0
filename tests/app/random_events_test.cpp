#include "app/restless.h"
#include "support/campaign.h"
#include "support/test_registry.h"

#include "app/operations/activity_log.h"
#include "app/style/appearance.h"
#include "local/translations.h"
#include "workflows/journal/journal_reader.h"

#include <QDir>

using namespace steward;
using namespace steward::test;

namespace steward::random_events_test {

namespace {

constexpr int eventsInGroup = 5;
constexpr int groupsInRound = 100; ///< then a workspace as at first: much of it is deleted by then

quint32 chosenEventSeed()
{
    const QByteArray given = qgetenv("STEWARD_TEST_SEED");
    return given.isEmpty() ? 20'261'129 : given.toUInt();
}

/// All that a write could change of the practice world. What time alone takes away is left out, and what the backend of
/// a clinic in use writes again.
QStringList everything(Desk& workstation, Timestamp until)
{
    return workstation.world->visit([until](PracticeState& state, Timestamp) {
        QStringList lines;
        for (const PracticeInstance& instance : state.instances) {
            lines << instance.listed.name.text() + connectionWord(instance.listed.connection) +
                         QString::number(static_cast<int>(instance.memory)) + QString::number(instance.codesShown) +
                         (instance.webhook ? QString::number(instance.webhook->events.size()) : QString());
        }
        for (const PracticeRow& row : state.rows) {
            lines << row.row.id.toString() + row.row.instanceName.text() + row.row.status + row.operation.toString() +
                         QString::number(static_cast<int>(row.row.enabled) + 2 * static_cast<int>(row.row.isProtected));
        }
        for (const PracticeEntry& entry : state.entries) {
            if (!entry.inUse && (!entry.expiresAt || *entry.expiresAt > until))
                lines << entry.entry.name.text() + entry.entry.organizationId.toString();
        }
        lines << QStringLiteral("published %1").arg(state.published.size())
              << QStringLiteral("guards %1").arg(state.guards.size()) << state.mayExecute.join(QLatin1Char(' '))
              << QStringLiteral("residues %1").arg(state.residues.size())
              << QStringLiteral("history %1").arg(state.history.size()) << QStringLiteral("drawn %1").arg(state.drawn);
        return lines;
    });
}

/// What stands in one of them alone; empty: they are equal.
QString difference(const QStringList& before, const QStringList& after)
{
    if (before == after)
        return {};
    QStringList lines{QStringLiteral("%1 lines, then %2").arg(before.size()).arg(after.size())};
    for (const QString& line : before) {
        if (!after.contains(line))
            lines << QLatin1Char('-') + line;
    }
    for (const QString& line : after) {
        if (!before.contains(line))
            lines << QLatin1Char('+') + line;
    }
    return lines.join(QStringLiteral(", "));
}

/// A workspace of practice in a window of its own, and somebody who presses whatever there is.
class Round final {
public:
    /// `stores`: of the desk's world, with a journal of its own.
    Round(Desk& workstation, const ProfileContext& stores, quint32 seed)
        : m_workstation(workstation)
        , m_stores(stores)
        , m_somebody(workstation.window, seed, workstation.folder.path())
    {
    }

    /// What went wrong; empty: nothing.
    QString run(int groups, Campaign& campaign)
    {
        for (int group = 0; group < groups; ++group) {
            if (!isOpen() && !open())
                return QStringLiteral("group %1: it does not open").arg(group);
            m_somebody.act(eventsInGroup);
            campaign.addCase();
            if (group % 20 == 19)
                QTest::qWait(50); // what was begun goes on
        }
        return ended() ? QString() : QStringLiteral("what was begun does not end");
    }

private:
    MainWindow& window() { return m_workstation.window; }
    bool isOpen() { return window().pages() && window().view()->operations().stores().title == m_stores.title; }
    bool open()
    {
        window().openStores(m_stores);
        window().show();
        return QTest::qWaitFor([this] { return isOpen() && window().view()->workspace().index(); }, longWait);
    }
    bool ended()
    {
        if (!isOpen())
            return true;
        for (Operation* one : window().view()->activities().allUnderWay())
            one->stop();
        return QTest::qWaitFor([this] { return window().view()->activities().allUnderWay().empty(); }, 2 * longWait);
    }

    Desk& m_workstation;
    const ProfileContext m_stores;
    Restless m_somebody;
};

ProfileContext journaled(Desk& workstation, const QString& title)
{
    ProfileContext stores = workstation.practice();
    stores.title = title;
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    return stores;
}

} // namespace

/// Random events on every page. STEWARD_TEST_SEED begins with the seed that was printed.
class RandomEventsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aReadOnlyWorkspaceStaysAsItIs();
    void aPracticeJournalVerifies();

private:
    /// Rounds of a campaign, each on stores of its own; `look` afterwards says what is not as it has to be.
    template<class Stores, class Look>
    static bool run(const QString& title, const Stores& storesOf, const Look& look);

    QTemporaryDir m_folder; ///< where a file would go that names none
    QString m_before;
};

void RandomEventsTest::init()
{
    m_before = QDir::currentPath();
    QDir::setCurrent(m_folder.path());
}

void RandomEventsTest::cleanup()
{
    QDir::setCurrent(m_before);
    applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), Appearance::Light);
    installTranslations(*QCoreApplication::instance(), Language::English);
}

template<class Stores, class Look>
bool RandomEventsTest::run(const QString& title, const Stores& storesOf, const Look& look)
{
    Campaign campaign(QStringLiteral("Groups of %1 random events, %2").arg(eventsInGroup).arg(title));
    const int rounds = Campaign::count(1, 20);
    for (int round = 0; round < rounds; ++round) {
        const quint32 seed = chosenEventSeed() + static_cast<quint32>(round);
        std::printf("%s, seed %u\n", qPrintable(title), seed);
        std::fflush(stdout);
        Desk workstation(false);
        workstation.world->visit([](PracticeState& state, Timestamp) {
            state.deletionTime = std::chrono::milliseconds(20);
            state.scanTime = std::chrono::milliseconds(500);
        });
        const Timestamp until = workstation.world->now() + std::chrono::hours(1);
        const QStringList before = everything(workstation, until);
        const ProfileContext stores = storesOf(workstation);
        QString trouble = Round(workstation, stores, seed).run(groupsInRound, campaign);
        if (trouble.isEmpty())
            trouble = look(difference(before, everything(workstation, until)), readJournal({stores.journalPath}));
        if (!trouble.isEmpty())
            campaign.violate(QStringLiteral("seed %1: %2").arg(seed).arg(trouble));
        campaign.showProgress(rounds * groupsInRound);
    }
    return campaign.finish();
}

void RandomEventsTest::aReadOnlyWorkspaceStaysAsItIs()
{
    const auto storesOf = [](Desk& workstation) {
        ProfileContext stores = journaled(workstation, QStringLiteral("Read only")); // which would take every write
        stores.isPractice = false;
        stores.readOnly = true;
        stores.environment = Environment::Production;
        return stores;
    };
    QVERIFY(
        run(QStringLiteral("read only"), storesOf, [](const QString& changes, const Result<JournalContent>& journal) {
            if (!changes.isEmpty())
                return QStringLiteral("the stores were changed: ") + changes;
            return journal && journal->operations.empty() ? QString() : QStringLiteral("the journal has an operation");
        }));
}

void RandomEventsTest::aPracticeJournalVerifies()
{
    bool isChanged = false;
    QVERIFY(run(
        QStringLiteral("practice"),
        [](Desk& workstation) { return journaled(workstation, QStringLiteral("Practice of the test")); },
        [&isChanged](const QString& changes, const Result<JournalContent>& journal) {
            isChanged = isChanged || !changes.isEmpty();
            return journal && !journal->damage ? QString() : QStringLiteral("the journal does not verify");
        }));
    QVERIFY(isChanged); // or the events would reach nothing
}

STEWARD_TEST(RandomEventsTest)
} // namespace steward::random_events_test

#include "random_events_test.moc"
