#pragma once

#include "app/style/icons.h"
#include "domain/query/problem_groups.h"

#include <QWidget>

class QPainter;

namespace steward {

Icon iconOfStore(Store store);
QSizeF storeCellsSize();
/// From the rect's left, in the middle of its height. `ground` is the colour behind, which parts the corner's shape.
void paintStoreCells(
    QPainter& painter, const QRectF& rect, const StoreMarks& cells, const QPalette& palette, const QColor& ground);

/// One of the three by itself, in the middle of the square.
void paintStoreCell(
    QPainter& painter, const QRectF& square, Store store, StoreMark mark, const QPalette& palette,
    const QColor& ground);

class StoreCellsLabel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreCellsLabel)

public:
    explicit StoreCellsLabel(const StoreMarks& cells, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    StoreMarks m_cells;
};

} // namespace steward
