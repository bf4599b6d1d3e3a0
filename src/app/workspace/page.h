#pragma once

#include <QMetaType>

namespace steward {

/// The places of an opened workspace, in the order of the rail and of their keys.
enum class Page : quint8 { Overview, Instances, Pair, Duplicates, Activity, Journal, Settings };
constexpr int pageCount = static_cast<int>(Page::Settings) + 1;

} // namespace steward

Q_DECLARE_METATYPE(steward::Page)
