#include "local/environment_settings.h"
#include "local/managed_settings.h"
#include "local/profile_contexts.h"
#include "local/profile_file.h"
#include "local/profile_samples.h"
#include "local/profile_store.h"
#include "support/campaign.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#ifndef Q_OS_WIN
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace steward;
using namespace steward::test;

namespace steward::managed_settings_test {

namespace {

/// The example in a page of the manual.
QByteArray exampleIn(const char* page)
{
    const QString text = QString::fromUtf8(contentOf(
        qEnvironmentVariable("STEWARD_TEST_SOURCE_DIR") + QStringLiteral("/docs/manual/") + QLatin1String(page)));
    static const QRegularExpression block(
        QStringLiteral("```json\\n(.*?)```"), QRegularExpression::DotMatchesEverythingOption);
    return block.match(text).captured(1).toUtf8();
}

ManagedSettings example()
{
    return ManagedSettings::fromDocument(exampleIn("administrators.md")).value();
}

/// What the environment or a person's profile may say: everything is open.
Profile openProfile()
{
    Profile profile = fullProfile();
    profile.readOnly = false;
    profile.allowInsecure = true;
    profile.serverUrl = QStringLiteral("http://127.0.0.1:1");
    profile.serverCaFile.clear();
    profile.caFile.clear();
    profile.database = {QStringLiteral("127.0.0.1"), 1, QStringLiteral("d"), QStringLiteral("u"), {}, {}};
    profile.cache = {};
    profile.cache.host = QStringLiteral("127.0.0.1");
    return profile;
}

} // namespace

/// What an administrator has set for everybody on the computer.
class ManagedSettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_root = std::make_unique<rig::ScratchDirectory>(); }
    void nothingIsSetWithoutAFile();
    void theManualsExampleIsRead();
    void everyFieldMayBeLeftOut();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void aFileThatCannotBeUsedLocks();
    void aDamagedFileOpensNothing();
    void whoMayHaveWrittenIt();
    void noProfileOverridesIt();
    void theAdministratorsProfilesGoFirst();
    void onlyTheAdministratorsProfilesAreOpened();
    void aSecretGoesToNoOtherAddress();
    void thePersonsOwnStaysAsItWas();
    void aTeamsProfilesAreTakenOver();
    void aTeamsFileIsManagedSettings();

private:
    DataDirectory directory() const { return DataDirectory::open(m_root->filePath(QStringLiteral("data"))).value(); }

    std::unique_ptr<rig::ScratchDirectory> m_root;
};

void ManagedSettingsTest::nothingIsSetWithoutAFile()
{
    const ManagedSettings none = ManagedSettings::load(QStringLiteral("/none"), ManagedFile::Absent);
    QVERIFY(!none.trouble && !none.readOnly && !none.onlyTheseProfiles && !none.onlyEncrypted && !none.language);
    QVERIFY(none.profiles.empty() && none.allows(QStringLiteral("own")));
    QCOMPARE(none.applied(fullProfile()), fullProfile());
    QCOMPARE(none.withOwn(fullProfile(), Profile()), fullProfile());
}

void ManagedSettingsTest::theManualsExampleIsRead()
{
    const ManagedSettings set = example();
    QCOMPARE(set.language, Language::Portuguese);
    QVERIFY(set.onlyTheseProfiles && set.readOnly && set.forStaff && set.onlyEncrypted);
    QVERIFY(set.looksForUpdates == false && set.closesToTray == true);
    QCOMPARE(set.pendingGrace, std::chrono::minutes(10));
    QCOMPARE(set.stuckPairingAfter, std::chrono::minutes(15));
    QCOMPARE(set.readEvery, std::chrono::minutes(10));
    QCOMPARE(set.lockAfter, std::chrono::minutes(4));
    QCOMPARE(set.profiles.size(), size_t(1));
    const Profile* north = set.find(QStringLiteral("managed-north"));
    QVERIFY(north && north->database.port == 6543 && north->cache.host == QLatin1String("cache.example.org"));
    QVERIFY(north->toConnectionSettings({}, m_root->path()) || !north->serverUrl.isEmpty());
    // The manual of each language has the same one.
    QCOMPARE(exampleIn("administrators.pt_BR.md"), exampleIn("administrators.md"));
    QCOMPARE(exampleIn("administrators.es.md"), exampleIn("administrators.md"));
}

