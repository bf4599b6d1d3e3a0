#include "support/campaign.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "workflows/journal/journal_copy.h"
#include "workflows/journal/journal_samples.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <set>

using namespace steward;
using namespace steward::test;

namespace steward::journal_damage_test {

namespace {

constexpr int walHeader = 32;       // bytes
constexpr int walFrame = 24 + 4096; // bytes
constexpr int waitMilliseconds = 60'000;

bool areWritten(Journal& journal, int operations)
{
    for (int i = 0; i < operations; ++i) {
        auto operation = journal.begin(sampleTask(QStringLiteral("Operation %1").arg(i)));
        const Result<qint64> first = operation ? operation->writeIntents({sampleStep(QStringLiteral("x"))}) : 0;
        if (!operation || !first || !operation->writeResults({{*first, StepOutcome::Done, {}}}) ||
            !operation->finish(OperationOutcome::Done))
            return false;
    }
    return true;
}

/// Everything is in the WAL.
JournalImage freshImage(const QString& path)
{
    const auto journal = Journal::open(path, Role::Administrator);
    return journal && areWritten(**journal, 2) ? JournalImage::of({path}) : JournalImage{};
}

/// Old records are in the database, new ones in the WAL.
JournalImage halfImage(const QString& path)
{
    if (const auto journal = Journal::open(path, Role::Administrator); !journal || !areWritten(**journal, 3))
        return {};
    return freshImage(path);
}

/// Everything is in the database, and some is forgotten, so that the chain has gaps.
JournalImage oldImage(const QString& path)
{
    Timestamp now(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1));
    const auto clock = [&now] { return now; };
    {
        const auto journal = Journal::open(path, Role::Administrator, clock);
        if (!journal || !areWritten(**journal, 2) || !(*journal)->begin(sampleTask(QStringLiteral("stuck"))) ||
            !areWritten(**journal, 2))
            return {};
    }
    now += std::chrono::days(401);
    if (const auto journal = Journal::open(path, Role::Administrator, clock); !journal)
        return {};
    now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (const auto journal = Journal::open(path, Role::Administrator, clock); !journal || !areWritten(**journal, 2))
        return {};
    return JournalImage::of({path});
}

/// First, last and random places below `end`, `count` of them, or all where there are no more.
std::set<qsizetype> places(qsizetype end, qsizetype count, QRandomGenerator& random)
{
    std::set<qsizetype> chosen{0, end - 1};
    while (std::ssize(chosen) < std::min(count, end))
        chosen.insert(random.bounded(static_cast<int>(end)));
    return chosen;
}

} // namespace

class JournalDamageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void walCutAtAnyByte();
    void oneByteFlipped();
    void missingAndForeignFiles();
    void killedAtRandomInstants();

private:
    void judge(Campaign& campaign, const JournalImage& damaged, const QString& what);
    void flipIn(
        Campaign& campaign, const JournalImage& image, std::optional<QByteArray> JournalImage::*file, const char* what);
    JournalFolder copyFolder() const { return {m_scratch.filePath(QStringLiteral("copy"))}; }

    const rig::ScratchDirectory m_scratch;
    QRandomGenerator m_random{20260401};
    JournalImage m_fresh;
    JournalImage m_half;
    JournalImage m_old;
    int m_told = 0;
};

void JournalDamageTest::initTestCase()
{
    m_fresh = freshImage(m_scratch.filePath(QStringLiteral("fresh")));
    m_half = halfImage(m_scratch.filePath(QStringLiteral("half")));
    m_old = oldImage(m_scratch.filePath(QStringLiteral("old")));
    for (const JournalImage* image : {&m_fresh, &m_half, &m_old}) {
        QVERIFY(image->seen.size() > 2 && image->database && image->head);
        QVERIFY2(verdictOn(*image, copyFolder(), true) == DamageVerdict::Same, "undamaged, it is whole");
    }
    QVERIFY(m_fresh.wal && m_fresh.wal->size() > 8 * walFrame && m_half.wal->size() > 8 * walFrame);
    QVERIFY2(m_old.seen.first().contains(QStringLiteral("4 forgotten")), qPrintable(m_old.seen.first()));
}

void JournalDamageTest::judge(Campaign& campaign, const JournalImage& damaged, const QString& what)
{
    campaign.addCase();
    // Going on waits for the disk, too long to do it ten thousand times.
    const bool goOn = !Campaign::isLong() || campaign.cases() % 100 == 0;
    const DamageVerdict verdict = verdictOn(damaged, copyFolder(), goOn);
    if (verdict == DamageVerdict::Hidden)
        campaign.violate(what);
    m_told += verdict == DamageVerdict::Told ? 1 : 0;
}

