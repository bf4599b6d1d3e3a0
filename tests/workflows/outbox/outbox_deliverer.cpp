// Delivers an outbox as another process of Steward does: outbox-deliverer JOURNAL PROFILE REDIS_PORT. Goes on until it
// is killed; prints a line after each delivery.
#include "stores/redis/redis_cache_adapter.h"
#include "workflows/journal/journal.h"
#include "workflows/outbox/outbox.h"

#include <QCoreApplication>
#include <QThread>

#include <cstdio>

using namespace std::chrono_literals;
using namespace steward;

namespace {

int deliverForEver(const QString& path, const QString& profile, int port)
{
    const auto journal = Journal::open(path, Role::Administrator);
    const auto outbox = Outbox::open(path, profile);
    if (!journal || !outbox)
        return 1;
    CacheSettings settings;
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = port;
    RedisCacheAdapter cache(settings, StoreNames());
    for (;;) {
        const Result<qint64> told = (*outbox)->deliver(
            cache, **journal, QStringLiteral("other"),
            [](const std::vector<WorkerMessage>& messages, const CallContext&) {
                return std::vector<KeptNews>(messages.size(), KeptNews::Tell);
            },
            CallContext::within(10s));
        std::printf("%lld\n", told ? static_cast<long long>(*told) : -1);
        std::fflush(stdout);
        QThread::msleep(2);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    int code = 1;
    const std::unique_ptr<QThread> worker(
        QThread::create([&] { code = deliverForEver(words.value(1), words.value(2), words.value(3).toInt()); }));
    worker->start();
    worker->wait();
    return code;
}