void ManagedSettingsTest::everyFieldMayBeLeftOut()
{
    const Result<ManagedSettings> least = ManagedSettings::fromDocument(R"({"version": 1})");
    QVERIFY(least && !least->readOnly && !least->language && least->profiles.empty());
    const auto part = [](const char* text) { return ManagedSettings::fromDocument(text); };
    QVERIFY(part(R"({"version": 1, "switches": {}, "limits": {}, "profiles": {}})"));
    QCOMPARE(part(R"({"version": 1, "limits": {"read_every_minutes": 0}})")->readEvery, std::chrono::minutes(0));
    QVERIFY(part(R"({"version": 1, "switches": {"look_for_updates": true}})")->looksForUpdates == true);
}

void ManagedSettingsTest::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<QByteArray>("document");
    const auto add = [](const char* name, const QByteArray& document) { QTest::newRow(name) << document; };
    add("nothing", "");
    add("no object", "[1]");
    add("cut", R"({"version": 1)");
    add("no version", "{}");
    add("another version", R"({"version": 2})");
    add("unknown field", R"({"version": 1, "read_only": true})");
    add("misspelled switch", R"({"version": 1, "switches": {"readonly": true}})");
    add("switch of another type", R"({"version": 1, "switches": {"read_only": 1}})");
    add("switch as a text", R"({"version": 1, "switches": {"read_only": "true"}})");
    add("switches as a list", R"({"version": 1, "switches": []})");
    add("opens writing", R"({"version": 1, "switches": {"read_only": false}})");
    add("makes administrators", R"({"version": 1, "switches": {"role": "administrator"}})");
    add("opens connections", R"({"version": 1, "switches": {"allow_insecure": true}})");
    add("opens profiles", R"({"version": 1, "switches": {"only_these_profiles": false}})");
    add("unknown language", R"({"version": 1, "language": "fr"})");
    add("no language", R"({"version": 1, "language": "system"})");
    add("limit beyond", R"({"version": 1, "limits": {"read_every_minutes": 61}})");
    add("limit below", R"({"version": 1, "limits": {"pending_grace_minutes": -1}})");
    add("never locked", R"({"version": 1, "limits": {"lock_after_minutes": 0}})");
    add("limit in parts", R"({"version": 1, "limits": {"pending_grace_minutes": 1.5}})");
    add("unknown limit", R"({"version": 1, "limits": {"most": 1}})");
    add("profile of no shape", R"({"version": 1, "profiles": {"a": 1}})");
    add("profile's name as a path", R"({"version": 1, "profiles": {"../a": {"version": 1, "name": "A"}}})");
    add("profile without a name", R"({"version": 1, "profiles": {"a": {"version": 1}}})");
    add("profile with a secret", R"({"version": 1, "profiles": {"a": {"version": 1, "name": "A", "api_key": "x"}}})");
    add("profile with a misspelled field",
        R"({"version": 1, "profiles": {"a": {"version": 1, "name": "A", "readonly": true}}})");
    add("misspelled within",
        R"({"version": 1, "profiles": {"a": {"version": 1, "name": "A", "cache": {"hosts": "x"}}}})");
    add("two of one name",
        R"({"version": 1, "profiles": {"a": {"version": 1, "name": "A"}, "managed-a": {"version": 1, "name": "B"}}})");
}

void ManagedSettingsTest::whatDoesNotFitIsRefused()
{
    QFETCH(const QByteArray, document);
    const Result<ManagedSettings> refused = ManagedSettings::fromDocument(document);
    QVERIFY(!refused);
    QVERIFY(!refused.error().sentence.isEmpty() && !refused.error().detail.isEmpty());
    const QString path = m_root->write(QStringLiteral("managed.json"), document);
    const ManagedSettings locked = ManagedSettings::load(path, ManagedFile::Sound);
    QVERIFY(
        locked.trouble && locked.readOnly && locked.forStaff && locked.onlyEncrypted &&
        locked.looksForUpdates == false);
    QVERIFY2(locked.trouble->sentence.contains(QDir::toNativeSeparators(path)), qPrintable(locked.trouble->sentence));
    QCOMPARE(locked.readOnlySentence(), locked.trouble->sentence);
}

