#include "domain/store_records.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RecordText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreRecords)
};

} // namespace

QString oddEntrySentence(const OddEntry& odd)
{
    QString sentence;
    switch (odd.what) {
    case OddEntry::What::Twice:
        //: %1 is the name of an instance
        sentence = RecordText::tr("The server lists %1 twice, so nothing is concluded about it. Ask the server's "
                                  "administrator to look into the server's database.");
        break;
    case OddEntry::What::Damaged:
        //: %1 is the name of an instance
        sentence = RecordText::tr("What the server lists of %1 is damaged, so nothing is concluded about it. Ask the "
                                  "server's administrator to look into the server's database.");
        break;
    case OddEntry::What::OddName:
        //: %1 is the name of an instance, parts of which could not be read
        sentence = RecordText::tr("The server lists a name that is no valid text (%1), so nothing is concluded about "
                                  "it. Ask the server's administrator to rename or remove it.");
        break;
    case OddEntry::What::Nameless:
        sentence = RecordText::tr("The server lists an instance without a name. It was left out.");
        break;
    }
    return sentence.replace(QStringLiteral("%1"), odd.name.text()); // not arg(): a name may hold "%1" itself
}

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
    return unknownWord();
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
    return unknownWord();
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
    return unknownWord();
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
    return unknownWord();
}

} // namespace steward
