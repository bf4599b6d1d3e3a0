#pragma once

#include <QStyledItemDelegate>

namespace steward {

class PlanLines;

/// Draws a plan's lines: heads with what is done under them, and each step with its sign and its store.
class PlanLineDelegate final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanLineDelegate)

public:
    explicit PlanLineDelegate(const PlanLines& lines, QObject* parent = nullptr);

    /// Long lines take as many as they need; else each takes one.
    void setWraps(bool wraps) { m_wraps = wraps; }
    bool wraps() const { return m_wraps; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintHead(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    void paintLine(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    qreal textLeft() const;

    const PlanLines& m_lines;
    bool m_wraps = true;
};

} // namespace steward
