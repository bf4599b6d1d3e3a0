#pragma once

#include "domain/ids.h"
#include "domain/instance_name.h"

#include <QObject>

#include <optional>
#include <vector>

class QMenu;

namespace steward {

struct AuditRow;

/// What pages offer beside plans, without knowing who shows the dialogs it takes (WorkspaceActions).
class OfferedActions : public QObject {
    Q_DISABLE_COPY_MOVE(OfferedActions)

public:
    using QObject::QObject;

    /// For this organization; nothing: that of the selected row, or none yet.
    virtual void create(const std::optional<OrganizationId>& organization) = 0;
    virtual void createFromFile() = 0;
    /// Not in practice.
    virtual bool hasJournal() const = 0;
    virtual void showJournal() = 0;
    /// The selected instances, one after the other.
    virtual void pairChosen() = 0;
    virtual void pair(const InstanceName& name) = 0;
    virtual void pairAll(const std::vector<InstanceName>& names) = 0; ///< one after the other
    /// Makes it anew under its name, and pairs it then.
    virtual void reset(const InstanceName& name) = 0;
    /// One of the selected rows can be paired with a phone.
    virtual bool canPairChosen() const = 0;
    /// What can be done with the row under the pointer.
    virtual void fillMenu(QMenu& menu, const AuditRow& row) = 0;
};

} // namespace steward
