#pragma once

#include <QPainterPath>
#include <QString>

namespace steward {

/// The lines of an icon's SVG file as one path: of `path`, `rect`, `circle`, `ellipse`, `line`, `polyline` and
/// `polygon`, which is all that Lucide draws with. Qt's own reader of SVG cannot be had for every system we build for.
/// Empty where the file cannot be read.
QPainterPath pathOfSvg(const QByteArray& svg);
/// What the attribute `d` of a `path` says.
QPainterPath pathOfCommands(QStringView commands);

} // namespace steward
