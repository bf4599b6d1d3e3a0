#include "local/environment_settings.h"
#include "local/profile_contexts.h"
#include "local/profile_file.h"
#include "local/profile_samples.h"
#include "local/profile_store.h"
#include "support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::profile_store_test {

class ProfileStoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saveLoadListRemove();
    void idsOfNames_data();
    void idsOfNames();
    void filesAreTheirOwnersOnly();
    void savingKeepsIds();
    void oneBadFileHidesNoOther();
    void hostileIdsReachNoFile_data();
    void hostileIdsReachNoFile();
    void findByName();
    void exportAndImport();
    void importRefusesSecrets();
    void folderThatCannotBeMade();
    void whatIsProtectedIsKnownAtOnce();

private:
    ProfileStore store() const { return ProfileStore(*DataDirectory::open(m_root->path())); }
    QString profiles() const { return m_root->filePath(QStringLiteral("profiles")); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void ProfileStoreTest::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
}

void ProfileStoreTest::saveLoadListRemove()
{
    QVERIFY(store().list()->empty());
    const auto saved = store().save(fullProfile());
    QVERIFY(saved.has_value());
    QCOMPARE(saved->id, QStringLiteral("clinics-brazil"));
    QVERIFY(!saved->keychainId.isNull());
    QVERIFY(*store().load(saved->id) == *saved);
    const auto listed = store().list();
    QCOMPARE(listed->size(), 1U);
    QVERIFY(listed->front().profile.has_value());
    QVERIFY(store().remove(saved->id).has_value());
    QVERIFY(store().remove(saved->id).has_value()); // twice ends the same way
    QVERIFY(store().list()->empty());
    QCOMPARE(store().load(saved->id).error().kind, ErrorKind::NotFound);
}

void ProfileStoreTest::idsOfNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("id");
    const auto row = [](const char* name, const char* id) {
        QTest::newRow(name) << QString::fromUtf8(name) << QString::fromLatin1(id);
    };
    row("Produ\xc3\xa7\xc3\xa3o S\xc3\xa3o Paulo", "producao-sao-paulo");
    row("../../etc/passwd", "etc-passwd");
    row("a  --  b", "a-b");
    row("NUL", "profile-nul");
    row("\xe4\xb8\xad\xe6\x96\x87", "profile");
    row("!!!", "profile");
}

void ProfileStoreTest::idsOfNames()
{
    QFETCH(QString, name);
    QFETCH(QString, id);
    Profile profile = fullProfile();
    profile.name = name;
    QCOMPARE(store().save(profile)->id, id);
    QCOMPARE(store().save(profile)->id, id + QStringLiteral("-2"));
    QCOMPARE(store().save(profile)->id, id + QStringLiteral("-3"));
    QCOMPARE(QDir(profiles()).entryList(QDir::Files).size(), 3);
}

void ProfileStoreTest::filesAreTheirOwnersOnly()
{
    const auto saved = store().save(fullProfile());
    const QString path = profiles() + QStringLiteral("/clinics-brazil.json");
    QVERIFY((QFileInfo(profiles()).permissions() & othersRights) == QFileDevice::Permissions());
    QVERIFY((QFileInfo(path).permissions() & othersRights) == QFileDevice::Permissions());
    // A file that somebody opened to others is closed again by the next save.
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther));
    QVERIFY(store().save(*saved).has_value());
    QVERIFY((QFileInfo(path).permissions() & othersRights) == QFileDevice::Permissions());
    QCOMPARE(QDir(profiles()).entryList(QDir::Files | QDir::Hidden).size(), 1); // no temporary file is left
}

void ProfileStoreTest::savingKeepsIds()
{
    auto saved = *store().save(fullProfile());
    const QUuid keychainId = saved.keychainId;
    saved.name = QStringLiteral("Renamed");
    const auto again = store().save(saved);
    QCOMPARE(again->id, QStringLiteral("clinics-brazil"));
    QCOMPARE(again->keychainId, keychainId);
    QCOMPARE(store().list()->size(), 1U);
}

void ProfileStoreTest::oneBadFileHidesNoOther()
{
    QVERIFY(store().save(fullProfile()).has_value());
    QVERIFY(fill(profiles() + QStringLiteral("/broken.json"), "{"));
    QVERIFY(fill(profiles() + QStringLiteral("/large.json"), QByteArray(ProfileFile::largest + 1, ' ')));
    QVERIFY(fill(profiles() + QStringLiteral("/notes.txt"), "x"));
    const auto entries = store().list();
    QCOMPARE(entries->size(), 3U);
    QVERIFY(!entries->at(0).profile.has_value());
    QVERIFY(entries->at(1).profile.has_value());
    QVERIFY(!entries->at(2).profile.has_value());
    QCOMPARE(store().find(QStringLiteral("broken")).error().kind, ErrorKind::InvalidSettings);
}

