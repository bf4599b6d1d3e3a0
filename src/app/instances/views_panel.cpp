#include "app/instances/views_panel.h"

#include "app/components/empty_state.h"
#include "app/instances/view_delegate.h"
#include "app/style/appearance.h"
#include "app/style/button_painting.h"
#include "app/style/type.h"
#include "app/table/row_filter.h"
#include "wording/query_words.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace steward {
namespace {

ViewLine lineOfItem(const QModelIndex& index)
{
    return static_cast<ViewLine>(index.data(ViewLineRole).toInt());
}

RowView viewOfItem(const QModelIndex& index)
{
    return {
        index.data(ViewIdRole).toString(), index.data().toString(), index.data(ViewQueryRole).toString(),
        lineOfItem(index) == ViewLine::Saved};
}

/// What is not read is no number; a count that a store might add to says so.
QString countWords(qint64 count, bool isWhole)
{
    if (count < 0 || (count == 0 && !isWhole))
        return QStringLiteral("?");
    const QString number = QLocale().toString(count);
    //: A count to which a store that was not read might add
    return isWhole ? number : ViewsPanel::tr("%1 ?").arg(number);
}

Mark markOfCode(FindingCode code)
{
    return severityMark(severityOf(code));
}

} // namespace

ViewsPanel::ViewsPanel(QWidget* parent)
    : QTreeView(parent)
    , m_model(new QStandardItemModel(this))
{
    setAccessibleName(tr("Views"));
    setItemDelegate(new ViewDelegate(this));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(false);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    setTabKeyNavigation(false);
    build();
    setModel(m_model);
    addNoneSaved();
    connect(m_model, &QStandardItemModel::itemChanged, this, &ViewsPanel::takeName);
    m_view = viewOf(builtInViews().front());
    choose(m_view.id);
    changeEvent(nullptr);
}

QStandardItem* ViewsPanel::addHeading(const QString& title)
{
    auto* item = new QStandardItem(title);
    item->setData(static_cast<int>(ViewLine::Heading), ViewLineRole);
    item->setFlags(Qt::NoItemFlags);
    m_model->appendRow(item);
    return item;
}

QStandardItem* ViewsPanel::itemOf(const RowView& view, int line) const
{
    auto* item = new QStandardItem(view.title);
    item->setData(line, ViewLineRole);
    item->setData(view.id, ViewIdRole);
    item->setData(view.query, ViewQueryRole);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

void ViewsPanel::build()
{
    addHeading(tr("Views"));
    for (const BuiltInView& view : builtInViews()) {
        QStandardItem* item = itemOf(viewOf(view), static_cast<int>(ViewLine::View));
        item->setData(static_cast<int>(view.icon), ViewIconRole);
        m_model->appendRow(item);
    }
    m_problems = addHeading(tr("Problems"));
    for (int place = 0; place < problemGroupCount; ++place) {
        const auto group = static_cast<ProblemGroup>(place);
        QStandardItem* item = itemOf(viewOf(group), static_cast<int>(ViewLine::Group));
        for (int code = 0; code < findingCodeCount; ++code) {
            const auto problem = static_cast<FindingCode>(code);
            if (groupOf(problem) != group)
                continue;
            QStandardItem* child = itemOf(viewOf(problem), static_cast<int>(ViewLine::Problem));
            child->setData(QVariant::fromValue(markOfCode(problem)), ViewMarkRole);
            item->appendRow(child);
        }
        m_model->appendRow(item);
    }
    m_savedHeading = addHeading(tr("Saved"));
    m_savedHeading->setData(static_cast<int>(ViewLine::SavedHeading), ViewLineRole);
    m_savedHeading->setToolTip(tr("Save what is shown now as a view of your own"));
    m_noneSavedItem = new QStandardItem;
    m_noneSavedItem->setData(static_cast<int>(ViewLine::NoneSaved), ViewLineRole);
    m_noneSavedItem->setFlags(Qt::NoItemFlags);
    m_model->appendRow(m_noneSavedItem);
}

void ViewsPanel::addNoneSaved()
{
    m_noneSaved = new EmptyState(
        Icon::Bookmark, tr("No saved views"), tr("Filter the list as you need it, then save it here."), viewport());
    m_noneSaved->setMinimumWidth(0); // the sidebar's own is less than a page's
    m_noneSaved->layout()->setContentsMargins(0, scaled(12), 0, scaled(12));
    auto* save = new QPushButton(tr("Save this view…"));
    save->setObjectName(QStringLiteral("saveThisView"));
    setButtonSize(*save, ButtonSize::Small);
    m_noneSaved->addButton(save);
    save->installEventFilter(this);
    connect(save, &QPushButton::clicked, this, &ViewsPanel::saveWanted);
    setIndexWidget(m_noneSavedItem->index(), m_noneSaved);
    m_noneSaved->installEventFilter(this);
    fitNoneSaved();
}

void ViewsPanel::fitNoneSaved()
{
    m_noneSaved->resize(viewport()->width(), m_noneSaved->height());
    takeHeightOfNoneSaved();
}

void ViewsPanel::takeHeightOfNoneSaved()
{
    const QSize size(0, m_noneSaved->sizeHint().height());
    if (m_noneSavedItem->sizeHint() == size)
        return;
    m_noneSavedItem->setSizeHint(size);
    scheduleDelayedItemsLayout();
}

void ViewsPanel::showNoneSaved()
{
    setRowHidden(m_noneSavedItem->row(), {}, m_model->rowCount() > firstSaved());
}

int ViewsPanel::firstSaved() const
{
    return m_noneSavedItem->row() + 1;
}

/// Its words take their width when they are first shown. The Tab key brings into sight what it reaches.
bool ViewsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest && watched == m_noneSaved)
        takeHeightOfNoneSaved();
    if (event->type() == QEvent::FocusIn && m_noneSaved && m_noneSaved->isAncestorOf(qobject_cast<QWidget*>(watched)))
        scrollTo(m_noneSavedItem->index());
    return QTreeView::eventFilter(watched, event);
}

