#include "wording/filled.h"

namespace steward {

QString filled(const QString& text, const QStringList& arguments)
{
    QString whole;
    for (qsizetype place = 0; place < text.size(); ++place) {
        const bool isMark = text.at(place) == QLatin1Char('%') && place + 1 < text.size();
        const qsizetype number = isMark ? text.at(place + 1).digitValue() : -1;
        if (number < 1 || number > arguments.size()) {
            whole += text.at(place);
            continue;
        }
        whole += arguments.at(number - 1);
        ++place;
    }
    return whole;
}

} // namespace steward