void ProfileStoreTest::hostileIdsReachNoFile_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"../secret", "..", ".", "", "a/b", "A", "x.json", "/etc/passwd", "a\n", "-a"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void ProfileStoreTest::hostileIdsReachNoFile()
{
    QFETCH(QString, id);
    QVERIFY(store().save(fullProfile()).has_value());
    const QString outside = m_root->filePath(QStringLiteral("secret.json"));
    QVERIFY(fill(outside, *ProfileFile::toDocument(fullProfile())));
    QCOMPARE(store().load(id).error().kind, ErrorKind::NotFound);
    QCOMPARE(store().find(id).error().kind, ErrorKind::NotFound);
    QCOMPARE(store().remove(id).error().kind, ErrorKind::NotFound);
    Profile profile = fullProfile();
    profile.id = id;
    if (!id.isEmpty())
        QVERIFY(!store().save(profile).has_value());
    QVERIFY(QFile::exists(outside));
}

void ProfileStoreTest::findByName()
{
    const auto first = store().save(fullProfile());
    QCOMPARE(store().find(QStringLiteral("clinics-brazil"))->id, first->id);
    QCOMPARE(store().find(QStringLiteral("Clinics Brazil"))->id, first->id);
    QVERIFY(store().save(fullProfile()).has_value());
    const auto both = store().find(QStringLiteral("Clinics Brazil"));
    QVERIFY(!both.has_value());
    QVERIFY(both.error().sentence.contains(QLatin1String("clinics-brazil-2")));
    QCOMPARE(store().find(QStringLiteral("Other")).error().kind, ErrorKind::NotFound);
}

void ProfileStoreTest::exportAndImport()
{
    const auto saved = *store().save(fullProfile());
    const QString path = m_root->filePath(QStringLiteral("export.json"));
    QVERIFY(store().exportTo(path, saved.id).has_value());
    QCOMPARE(contentOf(path), contentOf(profiles() + QStringLiteral("/clinics-brazil.json")));
    auto imported = *store().importFrom(path);
    QCOMPARE(imported.id, QStringLiteral("clinics-brazil-2"));
    // A foreign file must not get at the secrets that are stored for a profile here.
    QVERIFY(imported.keychainId != saved.keychainId);
    imported.id = saved.id;
    imported.keychainId = saved.keychainId;
    QVERIFY(imported == saved);
    QCOMPARE(store().exportTo(path, QStringLiteral("none")).error().kind, ErrorKind::NotFound);
}

void ProfileStoreTest::importRefusesSecrets()
{
    const QString path = m_root->filePath(QStringLiteral("import.json"));
    QVERIFY(fill(path, R"({"version": 1, "name": "x", "database": {"password": "canarypass"}})"));
    const auto imported = store().importFrom(path);
    QVERIFY(!imported.has_value());
    QVERIFY(imported.error().sentence.contains(QLatin1String("database.password")));
    QVERIFY(store().list()->empty());
    QVERIFY(!store().importFrom(m_root->filePath(QStringLiteral("none.json"))).has_value());
}

void ProfileStoreTest::folderThatCannotBeMade()
{
    QVERIFY(fill(profiles(), "a file where the folder should be"));
    QCOMPARE(store().list().error().kind, ErrorKind::LocalFailure);
    QCOMPARE(store().save(fullProfile()).error().kind, ErrorKind::LocalFailure);
}

void ProfileStoreTest::whatIsProtectedIsKnownAtOnce()
{
    Profile profile = fullProfile();
    profile.id.clear();
    const Result<Profile> saved = store().save(profile);
    QVERIFY(saved);
    const ProfileSecrets secrets{Secret("key"), Secret("database"), Secret("cache")};
    const Result<ProfileContext> set = contextOfProfile({*saved, secrets}, *DataDirectory::open(m_root->path()), {});
    QVERIFY2(set, set ? "" : qPrintable(set.error().sentence));
    const AuditSettings copied = set->settings; // as a reading that is under way has them
    const InstanceName orphan = InstanceName::fromText(u"orphan");
    QVERIFY(!copied.isProtected(orphan));
    QVERIFY(copied.isProtected(profile.protectedInstances.front()));
    QVERIFY(set->protectInProfile(orphan, true));
    QVERIFY(copied.isProtected(orphan));
    QVERIFY(store().load(saved->id)->protects(orphan));
    QVERIFY(set->protectInProfile(orphan, false));
    QVERIFY(!copied.isProtected(orphan));
    QVERIFY(!store().load(saved->id)->protects(orphan));

    QVERIFY(store().remove(saved->id));
    QVERIFY(!set->protectInProfile(orphan, true)); // not saved: not protected
    QVERIFY(!copied.isProtected(orphan));
}

STEWARD_TEST(ProfileStoreTest)
} // namespace steward::profile_store_test

#include "profile_store_test.moc"
