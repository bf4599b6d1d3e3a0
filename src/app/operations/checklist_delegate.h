#pragma once

#include "app/style/mark_delegate.h"

namespace steward {

/// Draws a checklist: the title with what tells it apart, never cut; what is being worked on stands out.
class ChecklistDelegate final : public MarkDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChecklistDelegate)

public:
    using MarkDelegate::MarkDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace steward
