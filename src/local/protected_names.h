#pragma once

#include "domain/instance_name.h"

#include <QSet>

#include <mutex>
#include <vector>

namespace steward {

/// The instances that a profile protects, as all who work with it know them at this moment. From any thread.
class ProtectedNames final {
    Q_DISABLE_COPY_MOVE(ProtectedNames)

public:
    explicit ProtectedNames(const std::vector<InstanceName>& names) { replace(names); }

    bool has(const InstanceName& name) const
    {
        const std::lock_guard lock(m_mutex);
        return m_names.contains(name);
    }
    void replace(const std::vector<InstanceName>& names)
    {
        const std::lock_guard lock(m_mutex);
        m_names = QSet<InstanceName>(names.begin(), names.end());
    }
    void set(const InstanceName& name, bool isProtected)
    {
        const std::lock_guard lock(m_mutex);
        if (isProtected)
            m_names.insert(name);
        else
            m_names.remove(name);
    }

private:
    mutable std::mutex m_mutex;
    QSet<InstanceName> m_names;
};

} // namespace steward
