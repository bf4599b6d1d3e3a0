#include "app/pairing/pairing_queue.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct QueueText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingDialog)
};

} // namespace

PairingQueue::PairingQueue(std::vector<PairingTarget> targets)
{
    Q_ASSERT(!targets.empty());
    for (PairingTarget& target : targets)
        m_entries.push_back({std::move(target), State::Waiting, {}});
}

void PairingQueue::mark(State state, const QString& note)
{
    Entry& entry = m_entries[static_cast<size_t>(m_current)];
    entry.state = state;
    entry.note = note;
}

int PairingQueue::next() const
{
    const int count = static_cast<int>(m_entries.size());
    for (int step = 1; step < count; ++step) {
        const int place = (m_current + step) % count;
        if (m_entries[static_cast<size_t>(place)].state == State::Waiting)
            return place;
    }
    return -1;
}

void PairingQueue::goTo(int place)
{
    if (place >= 0 && place < static_cast<int>(m_entries.size()))
        m_current = place;
}

QString queueStateText(PairingQueue::State state)
{
    switch (state) {
    case PairingQueue::State::Waiting:
        return QueueText::tr("waits");
    case PairingQueue::State::Now:
        return QueueText::tr("now");
    case PairingQueue::State::Paired:
        return QueueText::tr("connected");
    case PairingQueue::State::Skipped:
        return QueueText::tr("skipped");
    case PairingQueue::State::Stopped:
        return QueueText::tr("stopped");
    }
    return unknownText();
}

} // namespace steward
