#include "cli/cli_process.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

namespace steward::test {

QJsonObject CliRun::json() const
{
    return QJsonDocument::fromJson(out).object();
}

CliRun runCli(const QStringList& arguments, const CliEnvironment& environment, const QString& dataDirectory)
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const QString& name : variables.keys()) {
        if (name.startsWith(QStringLiteral("STEWARD_")))
            variables.remove(name);
    }
    for (auto variable = environment.cbegin(); variable != environment.cend(); ++variable)
        variables.insert(variable.key(), variable.value());
    const QTemporaryDir scratch;
    QStringList words{QStringLiteral("--data-dir"), dataDirectory.isEmpty() ? scratch.path() : dataDirectory};
    words << arguments;

    QProcess process;
    process.setProcessEnvironment(variables);
    process.start(qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward-cli"), words);
    CliRun run;
    if (!process.waitForStarted() || !process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return run;
    }
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

CliEnvironment
cliEnvironment(const QString& server, const QByteArray& key, const QString& database, const QString& cache)
{
    return {
        {QStringLiteral("STEWARD_EVOLUTION_URL"), server},
        {QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QString::fromUtf8(key)},
        {QStringLiteral("STEWARD_DATABASE_URL"), database},
        {QStringLiteral("STEWARD_REDIS_URL"), cache},
        {QStringLiteral("STEWARD_ENVIRONMENT"), QStringLiteral("development")}};
}

} // namespace steward::test