void ManagedSettingsTest::aFileThatCannotBeUsedLocks()
{
    // Also where it says nothing that would lock: who wrote it is not known.
    const QString path = m_root->write(QStringLiteral("managed.json"), R"({"version": 1})");
    QVERIFY(!ManagedSettings::load(path, ManagedFile::Sound).readOnly);
    for (const ManagedFile state : {ManagedFile::Untrusted, ManagedFile::Unreadable, static_cast<ManagedFile>(77)}) {
        const ManagedSettings locked = ManagedSettings::load(path, state);
        QVERIFY(locked.trouble && locked.readOnly && locked.onlyEncrypted);
    }
    const ManagedSettings gone = ManagedSettings::load(m_root->filePath(QStringLiteral("none")), ManagedFile::Sound);
    QVERIFY(gone.trouble && gone.readOnly);
}

void ManagedSettingsTest::aDamagedFileOpensNothing()
{
    const QByteArray whole = exampleIn("administrators.md");
    Campaign campaign(QStringLiteral("Managed settings with one byte changed, or cut there"));
    const auto look = [&](const QByteArray& damaged, qsizetype at) {
        campaign.addCase();
        const Result<ManagedSettings> set = ManagedSettings::fromDocument(damaged);
        if (set && !set->readOnly)
            campaign.violate(QStringLiteral("at %1").arg(at));
    };
    const qsizetype step = Campaign::isLong() ? 1 : 5;
    for (qsizetype at = 0; at < whole.size(); at += step) {
        look(whole.left(at), at);
        for (int bit = 0; bit < 8; bit += Campaign::isLong() ? 1 : 3) {
            QByteArray changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            look(changed, at);
        }
    }
    QVERIFY(campaign.finish());
}

void ManagedSettingsTest::whoMayHaveWrittenIt()
{
    const QString folder = m_root->makeDirectory(QStringLiteral("steward"), 0755);
    const QString path = m_root->write(QStringLiteral("steward/managed.json"), R"({"version": 1})", 0644);
    QCOMPARE(managedFileAt(folder + QStringLiteral("/none.json")), ManagedFile::Absent);
    QCOMPARE(managedFileAt(path + QStringLiteral("/below")), ManagedFile::Absent);
    QCOMPARE(managedFileAt(folder), ManagedFile::Unreadable); // no file
#ifndef Q_OS_WIN
    const ManagedFile own = geteuid() == 0 ? ManagedFile::Sound : ManagedFile::Untrusted;
    const auto at = [&](unsigned ofFile, unsigned ofFolder) {
        ::chmod(QFile::encodeName(path).constData(), ofFile);
        ::chmod(QFile::encodeName(folder).constData(), ofFolder);
        return managedFileAt(path);
    };
    QCOMPARE(at(0644, 0755), own);
    QCOMPARE(at(0664, 0755), ManagedFile::Untrusted);
    QCOMPARE(at(0646, 0755), ManagedFile::Untrusted);
    QCOMPARE(at(0644, 0775), ManagedFile::Untrusted);
    QCOMPARE(at(0644, 0757), ManagedFile::Untrusted);
    QCOMPARE(at(0644, 0755), own);
    // A link leads to a folder that others may change.
    const QString open = m_root->makeDirectory(QStringLiteral("open"), 0777);
    ::chmod(QFile::encodeName(open).constData(), 0777);
    const QString target = m_root->write(QStringLiteral("open/target.json"), R"({"version": 1})", 0644);
    const QString link = folder + QStringLiteral("/link.json");
    QVERIFY(QFile::link(target, link));
    QCOMPARE(managedFileAt(link), ManagedFile::Untrusted);
    // What is not there now may be there again in a minute: it is not the same as no file.
    QVERIFY(QFile::remove(target));
    QCOMPARE(managedFileAt(link), ManagedFile::Unreadable);
    const QString unmounted = m_root->filePath(QStringLiteral("unmounted"));
    QVERIFY(QFile::link(m_root->filePath(QStringLiteral("share")), unmounted));
    QCOMPARE(managedFileAt(unmounted + QStringLiteral("/managed.json")), ManagedFile::Unreadable);
    if (geteuid() == 0) {
        QVERIFY(::chown(QFile::encodeName(path).constData(), 65534, 65534) == 0);
        QCOMPARE(managedFileAt(path), ManagedFile::Untrusted); // somebody else's
    }
    // The first place is the system's, whatever a variable names.
    const QByteArray before = qgetenv("XDG_CONFIG_DIRS");
    qputenv("XDG_CONFIG_DIRS", "/opt/xdg:relative:/etc/xdg");
    const QStringList places = managedSettingsPaths();
    before.isEmpty() ? qunsetenv("XDG_CONFIG_DIRS") : qputenv("XDG_CONFIG_DIRS", before);
#ifdef Q_OS_LINUX
    QCOMPARE(
        places,
        QStringList(
            {QStringLiteral("/etc/xdg/steward/managed.json"), QStringLiteral("/opt/xdg/steward/managed.json")}));
#else
    QCOMPARE(places.size(), 1);
#endif
#endif
}

