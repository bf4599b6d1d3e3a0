#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// A QR code's modules, and how it is drawn as text. It is black on white with its quiet zone whatever the theme; as a
/// picture the window paints it from isDark().
class QrCode final {
public:
    static constexpr int quietZone = 4; ///< modules around it that stay white, by the standard

    /// Nothing for an empty text, or one that is longer than a QR code holds (2,953 bytes).
    static std::optional<QrCode> fromText(const QString& text);

    int size() const { return m_size; } ///< modules per side, without the quiet zone
    /// False outside of it: the quiet zone is white.
    bool isDark(int x, int y) const;

    /// A picture with its quiet zone and the lines below it, each cut to what fits. The lines may hold anything.
    QByteArray svg(const QStringList& lines) const;
    /// With ANSI colours, so that a terminal's own do not matter: two rows of modules to a line, each line reset.
    QString forTerminal() const;
    /// In blocks alone, white ones drawn: for a dark background, where no colours are to be had.
    QString asBlocks() const;

private:
    QrCode(int size, std::vector<bool> dark)
        : m_size(size)
        , m_dark(std::move(dark))
    {
    }

    int m_size = 0;
    std::vector<bool> m_dark;
};

/// The libqrencode that runs.
QString qrencodeVersion();

} // namespace steward
