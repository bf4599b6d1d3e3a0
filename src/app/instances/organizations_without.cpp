#include "app/instances/organizations_without.h"

#include "app/instances/row_views.h"
#include "app/style/plain_text.h"

#include <QStandardItemModel>

namespace steward {
namespace {

constexpr int organizationIdRole = Qt::UserRole + 1;

} // namespace

OrganizationsWithout::OrganizationsWithout(QWidget* parent)
    : QListView(parent)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setTabKeyNavigation(false);
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT createWanted(OrganizationId(index.data(organizationIdRole).toUuid()));
    });
}

void OrganizationsWithout::setIndex(const std::shared_ptr<const AuditIndex>& index)
{
    m_index = index;
    fill();
}

void OrganizationsWithout::setFilterText(const QString& text)
{
    m_text = foldedText(text.trimmed());
    fill();
}

int OrganizationsWithout::shown() const
{
    return m_model->rowCount();
}

void OrganizationsWithout::fill()
{
    const QVariant chosen = currentIndex().data(organizationIdRole);
    m_model->clear();
    if (!m_index)
        return;
    for (const OrganizationSummary* summary : organizationsWithout(*m_index)) {
        const QString id = summary->id.toString();
        if (!foldedText(summary->name + QLatin1Char(' ') + id).contains(m_text))
            continue;
        auto* item = new QStandardItem(summary->name);
        item->setData(summary->id.uuid(), organizationIdRole);
        item->setToolTip(escapedToolTip(tr("Press Enter to make its instance.")));
        m_model->appendRow(item);
        if (chosen == item->data(organizationIdRole))
            setCurrentIndex(item->index());
    }
}

} // namespace steward
