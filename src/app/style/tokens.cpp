#include "app/style/tokens.h"

namespace steward {
namespace {

/// The environments look the same in light and dark: nobody has to learn two reds.
Tokens withEnvironments(Tokens tokens, const QColor& scrim)
{
    tokens.scrim = scrim;
    tokens.production = 0xa8261c;
    tokens.staging = 0x8f5300;
    tokens.development = 0x1d639f;
    tokens.practice = 0x4d5766;
    tokens.onFill = 0xffffff;
    return tokens;
}

} // namespace

const Tokens& Tokens::light()
{
    static const Tokens tokens = withEnvironments(
        {
            .win = 0xf4f6f7,
            .side = 0xfafbfb,
            .surface = 0xffffff,
            .hover = 0xeff2f3,
            .line = 0xe3e7e9,
            .line2 = 0xd3d9dd,
            .control = 0x7e8891,
            .text = 0x18222b,
            .text2 = 0x4e5963,
            .quiet = 0x616b75,
            .accent = 0x0f6b66,
            .accentHover = 0x0b5652,
            .accentText = 0x0b5e59,
            .selection = 0xe2f1ef,
            .good = 0x146c43,
            .goodSoft = 0xe4f4eb,
            .warn = 0x855000,
            .warnSoft = 0xfcf0da,
            .warnLine = 0xeed9ae,
            .bad = 0xb42318,
            .badSoft = 0xfdebe9,
            .badLine = 0xf3c9c4,
            .info = 0x1d5f9a,
            .infoSoft = 0xe5f0fa,
            .infoLine = 0xc4dcf1,
            .quietSoft = 0xeef1f3,
            .danger = 0xb42318,
        },
        QColor(20, 28, 35, 82));
    return tokens;
}

const Tokens& Tokens::dark()
{
    static const Tokens tokens = withEnvironments(
        {
            .win = 0x131719,
            .side = 0x171b1f,
            .surface = 0x1a1f24,
            .hover = 0x22292f,
            .line = 0x2a3138,
            .line2 = 0x39424a,
            .control = 0x6f7c87,
            .text = 0xe7ebee,
            .text2 = 0xb0bac2,
            .quiet = 0x8f9ba5,
            .accent = 0x1f7a74,
            .accentHover = 0x1b6c67,
            .accentText = 0x5cc8bf,
            .selection = 0x17342f,
            .good = 0x55c58f,
            .goodSoft = 0x173124,
            .warn = 0xe6b450,
            .warnSoft = 0x352a12,
            .warnLine = 0x574519,
            .bad = 0xf48b86,
            .badSoft = 0x3b1f1e,
            .badLine = 0x613230,
            .info = 0x7bb8f0,
            .infoSoft = 0x172c3f,
            .infoLine = 0x28486a,
            .quietSoft = 0x262d33,
            .danger = 0xb3332a,
        },
        QColor(0, 0, 0, 128));
    return tokens;
}

const Tokens& Tokens::of(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? dark() : light();
}

QPalette Tokens::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, win);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, surface);
    palette.setColor(QPalette::AlternateBase, surface);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, quiet);
    palette.setColor(QPalette::Button, surface);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, onFill);
    palette.setColor(QPalette::ToolTipBase, surface);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, selection);
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, accentText);
    palette.setColor(QPalette::LinkVisited, accentText);
    palette.setColor(QPalette::Light, surface);
    palette.setColor(QPalette::Midlight, hover);
    palette.setColor(QPalette::Mid, line2);
    palette.setColor(QPalette::Dark, control);
    palette.setColor(QPalette::Shadow, line2);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, quiet);
    palette.setColor(QPalette::Disabled, QPalette::Base, quietSoft);
    return palette;
}

const QColor& Tokens::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Quiet:
        return quiet;
    case Tone::Good:
        return good;
    case Tone::Busy:
        return info;
    case Tone::Warning:
        return warn;
    case Tone::Error:
        return bad;
    }
    return quiet;
}

const QColor& Tokens::soft(Tone tone) const
{
    switch (tone) {
    case Tone::Quiet:
        return quietSoft;
    case Tone::Good:
        return goodSoft;
    case Tone::Busy:
        return infoSoft;
    case Tone::Warning:
        return warnSoft;
    case Tone::Error:
        return badSoft;
    }
    return quietSoft;
}

const QColor& Tokens::softLine(Tone tone) const
{
    switch (tone) {
    case Tone::Quiet:
    case Tone::Good:
        return line2;
    case Tone::Busy:
        return infoLine;
    case Tone::Warning:
        return warnLine;
    case Tone::Error:
        return badLine;
    }
    return line2;
}

} // namespace steward
