#include "app/plans/choose_step.h"

#include "app/operations/plan_words.h"
#include "app/plans/duplicate_delegates.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "domain/query/instance_state.h"
#include "ui_choose_step.h"
#include "wording/plan_text.h"
#include "wording/skip_words.h"
#include "wording/value_titles.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>

#include <algorithm>
#include <array>
#include <tuple>

namespace steward {
namespace {

constexpr std::chrono::minutes readingTime{30};

// In the design's pixels, of the page beside the rail.
constexpr int allColumns = 1168;
constexpr int groupsBeside = 948;
constexpr int groupsWidth = 316;
constexpr int memberHeight = 44;

bool isIn(const PlanGroup& group, const InstanceName& name)
{
    return std::ranges::find(group.members, name) != group.members.end();
}

} // namespace

ChooseStep::ChooseStep(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ChooseStep>())
{
    m_ui->setupUi(this);
    layOut();
    connectParts();
    showCounts();
    showGroup();
}

ChooseStep::~ChooseStep()
{
    m_stop.request_stop();
}

void ChooseStep::layOut()
{
    m_ui->side->setLook(&Tokens::side, Qt::RightEdge);
    m_ui->side->setFixedWidth(scaled(groupsWidth));
    m_ui->sideLayout->setContentsMargins(readingMargins(scaled(16), scaled(8), scaled(8), scaled(8)));
    m_ui->group->setLook(&Tokens::surface, {});
    m_ui->groupLayout->setContentsMargins(scaled(24), scaled(20), scaled(24), scaled(20));
    m_ui->foot->setLook(&Tokens::side, Qt::TopEdge);
    m_ui->footLayout->setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(10));
    m_ui->title->setFont(textFont(TextSize::Section, QFont::DemiBold));
    m_ui->groups->setModel(&m_groups);
    m_ui->groups->viewport()->setAutoFillBackground(false); // it lies on the side
    m_ui->groups->setItemDelegate(new GroupDelegate(m_groups, this));
    m_ui->groupBox->setModel(&m_groups);
    m_ui->members->setModel(&m_members);
    m_ui->members->setItemDelegate(new MemberDelegate(m_members, this));
    m_ui->members->setFrameShape(QFrame::NoFrame);
    QHeaderView& header = *m_ui->members->horizontalHeader();
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setSectionResizeMode(MembersModel::WhyColumn, QHeaderView::Stretch);
    const std::array widths{210, 130, 92, 160, 84, 150, 180}; // a moment is seen whole
    for (size_t column = 0; column < widths.size(); ++column)
        m_ui->members->setColumnWidth(static_cast<int>(column), scaled(widths[column]));
    m_ui->members->setColumnWidth(
        MembersModel::NameColumn, std::max(scaled(widths.front()), MemberDelegate::nameColumnWidth()));
    header.moveSection(header.visualIndex(MembersModel::OrganizationColumn), MembersModel::StateColumn);
    m_ui->members->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->members->verticalHeader()->setDefaultSectionSize(scaled(memberHeight));
    m_ui->groupBox->hide();
    m_ui->cleanThis->hide();
}

void ChooseStep::connectParts()
{
    m_ui->groups->installEventFilter(this);
    m_ui->members->installEventFilter(this);
    connect(m_ui->groups->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChooseStep::showGroup);
    connect(m_ui->groupBox, &QComboBox::activated, this, [this](int row) {
        m_ui->groups->setCurrentIndex(m_groups.index(row));
    });
    connect(m_ui->cleanThis, &QCheckBox::clicked, this, [this](bool isChosen) {
        m_groups.setChosen(m_ui->groups->currentIndex().row(), isChosen);
    });
    connect(&m_groups, &GroupsModel::chosenChanged, this, &ChooseStep::showCounts);
    connect(m_ui->all, &QCheckBox::clicked, this, [this] {
        m_groups.setAllChosen(m_groups.counts().chosen < m_groups.counts().ready);
    });
    connect(m_ui->chooseAll, &QPushButton::clicked, this, [this] { m_groups.setAllChosen(true); });
    connect(m_ui->filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_groups.setFilter(text);
        m_ui->groups->setCurrentIndex(m_groups.index(0));
        showGroup();
    });
    connect(m_ui->members, &QTableView::clicked, this, &ChooseStep::pick);
    connect(m_ui->members, &QTableView::activated, this, &ChooseStep::pick);
    connect(m_ui->unpick, &QPushButton::clicked, this, &ChooseStep::leaveToProgram);
    connect(m_ui->showInstances, &QPushButton::clicked, this, [this] {
        if (const PlanGroup* group = current(); group && !group->organizationId.isNull())
            Q_EMIT instancesWanted(group->organizationId);
    });
    connect(m_ui->reviewPlan, &QPushButton::clicked, this, [this] { Q_EMIT reviewWanted(chosenRequest()); });
    connect(m_ui->leave, &QPushButton::clicked, this, &ChooseStep::cancelled);
}

