#pragma once

#include "domain/instance_name.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// An instance to be paired, and what the person calls it.
struct PairingTarget {
    InstanceName name;
    QString title; ///< clinic or organization
};

/// Several instances that are paired one after the other.
class PairingQueue final {
public:
    enum class State : quint8 { Waiting, Now, Paired, Skipped, Stopped };
    struct Entry {
        PairingTarget target;
        State state = State::Waiting;
        QString note; ///< the number, or why it stopped
    };

    explicit PairingQueue(std::vector<PairingTarget> targets);

    const std::vector<Entry>& entries() const { return m_entries; }
    int current() const { return m_current; }
    const PairingTarget& target() const { return m_entries[static_cast<size_t>(m_current)].target; }
    /// What came of the current one.
    void mark(State state, const QString& note = {});
    /// The next that waits, from here on and then from the beginning; −1: none.
    int next() const;
    void goTo(int place);

private:
    std::vector<Entry> m_entries;
    int m_current = 0;
};

QString queueStateText(PairingQueue::State state);

} // namespace steward
