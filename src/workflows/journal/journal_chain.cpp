#include "workflows/journal/journal_chain.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace steward {

QByteArray chainHash(const QByteArray& previousHash, qint64 number, const QByteArray& body)
{
    const qint64 bigEndian = qToBigEndian(number);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previousHash);
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian));
    hash.addData(body);
    return hash.result();
}

/// A head beyond the chain's end proves that records are missing; one before it only that one of the two is another's.
ChainDamage ChainDamage::ofEnds(const ChainEnd& chain, const ChainEnd& head)
{
    ChainDamage damage{
        QStringLiteral("the chain ends with record %1, the head stands at %2").arg(chain.number).arg(head.number)};
    if (head.number > chain.number)
        damage.record = chain.number + 1;
    return damage;
}

std::optional<ChainDamage> ChainWalker::follow(const StoredRecord& record)
{
    ChainEnd previous = m_end;
    if (const auto gap = m_gaps.find(previous.number + 1); gap != m_gaps.end())
        previous = gap->second;
    const qint64 next = previous.number + 1;
    if (record.number != next)
        return ChainDamage{QStringLiteral("record %1 is missing, %2 follows").arg(next).arg(record.number), next};
    if (record.hash != chainHash(previous.hash, next, record.body))
        return ChainDamage{QStringLiteral("record %1 has changed").arg(next), next};
    m_beforeEnd = previous;
    m_end = {record.number, record.hash};
    return {};
}

std::optional<ChainDamage> ChainWalker::compareWithHead(const ChainEnd& head) const
{
    if (m_end == head)
        return {};
    if (m_end.number > 0 && m_beforeEnd == head)
        return {};
    return ChainDamage::ofEnds(m_end, head);
}

} // namespace steward