/// Space chooses the group or leaves it out, and keeps the instance.
bool ChooseStep::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Space)
        return QWidget::eventFilter(watched, event);
    if (watched == m_ui->members) {
        pick(m_ui->members->currentIndex());
    } else {
        const int row = m_ui->groups->currentIndex().row();
        m_groups.setChosen(row, !m_groups.isChosen(row));
    }
    return true;
}

void ChooseStep::start(OperationService& operations, const PlanRequest& request)
{
    if (!m_operations)
        m_request = request;
    m_operations = &operations;
    m_ui->leave->setDefault(true);
    m_ui->leave->setFocus();
    read();
}

void ChooseStep::read()
{
    m_ui->summary->setText(tr("Reading the three stores, and asking the server's memory of each duplicate…"));
    m_ui->reviewPlan->setEnabled(false);
    m_stop.request_stop();
    m_stop = m_operations->ask<MadePlan>(
        this,
        [request = m_request](const ProfileContext& stores, const std::stop_token& stop) {
            return PlanMaker(Session::reading(stores)).make(request, CallContext::within(readingTime, stop));
        },
        [this, number = ++m_number](const MadePlan& made) { take(number, made); });
}

void ChooseStep::plan()
{
    m_ui->reviewPlan->setEnabled(false);
    m_stop = m_operations->ask<MadePlan>(
        this,
        [request = m_request, made = m_made](const ProfileContext& stores, const std::stop_token&) {
            return PlanMaker(Session::reading(stores)).remake(*made, request);
        },
        [this, number = ++m_number](const MadePlan& made) { take(number, made); });
}

void ChooseStep::take(quint64 number, const MadePlan& made)
{
    if (number != m_number)
        return;
    const std::optional<PlanGroup> chosen = m_members.group();
    m_made = std::make_shared<const MadePlan>(made);
    m_groups.setPlan(m_made->audit, std::shared_ptr<const Plan>(m_made, &m_made->plan));
    const int row = chosen ? std::max(m_groups.rowOf(*chosen), 0) : 0;
    if (m_groups.rowCount() > 0)
        m_ui->groups->setCurrentIndex(m_groups.index(row));
    showGroup();
    showCounts();
}

const PlanGroup* ChooseStep::current() const
{
    return m_groups.group(m_ui->groups->currentIndex().row());
}

void ChooseStep::showGroup()
{
    const PlanGroup* group = current();
    const int row = m_ui->groups->currentIndex().row();
    m_members.setGroup(m_made ? m_made->audit : nullptr, group ? std::optional(*group) : std::nullopt);
    // Those of one number are each somebody's; the number stands above them.
    m_ui->members->setColumnHidden(MembersModel::OrganizationColumn, !group || !group->phone);
    m_ui->members->setColumnHidden(MembersModel::PhoneColumn, group && group->phone);
    m_ui->title->setText(group ? m_groups.title(*group) : QString());
    const int count = group ? static_cast<int>(group->members.size()) : 0;
    m_ui->count->setText(group ? tr("%n instance(s)", nullptr, count) : QString());
    m_ui->showInstances->setVisible(group && !group->organizationId.isNull());
    m_ui->why->setVisible(group != nullptr);
    m_ui->members->setVisible(group != nullptr);
    m_ui->unpick->setVisible(group != nullptr);
    if (group && group->left) {
        m_ui->why->setTitle({MarkShape::Diamond, Tone::Warning}, tr("Needs your decision"));
        m_ui->why->setSentence(sentenceOf(*group->left));
    } else if (group && group->survivor) {
        //: %1 is the end of an instance's name
        const QString keeps = group->isPicked ? tr("You keep %1") : tr("Steward keeps %1");
        m_ui->why->setTitle({MarkShape::FilledRing, Tone::Quiet}, keeps.arg(shortName(*group->survivor)));
        const QString score = lineOf(group->score);
        m_ui->why->setSentence(score.isEmpty() ? score : score.left(1).toUpper() + score.mid(1) + QLatin1Char('.'));
    }
    const bool isPicked =
        group && std::ranges::any_of(m_request.keep, [group](const InstanceName& name) { return isIn(*group, name); });
    m_ui->unpick->setEnabled(isPicked);
    m_ui->groupBox->setCurrentIndex(row);
    m_ui->cleanThis->setChecked(m_groups.isChosen(row));
    m_ui->cleanThis->setEnabled(group && !group->left);
    showEffects(group, group ? m_groups.placeOf(row) : -1);
}

/// What the group's cleaning does, store by store.
void ChooseStep::showEffects(const PlanGroup* group, int place)
{
    PlanTally tally;
    if (group && !group->left) {
        for (const PlanItem& item : m_made->plan.items) {
            if (item.group == place)
                tally.add(item);
        }
    }
    const std::tuple<PlanPlace, SoftCard*, Icon> cards[]{
        {PlanPlace::Server, m_ui->server, Icon::Server},
        {PlanPlace::Database, m_ui->database, Icon::Database},
        {PlanPlace::Cache, m_ui->cache, Icon::Zap}};
    for (const auto& [store, card, icon] : cards) {
        QStringList parts;
        for (const PlanCount& count : countsOf(tally)) {
            const bool isWorkers = count.place == PlanPlace::Workers && store == PlanPlace::Cache;
            if (count.place == store || isWorkers)
                parts << count.number + QLatin1Char(' ') + count.what;
        }
        card->setTitle(icon, placeTitle(store));
        card->setSentence(parts.isEmpty() ? tr("Nothing changes.") : parts.join(QStringLiteral(" · ")));
        card->setVisible(group && !group->left);
    }
}

