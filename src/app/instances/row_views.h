#pragma once

#include "app/style/icons.h"
#include "app/table/audit_index.h"

#include <QString>
#include <QVariant>

#include <vector>

namespace steward {

/// A part of the table that one looks at by itself: a built-in one, a problem or a group of them, or one that a person
/// saved.
struct RowView {
    QString id; ///< what is kept of it; of a saved one its name
    QString title;
    QString query; ///< as it would be typed
    bool isSaved = false;
    bool operator==(const RowView&) const = default;
};

/// "all", "attention", "connected", … in their order.
struct BuiltInView {
    const char* id; ///< a word of viewWords(), or withoutInstanceId
    Icon icon;
};
const std::vector<BuiltInView>& builtInViews();
RowView viewOf(const BuiltInView& view);
RowView viewOf(ProblemGroup group);
RowView viewOf(FindingCode code);
/// Organizations that have no instance: they have no row, so it is a list of its own.
constexpr const char* withoutInstanceId = "without";

/// How many rows a built-in view shows; −1: a store that decides it was not read.
qint64 countIn(const BuiltInView& view, const AuditIndex& index);
/// Known to have none, rather than not known to have one.
std::vector<const OrganizationSummary*> organizationsWithout(const AuditIndex& index);

/// One that a person saves under this title.
RowView savedView(const QString& title, const QString& query);

/// For the window's settings, and back; what is no list of views becomes none.
QVariant rowViewsValue(const std::vector<RowView>& views);
std::vector<RowView> rowViewsFrom(const QVariant& value);

} // namespace steward
