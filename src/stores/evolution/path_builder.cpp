#include "stores/evolution/path_builder.h"

#include "stores/evolution/server_errors.h"

namespace steward {
namespace {

Result<QByteArray> encoded(const InstanceName& name)
{
    // A name that is not UTF-8 can stand in a Redis key only; the server's database could not hold it.
    if (!name.isReachable() || !name.isValidUtf8())
        return std::unexpected(serverError(ErrorKind::UnreachableName, QStringLiteral("no path reaches this name")));
    return name.utf8().toPercentEncoding();
}

} // namespace

Result<QByteArray> routeOf(QByteArrayView route, const InstanceName& name)
{
    auto segment = encoded(name);
    if (!segment)
        return segment;
    return route.toByteArray() + *segment;
}

Result<QByteArray> fetchByNameRoute(const InstanceName& name)
{
    return routeOf("/instance/fetchInstances?instanceName=", name);
}

Result<QByteArray> connectRoute(const InstanceName& name, const std::optional<PhoneNumber>& phone)
{
    auto route = routeOf("/instance/connect/", name);
    if (route && phone)
        *route += "?number=" + QByteArray::number(phone->digits());
    return route;
}

QUrl targetUrl(const QUrl& base, const QByteArray& target)
{
    QByteArray root = base.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (root.endsWith('/'))
        root.chop(1);
    return QUrl::fromEncoded(root + target, QUrl::StrictMode);
}

} // namespace steward
