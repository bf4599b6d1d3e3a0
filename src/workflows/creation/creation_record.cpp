#include "workflows/creation/creation_record.h"

#include "domain/new_name.h"

#include <algorithm>

namespace steward {
namespace {

// A Date has whole seconds, and a request takes its time (WORKFLOWS, "Undo").
constexpr std::chrono::seconds clockPlay{5};

} // namespace

std::vector<InstanceName> CreationRecord::places() const
{
    std::vector<InstanceName> names{request.name};
    for (const InstanceName& name : {trimmedName(request.name), madeName}) {
        if (!name.isEmpty() && std::ranges::find(names, name) == names.end())
            names.push_back(name);
    }
    return names;
}

std::optional<bool> CreationRecord::isMadeSince(const ServerInstance& instance) const
{
    if (!instance.createdAt || !listedAt)
        return {};
    return *instance.createdAt >= *listedAt - clockPlay;
}

} // namespace steward
