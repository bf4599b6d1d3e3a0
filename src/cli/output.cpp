#include "cli/output.h"

namespace steward {

bool Output::flushAll()
{
    m_isWhole = flush() && m_isWhole;
    return m_isWhole;
}

qint64 Output::writeData(const char* data, qint64 length)
{
    m_isEmpty = m_isEmpty && length == 0;
    const qint64 written = QFile::writeData(data, length);
    m_isWhole = m_isWhole && written == length;
    return written;
}

} // namespace steward
