#pragma once

#include "app/style/mark.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// An instance to be paired, and what the person calls it.
struct PairingTarget {
    InstanceName name;
    QString title;                       ///< the organization; the instance's name where none is known
    QString clinic;                      ///< empty where none is known
    QString note;                        ///< how its phone was lost, or nothing
    std::optional<PhoneNumber> expected; ///< by its row

    QString wholeTitle() const; ///< "Clínica Aurora · Centro"
};

/// The instances that are paired today, one after the other: who is connected, who is at it, who waits.
class PairingQueue final {
public:
    enum class State : quint8 { Waiting, Now, Paired, Skipped, Stopped };
    struct Entry {
        PairingTarget target;
        State state = State::Waiting;
        QString note;    ///< why it stopped
        QDateTime ended; ///< once it is connected, skipped or stopped
    };

    const std::vector<Entry>& entries() const { return m_entries; }
    int current() const { return m_current; } ///< −1: none is at it
    const Entry* now() const;                 ///< null: none is at it
    /// Its place. One that is there already waits again; one that is connected and comes again is a new entry.
    int add(const PairingTarget& target);
    /// Of the newest entry with this name; −1: there is none.
    int placeOf(const InstanceName& name) const;
    void mark(int place, State state, const QString& note = {});
    /// The next that waits, from here on and then from the beginning; −1: none.
    int next() const;
    /// −1: nobody.
    void goTo(int place);
    int paired() const;
    /// Those that wait or are at it.
    int toDo() const;
    /// What ended on another day is no progress of today.
    void keepDay(const QDate& today);

private:
    std::vector<Entry> m_entries;
    int m_current = -1;
};

Mark queueMark(PairingQueue::State state);
/// "Connected 11:52", "Next · Centro".
QString queueLine(const PairingQueue& queue, int place);
/// "4 of 7 connected"
QString queueCount(const PairingQueue& queue);

} // namespace steward
