#include "domain/iso_time.h"

namespace steward {

QString isoTime(Timestamp time)
{
    // By hand: a list of a hundred thousand has six each, and QDateTime takes a second for them.
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const int year = static_cast<int>(date.year());
    if (year < 1 || year > 9999)
        return localTime(time).toUTC().toString(Qt::ISODateWithMs);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::milliseconds>(time - day));
    QString text = QStringLiteral("0000-00-00T00:00:00.000Z");
    const auto put = [&text](qsizetype place, qsizetype digits, qint64 number) {
        for (qsizetype digit = place + digits; digit-- > place; number /= 10)
            text[digit] = QLatin1Char(static_cast<char>('0' + number % 10));
    };
    put(0, 4, year);
    put(5, 2, unsigned{date.month()});
    put(8, 2, unsigned{date.day()});
    put(11, 2, clock.hours().count());
    put(14, 2, clock.minutes().count());
    put(17, 2, clock.seconds().count());
    put(20, 3, clock.subseconds().count());
    return text;
}

QDateTime localTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

std::optional<Timestamp> timeFromIso(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return {};
    return Timestamp(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

} // namespace steward
