#include "stores/address_family.h"

#include "stores/system_resolver.h"

#include <QHostAddress>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <memory>
#include <thread>

namespace steward {
namespace {

/// What a lookup that may outlive its caller found.
struct Lookup {
    std::atomic<bool> finished{false};
    std::atomic<bool> onlyIpv6{false};
};

} // namespace

bool hasOnlyIpv6(const QString& host, const CallContext& limits)
{
    QString bare = host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    if (const QHostAddress address(bare); !address.isNull())
        return address.protocol() == QAbstractSocket::IPv6Protocol;
    // The resolver cannot be interrupted: it is left to end by itself.
    const auto lookup = std::make_shared<Lookup>();
    std::thread([lookup, name = QUrl::toAce(bare)] {
        lookup->onlyIpv6 = resolvesToIpv6Only(name);
        lookup->finished = true;
    }).detach();
    const QDeadlineTimer timeout(2000);
    while (!lookup->finished && !timeout.hasExpired() && !limits.stopped() && !limits.expired())
        QThread::msleep(10);
    return lookup->finished && lookup->onlyIpv6;
}

} // namespace steward