void ViewsPanel::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    if (m_noneSaved && event->size().width() != event->oldSize().width())
        fitNoneSaved();
}

void ViewsPanel::setIndex(std::shared_ptr<const AuditIndex> index)
{
    m_index = std::move(index);
    tellCounts();
}

void ViewsPanel::tellCounts()
{
    if (!m_index)
        return;
    m_isBuilding = true;
    const bool isWhole = m_index->audit().allStoresRead();
    const auto tell = [](QStandardItem* item, const QString& count) {
        item->setData(count, ViewCountRole);
        //: Read aloud: %1 is a view, %2 how many rows it shows
        item->setData(tr("%1, %2").arg(item->text(), count), Qt::AccessibleTextRole);
    };
    for (const BuiltInView& view : builtInViews())
        tell(find(QLatin1String(view.id)), countWords(countIn(view, *m_index), true));
    const RowCounts& counts = m_index->counts();
    for (int place = 0; place < problemGroupCount; ++place) {
        QStandardItem* group = m_model->item(m_problems->row() + 1 + place);
        tell(group, countWords(counts.groups[static_cast<size_t>(place)], isWhole));
        std::optional<Severity> worst;
        for (int line = 0; line < group->rowCount(); ++line) {
            QStandardItem* child = group->child(line);
            const auto code = findingFromWord(child->data(ViewIdRole).toString().mid(8)).value(); // "problem:"
            const qint64 count = counts.findings[static_cast<size_t>(code)];
            tell(child, countWords(count, isWhole));
            setRowHidden(line, group->index(), count == 0 && m_view.id != child->data(ViewIdRole).toString());
            if (count > 0)
                worst = std::max(worst.value_or(Severity::Info), severityOf(code));
        }
        group->setData(QVariant::fromValue(severityMark(worst)), ViewMarkRole);
    }
    const ProblemNames names = problemNames();
    for (int row = firstSaved(); row < m_model->rowCount(); ++row) {
        QStandardItem* item = m_model->item(row);
        const RowQuery query = RowQuery::fromText(item->data(ViewQueryRole).toString(), names);
        tell(item, countWords(countRows(*m_index, query), isWhole));
    }
    m_isBuilding = false;
}

void ViewsPanel::setSaved(const std::vector<RowView>& views)
{
    m_isBuilding = true;
    m_model->removeRows(firstSaved(), m_model->rowCount() - firstSaved());
    for (const RowView& view : views)
        addSaved(view);
    showNoneSaved();
    m_isBuilding = false;
    tellCounts();
}

void ViewsPanel::addSaved(const RowView& view)
{
    QStandardItem* item = itemOf(view, static_cast<int>(ViewLine::Saved));
    item->setData(static_cast<int>(Icon::Bookmark), ViewIconRole);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    item->setToolTip(view.query);
    m_model->appendRow(item);
}

