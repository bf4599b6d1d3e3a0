#include "cli/commands.h"
#include "cli/terminal_text.h"
#include "cli/text_layout.h"
#include "local/private_file.h"
#include "local/profile_store.h"
#include "local/system_console.h"
#include "wording/value_titles.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace steward {
namespace {

struct ProfilesText {
    Q_DECLARE_TR_FUNCTIONS(steward::ProfilesCommand)
};

QJsonObject entryJson(const ProfileStore::Entry& entry)
{
    QJsonObject object{{QStringLiteral("id"), entry.id}};
    if (!entry.profile) {
        object.insert(QStringLiteral("error"), entry.profile.error().sentence);
        return object;
    }
    object.insert(QStringLiteral("name"), entry.profile->name);
    object.insert(QStringLiteral("environment"), environmentWord(entry.profile->environment));
    object.insert(QStringLiteral("read_only"), entry.profile->readOnly);
    object.insert(QStringLiteral("role"), roleWord(entry.profile->role));
    object.insert(QStringLiteral("server"), entry.profile->serverUrl);
    return object;
}

QString accessOf(const Profile& profile)
{
    if (profile.readOnly)
        return ProfilesText::tr("reads only");
    return mayApplyPlans(profile.role) ? ProfilesText::tr("may change") : ProfilesText::tr("creates and pairs");
}

QStringList cellsOf(const ProfileStore::Entry& entry)
{
    if (!entry.profile)
        return {terminalText(entry.id), QStringLiteral("–"), terminalText(entry.profile.error().sentence)};
    const Profile& profile = *entry.profile;
    return {
        terminalText(profile.name), environmentTitle(profile.environment), accessOf(profile),
        terminalText(profile.serverUrl), terminalText(entry.id)};
}

void printTable(const Console& console, const std::vector<ProfileStore::Entry>& entries)
{
    TextTable table(
        {ProfilesText::tr("Name"), ProfilesText::tr("Environment"), ProfilesText::tr("Access"),
         ProfilesText::tr("Server"), ProfilesText::tr("ID")});
    for (const int column : {0, 2, 3, 4})
        table.mayCut(column);
    for (const ProfileStore::Entry& entry : entries)
        table.add(cellsOf(entry));
    if (table.isEmpty()) {
        console.print(ProfilesText::tr("There are no profiles yet. Create one in Steward's window."));
        return;
    }
    for (const QString& line : table.lines(terminalWidth()))
        console.print(line);
}

QJsonArray namedJson(const std::vector<Profile>& profiles)
{
    QJsonArray array;
    for (const Profile& profile : profiles)
        array << QJsonObject{{QStringLiteral("id"), profile.id}, {QStringLiteral("name"), profile.name}};
    return array;
}

} // namespace

int runProfiles(const Console& console, const ProfileStore& store)
{
    Result<std::vector<ProfileStore::Entry>> entries = store.list();
    if (!entries)
        return console.fail(entries.error());
    bool allRead = true;
    QJsonArray profiles;
    for (ProfileStore::Entry& entry : *entries) {
        allRead = allRead && entry.profile.has_value();
        if (entry.profile)
            entry.profile = store.managed().applied(*entry.profile);
        profiles << entryJson(entry);
    }
    if (console.json)
        console.printJson({{QStringLiteral("version"), 1}, {QStringLiteral("profiles"), profiles}});
    else
        printTable(console, *entries);
    return allRead ? 0 : 1;
}

int runProfilesExport(
    const Console& console, const ProfileStore& store, const QStringList& names, const QString& outFile)
{
    const Result<QByteArray> document = store.teamDocument(names);
    if (!document)
        return console.fail(document.error());
    if (outFile.isEmpty()) {
        console.out->write(*document);
        return 0;
    }
    if (const Result<void> written = PrivateFile::write(outFile, *document); !written)
        return console.fail(written.error());
    if (console.json)
        console.printJson({{QStringLiteral("version"), 1}, {QStringLiteral("file"), outFile}});
    else
        //: %1 is a file's name
        console.print(ProfilesText::tr("Saved in %1, without keys and passwords.").arg(terminalText(outFile)));
    return 0;
}

int runProfilesImport(const Console& console, const ProfileStore& store, const QString& file)
{
    const Result<ProfileStore::Imported> imported = store.importAll(file);
    if (!imported)
        return console.fail(imported.error());
    if (console.json) {
        console.printJson(
            {{QStringLiteral("version"), 1},
             {QStringLiteral("imported"), namedJson(imported->added)},
             {QStringLiteral("known"), namedJson(imported->known)}});
        return 0;
    }
    for (const Profile& profile : imported->added) {
        //: %1 is a profile's name, %2 its short name for --profile
        console.print(ProfilesText::tr("Imported: %1 (%2)").arg(terminalText(profile.name), profile.id));
    }
    for (const Profile& profile : imported->known) {
        //: %1 is a profile's name
        console.print(ProfilesText::tr("Here already: %1").arg(terminalText(profile.name)));
    }
    if (!imported->added.empty())
        console.print(ProfilesText::tr("Their keys and passwords are asked for when they are opened in the window."));
    return 0;
}

} // namespace steward
