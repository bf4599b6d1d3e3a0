#pragma once

#include "domain/error.h"
#include "local/redactor.h"

#include <QMutex>
#include <QString>

#include <memory>

namespace steward {

class LogQueue;
struct ConnectionSettings;

/// What Steward did, for whoever looks for a cause: untranslated lines, imperative and before the act ("Delete
/// instance…"), one event a line. Five files of 1 MB at most, 0600. Registered secrets never reach the file. May be
/// used from any thread and by several processes at once.
class Log final {
    Q_DISABLE_COPY_MOVE(Log)

public:
    enum class Level : quint8 { Debug, Info, Warning, Error };
    /// OnWorker: whoever writes never waits for the disk; what is queued is written at the end.
    enum class Writing : quint8 { AtOnce, OnWorker };
    static constexpr int fileCount = 5;
    static constexpr qint64 fileSize = 1024 * 1024; ///< bytes

    /// Makes the folder where it is missing and proves that it can be written to.
    static Result<std::unique_ptr<Log>> open(const QString& folder, Writing writing = Writing::AtOnce);
    ~Log();

    /// Registers the secrets of a connection; done before its first use.
    void registerSecrets(const ConnectionSettings& settings);
    Redactor& redactor() { return m_redactor; }

    /// A write that fails is dropped: a full disk must not stop the work.
    void write(Level level, const QString& text);
    void info(const QString& text) { write(Level::Info, text); }
    void warning(const QString& text) { write(Level::Warning, text); }
    /// The error's word and detail; never its sentence.
    void error(const QString& doing, const Error& error);

    /// Waits until what was written before stands in the file.
    void flush();

    QString path() const; ///< the newest file; older ones are steward.1.log to steward.4.log

private:
    explicit Log(QString folder);
    QString pathOf(int number) const;
    void writeLine(const QByteArray& line);
    bool append(const QByteArray& line) const;
    void rotate() const;

    const QString m_folder;
    Redactor m_redactor;
    QMutex m_mutex;
    std::unique_ptr<LogQueue> m_queue; ///< null: at once. Last: its thread uses the others until it ends
};

} // namespace steward
