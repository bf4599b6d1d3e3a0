#include "workflows/base/csv_line.h"

#include <algorithm>

namespace steward {
namespace {

QByteArray field(QString text)
{
    static const QString formulas = QStringLiteral("=+-@\t\r");
    if (!text.isEmpty() && formulas.contains(text.front()))
        text.prepend(QLatin1Char('\''));
    const bool isQuoted = std::ranges::any_of(text, [](QChar letter) {
        return letter == QLatin1Char(',') || letter == QLatin1Char('"') || letter == QLatin1Char('\n') ||
               letter == QLatin1Char('\r');
    });
    if (isQuoted)
        text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    return text.toUtf8();
}

} // namespace

QByteArray csvLine(const QStringList& texts)
{
    QByteArrayList fields;
    for (const QString& text : texts)
        fields << field(text);
    return fields.join(',') + "\r\n";
}

} // namespace steward
