#include "app/components/list_and_detail.h"

#include <QAbstractItemView>
#include <QPushButton>

namespace steward {

void connectListAndDetail(
    const QAbstractItemView& list, const QPushButton& back, const QWidget& page,
    const std::function<void(bool isDetailWanted)>& show)
{
    const auto open = [show] { show(true); };
    QObject::connect(&list, &QAbstractItemView::clicked, &page, open);
    QObject::connect(&list, &QAbstractItemView::activated, &page, open);
    QObject::connect(&back, &QPushButton::clicked, &page, [show] { show(false); });
}

} // namespace steward
