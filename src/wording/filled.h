#pragma once

#include <QString>
#include <QStringList>

namespace steward {

/// %1, %2, … of the text by what stands there, each once: a name may hold "%1" itself. All of a number alike.
QString filled(const QString& text, const QStringList& arguments);

} // namespace steward
