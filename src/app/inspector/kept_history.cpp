#include "app/inspector/kept_history.h"

#include "app/table/cells.h"
#include "domain/iso_time.h"
#include "local/history/alerts.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace steward {
namespace {

struct KeptText {
    Q_DECLARE_TR_FUNCTIONS(steward::InspectorPanel)
};

/// With its day where that is another than the later one's.
QString timeWithDay(Timestamp at, Timestamp later)
{
    const bool isSameDay = localTime(at).date() == localTime(later).date();
    return QLocale().toString(localTime(at), isSameDay ? QStringLiteral("HH:mm") : QStringLiteral("d MMM HH:mm"));
}

/// Where nothing was read for long: when it can have been.
QString gapText(const PastMoment& moment)
{
    if (!isWithinGap(moment))
        return {};
    //: Something happened while nothing was read: %1 and %2 are times of two readings
    return KeptText::tr("Between %1 and %2, when nothing was read")
        .arg(timeWithDay(*moment.before, moment.at), timeWithDay(moment.at, moment.at));
}

HistoryEvent stateEvent(const PastMoment& moment, const InstanceMoment* before)
{
    HistoryEvent event{moment.at, Icon::CircleDot, Tone::Quiet, {}, {}};
    const bool wasConnected = before && before->state == InstanceState::Connected;
    if (!moment.now.state) {
        event.icon = Icon::Trash;
        event.title = KeptText::tr("In no store any more");
        return event;
    }
    switch (*moment.now.state) {
    case InstanceState::Connected:
        event.icon = Icon::Link;
        event.tone = Tone::Good;
        event.detail = moment.now.phone ? phoneInGroups(*moment.now.phone) : QString();
        break;
    case InstanceState::Disconnected:
        event.icon = Icon::LinkOff;
        event.tone = wasConnected ? Tone::Warning : Tone::Quiet;
        event.detail = wasConnected ? disconnectionWords(moment.now.reason) : QString();
        break;
    case InstanceState::Pairing:
        event.icon = Icon::QrCode;
        break;
    case InstanceState::Ghost:
    case InstanceState::NotOnServer:
        event.icon = Icon::ServerOff;
        break;
    case InstanceState::NotRead:
    case InstanceState::Other:
        event.icon = Icon::Clock;
        break;
    }
    event.title = instanceStateTitle(*moment.now.state);
    return event;
}

QStringList titlesOf(ProblemSet problems)
{
    QStringList titles;
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        if ((problems & problemBit(code)) != 0)
            titles << findingTitle(code);
    }
    return titles;
}

bool hasError(ProblemSet problems)
{
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        if ((problems & problemBit(code)) != 0 && severityOf(code) == Severity::Error)
            return true;
    }
    return false;
}

void addProblems(std::vector<HistoryEvent>& events, const PastMoment& moment, const InstanceMoment* before)
{
    const ProblemSet earlier = before ? before->problems : 0;
    const ProblemSet knownBefore = before ? before->known : ~ProblemSet(0);
    const ProblemSet come = moment.now.problems & ~earlier & knownBefore;
    const ProblemSet gone = earlier & ~moment.now.problems;
    if (come != 0) {
        events.push_back(
            {moment.at, Icon::Alert, hasError(come) ? Tone::Error : Tone::Warning,
             titlesOf(come).join(QStringLiteral(", ")), gapText(moment)});
    }
    if (gone != 0 && moment.now.state) {
        //: %1 are problems such as "Duplicate, Cache differs"
        events.push_back(
            {moment.at, Icon::Check, Tone::Quiet,
             KeptText::tr("Solved: %1").arg(titlesOf(gone).join(QStringLiteral(", "))), gapText(moment)});
    }
}

QString spanText(std::chrono::milliseconds time)
{
    const auto minutes = std::chrono::floor<std::chrono::minutes>(time).count();
    const auto days = minutes / (24 * 60);
    const auto hours = minutes / 60 % 24;
    //: Lengths of time: days and hours, hours and minutes, minutes
    if (days > 0)
        return hours > 0 ? KeptText::tr("%1 d %2 h").arg(days).arg(hours) : KeptText::tr("%1 d").arg(days);
    if (hours > 0)
        return minutes % 60 > 0 && hours < 3 ? KeptText::tr("%1 h %2 min").arg(hours).arg(minutes % 60)
                                             : KeptText::tr("%1 h").arg(hours);
    return KeptText::tr("%1 min").arg(minutes);
}

} // namespace

std::vector<HistoryEvent> keptEvents(const InstancePast& past)
{
    std::vector<HistoryEvent> events;
    const InstanceMoment* before = nullptr;
    for (const PastMoment& moment : past.moments) {
        if (!before || before->state != moment.now.state) {
            HistoryEvent event = stateEvent(moment, before);
            const QString gap = before ? gapText(moment) : KeptText::tr("The first reading that is kept of it");
            if (!gap.isEmpty())
                event.detail += (event.detail.isEmpty() ? QString() : QStringLiteral("\n")) + gap;
            events.push_back(std::move(event));
        } else if (moment.now.phone && before->phone && moment.now.phone != before->phone) {
            events.push_back(
                {moment.at, Icon::MessageCircle, Tone::Quiet, KeptText::tr("Another phone"),
                 phoneInGroups(*moment.now.phone)});
        }
        addProblems(events, moment, before);
        before = &moment.now;
    }
    return events;
}

QString timeInStatesText(const InstancePast& past, Timestamp now)
{
    const TimeInStates times = timeInStates(past, now - daysSummedUp, now);
    QStringList parts;
    for (const auto& [state, time] : times.states) {
        if (time >= std::chrono::minutes(1))
            //: %1 is a state such as "Connected", %2 how long
            parts << KeptText::tr("%1 %2").arg(instanceStateTitle(state), spanText(time));
    }
    if (parts.isEmpty())
        return {};
    if (times.unknown >= std::chrono::minutes(1))
        //: %1 is how long nothing was read
        parts << KeptText::tr("not known %1").arg(spanText(times.unknown));
    //: %1 lists states and how long each lasted
    return KeptText::tr("Last 7 days: %1").arg(parts.join(QStringLiteral(", ")));
}

} // namespace steward
