#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace steward::test {

/// One finished run of steward-cli.
struct CliRun {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    QJsonObject json() const; ///< empty where `out` is no JSON object
    QByteArray all() const { return out + err; }
};

using CliEnvironment = QHash<QString, QString>;

/// Runs the program with nothing of our STEWARD_* variables but those given, in an empty data directory of its own
/// unless `dataDirectory` names one.
CliRun runCli(const QStringList& arguments, const CliEnvironment& environment = {}, const QString& dataDirectory = {});

/// The variables that lead to stores, for QProcess.
CliEnvironment
cliEnvironment(const QString& server, const QByteArray& key, const QString& database, const QString& cache);

} // namespace steward::test
