#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "workflows/read/plan_file.h"
#include "workflows/session/session.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace steward;

namespace steward::plan_file_test {

/// Where the pages of a large plan live.
class PlanFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesReadAsTheyWereWritten();
    void nothingIsLeftInTheFolder();
    void whatWasLeftIsRemovedAndWhatIsInUseGoesOn();
};

void PlanFileTest::pagesReadAsTheyWereWritten()
{
    const rig::ScratchDirectory folder;
    const auto file = PlanFile::make(folder.path());
    QVERIFY(file);
    QVERIFY(file->append("first"));
    QVERIFY(file->append(QByteArray(100'000, 'x')));
    QCOMPARE(*file->read(0), QByteArray("first"));
    QVERIFY(file->append("third"));
    QCOMPARE(*file->read(2), QByteArray("third"));
    QCOMPARE(file->read(1)->size(), 100'000);
    QVERIFY(!file->read(3));
}

void PlanFileTest::nothingIsLeftInTheFolder()
{
    const rig::ScratchDirectory folder;
    {
        const auto file = PlanFile::make(folder.path());
        QVERIFY(file && file->append("a page"));
        for (const QFileInfo& each : QDir(folder.path()).entryInfoList(QDir::Files))
            QVERIFY(!(each.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    }
    QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
}

void PlanFileTest::whatWasLeftIsRemovedAndWhatIsInUseGoesOn()
{
    const rig::ScratchDirectory folder;
    const QString left = folder.write(QStringLiteral("plan-abcdef.pages"), "of a process that is gone");
    const QString other = folder.write(QStringLiteral("journal.sqlite"), "the journal's");
    const auto file = PlanFile::make(folder.path());
    QVERIFY(file && file->append("a page"));
    QVERIFY(!QFile::exists(left));
    QVERIFY(QFile::exists(other));
    const auto second = PlanFile::make(folder.path());
    QVERIFY(second && second->append("another"));
    QCOMPARE(*file->read(0), QByteArray("a page"));
    QCOMPARE(*second->read(0), QByteArray("another"));
}

STEWARD_TEST(PlanFileTest)
} // namespace steward::plan_file_test

#include "plan_file_test.moc"
