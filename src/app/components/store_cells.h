#pragma once

#include <QWidget>

#include <array>

class QPainter;

namespace steward {

/// What one store says of an instance, beside the other two.
enum class StoreCell : quint8 {
    Agrees,
    Nothing, ///< it was read, and holds nothing of it
    Warns,   ///< it differs, and that is a warning
    Errs,    ///< it differs, and that is an error
    Unread
};
/// Server, database, cache.
using StoreCells = std::array<StoreCell, 3>;

QSizeF storeCellsSize();
/// From the rect's left, in the middle of its height. `ground` is the colour behind, which parts the corner's shape.
void paintStoreCells(
    QPainter& painter, const QRectF& rect, const StoreCells& cells, const QPalette& palette, const QColor& ground);

class StoreCellsLabel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreCellsLabel)

public:
    explicit StoreCellsLabel(const StoreCells& cells, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    StoreCells m_cells;
};

} // namespace steward
