#pragma once

#include "app/style/mark.h"
#include "domain/environment.h"

#include <QColor>
#include <QString>

namespace steward {

struct StoreSet;

/// The colour's meaning for shapes.
Tone environmentTone(Environment environment);
/// The frame's colour; white text is readable on it, in light and dark.
QColor environmentColor(const StoreSet& stores);
/// "PRODUCTION", "PRACTICE": the word beside the colour.
QString environmentBanner(const StoreSet& stores);
/// "■ PRODUCTION · Clinics Brazil · read only"
QString workspaceBanner(const StoreSet& stores);

} // namespace steward
