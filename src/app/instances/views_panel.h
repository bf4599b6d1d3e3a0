#pragma once

#include "app/instances/row_views.h"

#include <QTreeView>

#include <memory>
#include <optional>

class QStandardItem;
class QStandardItemModel;

namespace steward {

class EmptyState;

/// The sidebar: views, problems in their groups, and the views that a person saved, each with its count.
class ViewsPanel final : public QTreeView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewsPanel)

public:
    explicit ViewsPanel(QWidget* parent = nullptr);

    void setIndex(std::shared_ptr<const AuditIndex> index);
    void setSaved(const std::vector<RowView>& views);
    std::vector<RowView> saved() const;
    /// Adds one and lets its name be typed.
    void save(const QString& query);
    const RowView& view() const { return m_view; }
    /// False: there is none of this id.
    bool choose(const QString& id);

Q_SIGNALS:
    void viewChanged();
    void savedChanged();
    /// The one that is shown is to be saved.
    void saveWanted();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void build();
    void addNoneSaved();
    /// The height that its words take in this width.
    void fitNoneSaved();
    void takeHeightOfNoneSaved();
    void showNoneSaved();
    int firstSaved() const;
    QStandardItem* addHeading(const QString& title);
    QStandardItem* itemOf(const RowView& view, int line) const;
    void addSaved(const RowView& view);
    void takeName(QStandardItem* item);
    void remove(const QModelIndex& index);
    void tellCounts();
    QStandardItem* find(const QString& id) const;

    QStandardItemModel* m_model;
    QStandardItem* m_problems = nullptr; ///< its heading; the groups follow it
    QStandardItem* m_savedHeading = nullptr;
    QStandardItem* m_noneSavedItem = nullptr; ///< below the heading; hidden once there are some
    EmptyState* m_noneSaved = nullptr;
    std::shared_ptr<const AuditIndex> m_index;
    RowView m_view;
    bool m_isBuilding = false;
};

} // namespace steward
