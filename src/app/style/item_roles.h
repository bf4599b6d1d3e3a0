#pragma once

#include <Qt>

namespace steward {

/// What the models tell beside Qt's own roles; MarkDelegate draws by them.
enum ItemRole {
    SortRole = Qt::UserRole, ///< quint64, what the column is ordered by
    MarkRole,                ///< Mark, the shape before the text
    UnknownRole,             ///< bool: rests on a store that was not read
    ElideMiddleRole,         ///< bool: both ends of the text matter
    QuietRole,               ///< bool: says less than the rest
    DetailRole,              ///< QString, why the row is as it is and what to do; often empty
};

} // namespace steward
