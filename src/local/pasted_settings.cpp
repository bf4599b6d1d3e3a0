#include "local/pasted_settings.h"

#include "local/kept_secrets.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct PastedText {
    Q_DECLARE_TR_FUNCTIONS(steward::PastedSettings)
};

constexpr qsizetype longestText = 64 * 1024;

enum class Meaning : quint8 { Server, Key, Database, Cache, File };

struct Variable {
    const char* name;
    Meaning meaning;
};

/// Steward's own, and the names under which others keep the same. Not what the Evolution server itself is configured
/// with: its DATABASE_CONNECTION_URI and CACHE_REDIS_URI lead to its own stores, not to the clinics'.
constexpr std::array variables{
    Variable{"STEWARD_EVOLUTION_URL", Meaning::Server},
    Variable{"EVOLUTION_API_URL", Meaning::Server},
    Variable{"EVOLUTION_URL", Meaning::Server},
    Variable{"STEWARD_EVOLUTION_API_KEY", Meaning::Key},
    Variable{"EVOLUTION_API_KEY", Meaning::Key},
    Variable{"AUTHENTICATION_API_KEY", Meaning::Key},
    Variable{"STEWARD_DATABASE_URL", Meaning::Database},
    Variable{"DATABASE_URL", Meaning::Database},
    Variable{"POSTGRES_URL", Meaning::Database},
    Variable{"STEWARD_REDIS_URL", Meaning::Cache},
    Variable{"REDIS_URL", Meaning::Cache},
    Variable{"STEWARD_CA_FILE", Meaning::File},
    Variable{"STEWARD_EVOLUTION_CA_FILE", Meaning::File},
    Variable{"STEWARD_DATABASE_CA_FILE", Meaning::File},
    Variable{"STEWARD_REDIS_CA_FILE", Meaning::File},
    Variable{"STEWARD_REDIS_CERT_FILE", Meaning::File},
    Variable{"STEWARD_REDIS_KEY_FILE", Meaning::File},
};

/// What is wrong with an address; not what stands behind a ? in it, which may be the rest of a password.
QString troubleOf(const QString& address, const Error& error)
{
    return address.contains(QLatin1Char('?'))
               ? PastedText::tr("What stands behind the ? in the address cannot be used. Enter the address by hand.")
               : error.sentence;
}

std::optional<Meaning> meaningOf(const QString& name)
{
    const auto* found = std::ranges::find_if(
        variables, [&name](const Variable& variable) { return name == QLatin1String(variable.name); });
    return found == variables.end() ? std::nullopt : std::optional(found->meaning);
}

QString* fileOf(Profile& profile, const QString& name)
{
    const std::initializer_list<std::pair<const char*, QString*>> files{
        {"STEWARD_CA_FILE", &profile.caFile},
        {"STEWARD_EVOLUTION_CA_FILE", &profile.serverCaFile},
        {"STEWARD_DATABASE_CA_FILE", &profile.database.caFile},
        {"STEWARD_REDIS_CA_FILE", &profile.cache.caFile},
        {"STEWARD_REDIS_CERT_FILE", &profile.cache.certificateFile},
        {"STEWARD_REDIS_KEY_FILE", &profile.cache.keyFile}};
    for (const auto& [variable, file] : files) {
        if (name == QLatin1String(variable))
            return file;
    }
    return nullptr;
}

QString schemeOf(const QString& text)
{
    static const QRegularExpression scheme(QStringLiteral("\\A([A-Za-z][A-Za-z0-9+.-]*)://"));
    return scheme.match(text).captured(1).toLower();
}

