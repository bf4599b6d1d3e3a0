#include "stores/call_context.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>

namespace steward {

int CallContext::slice(int slice) const
{
    if (deadline.isForever())
        return slice;
    return static_cast<int>(std::clamp<qint64>(deadline.remainingTime(), 0, slice));
}

Error stoppedError()
{
    return {
        ErrorKind::Stopped, QCoreApplication::translate("steward::CallContext", "Stopped."), QStringLiteral("stopped")};
}

Error timedOutError(const QString& store, const QString& detail)
{
    return {
        ErrorKind::TimedOut,
        //: %1 is a store, such as "The Evolution API server"
        QCoreApplication::translate("steward::CallContext", "%1 did not answer in time. Try again, or ask the doctor.")
            .arg(store),
        detail};
}

void assertWorkerThread()
{
    const QCoreApplication* application = QCoreApplication::instance();
    if (application && application->thread() == QThread::currentThread())
        qFatal("a store was called on the main thread");
}

} // namespace steward
