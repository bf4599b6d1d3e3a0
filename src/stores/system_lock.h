#pragma once

#include <QString>

#include <expected>
#include <optional>

namespace steward {

/// Opens a file so that nobody else opens it so, in this process either, until it is closed or its process has ended,
/// however that ends. Nothing: somebody holds it. The error is the system's word for it.
std::expected<std::optional<qintptr>, QString> openLockedFile(const QString& path, bool create);
void closeLockedFile(qintptr handle);

} // namespace steward
