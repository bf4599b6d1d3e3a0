#include "domain/query/instance_state.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct InstanceStateText {
    Q_DECLARE_TR_FUNCTIONS(steward::InstanceState)
};

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

QString instanceStateTitle(InstanceState state)
{
    switch (state) {
    case InstanceState::Ghost:
        return InstanceStateText::tr("Ghost");
    case InstanceState::Pairing:
        return InstanceStateText::tr("Pairing");
    case InstanceState::Disconnected:
        return InstanceStateText::tr("Disconnected");
    case InstanceState::Connected:
        return InstanceStateText::tr("Connected");
    case InstanceState::NotOnServer:
        return InstanceStateText::tr("Not on server");
    case InstanceState::NotRead:
        return InstanceStateText::tr("Not read");
    case InstanceState::Other:
        return InstanceStateText::tr("Unknown state");
    }
    return unknownText();
}

QString instanceStateHint(InstanceState state)
{
    switch (state) {
    case InstanceState::Ghost:
        return InstanceStateText::tr("The server lists it but does not run it.");
    case InstanceState::Pairing:
        return InstanceStateText::tr("Waiting for a phone to scan the code.");
    case InstanceState::Disconnected:
        return InstanceStateText::tr("No phone is linked.");
    case InstanceState::Connected:
        return InstanceStateText::tr("A phone is linked.");
    case InstanceState::NotOnServer:
        return InstanceStateText::tr("Neither the server's list nor its memory knows it.");
    case InstanceState::NotRead:
        return InstanceStateText::tr("The server was not read, or did not say whether it has it.");
    case InstanceState::Other:
        return InstanceStateText::tr("The server says a word that Steward does not know.");
    }
    return {};
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
