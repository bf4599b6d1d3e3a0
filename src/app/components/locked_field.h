#pragma once

class QWidget;

namespace steward {

/// What an administrator has set: it cannot be changed here, and a line below it says why.
void lockField(QWidget& field);
/// The same without the line, where one stands beside it already.
void lockQuietly(QWidget& field);

} // namespace steward
