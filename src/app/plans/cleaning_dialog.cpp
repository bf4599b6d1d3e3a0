#include "app/plans/cleaning_dialog.h"

#include "app/style/mark_delegate.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "domain/plans/plan_text.h"
#include "ui_cleaning_dialog.h"

#include <QHeaderView>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::minutes readingTime{30};

void setUpTable(QTableView& table, QAbstractItemModel& model)
{
    table.setModel(&model);
    table.setItemDelegate(new MarkDelegate(&table));
    table.horizontalHeader()->setHighlightSections(false);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(scaled(28));
}

void setWidths(QTableView& table, const std::vector<int>& letters)
{
    const int letter = table.fontMetrics().horizontalAdvance(QLatin1Char('n'));
    for (size_t column = 0; column < letters.size(); ++column)
        table.setColumnWidth(static_cast<int>(column), letters[column] * letter);
}

} // namespace

CleaningDialog::CleaningDialog(OperationService& operations, std::vector<QUuid> organizations, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CleaningDialog>())
    , m_operations(operations)
{
    m_request.kind = PlanKind::Clean;
    m_request.organizations = std::move(organizations);
    m_ui->setupUi(this);
    setUpTable(*m_ui->groups, m_groups);
    setUpTable(*m_ui->members, m_members);
    setWidths(*m_ui->groups, {28, 10, 34});
    setWidths(*m_ui->members, {11, 40, 12, 12, 17, 11, 18, 11});
    m_ui->groups->horizontalHeader()->setSectionResizeMode(GroupsModel::WhyColumn, QHeaderView::Stretch);
    m_ui->members->horizontalHeader()->setSectionResizeMode(MembersModel::NameColumn, QHeaderView::Stretch);
    m_ui->splitter->setStretchFactor(0, 3);
    m_ui->splitter->setStretchFactor(1, 2);
    connect(m_ui->groups->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CleaningDialog::showGroup);
    connect(m_ui->members, &QTableView::clicked, this, &CleaningDialog::pick);
    connect(m_ui->members, &QTableView::activated, this, &CleaningDialog::pick);
    connect(m_ui->unpick, &QPushButton::clicked, this, &CleaningDialog::leaveToProgram);
    connect(m_ui->review, &QPushButton::clicked, this, [this] {
        Q_EMIT planWanted(m_request);
        accept();
    });
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_ui->cancel->setFocus();
    read();
}

CleaningDialog::~CleaningDialog()
{
    m_stop.request_stop();
}

void CleaningDialog::read()
{
    m_ui->words->setText(tr("Reading the three stores, and asking the server's memory of each duplicate…"));
    showCounts();
    showGroup();
    m_stop = m_operations.ask<MadePlan>(
        this,
        [request = m_request](const StoreSet& stores, const std::stop_token& stop) {
            return PlanMaker(readingAccess(stores)).make(request, CallContext::within(readingTime, stop));
        },
        [this, number = ++m_number](const MadePlan& made) { take(number, made); });
}

void CleaningDialog::plan()
{
    m_ui->review->setEnabled(false);
    m_stop = m_operations.ask<MadePlan>(
        this,
        [request = m_request, made = m_made](const StoreSet& stores, const std::stop_token&) {
            return PlanMaker(readingAccess(stores)).remake(*made, request);
        },
        [this, number = ++m_number](const MadePlan& made) { take(number, made); });
}

void CleaningDialog::take(quint64 number, const MadePlan& made)
{
    if (number != m_number)
        return;
    const std::optional<PlanGroup> chosen = m_members.group();
    m_made = std::make_shared<const MadePlan>(made);
    m_groups.setPlan(m_made->audit, std::shared_ptr<const Plan>(m_made, &m_made->plan));
    const int row = chosen ? std::max(m_groups.rowOf(*chosen), 0) : 0;
    if (m_groups.rowCount() > 0)
        m_ui->groups->selectRow(row);
    showGroup();
    showCounts();
}

void CleaningDialog::showGroup()
{
    const PlanGroup* group = m_groups.group(m_ui->groups->currentIndex().row());
    m_members.setGroup(m_made ? m_made->audit : nullptr, group ? std::optional(*group) : std::nullopt);
    m_ui->why->setText(group ? breakable(GroupsModel::why(*group)) : QString());
    const bool isChosenByPerson = group && std::ranges::any_of(m_request.keep, [group](const InstanceName& name) {
                                      return std::ranges::find(group->members, name) != group->members.end();
                                  });
    m_ui->unpick->setEnabled(isChosenByPerson);
}

void CleaningDialog::forgetPicks(const PlanGroup& group)
{
    std::erase_if(m_request.keep, [&group](const InstanceName& name) {
        return std::ranges::find(group.members, name) != group.members.end();
    });
}

void CleaningDialog::pick(const QModelIndex& member)
{
    const std::optional<PlanGroup> group = m_members.group();
    if (!group || !member.isValid() || !m_made)
        return;
    const InstanceName name = group->members[static_cast<size_t>(member.row())];
    const bool isKept = group->survivor == name && !group->left;
    if (isKept || std::ranges::find(m_request.keep, name) != m_request.keep.end())
        return;
    forgetPicks(*group);
    m_request.keep.push_back(name);
    plan();
}

void CleaningDialog::leaveToProgram()
{
    const std::optional<PlanGroup> group = m_members.group();
    if (!group || !m_made)
        return;
    forgetPicks(*group);
    plan();
}

void CleaningDialog::showCounts()
{
    if (!m_made) {
        m_ui->review->setText(tr("Review the Plan…"));
        m_ui->review->setEnabled(false);
        return;
    }
    const std::vector<PlanGroup>& groups = m_made->plan.groups;
    const auto left =
        static_cast<int>(std::ranges::count_if(groups, [](const PlanGroup& group) { return group.left.has_value(); }));
    const int cleaned = static_cast<int>(groups.size()) - left;
    QString words;
    for (const TrippedBreaker& tripped : m_made->verdict.tripped) {
        if (!isPassable(tripped.code))
            words += tripped.because + QLatin1Char(' ');
    }
    if (words.isEmpty() && groups.empty())
        words = tr("There are no duplicates.");
    else if (words.isEmpty())
        words =
            tr("Of each group one instance is kept and the others go. Click another member to keep that one. Nothing "
               "is changed here.");
    m_ui->words->setText(breakable(words));
    const QString summary = summaryLine(m_made->plan.tally());
    m_ui->summary->setText(
        tr("%n group(s) cleaned", nullptr, cleaned) + QStringLiteral("  ·  ") + tr("%n left for you", nullptr, left) +
        QStringLiteral("  ·  ") + summary);
    m_ui->review->setText(tr("Review the Plan for %n Group(s)…", nullptr, cleaned));
    m_ui->review->setEnabled(m_made->plan.tally().changed > 0 && !m_made->verdict.isRefused());
}

} // namespace steward
