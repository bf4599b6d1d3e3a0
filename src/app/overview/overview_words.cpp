#include "app/overview/overview_words.h"

#include "domain/iso_time.h"
#include "domain/unknown_value.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace steward {
namespace {

struct OverviewText {
    Q_DECLARE_TR_FUNCTIONS(steward::OverviewPage)
};

constexpr qsizetype longestQuery = 30'000; ///< a field holds little more
constexpr qsizetype namesTold = 2;

QString clockText(Timestamp time)
{
    return QLocale().toString(localTime(time).time(), QStringLiteral("HH:mm"));
}

QString dateText(const QDate& day)
{
    //: A short date of this year, as Qt writes them: day and short month
    return QLocale().toString(day, OverviewText::tr("d MMM"));
}

/// It can be typed in a query.
bool isTypable(const QString& name)
{
    return !name.isEmpty() && !name.contains(QLatin1Char('"')) && !name.contains(QLatin1Char('|'));
}

} // namespace

QString sinceText(Timestamp before, const QDate& today)
{
    const QDate day = localTime(before).date();
    if (day.daysTo(today) == 1)
        return OverviewText::tr("since yesterday");
    //: In the middle of a sentence: %1 is a time or a date
    return OverviewText::tr("since %1").arg(day == today ? clockText(before) : dateText(day));
}

QString sinceTitle(Timestamp before, const QDate& today)
{
    const QDate day = localTime(before).date();
    if (day.daysTo(today) == 1)
        return OverviewText::tr("Since yesterday");
    //: A heading: %1 is a time or a date
    return OverviewText::tr("Since %1").arg(day == today ? clockText(before) : dateText(day));
}

QString sinceDetail(Timestamp before, const QDate& today)
{
    return localTime(before).date() == today ? QString() : clockText(before);
}

QString shortTimeText(Timestamp time, const QDate& today)
{
    const QDate day = localTime(time).date();
    return day == today ? clockText(time) : dateText(day);
}

QString someOf(const QStringList& names)
{
    const auto more = static_cast<int>(names.size() - namesTold);
    QString first = names.mid(0, namesTold).join(QStringLiteral(", "));
    if (more <= 0)
        return first;
    //: %1 are names of organizations, %n how many more there are
    return OverviewText::tr("%1 and %n more", nullptr, more).arg(first);
}

QStringList organizationsOf(const std::vector<const InstanceChange*>& changes, const Audit& audit)
{
    QStringList names;
    QSet<QString> known;
    for (const InstanceChange* change : changes) {
        const QString name =
            change->organization.isNull() ? change->name.text() : audit.organizationName(change->organization);
        if (!known.contains(name))
            names << name;
        known.insert(name);
    }
    return names;
}

QString queryOf(InstanceState state)
{
    return QStringLiteral("state:") + QLatin1String(instanceStateWords(state).front());
}

QString queryOf(FindingCode code)
{
    return QStringLiteral("problem:") + findingWord(code);
}

QString queryOfAll()
{
    return QStringLiteral("name:"); // not said yet which: all
}

QString queryOfRows(const std::vector<const InstanceChange*>& changes)
{
    QStringList names;
    for (const InstanceChange* change : changes) {
        if (change->after.state)
            names << change->name.text();
    }
    return queryOfNames(names);
}

QString queryOfNames(const QStringList& names)
{
    QStringList typed;
    for (const QString& name : names) {
        if (isTypable(name))
            typed << QLatin1Char('=') + name;
    }
    const QString query = QStringLiteral("name:") + typed.join(QLatin1Char('|'));
    if (typed.isEmpty() || query.size() > longestQuery)
        return {};
    const bool hasSpace = std::ranges::any_of(query, [](QChar each) { return each.isSpace(); });
    return hasSpace ? QLatin1Char('"') + query + QLatin1Char('"') : query;
}

QString problemSentence(FindingCode code)
{
    switch (code) {
    case FindingCode::DuplicateInstance:
        return OverviewText::tr("An organization has more than one instance. Only one can work.");
    case FindingCode::DuplicateIntegration:
        return OverviewText::tr("An organization has more than one active row in the database.");
    case FindingCode::DuplicatePhone:
        return OverviewText::tr("Two instances use the same number. A person decides which one keeps it.");
    case FindingCode::GhostInstance:
        return OverviewText::tr("The server lists it but does not run it. It needs a restart.");
    case FindingCode::UnlistedInstance:
        return OverviewText::tr("The server runs it but does not list it.");
    case FindingCode::OrphanedInstance:
        return OverviewText::tr("The database does not know this instance.");
    case FindingCode::OrphanedIntegration:
        return OverviewText::tr("The organization has an active row, but no instance on the server.");
    case FindingCode::StaleCache:
        return OverviewText::tr("No active row names what this cache entry belongs to.");
    case FindingCode::CacheMismatch:
        return OverviewText::tr("The cache entry differs from the row. Messages may go to the wrong place.");
    case FindingCode::UnreadableCache:
        return OverviewText::tr("The cache entry is damaged. It can be written again from the row.");
    case FindingCode::CacheWithoutExpiry:
        return OverviewText::tr("The cache entry has no end, so it is never renewed.");
    case FindingCode::StatusDrift:
        return OverviewText::tr("Server and database disagree about whether it is connected.");
    case FindingCode::StateMismatch:
        return OverviewText::tr("The server lists it as disconnected but runs it connected.");
    case FindingCode::PhoneMismatch:
        return OverviewText::tr("The connected phone is not the expected one.");
    case FindingCode::OrganizationMismatch:
        return OverviewText::tr("The instance's name and its row point to different organizations.");
    case FindingCode::ConnectionLost:
        return OverviewText::tr("The phone was connected once and is not any more.");
    case FindingCode::StuckPairing:
        return OverviewText::tr("It has waited for a phone for over 10 minutes.");
    case FindingCode::DisabledButConnected:
        return OverviewText::tr("The row is switched off, but the phone is still linked.");
    case FindingCode::NamelessIntegration:
        return OverviewText::tr("This row does not say which instance it means.");
    case FindingCode::UnreachableName:
        return OverviewText::tr("No address can reach this name. The server's administrator has to remove it.");
    case FindingCode::WebhookMismatch:
        return OverviewText::tr("The server would send messages to the wrong address, or nowhere.");
    case FindingCode::NotCached:
        return OverviewText::tr("There is no cache entry yet. It fills by itself; you can do it now.");
    case FindingCode::Residue:
        return OverviewText::tr("Queues still hold messages of this instance. Look before you clear them.");
    }
    return unknownText();
}

ProblemWay mainWayOf(FindingCode code)
{
    const std::vector<ProblemButton> ways = waysOf(code);
    return ways.empty() ? ProblemWay::CopySteps : ways.front().way;
}

QString mainWayText(FindingCode code)
{
    switch (mainWayOf(code)) {
    case ProblemWay::ShowGroup:
    case ProblemWay::NameRow:
    case ProblemWay::Enable:
    case ProblemWay::Unlink:
        return OverviewText::tr("Decide…");
    case ProblemWay::CopySteps:
        return OverviewText::tr("Show steps");
    case ProblemWay::Assign:
        return OverviewText::tr("Assign…");
    case ProblemWay::Reset:
        return OverviewText::tr("Reset…");
    case ProblemWay::Repair:
    case ProblemWay::UsePhone:
    case ProblemWay::Create:
    case ProblemWay::Clean:
    case ProblemWay::Pair:
        break;
    }
    return waysOf(code).front().text;
}

} // namespace steward
