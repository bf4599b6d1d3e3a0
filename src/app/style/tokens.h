#pragma once

#include "app/style/mark.h"

#include <QColor>
#include <QPalette>

namespace steward {

/// Every colour of the window, as docs/design/DESIGN.md lists them ("Tokens"). They fill the palette and are asked by
/// whatever paints; no colour stands anywhere else.
struct Tokens {
    QColor win; ///< behind the cards
    QColor side;
    QColor surface;
    QColor hover;
    QColor line;
    QColor line2;   ///< outline of a button
    QColor control; ///< outline of what one can fill in or check
    QColor text;
    QColor text2;
    QColor quiet;
    QColor accent; ///< a fill; white stands on it
    QColor accentHover;
    QColor accentText;
    QColor selection;
    QColor good;
    QColor goodSoft;
    QColor warn;
    QColor warnSoft;
    QColor warnLine;
    QColor bad;
    QColor badSoft;
    QColor badLine;
    QColor info;
    QColor infoSoft;
    QColor infoLine;
    QColor quietSoft;
    QColor danger; ///< a fill; white stands on it
    QColor production;
    QColor staging;
    QColor development;
    QColor practice;
    QColor onFill; ///< on accent, danger and the environments
    QColor scrim;  ///< over everything that waits behind the command palette

    static const Tokens& light();
    static const Tokens& dark();
    /// Those that the palette was made of.
    static const Tokens& of(const QPalette& palette);

    QPalette palette() const;
    const QColor& tone(Tone tone) const;
    const QColor& soft(Tone tone) const; ///< the fill behind text of this tone
    const QColor& softLine(Tone tone) const;
};

} // namespace steward
