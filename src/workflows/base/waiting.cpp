#include "workflows/base/waiting.h"

#include <QThread>

namespace steward {

bool waitFor(std::chrono::milliseconds time, const CallContext& limits)
{
    const QDeadlineTimer end(time);
    while (!end.hasExpired()) {
        if (limits.stopped() || limits.expired())
            return false;
        const qint64 slice = std::clamp<qint64>(end.remainingTime(), 1, 20);
        QThread::msleep(static_cast<unsigned long>(slice));
    }
    return !limits.stopped() && !limits.expired();
}

CallContext oneCall(std::chrono::milliseconds time, const CallContext& whole)
{
    const QDeadlineTimer call(time);
    return {whole.deadline.isForever() || call < whole.deadline ? call : whole.deadline, whole.stop};
}

} // namespace steward
