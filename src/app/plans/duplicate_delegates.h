#pragma once

#include "app/style/mark_delegate.h"

#include <QStyledItemDelegate>

namespace steward {

class GroupsModel;
class MembersModel;

/// Draws a group of duplicates: whether it is chosen, its organization, what is kept, how many they are.
class GroupDelegate final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GroupDelegate)

public:
    explicit GroupDelegate(const GroupsModel& groups, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(
        QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

    /// Where a click chooses the group or leaves it out.
    static QRect checkZone(const QRect& item, Qt::LayoutDirection direction);

private:
    void paintCheckBox(QPainter& painter, const QStyleOptionViewItem& option, const QRectF& box, int row) const;

    const GroupsModel& m_groups;
};

/// Draws an instance of a group: which is kept, its state and its three stores.
class MemberDelegate final : public MarkDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MemberDelegate)

public:
    explicit MemberDelegate(const MembersModel& members, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// That the end of a name needs beside whatever becomes of it, in this language.
    static int nameColumnWidth();

private:
    void paintName(QPainter& painter, const QStyleOptionViewItem& option, int row) const;

    const MembersModel& m_members;
};

} // namespace steward
