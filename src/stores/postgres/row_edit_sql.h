#pragma once

#include "stores/postgres/integration_rows.h"
#include "stores/row_edits.h"

#include <span>

namespace steward {

enum class RowEditKind { Remove, Disable, WriteState, Protect, Unprotect };

/// The SQL of a batch of edits. All wishes go as one parameter ($1), so that a thousand rows are one statement.
class RowEditSql final {
public:
    /// `expects`: one of the wishes says the expected phone, so that the config is written too; it stays untouched
    /// else.
    RowEditSql(RowEditKind kind, QByteArray table, bool expects = false);

    /// The wishes `chosen` (by their place in `wishes`) as $1.
    static QByteArray parameter(const std::vector<RowState>& wishes, std::span<const int> chosen);

    /// Locks the rows and answers of each that is there: the wish's place, whether the row is still the one meant,
    /// whether it is as wanted already, and then its image.
    QByteArray look() const;
    /// Changes what is still the row meant and not as wanted yet; the answer is the ids, each
    /// with its image before and after. `adding`: the part of WITH
    /// that keeps the history.
    QByteArray change(const QByteArray& adding) const;

private:
    QByteArray fits() const;
    QByteArray isAsWanted() const;
    QByteArray assignments() const;

    RowEditKind m_kind;
    QByteArray m_table; ///< qualified and quoted
    bool m_expects;
};

} // namespace steward