void ManagedSettingsTest::noProfileOverridesIt()
{
    ManagedSettings set = example();
    set.onlyTheseProfiles = false;
    const ProfileSecrets secrets{Secret("key"), Secret("database"), Secret("cache")};
    const Result<ProfileContext> context = contextOfProfile({openProfile(), secrets}, directory(), set);
    QVERIFY2(context, context ? "" : qPrintable(context.error().sentence));
    QVERIFY(context->readOnly && !set.readOnlySentence().isEmpty());
    QCOMPARE(context->role, Role::Staff);
    QCOMPARE(context->readEvery, std::chrono::minutes(10));
    QCOMPARE(context->settings.pendingGrace, std::chrono::minutes(10));
    QCOMPARE(context->settings.stuckPairingAfter, std::chrono::minutes(15));
    // Each store itself writes nothing, and beyond this computer connects encrypted alone.
    Profile beyond = openProfile();
    beyond.serverUrl = QStringLiteral("http://evolution.example.org");
    std::vector<ConnectionSettings> told;
    QVERIFY(contextOfProfile(
        {beyond, secrets}, directory(), set, [&](const ConnectionSettings& one) { told.push_back(one); }));
    QCOMPARE(told.size(), size_t(1));
    for (const bool isReadOnly : {told[0].server.readOnly, told[0].database.readOnly, told[0].cache.readOnly})
        QVERIFY(isReadOnly);
    for (const bool isOpen :
         {told[0].server.allowInsecure, told[0].database.allowInsecure, told[0].cache.allowInsecure})
        QVERIFY(!isOpen);
    // Neither does what the environment's variables say.
    QProcessEnvironment variables;
    variables.insert(QStringLiteral("STEWARD_EVOLUTION_URL"), QStringLiteral("http://127.0.0.1:1"));
    variables.insert(QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QStringLiteral("key"));
    variables.insert(QStringLiteral("STEWARD_DATABASE_URL"), QStringLiteral("postgresql://u:p@127.0.0.1:1/d"));
    variables.insert(QStringLiteral("STEWARD_REDIS_URL"), QStringLiteral("redis://127.0.0.1:1"));
    variables.insert(QStringLiteral("STEWARD_READ_ONLY"), QStringLiteral("no"));
    const Result<ResolvedProfile> environment = EnvironmentSettings(variables).fromEnvironment();
    QVERIFY(environment && !environment->profile.readOnly);
    QVERIFY(contextOfProfile(*environment, directory(), set)->readOnly);
    set.onlyTheseProfiles = true;
    QVERIFY(!contextOfProfile(*environment, directory(), set));
    QVERIFY(!contextOfProfile({openProfile(), secrets}, directory(), set));
}

