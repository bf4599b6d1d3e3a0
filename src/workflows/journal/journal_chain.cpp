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

std::optional<QString> ChainWalker::follow(const StoredRecord& record)
{
    ChainEnd previous = m_end;
    if (const auto gap = m_gaps.find(previous.number + 1); gap != m_gaps.end())
        previous = gap->second;
    if (record.number != previous.number + 1)
        return QStringLiteral("record %1 is missing, %2 follows").arg(previous.number + 1).arg(record.number);
    if (record.hash != chainHash(previous.hash, record.number, record.body))
        return QStringLiteral("record %1 has changed").arg(record.number);
    m_beforeEnd = previous;
    m_end = {record.number, record.hash};
    return {};
}

std::optional<QString> ChainWalker::compareWithHead(const ChainEnd& head) const
{
    if (m_end == head)
        return {};
    if (m_end.number > 0 && m_beforeEnd == head)
        return {};
    return QStringLiteral("the chain ends with record %1, the head stands at %2").arg(m_end.number).arg(head.number);
}

} // namespace steward
