#pragma once

#include "domain/query/row_query.h"
#include "local/history/reading_record.h"

#include <QSet>

namespace steward {

/// What somebody should be told at once.
enum class AlertKind : quint8 {
    Disconnected, ///< an organization was connected, and is not
    PairingStuck, ///< an instance waits for a phone for too long
    Duplicate,    ///< there is one more than there may be
    StoreUnread,  ///< a store cannot be read
};
/// "disconnected", "pairing-stuck", "new-duplicate", "store-unread": scripts rely on them (CONTRACT).
QString alertWord(AlertKind kind);

struct Alert {
    AlertKind kind = AlertKind::StoreUnread;
    Timestamp at{};              ///< of the reading that shows it
    InstanceName instance;       ///< empty: it is about a store
    OrganizationId organization; ///< null: none known
    QString organizationName;    ///< empty: none known
    std::optional<FindingCode> finding;
    int reason = 0; ///< why the server says that the phone was disconnected
    std::optional<Store> store;
};
/// "Clínica Aurora is not connected any more." Plain text, translated; names what it is about.
QString alertSentence(const Alert& alert);
/// The same of a store: "Server", "Database", "Cache".
QString watchedStoreTitle(Store store);
/// Of several at once: "Clínica Aurora, Rede Sorriso and 4 more: 6 are not connected any more." One sentence a kind.
QString alertsSentence(const std::vector<Alert>& alerts);
/// More at once are told as one.
constexpr int alertsToldAlone = 5;
/// Because the phone was unlinked, for example; empty: the server says nothing that is known.
QString disconnectionWords(int reason);

/// Compares each complete reading with the one before, and tells what changed: each change once. What a reading does
/// not know stays as it was; from one that is not complete, or whose list is suspect, nothing is concluded but that a
/// store is unread. The first complete one is what the next is compared with. Pure, and no more than a reading's
/// memory.
class AlertWatch final {
public:
    /// Only what the query finds, before or after the change; an empty one finds all. A store is told of always.
    /// `names`: by which the query finds rows too.
    explicit AlertWatch(RowQuery view = {}, ProblemNames names = {})
        : m_view(std::move(view))
        , m_names(std::move(names))
    {
    }
    std::vector<Alert> take(const Audit& audit);

private:
    struct Known {
        OrganizationId organization;
        InstanceMoment moment;
        bool isInView = true;
    };
    using Instances = QHash<InstanceName, Known>;

    void takeStores(const Audit& audit, std::vector<Alert>& alerts);
    Instances instancesOf(const Audit& audit, const ReadingRecord& record) const;

    const RowQuery m_view;
    const ProblemNames m_names;
    std::array<bool, 3> m_isUnread{};
    std::optional<Instances> m_last; ///< of the last complete reading
};

} // namespace steward
