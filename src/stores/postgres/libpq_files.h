#pragma once

#include "domain/diagnosis.h"

#include <QString>

namespace steward {

/// QSqlDatabase's driver makes the connection that the program's own libpq then works on: both have to be one file,
/// since each keeps a state of its own.
struct LibpqFiles {
    QString program; ///< which the program calls
    QString driver;  ///< which Qt's driver calls; empty where that is built in, or missing

    bool areOne() const { return driver.isEmpty() || driver == program; }
};

/// Loads the driver where that was not done before. Any thread; looked up once.
const LibpqFiles& libpqFiles();
/// An error where they are not one.
Result<void> checkLibpqFiles(const LibpqFiles& files = libpqFiles());

/// The same as the doctor's line, which names both.
Check libpqCheck(const LibpqFiles& files = libpqFiles());

} // namespace steward
