#pragma once

namespace steward {

/// The rows of integrations that are ours have this type and this provider (DOMAIN, 2); no other is ever looked at.
constexpr const char* ourRowType = "whatsapp";
constexpr const char* ourRowProvider = "evolution";

} // namespace steward
