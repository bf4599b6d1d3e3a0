#pragma once

#include "app/table/audit_index.h"

#include <QListView>

#include <memory>

class QStandardItemModel;

namespace steward {

/// The organizations that have no instance. Enter or a double click makes one.
class OrganizationsWithout final : public QListView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OrganizationsWithout)

public:
    explicit OrganizationsWithout(QWidget* parent = nullptr);
    void setIndex(const std::shared_ptr<const AuditIndex>& index);
    /// Those whose name or id holds what was typed.
    void setFilterText(const QString& text);
    int shown() const;

Q_SIGNALS:
    void createWanted(const OrganizationId& organization);

private:
    void fill();

    QStandardItemModel* m_model;
    std::shared_ptr<const AuditIndex> m_index;
    QByteArray m_text;
};

} // namespace steward
