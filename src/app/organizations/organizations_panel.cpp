#include "app/organizations/organizations_panel.h"

#include "app/style/mark_delegate.h"
#include "app/style/type.h"
#include "ui_organizations_panel.h"

namespace steward {

OrganizationsPanel::OrganizationsPanel(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::OrganizationsPanel>())
{
    m_ui->setupUi(this);
    QTableView* list = m_ui->list;
    list->setModel(&m_model);
    list->setItemDelegate(new MarkDelegate(this));
    list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    list->verticalHeader()->setDefaultSectionSize(scaled(28));
    list->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Fixed);
    list->setColumnWidth(1, fontMetrics().horizontalAdvance(QStringLiteral("0000")) + 12);
    connect(m_ui->filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_isRestoring = true;
        m_model.setFilterText(text);
        restore();
    });
    connect(list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        take(current.row());
    });
}

OrganizationsPanel::~OrganizationsPanel() = default;

void OrganizationsPanel::setIndex(const std::shared_ptr<const AuditIndex>& index)
{
    m_isRestoring = true;
    m_model.setIndex(index);
    m_ui->title->setText(tr("%n organization(s)", nullptr, m_model.total()));
    restore();
}

void OrganizationsPanel::choose(const std::optional<QUuid>& organization)
{
    m_ui->filter->clear();
    const int row = m_model.rowOf(organization);
    if (row >= 0 && row < m_model.rowCount())
        m_ui->list->selectRow(row);
}

void OrganizationsPanel::take(int row)
{
    if (m_isRestoring || row < 0)
        return;
    const std::optional<QUuid> chosen = m_model.organization(row);
    if (chosen == m_organization)
        return;
    m_organization = chosen;
    Q_EMIT organizationChanged();
}

void OrganizationsPanel::restore()
{
    m_isRestoring = true;
    const int row = m_model.rowOf(m_organization);
    if (row >= 0 && row < m_model.rowCount())
        m_ui->list->selectRow(row);
    m_isRestoring = false;
}

} // namespace steward
