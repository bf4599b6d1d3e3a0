#include "architecture/source_tree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>

namespace steward::test {

QString projectFolder()
{
    return qEnvironmentVariable("STEWARD_TEST_SOURCE_DIR");
}

QStringList filesBelow(const QString& folder, const QStringList& endings)
{
    const QDir project(projectFolder());
    QStringList files;
    QDirIterator iterator(project.filePath(folder), endings, QDir::Files, QDirIterator::Subdirectories);
    while (iterator.hasNext())
        files << project.relativeFilePath(iterator.next());
    files.sort();
    return files;
}

QString contentOf(const QString& relativePath)
{
    QFile file(QDir(projectFolder()).filePath(relativePath));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll());
}

ScriptSaid runScript(const QString& file, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(projectFolder() + QLatin1Char('/') + file, arguments);
    if (!process.waitForFinished(240'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

} // namespace steward::test
