#pragma once

#include "workflows/journal/journal_values.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace steward {

/// What of the journal is shown.
struct JournalFilter {
    /// How an operation stands; Open: not finished, whoever is at it.
    enum class State : quint8 { Any, Open, Done, Partial, Refused, Failed };
    QString text; ///< in any column, in any case
    State state = State::Any;
    QString kind; ///< empty: any
};

/// The journal's operations, newest first. GUI thread only.
class JournalModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JournalModel)

public:
    enum Column { BegunColumn, TitleColumn, WorkstationColumn, StateColumn, ColumnCount };

    /// Those of other profiles are shown quieter.
    explicit JournalModel(QString profileId, QObject* parent = nullptr);

    /// As a journal is read: oldest first.
    void setEntries(std::vector<JournalEntry> entries);
    void setFilter(const JournalFilter& filter);
    const JournalEntry& entry(int row) const { return m_entries[m_shown[static_cast<size_t>(row)]]; }
    /// −1: not shown.
    int rowOf(const QUuid& id) const;
    /// The kinds that occur, untranslated.
    QStringList kinds() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void show();
    bool matches(const JournalEntry& entry) const;
    QString text(const JournalEntry& entry, int column) const;

    const QString m_profileId;
    std::vector<JournalEntry> m_entries;
    std::vector<size_t> m_shown; ///< places in m_entries
    JournalFilter m_filter;
};

} // namespace steward
