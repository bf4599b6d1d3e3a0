#include "support/scratch_directory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace steward::rig {
namespace {

void give(const QString& path, const ServerUser& user, unsigned mode)
{
    const QByteArray name = QFile::encodeName(path);
    if (user.switches && ::chown(name.constData(), user.uid, user.gid) != 0)
        qWarning("rig: cannot give %s to the server's user", name.constData());
    if (::chmod(name.constData(), mode) != 0)
        qWarning("rig: cannot set the mode of %s", name.constData());
}

} // namespace

ServerUser ServerUser::ifRoot(const char* name)
{
    if (::geteuid() != 0)
        return own();
    const passwd* entry = ::getpwnam(name);
    return entry ? ServerUser{true, entry->pw_uid, entry->pw_gid} : own();
}

ScratchDirectory::ScratchDirectory(ServerUser user)
    // A short path: a Unix socket's may have 107 bytes at most.
    : m_directory(std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/rig-XXXXXX")))
    , m_user(user)
{
    give(m_directory->path(), m_user, 0755);
}

ScratchDirectory::~ScratchDirectory() = default;

QString ScratchDirectory::path() const
{
    return m_directory->path();
}

QString ScratchDirectory::filePath(const QString& name) const
{
    return m_directory->filePath(name);
}

QString ScratchDirectory::makeDirectory(const QString& name, unsigned mode) const
{
    const QString path = filePath(name);
    QDir().mkpath(path);
    give(path, m_user, mode);
    return path;
}

QString ScratchDirectory::write(const QString& name, const QByteArray& content, unsigned mode) const
{
    QFile file(filePath(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        return {};
    file.close();
    give(file.fileName(), m_user, mode);
    return file.fileName();
}

} // namespace steward::rig
