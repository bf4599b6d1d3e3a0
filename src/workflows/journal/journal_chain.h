#pragma once

#include <QByteArray>
#include <QString>

#include <map>
#include <optional>

namespace steward {

/// One record as the database holds it. A record is one commit: a batch of intents is one record.
struct StoredRecord {
    qint64 number = 0; ///< from 1
    QByteArray hash;   ///< chainHash of the record before it, its number and its body
    QByteArray body;   ///< compact JSON
};

/// Where the chain ends; number 0 before the first record.
struct ChainEnd {
    qint64 number = 0;
    QByteArray hash = QByteArray(32, '\0');

    bool operator==(const ChainEnd&) const = default;
};

/// SHA-256 over the previous record's hash, the number (8 bytes, big-endian) and the body.
QByteArray chainHash(const QByteArray& previousHash, qint64 number, const QByteArray& body);

/// Records that were forgotten, by their first number: the last one's number and hash, from which the chain goes on.
using ChainGaps = std::map<qint64, ChainEnd>;

/// What is wrong with a journal.
struct ChainDamage {
    QString detail;                    ///< for the log
    std::optional<qint64> record = {}; ///< the first that was changed or is missing, where the chain proves which

    /// The chain ends at another record than the head.
    static ChainDamage ofEnds(const ChainEnd& chain, const ChainEnd& head);
};

/// Follows the chain record by record.
class ChainWalker final {
public:
    explicit ChainWalker(ChainGaps gaps)
        : m_gaps(std::move(gaps))
    {
    }

    /// Nothing: the record is the next one, unchanged.
    std::optional<ChainDamage> follow(const StoredRecord& record);
    /// Nothing: the chain ends at the head, or one record beyond it (killed between the commit and the head's writing;
    /// its writer had not begun what it announces).
    std::optional<ChainDamage> compareWithHead(const ChainEnd& head) const;
    const ChainEnd& end() const { return m_end; }

private:
    ChainGaps m_gaps;
    ChainEnd m_end;
    ChainEnd m_beforeEnd;
};

} // namespace steward
