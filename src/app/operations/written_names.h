#pragma once

#include "domain/instance_name.h"
#include "workflows/session/change_result.h"

#include <concepts>
#include <optional>
#include <vector>

namespace steward {

/// The instances that an operation may have written to, by what it answered; nothing: it may be any.
inline std::optional<std::vector<InstanceName>> namesWritten(const ChangeResult& result)
{
    std::vector<InstanceName> names;
    names.reserve(result.items.size());
    for (const ChangeItem& item : result.items)
        names.push_back(item.instanceName);
    return names;
}

template<class Answer>
std::optional<std::vector<InstanceName>> namesWritten(const Answer& answer)
{
    if constexpr (std::derived_from<Answer, ChangeResult>)
        return namesWritten(static_cast<const ChangeResult&>(answer));
    else
        return {};
}

template<class Answer>
std::optional<std::vector<InstanceName>> namesWritten(const Result<Answer>& answer)
{
    if (!answer) // it did not begin
        return std::vector<InstanceName>{};
    if constexpr (std::is_void_v<Answer>)
        return {};
    else
        return namesWritten(*answer);
}

} // namespace steward
