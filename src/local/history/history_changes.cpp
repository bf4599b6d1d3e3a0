#include "local/history/history_changes.h"

namespace steward {
namespace {

std::optional<InstanceState> stateBefore(const InstanceChange& change)
{
    return change.before ? change.before->state : std::nullopt;
}

bool isWithoutPhone(const std::optional<InstanceState>& state)
{
    return state == InstanceState::Disconnected || state == InstanceState::Pairing;
}

bool isOnServer(const std::optional<InstanceState>& state)
{
    return state && state != InstanceState::NotOnServer && state != InstanceState::NotRead;
}

/// Not what was only not known before.
bool isNewDuplicate(const InstanceChange& change)
{
    constexpr FindingCode code = FindingCode::DuplicateInstance;
    return change.after.has(code) && (!change.before || (change.before->knows(code) && !change.before->has(code)));
}

} // namespace

ToldChanges toldChanges(const std::vector<InstanceChange>& changes)
{
    ToldChanges told;
    for (const InstanceChange& change : changes) {
        const std::optional<InstanceState> before = stateBefore(change);
        const std::optional<InstanceState>& after = change.after.state;
        if (after == InstanceState::Connected && before != InstanceState::Connected)
            told.connected.push_back(&change);
        if (before == InstanceState::Connected && isWithoutPhone(after))
            told.lostPhone.push_back(&change);
        if (isNewDuplicate(change))
            told.duplicate.push_back(&change);
        if (after == InstanceState::NotOnServer && isOnServer(before))
            told.removed.push_back(&change);
        if (!after && before)
            told.gone.push_back(&change);
        if (!before && after)
            told.added.push_back(&change);
    }
    return told;
}

std::vector<const InstanceChange*> changesOf(InstanceState state, const std::vector<InstanceChange>& changes)
{
    std::vector<const InstanceChange*> found;
    for (const InstanceChange& change : changes) {
        if ((stateBefore(change) == state) != (change.after.state == state))
            found.push_back(&change);
    }
    return found;
}

} // namespace steward
