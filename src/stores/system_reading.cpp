#include "stores/system_reading.h"

#ifndef Q_OS_WIN
#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace steward {

#ifdef Q_OS_WIN

bool openAtOnce(QFile& file, const QString& path)
{
    file.setFileName(path);
    return file.open(QIODevice::ReadOnly);
}

bool isReadable(const QFile&, int)
{
    return true;
}

std::expected<std::optional<QByteArray>, QString> readPiece(QFile& file, qint64 most)
{
    QByteArray piece = file.read(most);
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(file.errorString());
    return piece;
}

#else

bool openAtOnce(QFile& file, const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    if (file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFile::AutoCloseHandle))
        return true;
    ::close(descriptor);
    return false;
}

bool isReadable(const QFile& file, int milliseconds)
{
    pollfd asked{file.handle(), POLLIN, 0};
    return ::poll(&asked, 1, milliseconds) != 0;
}

std::expected<std::optional<QByteArray>, QString> readPiece(QFile& file, qint64 most)
{
    QByteArray piece(most, Qt::Uninitialized);
    const ssize_t count = ::read(file.handle(), piece.data(), static_cast<size_t>(most));
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return std::nullopt;
    if (count < 0)
        return std::unexpected(qt_error_string(errno));
    piece.truncate(count);
    return piece;
}

#endif

} // namespace steward
