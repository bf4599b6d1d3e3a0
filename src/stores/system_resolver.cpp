#include "stores/system_resolver.h"

#ifdef Q_OS_WIN
#include <winsock2.h>

#include <ws2tcpip.h>
#else
#include <netdb.h>
#include <sys/socket.h>
#endif

namespace steward {

bool resolvesToIpv6Only(const QByteArray& host)
{
#ifdef Q_OS_WIN
    // Counted by the system: each call has to begin, and the first one starts it.
    WSADATA ignored;
    if (WSAStartup(MAKEWORD(2, 2), &ignored) != 0)
        return false;
#endif
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    bool onlyIpv6 = getaddrinfo(host.constData(), nullptr, &wanted, &found) == 0 && found;
    for (const addrinfo* each = found; each; each = each->ai_next)
        onlyIpv6 = onlyIpv6 && each->ai_family == AF_INET6;
    if (found)
        freeaddrinfo(found);
#ifdef Q_OS_WIN
    WSACleanup();
#endif
    return onlyIpv6;
}

} // namespace steward
