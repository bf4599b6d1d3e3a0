#pragma once

#include <QMetaType>

namespace steward {

/// The shapes by which a state is told apart, beside its colour and its word.
enum class MarkShape : quint8 {
    None,
    Dot,
    Ring,
    DottedRing,
    FilledRing,
    Note,
    Triangle,
    Diamond,
    Square,
    Done,
    Tick,
    Working,
    Arrow,
    Dash,
    Question,
    Lock
};
/// What a colour says; the tokens give the colour itself.
enum class Tone : quint8 { Quiet, Good, Busy, Warning, Error };

struct Mark {
    MarkShape shape = MarkShape::None;
    Tone tone = Tone::Quiet;
    bool operator==(const Mark&) const = default;
};

} // namespace steward

Q_DECLARE_METATYPE(steward::Mark)
