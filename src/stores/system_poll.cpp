#include "stores/system_poll.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <poll.h>
#endif

namespace steward {

bool isSocketReady(qintptr socket, SocketWait wait, int milliseconds)
{
    const short events = wait == SocketWait::Read ? POLLIN : POLLIN | POLLOUT;
#ifdef Q_OS_WIN
    WSAPOLLFD poller{static_cast<SOCKET>(socket), events, 0};
    return WSAPoll(&poller, 1, milliseconds) != 0;
#else
    pollfd poller{static_cast<int>(socket), events, 0};
    return poll(&poller, 1, milliseconds) != 0;
#endif
}

} // namespace steward
