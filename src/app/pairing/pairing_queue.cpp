#include "app/pairing/pairing_queue.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

struct QueueText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingQueue)
};

QString withClinic(const QString& word, const PairingTarget& target)
{
    return target.clinic.isEmpty() ? word : word + QStringLiteral(" · ") + target.clinic;
}

} // namespace

QString PairingTarget::wholeTitle() const
{
    return clinic.isEmpty() ? title : title + QStringLiteral(" · ") + clinic;
}

const PairingQueue::Entry* PairingQueue::now() const
{
    return m_current < 0 ? nullptr : &m_entries[static_cast<size_t>(m_current)];
}

int PairingQueue::add(const PairingTarget& target)
{
    const int known = placeOf(target.name);
    if (known < 0 || m_entries[static_cast<size_t>(known)].state == State::Paired) {
        m_entries.push_back({target, State::Waiting, {}, {}});
        return static_cast<int>(m_entries.size()) - 1;
    }
    Entry& entry = m_entries[static_cast<size_t>(known)];
    entry.target = target;
    if (entry.state != State::Now)
        mark(known, State::Waiting);
    return known;
}

int PairingQueue::placeOf(const InstanceName& name) const
{
    for (int place = static_cast<int>(m_entries.size()) - 1; place >= 0; --place) {
        if (m_entries[static_cast<size_t>(place)].target.name == name)
            return place;
    }
    return -1;
}

void PairingQueue::mark(int place, State state, const QString& note)
{
    if (place < 0 || place >= static_cast<int>(m_entries.size()))
        return;
    Entry& entry = m_entries[static_cast<size_t>(place)];
    entry.state = state;
    entry.note = note;
    const bool isToDo = state == State::Waiting || state == State::Now;
    entry.ended = isToDo ? QDateTime() : QDateTime::currentDateTime();
}

int PairingQueue::next() const
{
    const int count = static_cast<int>(m_entries.size());
    for (int step = 1; step <= count; ++step) {
        const int place = (m_current + step) % count;
        if (m_entries[static_cast<size_t>(place)].state == State::Waiting)
            return place;
    }
    return -1;
}

void PairingQueue::goTo(int place)
{
    if (place < static_cast<int>(m_entries.size()))
        m_current = std::max(place, -1);
}

int PairingQueue::paired() const
{
    return static_cast<int>(std::ranges::count(m_entries, State::Paired, &Entry::state));
}

int PairingQueue::toDo() const
{
    return static_cast<int>(std::ranges::count_if(
        m_entries, [](const Entry& entry) { return entry.state == State::Waiting || entry.state == State::Now; }));
}

void PairingQueue::keepDay(const QDate& today)
{
    std::vector<Entry> kept;
    int current = -1;
    for (int place = 0; place < static_cast<int>(m_entries.size()); ++place) {
        const Entry& entry = m_entries[static_cast<size_t>(place)];
        if (place != m_current && entry.ended.isValid() && entry.ended.date() != today)
            continue;
        if (place == m_current)
            current = static_cast<int>(kept.size());
        kept.push_back(entry);
    }
    m_entries = std::move(kept);
    m_current = current;
}

Mark queueMark(PairingQueue::State state)
{
    switch (state) {
    case PairingQueue::State::Waiting:
        return {MarkShape::Ring, Tone::Quiet};
    case PairingQueue::State::Now:
        return {MarkShape::FilledRing, Tone::Busy};
    case PairingQueue::State::Paired:
        return {MarkShape::Done, Tone::Good};
    case PairingQueue::State::Skipped:
        return {MarkShape::Dash, Tone::Quiet};
    case PairingQueue::State::Stopped:
        return {MarkShape::Diamond, Tone::Warning};
    }
    return {MarkShape::Question, Tone::Warning};
}

QString queueLine(const PairingQueue& queue, int place)
{
    const PairingQueue::Entry& entry = queue.entries()[static_cast<size_t>(place)];
    switch (entry.state) {
    case PairingQueue::State::Waiting:
        return withClinic(place == queue.next() ? QueueText::tr("Next") : QueueText::tr("Waits"), entry.target);
    case PairingQueue::State::Now:
        return withClinic(QueueText::tr("Now"), entry.target);
    case PairingQueue::State::Paired:
        //: %1 is a time of day
        return QueueText::tr("Connected %1").arg(QLocale().toString(entry.ended.time(), QStringLiteral("HH:mm")));
    case PairingQueue::State::Skipped:
        return withClinic(QueueText::tr("Skipped"), entry.target);
    case PairingQueue::State::Stopped:
        return entry.note.isEmpty() ? withClinic(QueueText::tr("Stopped"), entry.target) : entry.note;
    }
    return unknownText();
}

QString queueCount(const PairingQueue& queue)
{
    //: %1 is how many are connected, %2 of how many
    return QueueText::tr("%1 of %2 connected").arg(queue.paired()).arg(queue.entries().size());
}

} // namespace steward
