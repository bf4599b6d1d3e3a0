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
    bool hadCacheEntries = false;      ///< the row that is finished had entries before

    bool isClaimAnnounced = false;
    bool isClaimed = false;
    QUuid integrationId;
    QByteArray tokenSha256;         ///< hexadecimal
    std::optional<RowImage> before; ///< of the claim; nothing: the row was inserted

    std::optional<Timestamp> createAnnouncedAt; ///< by this computer's clock
    bool isCreateRefused = false;               ///< the server said no: nothing was made
    bool isCreateLost = false;                  ///< it went out, and its answer did not come
    bool isCreateAnswered = false;              ///< 201
    QUuid serverId;                             ///< of the 201, or of the instance that turned up

    bool isTellAnnounced = false;
    bool isWarmAnnounced = false;
    bool isUndoing = false; ///< it is being taken back
};

} // namespace steward