std::vector<RowView> ViewsPanel::saved() const
{
    std::vector<RowView> views;
    for (int row = firstSaved(); row < m_model->rowCount(); ++row)
        views.push_back(viewOfItem(m_model->index(row, 0)));
    return views;
}

void ViewsPanel::save(const QString& query)
{
    m_isBuilding = true;
    addSaved(savedView(query.isEmpty() ? tr("All instances") : query, query));
    showNoneSaved();
    m_isBuilding = false;
    tellCounts();
    const QModelIndex added = m_model->index(m_model->rowCount() - 1, 0);
    setCurrentIndex(added);
    scrollTo(added);
    edit(added);
    Q_EMIT savedChanged();
}

void ViewsPanel::takeName(QStandardItem* item)
{
    if (m_isBuilding || item->data(ViewLineRole).toInt() != static_cast<int>(ViewLine::Saved))
        return;
    m_isBuilding = true;
    const QString query = item->data(ViewQueryRole).toString();
    const QString name = item->text().trimmed();
    const RowView renamed = savedView(name.isEmpty() ? query : name, query);
    item->setText(renamed.title);
    item->setData(renamed.id, ViewIdRole);
    m_isBuilding = false;
    tellCounts();
    if (currentIndex() == item->index())
        m_view = viewOfItem(item->index());
    Q_EMIT viewChanged();
    Q_EMIT savedChanged();
}

void ViewsPanel::remove(const QModelIndex& index)
{
    if (currentIndex() == index)
        choose(QLatin1String(builtInViews().front().id));
    m_model->removeRow(index.row());
    showNoneSaved();
    Q_EMIT savedChanged();
}

QStandardItem* ViewsPanel::find(const QString& id) const
{
    const QModelIndexList found =
        m_model->match(m_model->index(0, 0), ViewIdRole, id, 1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? nullptr : m_model->itemFromIndex(found.front());
}

bool ViewsPanel::choose(const QString& id)
{
    QStandardItem* item = find(id);
    if (!item)
        return false;
    if (item->parent()) {
        expand(item->parent()->index());
        setRowHidden(item->row(), item->parent()->index(), false);
    }
    setCurrentIndex(item->index());
    return true;
}

void ViewsPanel::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    if (!current.data(ViewIdRole).isValid())
        return;
    const RowView view = viewOfItem(current);
    if (view == m_view)
        return;
    m_view = view;
    Q_EMIT viewChanged();
}

void ViewsPanel::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex under = indexAt(event->pos());
    const ViewLine line = lineOfItem(under);
    const bool isAtButton = under.isValid() && event->button() == Qt::LeftButton &&
                            ViewDelegate::buttonZone(visualRect(under), line, layoutDirection()).contains(event->pos());
    if (isAtButton && line == ViewLine::Group)
        return setExpanded(under, !isExpanded(under));
    if (isAtButton && line == ViewLine::SavedHeading) {
        Q_EMIT saveWanted();
        return;
    }
    QTreeView::mousePressEvent(event);
}

void ViewsPanel::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex under = indexAt(event->pos());
    if (lineOfItem(under) == ViewLine::Saved && under.isValid())
        return edit(under);
    if (lineOfItem(under) == ViewLine::Group && under.isValid())
        return setExpanded(under, !isExpanded(under));
    QTreeView::mouseDoubleClickEvent(event);
}

void ViewsPanel::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex under = indexAt(event->pos());
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("&Save what is shown…")), &QAction::triggered, this, &ViewsPanel::saveWanted);
    if (under.isValid() && lineOfItem(under) == ViewLine::Saved) {
        const QPersistentModelIndex chosen(under);
        connect(menu->addAction(tr("Re&name")), &QAction::triggered, this, [this, chosen] { edit(chosen); });
        connect(menu->addAction(tr("&Remove")), &QAction::triggered, this, [this, chosen] { remove(chosen); });
    }
    menu->popup(event->globalPos());
}

void ViewsPanel::changeEvent(QEvent* event)
{
    if (event)
        QTreeView::changeEvent(event);
    if (event && event->type() != QEvent::PaletteChange && event->type() != QEvent::ApplicationPaletteChange)
        return;
    const QColor& side = Tokens::of(QGuiApplication::palette()).side;
    if (palette().color(QPalette::Base) == side)
        return;
    QPalette own = palette();
    own.setColor(QPalette::Base, side);
    setPalette(own);
}

} // namespace steward
