#include "stores/evolution/server_timestamp.h"

#include <QDateTime>
#include <QLocale>

#include <charconv>

namespace steward {
namespace {

std::optional<int> number(std::string_view text, size_t from, size_t count)
{
    int value = 0;
    const char* begin = text.data() + from;
    const auto [end, error] = std::from_chars(begin, begin + count, value);
    if (error != std::errc() || end != begin + count || value < 0)
        return {};
    return value;
}

bool separated(std::string_view text)
{
    const bool known = (text.size() == 24 && text[19] == '.') || text.size() == 20;
    return known && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
           text.back() == 'Z';
}

} // namespace

// By hand, since a list has two for each of 100,000 instances and QDateTime takes microseconds for one.
std::optional<Timestamp> serverTimestamp(std::string_view text)
{
    if (!separated(text))
        return {};
    const auto year = number(text, 0, 4);
    const auto month = number(text, 5, 2);
    const auto day = number(text, 8, 2);
    const auto hour = number(text, 11, 2);
    const auto minute = number(text, 14, 2);
    const auto second = number(text, 17, 2);
    const auto fraction = text.size() == 24 ? number(text, 20, 3) : std::optional<int>(0);
    if (!year || !month || !day || !hour || !minute || !second || !fraction)
        return {};
    const std::chrono::year_month_day date{
        std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
        std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return {};
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + std::chrono::milliseconds(*fraction);
}

std::optional<Timestamp> httpDate(const QByteArray& text)
{
    const QDateTime time =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!time.isValid())
        return {};
    // What it says is UTC, which Qt was not told.
    const std::chrono::days days(QDate(1970, 1, 1).daysTo(time.date()));
    return Timestamp(days + std::chrono::milliseconds(time.time().msecsSinceStartOfDay()));
}

} // namespace steward
