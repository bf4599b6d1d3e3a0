#include "stores/address_family.h"

#include <QHostAddress>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <memory>
#include <thread>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <netdb.h>
#include <sys/socket.h>
#endif

namespace steward {
namespace {

/// What a lookup that may outlive its caller found.
struct Lookup {
    std::atomic<bool> finished{false};
    std::atomic<bool> onlyIpv6{false};
};

bool askResolver(const QByteArray& host)
{
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.constData(), nullptr, &wanted, &found) != 0)
        return false;
    bool onlyIpv6 = found != nullptr;
    for (const addrinfo* each = found; each; each = each->ai_next)
        onlyIpv6 = onlyIpv6 && each->ai_family == AF_INET6;
    freeaddrinfo(found);
    return onlyIpv6;
}

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
        lookup->onlyIpv6 = askResolver(name);
        lookup->finished = true;
    }).detach();
    const QDeadlineTimer patience(2000);
    while (!lookup->finished && !patience.hasExpired() && !limits.stopped() && !limits.expired())
        QThread::msleep(10);
    return lookup->finished && lookup->onlyIpv6;
}

} // namespace steward
