#pragma once

#include "stores/call_context.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace QKeychain {
class Job;
}

namespace steward {

/// QtKeychain as blocking calls with CallContext. Its jobs run in one thread for the whole life of the process: both
/// its own queue and libsecret below it belong for good to the thread that used them first. A call that gave up leaves
/// its job running, since the system may still be asking the person for a password. Never the insecure fallback.
class KeychainJobs final {
public:
    enum class Outcome : quint8 { Done, NotFound, Failed, TimedOut, Stopped };
    struct Answer {
        Outcome outcome = Outcome::Failed;
        QByteArray data;
        QString detail; ///< the library's words
    };

    Answer read(const QString& key, const CallContext& limits);
    Answer write(const QString& key, const QByteArray& data, const CallContext& limits);
    Answer remove(const QString& key, const CallContext& limits);

private:
    using Maker = std::function<QKeychain::Job*()>;
    static Answer run(const QString& key, const Maker& maker, const CallContext& limits);
};

/// Of QtKeychain: the one it was built with, since the library does not tell its own.
QString keychainVersion();

} // namespace steward
