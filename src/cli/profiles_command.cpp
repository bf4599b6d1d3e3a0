#include "cli/commands.h"
#include "cli/terminal_text.h"
#include "cli/text_layout.h"
#include "local/profile_store.h"
#include "local/system_console.h"

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

} // namespace

int runProfiles(const Console& console, const DataDirectory& directory)
{
    const Result<std::vector<ProfileStore::Entry>> entries = ProfileStore(directory).list();
    if (!entries)
        return console.fail(entries.error());
    bool allRead = true;
    QJsonArray profiles;
    for (const ProfileStore::Entry& entry : *entries) {
        allRead = allRead && entry.profile.has_value();
        profiles << entryJson(entry);
    }
    if (console.json)
        console.printJson({{QStringLiteral("version"), 1}, {QStringLiteral("profiles"), profiles}});
    else
        printTable(console, *entries);
    return allRead ? 0 : 1;
}

} // namespace steward