void ManagedSettingsTest::theAdministratorsProfilesGoFirst()
{
    ManagedSettings set = example();
    set.onlyTheseProfiles = false;
    // The person's own of the same name and of the same id.
    const ProfileStore before(directory());
    Profile own = openProfile();
    own.name = QStringLiteral("North region");
    const QString id = before.save(own)->id;
    Profile shadowed = own;
    shadowed.id = QStringLiteral("managed-north");
    QVERIFY(before.save(shadowed));
    const ProfileStore store(directory(), set);
    const auto entries = store.list();
    QCOMPARE(entries->size(), size_t(2));
    QCOMPARE(entries->front().id, QStringLiteral("managed-north"));
    QCOMPARE(store.find(QStringLiteral("North region"))->id, QStringLiteral("managed-north"));
    QCOMPARE(store.find(QStringLiteral("managed-north"))->serverUrl, set.profiles.front().serverUrl);
    QCOMPARE(store.find(id)->serverUrl, own.serverUrl);
    // Nothing writes it.
    QVERIFY(!store.save(shadowed) && !store.remove(shadowed.id));
    QVERIFY(!store.setProtected(shadowed.id, InstanceName::fromText(u"a"), true));
    QCOMPARE(before.load(shadowed.id)->serverUrl, own.serverUrl);
    const ProfileSecrets secrets{Secret("key"), Secret("database"), Secret("cache")};
    QVERIFY(!contextOfProfile({set.profiles.front(), secrets}, directory(), set)->protectInProfile);
}

void ManagedSettingsTest::onlyTheAdministratorsProfilesAreOpened()
{
    const ManagedSettings set = example();
    const QString id = ProfileStore(directory()).save(openProfile())->id;
    const ProfileStore store(directory(), set);
    QCOMPARE(store.list()->size(), size_t(1));
    QVERIFY(set.allows(QStringLiteral("managed-north")) && !set.allows(id) && !set.allows({}));
    QVERIFY(!set.allows(QStringLiteral("managed-south")));
    QVERIFY(!store.save(openProfile()));
    const QString file = m_root->write(QStringLiteral("a.json"), ProfileFile::toDocument(openProfile()).value());
    QVERIFY(!store.importFrom(file) && !store.importAll(file));
    QCOMPARE(ProfileStore(directory()).list()->size(), size_t(1)); // and what was there stays
}

void ManagedSettingsTest::aSecretGoesToNoOtherAddress()
{
    const QByteArray text = exampleIn("administrators.md");
    const QUuid first = example().profiles.front().keychainId;
    QCOMPARE(example().profiles.front().keychainId, first);
    QVERIFY(!first.isNull());
    for (const auto& [from, to] :
         {std::pair("https://evolution.example.org", "https://elsewhere.example.org"),
          {"db.example.org", "db2.example.org"},
          {"cache.example.org", "cache2.example.org"},
          {"6543", "5432"},
          {"\"steward\"", "\"other\""}}) {
        QByteArray changed = text;
        QVERIFY(changed.contains(from));
        const auto other = ManagedSettings::fromDocument(changed.replace(from, to));
        QVERIFY(other && other->profiles.front().keychainId != first);
    }
    QByteArray renamed = text;
    renamed.replace("North region", "North");
    QCOMPARE(ManagedSettings::fromDocument(renamed)->profiles.front().keychainId, first);
}

void ManagedSettingsTest::thePersonsOwnStaysAsItWas()
{
    const ManagedSettings set = example();
    const Profile own = openProfile();
    Profile shown = set.applied(own);
    QVERIFY(shown.readOnly && !shown.allowInsecure);
    shown.name = QStringLiteral("Another");
    const Profile kept = set.withOwn(shown, own);
    QCOMPARE(kept.name, QStringLiteral("Another"));
    QVERIFY(!kept.readOnly && kept.allowInsecure && kept.readEvery == own.readEvery);
}

