#pragma once

#include <QByteArrayList>

namespace steward {

class InstanceModel;
class InstanceTable;

/// Which rows are selected and in sight, kept for the next start and selected again once something has been read, as
/// far as they are there and shown. GUI thread only.
class KeptSelection final {
public:
    KeptSelection(InstanceTable& table, const InstanceModel& model)
        : m_table(table)
        , m_model(model)
    {
    }

    /// Bounded: of very many only the first are kept.
    QByteArrayList identities() const;
    void restore(const QByteArrayList& identities);
    /// Something has been read.
    void take();

private:
    InstanceTable& m_table;
    const InstanceModel& m_model;
    QByteArrayList m_toSelect;
};

} // namespace steward
