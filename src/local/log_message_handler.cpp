#include "local/log_message_handler.h"

#include "local/log.h"

#include <QtGlobal>

#include <atomic>

namespace steward {
namespace {

// Qt's handler is a plain function, so what it needs stands beside it.
std::atomic<Log*> currentLog = nullptr;
std::atomic<QtMessageHandler> previousHandler = nullptr;
thread_local bool isHandling = false;

Log::Level levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return Log::Level::Debug;
    case QtInfoMsg:
        return Log::Level::Info;
    case QtWarningMsg:
        return Log::Level::Warning;
    default:
        return Log::Level::Error;
    }
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    Log* log = currentLog;
    if (!log || isHandling)
        return; // a warning about writing the log must not write the log
    isHandling = true;
    const QString category = QString::fromLatin1(context.category ? context.category : "default");
    log->write(levelOf(type), QStringLiteral("qt.%1: %2").arg(category, message));
    if (type == QtFatalMsg)
        log->flush(); // the program ends with this message
    if (const QtMessageHandler previous = previousHandler)
        previous(type, context, log->redactor().redact(message));
    isHandling = false;
}

} // namespace

LogMessageHandler::LogMessageHandler(Log& log)
{
    currentLog = &log;
    previousHandler = qInstallMessageHandler(handle);
}

LogMessageHandler::~LogMessageHandler()
{
    qInstallMessageHandler(previousHandler);
    previousHandler = nullptr;
    currentLog = nullptr;
}

} // namespace steward
