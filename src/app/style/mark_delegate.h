#pragma once

#include <QStyledItemDelegate>

namespace steward {

/// Draws a cell with its shape before the text, elided in the middle where the column asks for it, and greyed where
/// the store it rests on was not read.
class MarkDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit MarkDelegate(QObject* parent = nullptr);
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace steward
