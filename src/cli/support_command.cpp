#include "cli/commands.h"
#include "local/keychain_jobs.h"
#include "local/support_bundle.h"
#include "workflows/base/program_version.h"
#include "workflows/journal/journal_digest.h"

#include <QProcessEnvironment>
#include <QUrl>

namespace steward {
namespace {

/// What the variables hold that is a secret, or may hold one.
QStringList secretsOfVariables()
{
    QStringList secrets;
    const QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const char* name :
         {"STEWARD_EVOLUTION_API_KEY", "STEWARD_DATABASE_URL", "STEWARD_REDIS_URL", "STEWARD_DATABASE_OWNER_URL",
          "STEWARD_WEBHOOK_URL"}) {
        const QString value = variables.value(QLatin1String(name));
        secrets << value << QUrl(value).password(QUrl::FullyDecoded) << QUrl(value).password(QUrl::FullyEncoded);
    }
    secrets.removeAll(QString());
    return secrets;
}

} // namespace

int runSupportBundle(const Console& console, const DataDirectory& directory)
{
    const Redact redact = [&console, secrets = secretsOfVariables()](QString text) {
        for (const QString& secret : secrets)
            text.replace(secret, QStringLiteral("…"));
        return console.redact ? console.redact(text) : text;
    };
    const QString bundle = supportBundle(
        directory,
        {programVersion(QStringLiteral("steward-cli"), keychainVersion()), journalDigest(directory.journalPath())},
        redact);
    if (console.json)
        console.printJson({{QStringLiteral("version"), 1}, {QStringLiteral("bundle"), bundle}});
    else
        console.out->write(bundle.toUtf8());
    return 0;
}

} // namespace steward
