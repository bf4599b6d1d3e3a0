#pragma once

#include "app/style/mark.h"
#include "domain/environment.h"

#include <QColor>
#include <QFont>
#include <QString>

namespace steward {

struct ProfileContext;

/// The colour's meaning for shapes.
Tone environmentTone(Environment environment);
/// The line's and the tag's colour; white text is readable on it, in light and dark.
QColor environmentColor(const ProfileContext& stores);
QColor environmentColor(Environment environment);
/// "PRODUCTION", "PRACTICE": the word on or beside the colour.
QString environmentBanner(const ProfileContext& stores);
/// "Delete 6 in production": what a button does, and to whom.
QString inEnvironment(const QString& button, const ProfileContext& stores);
/// In capitals, a little apart.
QFont environmentFont();

} // namespace steward
