#include "domain/store_records.h"

namespace steward {

QString storeWord(Store store)
{
    switch (store) {
    case Store::Server:
        return QStringLiteral("server");
    case Store::Database:
        return QStringLiteral("database");
    case Store::Cache:
        return QStringLiteral("cache");
    }
    Q_UNREACHABLE();
}

QString connectionWord(Connection connection)
{
    switch (connection) {
    case Connection::Open:
        return QStringLiteral("open");
    case Connection::Connecting:
        return QStringLiteral("connecting");
    case Connection::Close:
        return QStringLiteral("close");
    case Connection::Other:
        return QStringLiteral("other");
    }
    Q_UNREACHABLE();
}

QString memoryWord(MemoryState state)
{
    switch (state) {
    case MemoryState::NotAsked:
        return QStringLiteral("not-asked");
    case MemoryState::Open:
        return QStringLiteral("open");
    case MemoryState::Connecting:
        return QStringLiteral("connecting");
    case MemoryState::Close:
        return QStringLiteral("close");
    case MemoryState::Missing:
        return QStringLiteral("missing");
    case MemoryState::NotFound:
        return QStringLiteral("not-found");
    case MemoryState::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

QString kindWord(InstanceKind kind)
{
    switch (kind) {
    case InstanceKind::Baileys:
        return QStringLiteral("WHATSAPP-BAILEYS");
    case InstanceKind::Business:
        return QStringLiteral("WHATSAPP-BUSINESS");
    case InstanceKind::Evolution:
        return QStringLiteral("EVOLUTION");
    case InstanceKind::Other:
        return QStringLiteral("OTHER");
    }
    Q_UNREACHABLE();
}

} // namespace steward
