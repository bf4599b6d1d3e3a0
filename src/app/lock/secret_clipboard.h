#pragma once

#include <QString>

#include <chrono>

class QMimeData;

namespace steward {

/// How long a secret stays on the clipboard.
inline constexpr std::chrono::milliseconds secretLife = std::chrono::seconds(10);

/// Puts a secret on the clipboard, such as the code that links a phone: marked as one for programs that keep what is
/// copied, and gone after a while, or when Steward ends, unless something else was copied since. Takes `data`.
void copySecret(QMimeData* data, std::chrono::milliseconds life = secretLife);
void copySecret(const QString& text, std::chrono::milliseconds life = secretLife);

/// What this program put on the clipboard is gone at once; what another one did stays.
void clearOurClipboard();

} // namespace steward
