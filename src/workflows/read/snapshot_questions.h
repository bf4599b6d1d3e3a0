#pragma once

#include "domain/audit/server_questions.h"
#include "domain/audit/snapshot.h"
#include "domain/error.h"
#include "stores/call_context.h"

#include <chrono>
#include <functional>
#include <vector>

namespace steward {

class DatabasePort;
class ServerPort;
class StoreFactory;

// What an audit, or somebody who looks at one instance, asks beside the three stores' content. Blocks; worker only.

/// How many of the questions are through, and how many there are. Called from worker threads, also at the same time.
using QuestionsThrough = std::function<void(qint64 through, qint64 all)>;

/// connectionState of the names, as one reading. An error: nobody answered, and they are unknown.
Result<void>
askMemory(Snapshot& snapshot, ServerPort& server, const std::vector<InstanceName>& names, const CallContext& limits);

/// webhook/find of the instance. An error: no answer, and the snapshot says nothing of it.
Result<void> askWebhook(Snapshot& snapshot, ServerPort& server, const InstanceName& name, const CallContext& limits);

/// Both kinds of questions for many at the same time, a few at once of each. An error: nobody answered connectionState;
/// webhooks without an answer are left out.
Result<void> askServer(
    Snapshot& snapshot, const StoreFactory& stores, const ServerQuestions& questions, const CallContext& limits,
    const QuestionsThrough& told = {});

/// The second look, after a pause, at all that is listed as closed and open in memory, once for all of them; nothing
/// where there is none. An error: nobody answered, and of none it is said that list and memory disagree for good.
Result<void>
lookAgain(Snapshot& snapshot, const StoreFactory& stores, std::chrono::milliseconds pause, const CallContext& limits);

/// The masked webhook URLs of the rows that name the instance, into the rows that were listed. An error: they stay as
/// they were.
Result<void>
askRowDetails(Snapshot& snapshot, DatabasePort& database, const InstanceName& name, const CallContext& limits);

} // namespace steward
