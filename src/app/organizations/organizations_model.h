#pragma once

#include "app/style/item_roles.h"
#include "app/table/audit_index.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace steward {

/// The organizations, with "all" on top, as far as their name holds what was typed. GUI thread only.
class OrganizationsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OrganizationsModel)

public:
    enum class Field { Name, Instances, FieldCount };

    explicit OrganizationsModel(QObject* parent = nullptr);

    void setIndex(std::shared_ptr<const AuditIndex> index);
    void setFilterText(const QString& text);

    /// Nothing for the row that stands for all.
    std::optional<QUuid> organization(int row) const;
    /// −1 where it is not shown.
    int rowOf(const std::optional<QUuid>& organization) const;
    int total() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void refilter();
    Mark markOf(const OrganizationSummary& summary) const;
    QVariant allData(Field field, int role) const;

    std::shared_ptr<const AuditIndex> m_index;
    QString m_text; ///< lower case
    std::vector<const OrganizationSummary*> m_shown;
};

} // namespace steward
