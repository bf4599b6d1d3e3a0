#pragma once

#include "domain/audit/audit.h"

#include <QString>

#include <array>
#include <vector>

namespace steward {

/// One line of the inspector: what each of the three stores says of one thing. Secrets are masked here already.
struct RecordField {
    QString title;
    std::array<QString, 3> values; ///< by Store; empty: that store says nothing of it
    bool differs = false;          ///< the stores disagree
};

/// What the stores hold of an instance, side by side; things that no store says anything of are left out.
std::vector<RecordField> recordFields(const Audit& audit, const AuditRow& row);

} // namespace steward
