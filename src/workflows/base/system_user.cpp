#include "workflows/base/system_user.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>

#include <array>
#endif

namespace steward {

QString systemUserName()
{
#ifdef Q_OS_UNIX
    // Not $USER: a shell's variable may say anything.
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return {};
#else
    return qEnvironmentVariable("USERNAME");
#endif
}

} // namespace steward
