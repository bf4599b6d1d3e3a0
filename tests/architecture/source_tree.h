#pragma once

#include <QString>
#include <QStringList>

namespace steward::test {

/// The project's folder, from the environment that CTest sets.
QString projectFolder();
/// The files below `folder` of the project with one of the endings ("*.cpp"), relative to the project, sorted.
QStringList filesBelow(const QString& folder, const QStringList& endings);
QString contentOf(const QString& relativePath);

/// What a script of the project's said, on both channels, and its exit code; -1 where it did not end in time.
struct ScriptSaid {
    int code = -1;
    QString text;
};
ScriptSaid runScript(const QString& file, const QStringList& arguments = {});

} // namespace steward::test