void JournalDamageTest::walCutAtAnyByte()
{
    Campaign campaign(QStringLiteral("WAL cut"));
    m_told = 0;
    for (const JournalImage* image : {&m_fresh, &m_half}) {
        std::set<qsizetype> cuts = places(image->wal->size(), Campaign::count(30, 10'000), m_random);
        for (qsizetype frame = walHeader; frame < image->wal->size(); frame += walFrame)
            cuts.insert({frame - 1, frame, frame + 1});
        for (const qsizetype cut : cuts) {
            JournalImage damaged = *image;
            damaged.wal->truncate(cut);
            judge(campaign, damaged, QStringLiteral("cut at byte %1 of %2").arg(cut).arg(image->wal->size()));
        }
    }
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 100);
    QCOMPARE(m_told, campaign.cases()); // a shorter WAL always lacks a commit
}

void JournalDamageTest::flipIn(
    Campaign& campaign, const JournalImage& image, std::optional<QByteArray> JournalImage::*file, const char* what)
{
    std::set<qsizetype> chosen = places((image.*file)->size(), Campaign::count(15, 5'000), m_random);
    // Half of a file is empty; a short campaign looks for where records are.
    while (!Campaign::isLong() && std::ssize(chosen) < 45) {
        const qsizetype place = m_random.bounded(static_cast<int>((image.*file)->size()));
        if ((image.*file)->at(place) != '\0')
            chosen.insert(place);
    }
    for (const qsizetype place : chosen) {
        JournalImage damaged = image;
        QByteArray& bytes = *(damaged.*file);
        bytes[place] = static_cast<char>(bytes[place] ^ static_cast<char>(m_random.bounded(1, 256)));
        judge(campaign, damaged, QStringLiteral("%1, byte %2").arg(QLatin1String(what)).arg(place));
    }
}

void JournalDamageTest::oneByteFlipped()
{
    Campaign campaign(QStringLiteral("One byte flipped"));
    m_told = 0;
    flipIn(campaign, m_fresh, &JournalImage::wal, "new WAL");
    flipIn(campaign, m_half, &JournalImage::wal, "WAL");
    flipIn(campaign, m_half, &JournalImage::database, "database below a WAL");
    flipIn(campaign, m_old, &JournalImage::database, "database with gaps");
    flipIn(campaign, m_old, &JournalImage::head, "head");
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 100);
    QVERIFY(m_told > campaign.cases() / 4 && m_told < campaign.cases());
}

void JournalDamageTest::missingAndForeignFiles()
{
    Campaign campaign(QStringLiteral("Missing and foreign files"));
    m_told = 0;
    for (const JournalImage* image : {&m_fresh, &m_half}) {
        for (auto file : {&JournalImage::database, &JournalImage::wal, &JournalImage::head}) {
            JournalImage damaged = *image;
            (damaged.*file).reset();
            judge(campaign, damaged, QStringLiteral("missing"));
            damaged.*file = QByteArray();
            judge(campaign, damaged, QStringLiteral("empty"));
            damaged.*file = (image == &m_fresh ? m_half : m_fresh).*file;
            judge(campaign, damaged, QStringLiteral("another journal's"));
        }
    }
    QVERIFY(campaign.finish());
    QVERIFY(m_told >= 12); // every missing and every empty file; a foreign one may lie wholly below the WAL's pages
}

void JournalDamageTest::killedAtRandomInstants()
{
    Campaign campaign(QStringLiteral("Killed while writing"));
    const QString writer = qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/journal-writer");
    qint64 recordsBefore = 0;
    qint64 written = 0;
    for (int i = 0; i < Campaign::count(100, 300); ++i) {
        // A new journal now and then, to be killed while it is made, too.
        const JournalFolder folder{m_scratch.filePath(QStringLiteral("killed-%1").arg(i / 5))};
        recordsBefore = i % 5 == 0 ? 0 : recordsBefore;
        QProcess child;
        child.start(writer, {folder.path, QStringLiteral("0")});
        QVERIFY(child.waitForStarted());
        if (i % 2 == 0) // at work for certain, however slowly a process starts; else at any instant
            QVERIFY(child.waitForReadyRead(waitMilliseconds));
        child.waitForFinished(m_random.bounded(1, 60)); // it never ends by itself
        child.kill();                                   // SIGKILL
        QVERIFY(child.waitForFinished(waitMilliseconds));
        const qint64 acknowledged = child.readAllStandardOutput().count('\n');
        const Result<JournalContent> content = readJournal(folder);
        campaign.addCase();
        const QString instant = QStringLiteral("kill %1 after %2 records").arg(i).arg(acknowledged);
        if (!content || content->damage) {
            campaign.violate(
                instant + QStringLiteral(": ") + (content ? content->damage->detail : content.error().detail));
            break;
        }
        // What was acknowledged is there; one more may have been on its way.
        const qint64 added = content->records - recordsBefore;
        if (added < acknowledged || added > acknowledged + 1)
            campaign.violate(instant + QStringLiteral(": %1 are there").arg(added));
        for (const JournalEntry& entry : content->unfinished()) {
            if (entry.isHeld)
                campaign.violate(instant + QStringLiteral(": the dead holds its operation"));
        }
        recordsBefore = content->records;
        written += added;
    }
    QVERIFY(campaign.finish());
    QVERIFY2(written > campaign.cases(), "most were killed at work, not at their start");
}

STEWARD_TEST(JournalDamageTest)
} // namespace steward::journal_damage_test

#include "journal_damage_test.moc"
