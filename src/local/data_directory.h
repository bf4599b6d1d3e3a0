#pragma once

#include "domain/error.h"

#include <QString>

namespace steward {

/// Where Steward keeps its files: profiles, journal, histories of readings, logs. Local to this computer, never a
/// roaming folder, and the same for every program of Steward.
class DataDirectory final {
public:
    /// Makes the folder (0700) where it is missing. `given` is --data-dir; empty: the user's local one. A folder that
    /// is there keeps its rights; one that the group or everybody may write to is refused.
    static Result<DataDirectory> open(const QString& given = {});

    const QString& path() const { return m_path; } ///< absolute
    QString profilesPath() const { return m_path + QStringLiteral("/profiles"); }
    QString logsPath() const { return m_path + QStringLiteral("/logs"); }
    QString journalPath() const { return m_path + QStringLiteral("/journal"); }
    /// Of the readings of one profile (ReadingHistory).
    QString historyPath(const QString& profileId) const
    {
        return m_path + QStringLiteral("/history/%1.sqlite").arg(profileId);
    }
    QString practicePath() const { return m_path + QStringLiteral("/practice"); } ///< of practice journals

private:
    explicit DataDirectory(QString path)
        : m_path(std::move(path))
    {
    }
    QString m_path;
};

} // namespace steward
