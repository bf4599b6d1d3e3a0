#include "app/instances/page_menus.h"

#include "app/instances/views_panel.h"
#include "app/style/plain_text.h"
#include "app/table/instance_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace steward {
namespace {

struct MenuText {
    Q_DECLARE_TR_FUNCTIONS(steward::InstancesPage)
};

QMenu* menuOf(QWidget& parent)
{
    auto* menu = new QMenu(&parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    return menu;
}

} // namespace

QMenu* makeColumnsMenu(InstanceTable& table, QWidget& parent)
{
    QMenu* menu = menuOf(parent);
    for (int place = 0; place < columnCount; ++place) {
        const auto column = static_cast<Column>(place);
        QAction* action = menu->addAction(withoutMnemonics(columnTitle(column)));
        action->setToolTip(escapedToolTip(columnHint(column)));
        action->setCheckable(true);
        action->setChecked(table.isColumnChosen(column));
        action->setEnabled(column != Column::Organization);
        QObject::connect(action, &QAction::toggled, &table, [&table, column](bool isChosen) {
            table.chooseColumn(column, isChosen);
        });
    }
    menu->addSeparator();
    QObject::connect(
        menu->addAction(MenuText::tr("&As at first")), &QAction::triggered, &table, &InstanceTable::chooseFirstColumns);
    return menu;
}

QMenu* makeViewsMenu(ViewsPanel& views, QWidget& parent)
{
    QMenu* menu = menuOf(parent);
    const auto add = [&views, menu](const RowView& view) {
        QAction* action = menu->addAction(withoutMnemonics(view.title));
        action->setCheckable(true);
        action->setChecked(view.id == views.view().id);
        QObject::connect(action, &QAction::triggered, &views, [&views, id = view.id] { views.choose(id); });
    };
    for (const BuiltInView& view : builtInViews())
        add(viewOf(view));
    menu->addSeparator();
    for (int place = 0; place < problemGroupCount; ++place)
        add(viewOf(static_cast<ProblemGroup>(place)));
    menu->addSeparator();
    for (const RowView& view : views.saved())
        add(view);
    return menu;
}

void addCopies(QMenu& menu, const InstanceTable& table, const QModelIndex& cell)
{
    const auto add = [&menu](const QString& title, const std::function<QString()>& text) {
        QObject::connect(menu.addAction(title), &QAction::triggered, &menu, [text] {
            QGuiApplication::clipboard()->setText(text());
        });
    };
    QString text = cell.data().toString();
    if (!text.isEmpty() && text != QStringLiteral("–")) {
        const QString title = columnTitle(static_cast<Column>(cell.column())).toLower();
        //: An action: %1 is a column, such as "phone"
        add(MenuText::tr("Copy %1").arg(withoutMnemonics(title)), [text] { return text; });
    }
    QString line = table.textOf({cell.row()});
    add(MenuText::tr("Copy row"), [line] { return line; });
    const auto selected = static_cast<int>(table.selectedRows().size());
    if (selected > 1 && table.selectionModel()->isRowSelected(cell.row())) {
        QAction* action = menu.addAction(MenuText::tr("Copy %n row(s)", nullptr, selected));
        QObject::connect(action, &QAction::triggered, &table, [&table] { copySelected(table); });
    }
}

void copySelected(const InstanceTable& table)
{
    std::vector<int> rows;
    for (const QModelIndex& index : table.selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    if (!rows.empty())
        QGuiApplication::clipboard()->setText(table.textOf(rows));
}

} // namespace steward
