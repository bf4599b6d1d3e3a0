#pragma once

#include "domain/audit/audit.h"

#include <QHash>

#include <vector>

namespace steward {

/// The name as people mean it: without spaces, whatever the letter case, in one normal form.
QString meantName(const InstanceName& name);

/// Which listed instance without a row may be a row's under another name: it has the row's number, or its name but for
/// spaces, case or normal form (WORKFLOWS, "Deletion"). The audit has to outlive it.
class OtherNames final {
    Q_DISABLE_COPY_MOVE(OtherNames)

public:
    explicit OtherNames(const Audit& audit);

    /// In the order of names; empty where a name of the row itself is listed.
    std::vector<const AuditRow*> instancesFor(const Integration& row) const;
    /// Enabled rows whose instance is absent by both witnesses and may be this one, oldest first.
    std::vector<const Integration*> rowsFor(const AuditRow& instance) const;

private:
    const Audit& m_audit;
    QMultiHash<quint64, const AuditRow*> m_byPhone;
    QMultiHash<QString, const AuditRow*> m_byName;
};

} // namespace steward
