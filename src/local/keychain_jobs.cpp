// The only file that knows QtKeychain.
#include "local/keychain_jobs.h"

#include <qt6keychain/keychain.h>

#include <QCoreApplication>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <memory>

namespace steward {
namespace {

const auto service = QStringLiteral("Steward");

/// Shared by the caller, who may give up, and the job, which may answer long after that.
struct Pending {
    QMutex mutex;
    QWaitCondition answered;
    bool isAnswered = false;
    KeychainJobs::Answer answer;
};

/// The thread of the library, with an object in it to run code there. Never deleted; asleep once the application ends.
struct LibraryThread {
    QThread thread;
    QObject context;
};

QObject& libraryContext()
{
    // The one object of the process that nobody owns: the library behind it is one too.
    static LibraryThread* const library = [] {
        auto* made = new LibraryThread;
        made->thread.setObjectName(QStringLiteral("keychain"));
        made->context.moveToThread(&made->thread);
        made->thread.start();
        qAddPostRoutine([] {
            QThread* const thread = libraryContext().thread();
            thread->quit();
            thread->wait();
        });
        return made;
    }();
    return library->context;
}

KeychainJobs::Answer answerOf(const QKeychain::Job& job)
{
    using Outcome = KeychainJobs::Outcome;
    KeychainJobs::Answer answer;
    if (job.error() == QKeychain::EntryNotFound) {
        answer.outcome = Outcome::NotFound;
    } else if (job.error() != QKeychain::NoError) {
        answer.outcome = Outcome::Failed;
        answer.detail = QStringLiteral("keychain error %1: %2").arg(job.error()).arg(job.errorString().left(200));
    } else {
        answer.outcome = Outcome::Done;
        if (const auto* reader = qobject_cast<const QKeychain::ReadPasswordJob*>(&job))
            answer.data = reader->binaryData();
    }
    return answer;
}

} // namespace

KeychainJobs::Answer KeychainJobs::read(const QString& key, const CallContext& limits)
{
    return run(
        key, [] { return new QKeychain::ReadPasswordJob(service); }, limits);
}

KeychainJobs::Answer KeychainJobs::write(const QString& key, const QByteArray& data, const CallContext& limits)
{
    const Maker maker = [data] {
        auto* job = new QKeychain::WritePasswordJob(service);
        job->setBinaryData(data);
        return job;
    };
    return run(key, maker, limits);
}

KeychainJobs::Answer KeychainJobs::remove(const QString& key, const CallContext& limits)
{
    return run(
        key, [] { return new QKeychain::DeletePasswordJob(service); }, limits);
}

KeychainJobs::Answer KeychainJobs::run(const QString& key, const Maker& maker, const CallContext& limits)
{
    if (limits.stopped() || limits.expired())
        return {limits.stopped() ? Outcome::Stopped : Outcome::TimedOut, {}, QStringLiteral("not asked")};
    const auto pending = std::make_shared<Pending>();
    const auto begin = [key, maker, pending] {
        QKeychain::Job* job = maker(); // deletes itself once it has finished
        job->setKey(key);
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, job, [pending](QKeychain::Job* finished) {
            const QMutexLocker locked(&pending->mutex);
            pending->answer = answerOf(*finished);
            pending->isAnswered = true;
            pending->answered.wakeAll();
        });
        job->start();
    };
    QMetaObject::invokeMethod(&libraryContext(), begin, Qt::QueuedConnection);

    const QMutexLocker locked(&pending->mutex);
    while (!pending->isAnswered) {
        if (limits.stopped() || limits.expired())
            return {limits.stopped() ? Outcome::Stopped : Outcome::TimedOut, {}, QStringLiteral("no answer yet")};
        pending->answered.wait(&pending->mutex, QDeadlineTimer(limits.slice()));
    }
    return pending->answer;
}

QString keychainVersion()
{
    return QStringLiteral(STEWARD_KEYCHAIN_VERSION);
}

} // namespace steward
