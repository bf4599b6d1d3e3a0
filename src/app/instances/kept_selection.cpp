#include "app/instances/kept_selection.h"

#include "app/table/instance_model.h"
#include "app/table/instance_table.h"

#include <QItemSelectionModel>

#include <utility>
#include <vector>

namespace steward {
namespace {

constexpr qsizetype mostKept = 200;

} // namespace

QByteArrayList KeptSelection::identities() const
{
    QByteArrayList identities;
    for (const int row : m_table.selectedRows()) {
        if (identities.size() < mostKept)
            identities << m_model.auditIndex()->row(row).identity();
    }
    return identities;
}

void KeptSelection::restore(const QByteArrayList& identities)
{
    m_toSelect = identities;
    take();
}

void KeptSelection::take()
{
    const std::shared_ptr<const AuditIndex>& index = m_model.auditIndex();
    if (!index || m_toSelect.isEmpty())
        return;
    std::vector<QByteArray> shown;
    for (const QByteArray& identity : std::exchange(m_toSelect, {})) {
        const int row = index->rowOf(identity);
        if (row >= 0 && m_model.shownRow(row) >= 0)
            shown.push_back(identity);
    }
    if (shown.empty() || m_table.selection().count() > 0)
        return; // somebody was faster
    m_table.selectOnly(shown);
    const QModelIndex first = m_model.index(m_model.shownRow(index->rowOf(shown.front())), 0);
    m_table.selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_table.scrollTo(first, QAbstractItemView::PositionAtCenter);
}

} // namespace steward
