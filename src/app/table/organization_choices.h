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
    /// Offers them in the field while one types: words in any order, without case and accents. The field goes before
    /// them.
    void offerIn(QLineEdit& field);
    /// The first of those that are offered for what was typed.
    std::optional<OrganizationId> firstOffered() const;
    /// Whether any would be offered for it, or nothing is typed yet.
    bool offers(const QString& typed) const;
    /// Who is meant by what was typed: a name that only one has, whatever its letters' case, a choice of this list, or
    /// an id.
    std::optional<OrganizationId> find(const QString& typed) const;
    /// What stands in the field once it is chosen; two of one name are told apart by their id.
    QString textOf(const OrganizationId& organization) const;
    /// "has 2 instances"; empty where it has none.
    QString standingOf(const OrganizationId& organization) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Choice {
        const OrganizationSummary* summary;
        QByteArray folded; ///< the name as it is searched
    };

    static QList<QByteArray> wordsOf(const QString& typed);
    static bool hasAll(const Choice& choice, const QList<QByteArray>& words);
    static QString standingText(const OrganizationSummary& summary);
    void filter(const QString& typed);
    QString textOf(const OrganizationSummary& summary) const;

    std::shared_ptr<const AuditIndex> m_index;
    std::vector<Choice> m_choices;
    std::vector<const OrganizationSummary*> m_offered; ///< those that match what was typed last
    QString m_typed;
    QHash<QString, int> m_names; ///< how many have this name, lower case
};

} // namespace steward
