#pragma once

#include <QTime>
#include <QVariant>

namespace steward {

/// What of a workspace's changes a person is told, and when.
struct AlertRules {
    bool isOn = true;
    QString view; ///< its id (RowView); empty: every row
    bool hasQuietHours = false;
    QTime quietFrom{20, 0};
    QTime quietUntil{7, 0}; ///< may be before: then it is over midnight
    bool operator==(const AlertRules&) const = default;

    bool isQuiet(const QTime& now) const;

    /// For the window's settings, and back; what is missing or no rule is as it is at first.
    QVariant toVariant() const;
    static AlertRules fromVariant(const QVariant& value);
};

} // namespace steward
