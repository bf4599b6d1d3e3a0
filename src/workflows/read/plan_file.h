#pragma once

#include "domain/plans/plan_items.h"

#include <QTemporaryFile>

#include <vector>

namespace steward {

/// The pages of one large plan in a file of the journal's folder that nobody else may read and that ends with the plan,
/// or with this process however it ends: the journal's own file would keep their room for good, and hundreds of
/// megabytes of them would be forced to disk for nothing. What is applied stands in the journal itself (ApplyRecord).
class PlanFile final : public ItemPages {
    Q_DISABLE_COPY_MOVE(PlanFile)

public:
    /// Null where no file can be made. Removes what an earlier process may have left.
    static std::unique_ptr<PlanFile> make(const QString& folder);

    Result<void> append(const QByteArray& page) override;
    Result<QByteArray> read(size_t page) override;

private:
    explicit PlanFile(const QString& pattern)
        : m_file(pattern)
    {
    }
    Error failure() const;

    QTemporaryFile m_file;
    struct Page {
        qint64 offset = 0;
        qint64 size = 0;
    };
    std::vector<Page> m_pages;
    qint64 m_end = 0;
};

struct Session;

/// Where the large plans of a workspace live: in practice, which keeps no journal, in memory.
ItemPaging pagingOf(const Session& session);

} // namespace steward
