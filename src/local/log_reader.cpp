#include "local/log_reader.h"

#include "local/log.h"

#include <QFile>

#include <algorithm>

namespace steward {

QStringList newestLogLines(const QString& folder, qsizetype atMost)
{
    QStringList lines;
    for (int number = 0; number < Log::fileCount && lines.size() < atMost; ++number) {
        const QString name =
            number == 0 ? QStringLiteral("/steward.log") : QStringLiteral("/steward.%1.log").arg(number);
        QFile file(folder + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text =
            QString::fromUtf8(file.read(2 * Log::fileSize)); // another program could have put a file there
        lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts) + lines;
    }
    return lines.mid(std::max<qsizetype>(0, lines.size() - atMost));
}

} // namespace steward
