#pragma once

#include "support/evolution_instance.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
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
        Clock::time_point createdUntil; ///< a create of this name is at work until then
        QByteArray listText;            ///< empty: to be made
    };

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
    void purge();
    const QByteArray& listText(Entry& entry);

    std::map<quint64, Entry> m_rows; ///< by place in the list
    QHash<QString, quint64> m_places;
    std::multimap<Clock::time_point, QString> m_due;
    Clock::time_point m_lastGone;
    quint64 m_nextPlace = 1;
    bool m_starting = false;
    QByteArray m_list;
    QByteArray m_gzipped;
    QByteArray m_tag;
};

} // namespace steward::rig