/// The value as a shell would read it: quotes away, a remark behind it too. Nothing where it goes on or needs another.
std::optional<QString> valueOf(const QString& text)
{
    const QString value = text.trimmed();
    if (value.isEmpty())
        return value;
    const QChar quote = value.front();
    if (quote != QLatin1Char('"') && quote != QLatin1Char('\'')) {
        static const QRegularExpression remark(QStringLiteral("\\s#.*\\z"));
        QString bare = value;
        bare.remove(remark);
        return bare.contains(QLatin1String("${")) || bare.contains(QLatin1String("$(")) ? std::nullopt
                                                                                        : std::optional(bare.trimmed());
    }
    const qsizetype end = value.indexOf(quote, 1);
    if (end < 0)
        return std::nullopt;
    const QString rest = value.mid(end + 1).trimmed();
    if (!rest.isEmpty() && !rest.startsWith(QLatin1Char('#')))
        return std::nullopt;
    const QString inside = value.mid(1, end - 1);
    const bool isPlain =
        quote == QLatin1Char('\'') || (!inside.contains(QLatin1Char('\\')) && !inside.contains(QLatin1String("${")) &&
                                       !inside.contains(QLatin1String("$(")));
    return isPlain ? std::optional(inside) : std::nullopt;
}

} // namespace

bool looksLikeStoreAddress(const QString& text)
{
    static const QStringList schemes{
        QStringLiteral("postgresql"), QStringLiteral("postgres"), QStringLiteral("redis"), QStringLiteral("rediss")};
    return schemes.contains(schemeOf(text.trimmed()));
}

Result<PastedSettings> PastedSettings::fromText(const QString& text)
{
    const auto refused = [](const QString& sentence) {
        return std::unexpected(Error{ErrorKind::InvalidSettings, sentence, QStringLiteral("pasted text not usable")});
    };
    if (text.size() > longestText)
        return refused(PastedText::tr("This is too long for an address or a .env file. Nothing was changed."));
    static const QRegularExpression lineEnd(QStringLiteral("\\r\\n|\\n|\\r"));
    PastedSettings pasted;
    QString whole = text;
    if (whole.startsWith(QChar(0xfeff)))
        whole.remove(0, 1);
    const QStringList lines = whole.split(lineEnd);
    for (const QString& line : lines)
        pasted.takeLine(line.trimmed());
    if (!pasted.m_taken.isEmpty())
        return pasted;
    QString sentence = pasted.m_trouble.isEmpty() ? PastedText::tr("This is no address and no .env file.")
                                                  : pasted.m_trouble.join(QLatin1Char(' '));
    if (pasted.m_trouble.isEmpty() && pasted.m_leftOut > 0)
        sentence = PastedText::tr("None of these variables is one that Steward knows.");
    return refused(sentence + QLatin1Char(' ') + PastedText::tr("Nothing was changed."));
}

void PastedSettings::takeLine(const QString& line)
{
    if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
        return;
    static const QRegularExpression assignment(
        QStringLiteral("\\A(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)\\z"));
    const QRegularExpressionMatch match = assignment.match(line);
    if (match.hasMatch())
        takeVariable(match.captured(1), match.captured(2));
    else if (!schemeOf(line).isEmpty())
        takeAddress(line, {});
}

void PastedSettings::takeVariable(const QString& name, const QString& text)
{
    const std::optional<Meaning> meaning = meaningOf(name);
    if (!meaning) {
        ++m_leftOut;
        return;
    }
    const std::optional<QString> value = valueOf(text);
    if (!value)
        return refuse(name, PastedText::tr("It goes on in another line or another variable. Enter it by hand."));
    if (value->isEmpty())
        return; // an example that nobody has filled in
    switch (*meaning) {
    case Meaning::Server:
        return takeServer(*value, name);
    case Meaning::Key:
        return takeKey(*value, name);
    case Meaning::Database:
        return takeDatabase(*value, name);
    case Meaning::Cache:
        return takeCache(*value, name);
    case Meaning::File:
        return takeFile(name, *value);
    }
}

void PastedSettings::takeAddress(const QString& text, const QString& shownName)
{
    const QString scheme = schemeOf(text);
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https"))
        takeServer(text, shownName);
    else if (scheme.startsWith(QLatin1String("postgres")))
        takeDatabase(text, shownName);
    else if (scheme.startsWith(QLatin1String("redis")) || scheme == QLatin1String("unix"))
        takeCache(text, shownName);
}

