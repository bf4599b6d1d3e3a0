#pragma once

#include "domain/error.h"

#include <QString>

namespace steward {

/// The entry by which the system starts Steward, in the background, when its person logs in: on Linux a file in the
/// desktop's autostart folder, on Windows a value of the person's own registry, on macOS a launch agent. Blocks.
class Autostart final {
public:
    /// `folder` instead of the system's own; for tests, and not on Windows.
    explicit Autostart(const QString& folder = {});

    bool isOn() const;
    /// `program`: the path of what is started.
    Result<void> set(bool isOn, const QString& program) const;

private:
    QString m_path; ///< of the file; on Windows of the key
};

} // namespace steward
