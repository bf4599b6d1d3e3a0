#pragma once

#include <QString>

#include <memory>

namespace steward {

class DataDirectory;

/// Where practice writes down what it does: a folder of its own for each fleet, since a journal of another fleet would
/// speak of what this one never did. It is made by the first change. Making one touches no file.
class PracticeJournal final {
    Q_DISABLE_COPY_MOVE(PracticeJournal)

public:
    /// For a new fleet; kept after its end, to be looked at.
    static std::shared_ptr<const PracticeJournal> begin(const DataDirectory& directory);
    /// In the system's folder for temporary files; gone with the last who holds it.
    static std::shared_ptr<const PracticeJournal> forThisSession();
    /// The folder of the newest journal that was written to; where there is none, one that does not exist. Reads.
    static QString newest(const DataDirectory& directory);
    /// Removes those to which nothing was written for a month, but for the newest, and empty ones. Blocks.
    static void forgetOld(const DataDirectory& directory);
    ~PracticeJournal();

    const QString& path() const { return m_path; }

private:
    PracticeJournal(QString path, bool isTemporary)
        : m_path(std::move(path))
        , m_isTemporary(isTemporary)
    {
    }

    const QString m_path;
    const bool m_isTemporary;
};

} // namespace steward