void PastedSettings::takeServer(const QString& text, const QString& shownName)
{
    const Result<ServerSettings> server = ServerSettings::fromUrl(text);
    if (!server)
        return refuse(shownName, troubleOf(text, server.error()));
    if (!m_serverUrl || shownName.startsWith(QLatin1String("STEWARD_")))
        m_serverUrl = text;
    tell(PastedText::tr("server address"));
}

void PastedSettings::takeDatabase(const QString& text, const QString& shownName)
{
    const Result<DatabaseSettings> settings = DatabaseSettings::fromUri(text);
    if (!settings)
        return refuse(shownName, troubleOf(text, settings.error()));
    if (m_database && !shownName.startsWith(QLatin1String("STEWARD_")))
        return;
    m_database = {settings->host, settings->port,    settings->database,
                  settings->user, settings->sslMode, settings->caFile};
    m_databasePassword.reset(); // of another address
    m_taken.removeOne(PastedText::tr("database password"));
    tell(PastedText::tr("database address"));
    if (settings->password.isEmpty())
        return;
    m_databasePassword = settings->password;
    tell(PastedText::tr("database password"));
}

void PastedSettings::takeCache(const QString& text, const QString& shownName)
{
    const Result<CacheSettings> settings = CacheSettings::fromUrl(text);
    if (!settings)
        return refuse(shownName, troubleOf(text, settings.error()));
    if (m_cache && !shownName.startsWith(QLatin1String("STEWARD_")))
        return;
    m_cache = Profile::Cache{};
    m_cache->transport = settings->transport;
    m_cache->host = settings->host;
    m_cache->port = settings->port;
    m_cache->socketPath = settings->socketPath;
    m_cache->user = settings->user;
    m_cache->database = settings->database;
    m_cachePassword.reset();
    m_taken.removeOne(PastedText::tr("cache password"));
    tell(PastedText::tr("cache address"));
    if (settings->password.isEmpty())
        return;
    m_cachePassword = settings->password;
    tell(PastedText::tr("cache password"));
}

void PastedSettings::takeKey(const QString& text, const QString& shownName)
{
    // It becomes a header: a line break in it would begin another one.
    if (std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; }))
        return refuse(shownName, PastedText::tr("It holds a sign that no key has."));
    if (!m_apiKey || shownName.startsWith(QLatin1String("STEWARD_")))
        m_apiKey = Secret::fromText(text);
    tell(PastedText::tr("API key"));
}

void PastedSettings::takeFile(const QString& name, const QString& text)
{
    m_files.emplaceBack(name, text);
    tell(PastedText::tr("certificates"));
}

void PastedSettings::refuse(const QString& shownName, const QString& sentence)
{
    //: %1 is a variable, %2 a sentence that says what is wrong with its value
    m_trouble << (shownName.isEmpty() ? sentence : PastedText::tr("%1 was left out. %2").arg(shownName, sentence));
}

void PastedSettings::tell(const QString& what)
{
    if (!m_taken.contains(what))
        m_taken << what;
}

Profile PastedSettings::applied(Profile profile) const
{
    if (m_serverUrl)
        profile.serverUrl = *m_serverUrl;
    if (m_database) {
        const QString caFile = profile.database.caFile;
        profile.database = *m_database;
        if (profile.database.caFile.isEmpty())
            profile.database.caFile = caFile;
    }
    if (m_cache) {
        const Profile::Cache before = profile.cache;
        profile.cache = *m_cache;
        profile.cache.caFile = before.caFile;
        profile.cache.certificateFile = before.certificateFile;
        profile.cache.keyFile = before.keyFile;
    }
    for (const auto& [name, path] : m_files) {
        if (QString* file = fileOf(profile, name))
            *file = path;
    }
    return profile;
}

ProfileSecrets PastedSettings::applied(ProfileSecrets secrets, const Profile& before) const
{
    secrets = secretsThatStay(secrets, before, applied(before));
    secrets.apiKey = m_apiKey.value_or(secrets.apiKey);
    secrets.databasePassword = m_databasePassword.value_or(secrets.databasePassword);
    secrets.cachePassword = m_cachePassword.value_or(secrets.cachePassword);
    return secrets;
}

} // namespace steward
