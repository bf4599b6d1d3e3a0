#include "domain/store_records.h"

#include "domain/word_table.h"

#include <QCoreApplication>

namespace steward {
namespace {

constexpr WordTable<Connection, 4> connectionWords{{"open", "connecting", "close", "other"}};

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
    static constexpr WordTable<Store, 3> words{{"server", "database", "cache"}};
    return words.of(store);
}

QString connectionWord(Connection connection)
{
    return connectionWords.of(connection);
}

std::optional<Connection> connectionFromWord(QStringView word)
{
    return connectionWords.from(word);
}

QString memoryWord(MemoryState state)
{
    static constexpr WordTable<MemoryState, 7> words{
        {"not-asked", "open", "connecting", "close", "missing", "not-found", "unknown"}};
    return words.of(state);
}

QString kindWord(InstanceKind kind)
{
    static constexpr WordTable<InstanceKind, 4> words{{"WHATSAPP-BAILEYS", "WHATSAPP-BUSINESS", "EVOLUTION", "OTHER"}};
    return words.of(kind);
}

} // namespace steward
