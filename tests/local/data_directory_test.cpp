#include "local/data_directory.h"
#include "local/profile_samples.h"
#include "support/test_registry.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::data_directory_test {

class DataDirectoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isMadeForItsOwnerOnly();
    void anExistingFolderKeepsItsRights();
    void everybodysFolderIsRefused();
    void aFileIsRefused();
    void relativePathsBecomeAbsolute();
    void standsInTheUsersLocalFolder();

private:
    QString in(const char* name) const { return m_root->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void DataDirectoryTest::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
}

void DataDirectoryTest::isMadeForItsOwnerOnly()
{
    const auto directory = DataDirectory::open(in("a/b/c"));
    QVERIFY(directory.has_value());
    QCOMPARE(directory->path(), in("a/b/c"));
    QVERIFY((QFileInfo(directory->path()).permissions() & othersRights) == QFileDevice::Permissions());
    QCOMPARE(DataDirectory::open(in("a/b/c"))->path(), directory->path());
}

void DataDirectoryTest::anExistingFolderKeepsItsRights()
{
    // --data-dir may name a folder with other things in it; closing it would lock others out of these.
    QVERIFY(QDir().mkdir(in("shared")));
    const auto rights = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner |
                        QFileDevice::ReadGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::ExeOther;
    QVERIFY(QFile::setPermissions(in("shared"), rights));
    QVERIFY(DataDirectory::open(in("shared")).has_value());
    QVERIFY(QFileInfo(in("shared")).permission(QFileDevice::ReadOther | QFileDevice::ReadGroup));
}

void DataDirectoryTest::everybodysFolderIsRefused()
{
    QVERIFY(QDir().mkdir(in("open")));
    QVERIFY(QFile::setPermissions(in("open"), QFileInfo(in("open")).permissions() | QFileDevice::WriteOther));
    const auto directory = DataDirectory::open(in("open"));
    QVERIFY(!directory.has_value());
    QVERIFY(directory.error().sentence.contains(in("open")));
    QVERIFY(QFileInfo(in("open")).permission(QFileDevice::WriteOther)); // and left as it was
}

void DataDirectoryTest::aFileIsRefused()
{
    QVERIFY(fill(in("file"), "x"));
    QCOMPARE(DataDirectory::open(in("file")).error().kind, ErrorKind::LocalFailure);
    QCOMPARE(DataDirectory::open(in("file/below")).error().kind, ErrorKind::LocalFailure);
}

void DataDirectoryTest::relativePathsBecomeAbsolute()
{
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_root->path()));
    const auto directory = DataDirectory::open(QStringLiteral("here/../there"));
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(directory.has_value());
    QVERIFY(QDir::isAbsolutePath(directory->path()));
    QVERIFY(QFileInfo(in("there")).isDir());
    QVERIFY(!QFileInfo::exists(in("here")));
}

void DataDirectoryTest::standsInTheUsersLocalFolder()
{
    qputenv("XDG_DATA_HOME", in("home").toUtf8());
    const auto directory = DataDirectory::open();
    qunsetenv("XDG_DATA_HOME");
    QVERIFY(directory.has_value());
#ifdef Q_OS_LINUX
    QCOMPARE(directory->path(), in("home/steward"));
#endif
    QVERIFY(directory->profilesPath().startsWith(directory->path()));
}

STEWARD_TEST(DataDirectoryTest)
} // namespace steward::data_directory_test

#include "data_directory_test.moc"
