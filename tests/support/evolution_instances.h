#pragma once

#include "support/evolution_instance.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace steward::rig {

/// The rows and the memory of the stand-in. Not thread-safe: EvolutionState locks.
class EvolutionInstances final {
public:
    using Clock = std::chrono::steady_clock;

    struct Entry {
        EvolutionInstance instance;
        bool deleting = false;
        bool held = false;              ///< its deletion waits for a webhook: listed and in memory until that is over
        Clock::time_point createdUntil; ///< a create of this name is at work until then
        QByteArray listText;            ///< empty: to be made
    };

    /// A session that shows codes; each lives codeLife, and after the last of codeLimit it is over (EVOLUTION_API 4).
    struct Session {
        QUuid instance;
        QString number; ///< pairing by it; empty: by QR code
        Clock::time_point codeSince;
    };
    using Event = std::function<void(EvolutionInstances&, Entry&)>;

    Entry& add(EvolutionInstance instance);
    /// Nothing where there is no such row; rows whose time has come are gone.
    Entry* find(const QString& name);
    Entry* findById(const QString& id);
    Entry* findByNumber(const QString& number);
    bool tokenExists(const QString& token);
    bool isEmpty();
    void remove(const QString& name);
    void clear();
    /// After every change: the row's updatedAt moves, and so does the row within the list.
    void changed(Entry& entry);
    /// Like changed(), but the row stays where and as old as it is.
    void edited(Entry& entry);
    /// Its row goes after the delay, not before the interval since the last row that goes; negative: never.
    void beginDeletion(Entry& entry, std::chrono::milliseconds delay, std::chrono::milliseconds interval);
    /// Accepted and closed, and as it was until the time is over: only then its deletion begins (EVOLUTION_API 5.3).
    /// Negative: never. `goes`: that deletion.
    void holdDeletion(Entry& entry, std::chrono::milliseconds time, const Event& goes);

    /// The first code, or the next one; another after codeLife as long as nobody scans.
    void beginSession(Entry& entry, const QString& number);
    bool hasSession(const Entry& entry) const { return m_sessions.contains(entry.instance.name); }
    void endSession(const Entry& entry) { m_sessions.remove(entry.instance.name); }
    void setCodeRules(std::chrono::milliseconds life, int limit);
    /// As a phone that scans: open in memory at once, in the list with ownerJid after the delay. False: nothing to
    /// scan.
    bool scan(Entry& entry, const QString& ownerJid, std::chrono::milliseconds listDelay);
    /// Does it then to that very row, if it is still there; at once where there is no delay.
    void later(std::chrono::milliseconds delay, Entry& entry, const Event& event);

    /// Does it then to whatever carries the name by then.
    void laterByName(std::chrono::milliseconds delay, const QString& name, const Event& event);
    /// How often that met another instance than the one that was there when it was planned.
    int strangersMet() const { return m_strangersMet; }
    /// The server's clock, so much before or behind this computer's.
    void setClockOffset(std::chrono::milliseconds offset) { m_clockOffset = offset; }
    QDateTime now() const { return QDateTime::currentDateTimeUtc().addMSecs(m_clockOffset.count()); }

    /// What memory holds of it; null where nothing.
    QString memory(const Entry& entry) const;
    void setStarting(bool starting);

    /// The whole list's JSON, and the same gzipped.
    const QByteArray& listBody();
    const QByteArray& gzippedListBody();
    const QByteArray& listTag();
    QByteArray listBodyOfToken(const QString& token);
    QByteArray listBodyV1(int port, const std::optional<QString>& token);
    std::vector<EvolutionInstance> all();
    qsizetype size();

private:
    void settle();
    void rotateCodes(Clock::time_point now);
    static void giveCode(EvolutionInstance& instance, const QString& number);
    const QByteArray& listText(Entry& entry);

    std::map<quint64, Entry> m_rows; ///< by place in the list
    QHash<QString, quint64> m_places;
    std::multimap<Clock::time_point, QString> m_due;
    QHash<QString, Session> m_sessions;
    struct Planned {
        QString name;
        QUuid instance;
        Event event;
    };
    std::multimap<Clock::time_point, Planned> m_planned;
    std::multimap<Clock::time_point, Planned> m_plannedByName; ///< `instance`: the one of that time
    int m_strangersMet = 0;
    std::chrono::milliseconds m_clockOffset{0};
    std::chrono::milliseconds m_codeLife{45'000};
    int m_codeLimit = 30;
    Clock::time_point m_lastGone;
    quint64 m_nextPlace = 1;
    bool m_starting = false;
    QByteArray m_list;
    QByteArray m_gzipped;
    QByteArray m_tag;
};

} // namespace steward::rig