void ManagedSettingsTest::aTeamsProfilesAreTakenOver()
{
    const ProfileStore mine(directory());
    const QString first = mine.save(fullProfile())->id;
    Profile second = openProfile();
    second.name = QStringLiteral("South");
    QVERIFY(mine.save(second));
    const QByteArray both = mine.teamDocument({}).value();
    QVERIFY(!both.contains("keychain_id"));
    const QString file = m_root->write(QStringLiteral("team.steward-profile"), both);

    const ProfileStore theirs(DataDirectory::open(m_root->filePath(QStringLiteral("theirs"))).value());
    const auto taken = theirs.importAll(file);
    QVERIFY2(taken, taken ? "" : qPrintable(taken.error().sentence));
    QCOMPARE(taken->added.size(), size_t(2));
    QVERIFY(taken->added[0].keychainId != mine.load(first)->keychainId && !taken->added[0].keychainId.isNull());
    Profile same = taken->added[0];
    same.id = first;
    same.keychainId = mine.load(first)->keychainId;
    QCOMPARE(same, *mine.load(first));
    // What is there already stays, and is not there twice.
    QVERIFY(theirs.setProtected(taken->added[0].id, InstanceName::fromText(u"mine"), true));
    const auto again = theirs.importAll(file);
    QVERIFY(again && again->added.empty() && again->known.size() == 2);
    QCOMPARE(theirs.list()->size(), size_t(2));
    // Some of them, one alone, and what is none.
    QCOMPARE(ManagedSettings::fromDocument(*mine.teamDocument({QStringLiteral("South")}))->profiles.size(), size_t(1));
    QVERIFY(!mine.teamDocument({QStringLiteral("nowhere")}));
    const QString one = m_root->filePath(QStringLiteral("one.json"));
    QVERIFY(mine.exportTo(one, first));
    QCOMPARE(theirs.importAll(one)->added.size(), size_t(1));
    QVERIFY(!theirs.importAll(m_root->write(QStringLiteral("none.json"), R"({"version": 1, "profiles": {"a": 1}})")));
    // A file that cannot be read is not left out in silence.
    QVERIFY(fill(directory().profilesPath() + QStringLiteral("/broken.json"), "{"));
    QVERIFY(!mine.teamDocument({}));
}

void ManagedSettingsTest::aTeamsFileIsManagedSettings()
{
    const ProfileStore mine(directory());
    const QString id = mine.save(fullProfile())->id;
    const auto set = ManagedSettings::fromDocument(*mine.teamDocument({}));
    QVERIFY(set && !set->readOnly && !set->onlyTheseProfiles);
    const Profile* profile = set->find(QStringLiteral("managed-") + id);
    QVERIFY(profile && profile->protectedInstances == fullProfile().protectedInstances);
    // An administrator's is exported under its own name, and what is set with it goes along.
    const ProfileStore theirs(directory(), *set);
    QVERIFY(theirs.teamDocument({profile->id})->contains('"' + id.toUtf8() + "\": {"));
    // Beside a person's of the same name neither is lost, and one that is named twice is there once.
    const auto sizeOf = [&theirs](const QStringList& names) {
        const auto document = theirs.teamDocument(names);
        const auto read = document ? ManagedSettings::fromDocument(*document) : std::unexpected(document.error());
        return read ? read->profiles.size() : size_t(0);
    };
    QCOMPARE(sizeOf({}), size_t(2));
    QCOMPARE(sizeOf({id, profile->id, id}), size_t(2));
    Profile longNamed = openProfile();
    longNamed.name = QString(60, QLatin1Char('n'));
    const Result<Profile> one = mine.save(longNamed);
    const Result<Profile> other = mine.save(longNamed);
    QVERIFY(one && other && one->id != other->id);
    QCOMPARE(sizeOf({}), size_t(4));
    QVERIFY(mine.remove(one->id) && mine.remove(other->id));
    QJsonObject locked = QJsonDocument::fromJson(*mine.teamDocument({})).object();
    locked.insert(QStringLiteral("switches"), QJsonObject{{QStringLiteral("read_only"), true}});
    const QString file = m_root->write(QStringLiteral("locked.json"), QJsonDocument(locked).toJson());
    const ProfileStore others(DataDirectory::open(m_root->filePath(QStringLiteral("others"))).value());
    QVERIFY(others.importAll(file)->added.front().readOnly);
}

STEWARD_TEST(ManagedSettingsTest)
} // namespace steward::managed_settings_test

#include "managed_settings_test.moc"
