#pragma once

#include "app/operations/checklist_role.h"
#include "app/operations/result_section.h"

#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace steward {

/// A checklist in the order in which it is looked at: what is being done, trouble, what waits, what is done; steps as
/// they follow one another. What went another way than meant can be taken out of it, to be shown before all else.
class OperationItems final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationItems)

public:
    struct Section {
        QString title;
        int all = 0; ///< 0: it is not about items
        std::vector<ResultSection::Line> lines;
    };

    explicit OperationItems(QObject* parent = nullptr);

    /// Null: none.
    void showAll(QAbstractItemModel* checklist);
    /// By how they ended; of very many the first, the others stay in the list. What the first line of an outcome says
    /// is the operation's own sentence, and left out.
    std::vector<Section> takeTrouble();
    /// What the list is about by now.
    QString restTitle() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    std::optional<ItemPart> partOf(int sourceRow) const;
    Section take(ItemPart part, const QString& title);
    ResultSection::Line lineOf(int sourceRow) const;

    QSet<int> m_taken; ///< rows of the checklist
};

} // namespace steward
