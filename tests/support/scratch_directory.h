#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

class QTemporaryDir;

namespace steward::rig {

/// The user a server runs as: the process's own, or the named one where the process is root (PostgreSQL and PgBouncer
/// refuse root).
struct ServerUser {
    bool switches = false;
    unsigned uid = 0;
    unsigned gid = 0;

    static ServerUser own() { return {}; }
    /// Own where the process is not root or the system has no such user.
    static ServerUser ifRoot(const char* name);
};

/// A private directory below the system's temporary one, mode 755, owned by the server's user, removed at the end.
class ScratchDirectory final {
    Q_DISABLE_COPY_MOVE(ScratchDirectory)

public:
    explicit ScratchDirectory(ServerUser user = ServerUser::own());
    ~ScratchDirectory();

    QString path() const;
    QString filePath(const QString& name) const;
    /// Makes a sub-directory of the same user; its path.
    QString makeDirectory(const QString& name, unsigned mode = 0700) const;
    /// Writes a file of the same user; its path, empty on failure.
    QString write(const QString& name, const QByteArray& content, unsigned mode = 0600) const;
    ServerUser user() const { return m_user; }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    ServerUser m_user;
};

} // namespace steward::rig
