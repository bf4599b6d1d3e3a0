#pragma once

class QMenu;
class QModelIndex;
class QWidget;

namespace steward {

class InstanceTable;
class ViewsPanel;

// Menus of the page of instances. Those that are made here go when they are closed.

/// Which columns are shown.
QMenu* makeColumnsMenu(InstanceTable& table, QWidget& parent);
/// What the sidebar holds.
QMenu* makeViewsMenu(ViewsPanel& views, QWidget& parent);
/// Copies of the cell, of its row, and where the row is selected beside others, of them all.
void addCopies(QMenu& menu, const InstanceTable& table, const QModelIndex& cell);
/// The rows that are selected and shown, as lines of cells.
void copySelected(const InstanceTable& table);

} // namespace steward
