#include "local/log.h"

#include "domain/visible_text.h"
#include "local/log_queue.h"
#include "local/private_file.h"
#include "local/system_files.h"
#include "stores/connection_settings.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

namespace steward {
namespace {

struct LogText {
    Q_DECLARE_TR_FUNCTIONS(steward::Log)
};

constexpr qsizetype longestLine = 8192;

QLatin1String levelWord(Log::Level level)
{
    switch (level) {
    case Log::Level::Debug:
        return QLatin1String("debug");
    case Log::Level::Info:
        return QLatin1String("info");
    case Log::Level::Warning:
        return QLatin1String("warning");
    case Log::Level::Error:
        return QLatin1String("error");
    }
    return QLatin1String("error");
}

QByteArray lineOf(Log::Level level, const QString& text)
{
    return QStringLiteral("%1 %2 %3 %4\n")
        .arg(
            QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs),
            QString::number(QCoreApplication::applicationPid()), levelWord(level), text)
        .toUtf8();
}

/// A name out of a store may hold line breaks and terminal codes: it must not be able to write lines of its own.
QString oneLine(const QString& text)
{
    return visibleText(QStringView(text).left(longestLine));
}

} // namespace

Log::Log(QString folder)
    : m_folder(std::move(folder))
{
}

Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::open(const QString& folder, Writing writing)
{
    if (const Result<void> made = PrivateFile::makeFolder(folder); !made)
        return std::unexpected(made.error());
    std::unique_ptr<Log> log(new Log(folder));
    if (!log->append({})) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            //: %1 is a file's path
            LogText::tr("The log %1 cannot be written. See whether the disk is full and whether you may write there.")
                .arg(log->path()),
            QStringLiteral("open log %1").arg(log->path())});
    }
    if (writing == Writing::OnWorker) {
        log->m_queue = std::make_unique<LogQueue>([log = log.get()](const QByteArray& line, qint64 dropped) {
            if (dropped > 0)
                log->writeLine(lineOf(Level::Warning, QStringLiteral("%1 lines were dropped").arg(dropped)));
            log->writeLine(line);
        });
    }
    return log;
}

void Log::registerSecrets(const ConnectionSettings& settings)
{
    m_redactor.addSecret(settings.server.apiKey);
    m_redactor.addSecret(settings.database.password);
    m_redactor.addSecret(settings.cache.password);
}

void Log::write(Level level, const QString& text)
{
    // Redacted first: escaping could hide a secret with a control character in it.
    const QByteArray line = lineOf(level, oneLine(m_redactor.redact(text)));
    if (m_queue)
        m_queue->add(line);
    else
        writeLine(line);
}

void Log::writeLine(const QByteArray& line)
{
    const QMutexLocker locked(&m_mutex);
    if (QFileInfo(path()).size() >= fileSize)
        rotate();
    append(line);
}

void Log::flush()
{
    if (m_queue)
        m_queue->flush();
}

void Log::error(const QString& doing, const Error& error)
{
    write(Level::Error, QStringLiteral("%1: %2 (%3)").arg(doing, errorWord(error.kind), error.detail));
}

QString Log::path() const
{
    return pathOf(0);
}

QString Log::pathOf(int number) const
{
    return number == 0 ? m_folder + QStringLiteral("/steward.log")
                       : m_folder + QStringLiteral("/steward.%1.log").arg(number);
}

bool Log::append(const QByteArray& line) const
{
    // Opened for each line: another process may just have renamed the file.
    QFile file;
    return openToAppend(file, path()) && file.write(line) == line.size();
}

void Log::rotate() const
{
    QLockFile lock(m_folder + QStringLiteral("/steward.log.lock"));
    // Who does not get the lock appends once more; who gets it late finds the file small again.
    if (!lock.tryLock(50) || QFileInfo(path()).size() < fileSize)
        return;
    QFile::remove(pathOf(fileCount - 1));
    for (int number = fileCount - 1; number > 0; --number)
        QFile::rename(pathOf(number - 1), pathOf(number));
}

} // namespace steward
