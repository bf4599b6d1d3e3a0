#pragma once

#include "app/components/pill.h"
#include "stores/row_changes.h"
#include "workflows/journal/journal_values.h"

#include <QAbstractListModel>
#include <QDate>

#include <functional>
#include <optional>
#include <vector>

namespace steward {

/// What of the journal is shown.
struct JournalFilter {
    /// How an operation stands; Open: not finished, whoever is at it.
    enum class State : quint8 { Any, Open, Done, Partial, Refused, Failed };
    /// Whose operations; Others: of other computers, as the database's own history tells them.
    enum class Origin : quint8 { Any, ThisProfile, OtherProfiles, Others };
    QString text; ///< in whatever the line says, in any case
    State state = State::Any;
    QString kind; ///< empty: any
    Origin origin = Origin::Any;
    std::optional<QDate> from; ///< in local time
    std::optional<QDate> to;   ///< with this day
};

/// What a line of the journal's page tells beside Qt's own roles.
enum JournalRole {
    JournalIsHeadingRole = Qt::UserRole + 200, ///< bool: a day
    JournalIconRole,                           ///< int, an Icon
    JournalDetailRole,                         ///< QString, behind the title
    JournalWhoRole,                            ///< QString
    JournalStateRole,                          ///< Pill; of another computer none
    JournalTimeRole,                           ///< QString, "11:48"
};

/// The journal's operations and those that other computers did, newest first, a heading before each day. GUI thread
/// only.
class JournalModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JournalModel)

public:
    using NameOrganization = std::function<QString(const OrganizationId&)>;

    /// Those of other profiles are told apart.
    explicit JournalModel(QString profileId, QObject* parent = nullptr);

    /// As a journal is read: oldest first. `elsewhere`: what the database's history tells; what stands in this journal
    /// too is told once.
    void setEntries(std::vector<JournalEntry> entries, std::vector<RecordedOperation> elsewhere = {});
    void setNaming(NameOrganization naming) { m_naming = std::move(naming); }
    void setFilter(const JournalFilter& filter);
    /// Null: the line is a heading, or another computer's.
    const JournalEntry* entry(int row) const;
    /// Null: it is none of another computer's.
    const RecordedOperation* elsewhere(int row) const;
    /// Nothing: a heading, or no line.
    std::optional<OperationId> idOf(int row) const;
    /// −1: not shown.
    int rowOf(const OperationId& id) const;
    int firstEntry() const; ///< −1: there is none
    /// How many operations are shown.
    int shown() const { return m_shown; }
    bool isEmpty() const { return m_operations.empty(); }
    /// The kinds that occur, untranslated.
    QStringList kinds() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    /// An operation of the journal, or of another computer.
    struct Operation {
        std::optional<JournalEntry> entry;
        RecordedOperation elsewhere;

        Timestamp at() const { return entry ? entry->startedAt : elsewhere.at; }
        OperationId id() const { return entry ? entry->id : elsewhere.operation; }
        const QString& kind() const { return entry ? entry->task.kind : elsewhere.action; }
    };
    struct Line {
        QDate day;
        std::optional<size_t> operation; ///< nothing: the day's heading
    };

    void show();
    bool matches(const Operation& operation) const;
    bool isOfOrigin(const Operation& operation) const;
    const Operation* operation(int row) const;
    QString title(const Operation& operation) const;
    QString detail(const Operation& operation) const;

    const QString m_profileId;
    NameOrganization m_naming;
    std::vector<Operation> m_operations;
    std::vector<Line> m_lines;
    int m_shown = 0;
    JournalFilter m_filter;
};

/// "maria · front-desk": who began it, and at which computer.
QString journalWho(const JournalEntry& entry);
/// How it ended, or where it stands.
Pill journalStatePill(const JournalEntry& entry);

} // namespace steward

Q_DECLARE_METATYPE(steward::Pill)
