#pragma once

#include "app/table/audit_index.h"

#include <QAbstractListModel>

#include <memory>
#include <optional>

class QLineEdit;

namespace steward {

/// The organizations to choose from by typing; those that have an instance already are marked. GUI thread only.
class OrganizationChoices final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OrganizationChoices)

public:
    explicit OrganizationChoices(QObject* parent = nullptr)
        : QAbstractListModel(parent)
    {
    }

    void setIndex(std::shared_ptr<const AuditIndex> index);
    /// SuggestedActions them in the field while one types, whatever part of the name. The field goes before them.
    void offerIn(QLineEdit& field);
    /// Who is meant by what was typed: a name that only one has, whatever its letters' case, a choice of this list, or
    /// an id.
    std::optional<OrganizationId> find(const QString& typed) const;
    /// What stands in the field once it is chosen; two of one name are told apart by their id.
    QString textOf(const OrganizationId& organization) const;
    /// "has 2 instances"; empty where it has none.
    QString standingOf(const OrganizationId& organization) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    static QString standingText(const OrganizationSummary& summary);
    QString textOf(const OrganizationSummary& summary) const;

    std::shared_ptr<const AuditIndex> m_index;
    std::vector<const OrganizationSummary*> m_choices;
    QHash<QString, int> m_names; ///< how many have this name, lower case
};

} // namespace steward
