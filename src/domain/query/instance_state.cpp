#include "domain/query/instance_state.h"

namespace steward {
namespace {

constexpr qsizetype suffixLength = 6;

InstanceState stateOfConnection(Connection connection)
{
    switch (connection) {
    case Connection::Open:
        return InstanceState::Connected;
    case Connection::Connecting:
        return InstanceState::Pairing;
    case Connection::Close:
        return InstanceState::Disconnected;
    case Connection::Other:
        return InstanceState::Other;
    }
    return InstanceState::Other;
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

} // namespace

InstanceState stateOf(const AuditRow& row)
{
    if (row.kind != RowKind::Instance)
        return InstanceState::NotOnServer; // it has no name that a server could know
    if (row.memory == MemoryState::Missing)
        return InstanceState::Ghost;
    switch (row.inServer) {
    case Presence::Unknown:
        return InstanceState::NotRead;
    case Presence::Absent:
        return InstanceState::NotOnServer;
    case Presence::Present:
        return stateOfConnection(row.connection());
    }
    return InstanceState::NotRead;
}

const std::vector<const char*>& instanceStateWords(InstanceState state)
{
    static const std::array<std::vector<const char*>, instanceStateCount> words{
        {{"ghost", "missing"},
         {"pairing", "connecting"},
         {"disconnected", "closed", "close"},
         {"connected", "open"},
         {"not-on-server", "absent"},
         {"not-read", "unread"},
         {"unknown"}}};
    return words[static_cast<size_t>(state)];
}

std::optional<Timestamp> sinceOf(const AuditRow& row)
{
    const Integration* integration = row.integration();
    const bool isOpen = row.kind == RowKind::Instance && row.connection() == Connection::Open;
    if (isOpen && integration && integration->connectedAt)
        return integration->connectedAt;
    if (row.server)
        return row.server->updatedAt ? row.server->updatedAt : row.server->createdAt;
    if (!integration)
        return {};
    return integration->updatedAt ? integration->updatedAt : integration->createdAt;
}

QString nameSuffix(const InstanceName& name)
{
    const QByteArray& bytes = name.utf8();
    qsizetype digits = 0;
    while (digits < suffixLength && digits < bytes.size() && isDigit(bytes[bytes.size() - 1 - digits]))
        ++digits;
    return digits == suffixLength ? QString::fromLatin1(bytes.right(suffixLength)) : QString();
}

QString shortName(const InstanceName& name)
{
    const QString suffix = nameSuffix(name);
    return suffix.isEmpty() ? name.text() : QStringLiteral("·") + suffix;
}

} // namespace steward
