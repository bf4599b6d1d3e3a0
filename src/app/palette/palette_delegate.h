#pragma once

#include <QStyledItemDelegate>

namespace steward {

class PaletteModel;
struct PaletteItem;

/// A line of the palette: its icon or shape, the text with what was typed in it, and what it leads to at its end.
class PaletteDelegate final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaletteDelegate)

public:
    explicit PaletteDelegate(const PaletteModel& model, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const PaletteModel& m_model;
};

} // namespace steward