void ChooseStep::forgetPicks(const PlanGroup& group)
{
    std::erase_if(m_request.keep, [&group](const InstanceName& name) { return isIn(group, name); });
}

void ChooseStep::pick(const QModelIndex& member)
{
    const std::optional<PlanGroup> group = m_members.group();
    if (!group || !member.isValid() || !m_made)
        return;
    const InstanceName& name = group->members[static_cast<size_t>(member.row())];
    if (group->survivor == name && group->isPicked)
        return;
    forgetPicks(*group);
    m_request.keep.push_back(name);
    plan();
}

void ChooseStep::leaveToProgram()
{
    const std::optional<PlanGroup> group = m_members.group();
    if (!group || !m_made)
        return;
    forgetPicks(*group);
    plan();
}

void ChooseStep::showCounts()
{
    const GroupsModel::Counts counts = m_groups.counts();
    m_ui->all->setCheckState(
        counts.chosen == 0              ? Qt::Unchecked
        : counts.chosen == counts.ready ? Qt::Checked
                                        : Qt::PartiallyChecked);
    //: %1 is how many groups of duplicates are chosen, %n how many there are
    m_ui->all->setText(tr("%1 of %n group(s) chosen", nullptr, counts.all).arg(QLocale().toString(counts.chosen)));
    m_ui->all->setEnabled(counts.ready > 0);
    m_ui->chooseAll->setEnabled(counts.chosen < counts.ready);
    m_ui->cleanThis->setChecked(m_groups.isChosen(m_ui->groups->currentIndex().row()));
    if (!m_made)
        return;
    m_ui->summary->setText(breakable(summary()));
    m_ui->reviewPlan->setEnabled(counts.chosen > 0 && m_made->plan.tally().changed > 0 && !m_made->verdict.isRefused());
}

QString ChooseStep::summary() const
{
    const GroupsModel::Counts counts = m_groups.counts();
    QStringList refusals;
    for (const TrippedBreaker& tripped : m_made->verdict.tripped) {
        if (!isPassable(tripped.code))
            refusals << tripped.because;
    }
    if (!refusals.isEmpty())
        return refusals.join(QLatin1Char(' '));
    if (counts.all == 0)
        return tr("There are no duplicates.");
    QStringList parts{tr("%n group(s)", nullptr, counts.chosen)};
    PlanTally tally;
    QSet<int> chosen;
    for (int row = 0; row < m_groups.rowCount(); ++row) {
        if (m_groups.isChosen(row))
            chosen.insert(m_groups.placeOf(row));
    }
    for (const PlanItem& item : m_made->plan.items) {
        if (item.group && chosen.contains(*item.group))
            tally.add(item);
    }
    if (counts.chosen > 0)
        parts << summaryLine(tally);
    if (counts.hidden > 0)
        parts << tr("%n hidden and left alone", nullptr, counts.hidden);
    if (const int left = counts.all - counts.chosen - counts.hidden; left > 0)
        parts << tr("%n group(s) stay as they are", nullptr, left);
    return parts.join(QStringLiteral(" · "));
}

/// The groups that are seen chosen, and nothing else: one that could be cleaned only by the time it is read again is
/// not in it either.
PlanRequest ChooseStep::chosenRequest() const
{
    PlanRequest request = m_request;
    const std::vector<const PlanGroup*> chosen = m_groups.chosenGroups();
    if (static_cast<int>(chosen.size()) == m_groups.counts().all)
        return request;
    request.organizations.clear();
    const auto add = [&request](const OrganizationId& organization) {
        if (!organization.isNull() &&
            std::ranges::find(request.organizations, organization) == request.organizations.end())
            request.organizations.push_back(organization);
    };
    for (const PlanGroup* group : chosen) {
        add(group->organizationId);
        for (const InstanceName& member : group->members) { // of a common number
            const AuditRow* row = group->phone ? m_made->audit->find(member) : nullptr;
            if (row)
                add(row->organizationId);
        }
    }
    std::erase_if(request.keep, [&chosen](const InstanceName& name) {
        return std::ranges::none_of(chosen, [&name](const PlanGroup* group) { return isIn(*group, name); });
    });
    return request;
}

void ChooseStep::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isBeside = width() >= scaled(groupsBeside);
    m_ui->side->setVisible(isBeside);
    m_ui->groupBox->setVisible(!isBeside);
    m_ui->cleanThis->setVisible(!isBeside);
    for (const int column : {MembersModel::MessagesColumn, MembersModel::CreatedColumn})
        m_ui->members->setColumnHidden(column, width() < scaled(allColumns));
}

} // namespace steward
