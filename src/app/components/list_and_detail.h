#pragma once

#include <functional>

class QAbstractItemView;
class QPushButton;
class QWidget;

namespace steward {

/// A list, and beside it what belongs to the chosen one of it; where there is no room for both, one at a time.
/// \param show whether what belongs to it is wanted: a line was chosen, or `back` was pressed
void connectListAndDetail(
    const QAbstractItemView& list, const QPushButton& back, const QWidget& page,
    const std::function<void(bool isDetailWanted)>& show);

} // namespace steward
