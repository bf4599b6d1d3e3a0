#pragma once

#include "stores/row_changes.h"
#include "workflows/creation/creation_request.h"

#include <optional>

namespace steward {

/// How far a creation has come: what its steps know of each other, and what is rebuilt from the journal after a kill.
struct CreationRecord {
    CreationRequest request;
    std::optional<RowImage> finishing; ///< the row that is finished, as it was seen
    QString organizationName;          ///< as the check found it
    bool isSecondHalf = false;         ///< what it was made room for is gone: without it the whole is done in part
    bool hadCacheEntries = false;      ///< the row that is finished had entries before

    /// The Date of the list in which the name was not there, by the server's clock; nothing: it told none.
    std::optional<Timestamp> listedAt;

    bool isClaimAnnounced = false;
    bool isClaimed = false;
    QUuid integrationId;
    QByteArray tokenSha256;         ///< hexadecimal
    std::optional<RowImage> before; ///< of the claim; nothing: the row was inserted

    std::optional<Timestamp> createAnnouncedAt; ///< by this computer's clock
    bool isCreateRefused = false;               ///< answered otherwise than 201, and looked into: nothing was made
    bool isCreateLost = false;                  ///< it went out, and no 201 came
    bool isCreateAnswered = false;              ///< 201
    InstanceName madeName;                      ///< where it was made under another name than was asked for
    QUuid serverId;                             ///< of the 201, or of the instance that turned up

    bool isTellAnnounced = false;
    bool isWarmAnnounced = false;
    bool isUndoing = false; ///< it is being taken back
    QString unknownAction;  ///< of another version: nothing is concluded then

    /// Where the instance may stand: the name as sent, as a server that trims keeps it, and as it was answered.
    std::vector<InstanceName> places() const;
    /// An instance that was not there at the check was made since, by the server's own clock alone; nothing: it cannot
    /// be told.
    std::optional<bool> isMadeSince(const ServerInstance& instance) const;
};

} // namespace steward
