#pragma once

#include "domain/audit/snapshot.h"
#include "stores/limits.h"

#include <vector>

namespace steward {

class DatabasePort;
class ServerPort;

// What an audit, or somebody who looks at one instance, asks beside the three stores' content. Blocks; worker only.

/// connectionState of the names, as one reading. False: nobody answered, and they are unknown.
bool askMemory(Snapshot& snapshot, ServerPort& server, const std::vector<InstanceName>& names, const Limits& limits);

/// webhook/find of the instance. False: no answer, and the snapshot says nothing of it.
bool askWebhook(Snapshot& snapshot, ServerPort& server, const InstanceName& name, const Limits& limits);

/// The masked webhook URLs of the rows that name the instance, into the rows that were listed.
void askRowDetails(Snapshot& snapshot, DatabasePort& database, const InstanceName& name, const Limits& limits);

} // namespace steward
