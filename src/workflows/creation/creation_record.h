#pragma once

#include "domain/token_digest.h"
#include "stores/row_changes.h"
#include "workflows/creation/creation_request.h"

#include <algorithm>
#include <optional>

namespace steward {

/// How far a creation has gone forward, in the order of its steps: what is announced counts.
enum class CreationPhase : quint8 {
    Unknown, ///< a step of another version, or in an order that no creation has: nothing is concluded from it
    NotStarted,
    Claiming,
    Creating,
    Telling,
    Warming,
};

/// What came of the create.
enum class CreateAnswer : quint8 {
    None,    ///< it was not sent, or was cut before its answer
    Lost,    ///< it went out, and no 201 came
    Refused, ///< answered otherwise than 201, and looked into: nothing was made
    Made,    ///< 201
};

/// The row that a creation holds.
struct HeldClaim {
    IntegrationId integrationId;
    TokenDigest token;
};

/// How far a creation has come: what its steps know of each other, and what is rebuilt from the journal after a kill.
struct CreationRecord {
    CreationRequest request;
    std::optional<RowImage> finishing; ///< the row that is finished, as it was seen; nothing: one is inserted
    QString organizationName;          ///< as the check found it
    bool isSecondHalf = false;         ///< what it was made room for is gone: without it the whole is done in part
    bool hadCacheEntries = false;      ///< the row that is finished had entries before

    /// The Date of the list in which the name was not there, by the server's clock; nothing: it told none.
    std::optional<Timestamp> listedAt;

    CreationPhase phase = CreationPhase::NotStarted;
    bool isUndoing = false;         ///< it is being taken back
    std::optional<HeldClaim> claim; ///< nothing: not made, or its answer is not known
    CreateAnswer answer = CreateAnswer::None;
    InstanceName madeName;              ///< where it was made under another name than was asked for
    std::optional<InstanceId> serverId; ///< of the 201, or of the instance that turned up

    bool has(CreationPhase reached) const { return phase >= reached; }
    void reach(CreationPhase next) { phase = std::max(phase, next); }
    /// A create was sent, or may have been, and is not known to have made nothing.
    bool mayHaveMade() const { return has(CreationPhase::Creating) && answer != CreateAnswer::Refused; }
    /// Where the instance may stand: the name as sent, as a server that trims keeps it, and as it was answered.
    std::vector<InstanceName> places() const;
    /// An instance that was not there at the check was made since, by the server's own clock alone; nothing: it cannot
    /// be told.
    std::optional<bool> isMadeSince(const ServerInstance& instance) const;
};

} // namespace steward
