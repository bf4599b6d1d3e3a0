#pragma once

#include "domain/instance_name.h"

#include <QMultiHash>
#include <QString>

#include <optional>

namespace steward {

class Audit;

/// The names that the server lists or a row holds, for finding look-alikes.
class KnownNames final {
public:
    explicit KnownNames(const Audit& audit);
    /// Another name that looks the same; nothing: none does.
    std::optional<InstanceName> lookAlike(const InstanceName& name) const;
    /// Why no instance is made again under a standing name, with the way out; nothing: it may be.
    std::optional<QString> validateReuse(const InstanceName& name) const;

private:
    QMultiHash<QString, InstanceName> m_byLikeness;
};

} // namespace steward
