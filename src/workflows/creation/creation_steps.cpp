#include "workflows/creation/creation_steps.h"

#include "domain/webhook_template.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/creation/creation_errors.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/cache_writer.h"
#include "workflows/writes/row_writer.h"
#include "workflows/writes/server_writer.h"
#include "workflows/writes/worker_notifier.h"

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::milliseconds longestPause{4'000};

} // namespace

bool isInMemory(MemoryState state)
{
    return state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close;
}

Result<std::vector<Integration>> CreationSteps::claim(const CallContext& limits)
{
    const CreationRequest& request = m_record.request;
    ClaimRequest claim;
    claim.organizationId = request.organizationId;
    claim.clinicId = request.clinicId;
    claim.instanceName = request.name;
    claim.expectedPhone = request.expectedPhone;
    claim.webhookTemplate = m_session.settings.webhookTemplate;
    RowWriter writer(*m_ports.database, m_run, m_session.workstation, m_times.call);
    claim.author = writer.author(QStringLiteral("create"));
    if (request.finishRow) {
        const auto image = m_ports.database->image(*request.finishRow, oneCall(m_times.call, limits));
        if (!image)
            return std::unexpected(image.error());
        if (!*image)
            return std::unexpected(rowGoneError());
        if (!RowImageNotes::isReadable(**image))
            return std::unexpected(RowImageNotes::notReadable());
        claim.finishing = m_record.finishing = **image;
    }
    const auto answer = writer.claim(claimStep(m_record), claim, limits, noteClaim);
    if (!answer)
        return claimAfterLostAnswer(answer.error(), limits);
    m_record.reach(CreationPhase::Claiming);
    if (!answer->claimed)
        return answer->standing;
    takeClaim(*answer->claimed);
    return std::vector<Integration>();
}

void CreationSteps::takeClaim(const ClaimedRow& claimed)
{
    m_row = claimed.row;
    m_record.claim = {claimed.row.id, TokenDigest::of(claimed.row.webhookToken)};
}

Result<std::vector<Integration>> CreationSteps::claimAfterLostAnswer(const Error& lost, const CallContext& limits)
{
    if (stepOutcomeOf(lost) != StepOutcome::Unknown)
        return std::unexpected(lost);
    m_record.reach(CreationPhase::Claiming);
    const CallContext within = oneCall(m_times.betweenProofs * 2, {limits.deadline, {}});
    Backoff pause(m_times.betweenLooks, longestPause);
    do {
        const auto found = reloadClaim(within);
        if (found && *found)
            return std::vector<Integration>();
    } while (waitFor(pause.next(), within));
    return std::unexpected(lost);
}

Result<bool> CreationSteps::reloadClaim(const CallContext& limits)
{
    const auto found = m_ports.database->claimOf(m_run.id(), oneCall(m_times.call, limits));
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return false;
    // By the token that it was claimed with: under another one it is somebody else's by now.
    const std::optional<HeldClaim> known = m_record.claim;
    takeClaim(**found);
    if (known && known->integrationId == m_record.claim->integrationId)
        m_record.claim = known;
    return true;
}

SecretUrl CreationSteps::webhookUrl() const
{
    if (m_session.settings.webhookTemplate.isEmpty())
        return {};
    return steward::webhookUrl(m_session.settings.webhookTemplate, m_record.request.name, m_row->webhookToken)
        .value_or(SecretUrl());
}

Result<void> CreationSteps::create(const CallContext& limits)
{
    const NewInstance wanted{m_record.request.name, webhookUrl()};
    m_record.reach(CreationPhase::Creating);
    const auto created = ServerWriter(*m_ports.server, m_run, m_times.call).create(wanted, limits);
    if (created)
        return takeCreated(*created);
    const Error& error = created.error();
    const bool wasAnswered = error.status != 0;
    if (!wasAnswered && stepOutcomeOf(error) == StepOutcome::Failed) { // it never left
        m_record.answer = CreateAnswer::Refused;
        return std::unexpected(error);
    }
    m_record.answer = CreateAnswer::Lost;
    // A proxy may have sent it twice: the refusal is then the second one's.
    const bool isServersOwn = wasAnswered && !error.inFront;
    const CallContext unstopped{limits.deadline, {}};
    const auto turnedUp =
        isServersOwn ? lookAfterRefusal(error, unstopped) : lookForLost(m_times.lookForLost, unstopped);
    if (!turnedUp)
        return std::unexpected(turnedUp.error());
    if (*turnedUp)
        return {};
    if (wasAnswered && error.kind != ErrorKind::OutcomeUnknown)
        m_record.answer = CreateAnswer::Refused;
    if (error.kind == ErrorKind::NameInUse)
        return std::unexpected(nameTakenError());
    return std::unexpected(m_record.answer == CreateAnswer::Refused ? nothingMadeError(error) : error);
}

Result<void> CreationSteps::takeCreated(const CreatedInstance& created)
{
    m_record.answer = CreateAnswer::Made;
    m_record.serverId = created.id;
    if (created.name == m_record.request.name)
        return {};
    m_record.madeName = created.name;
    return std::unexpected(otherNameError(created.name));
}

Result<std::optional<ServerInstance>> CreationSteps::listed(const CallContext& limits)
{
    const auto listing = m_ports.server->list(oneCall(m_times.call, limits));
    if (!listing)
        return std::unexpected(listing.error());
    for (const ServerInstance& instance : listing->instances) {
        if (instance.name == m_record.request.name)
            return instance;
    }
    return std::nullopt;
}

/// At once, and twice more after a while.
Result<bool> CreationSteps::lookAfterRefusal(const Error& refusal, const CallContext& limits)
{
    Result<Look> seen = Look::Unclear;
    for (int look = 0; look < 3; ++look) {
        if (look > 0 && !waitFor(m_times.lookAgain, limits))
            return std::unexpected(notKnownError());
        seen = lookOnce(limits);
        if (seen && *seen == Look::Made)
            return true;
    }
    if (!seen)
        return std::unexpected(seen.error());
    // The name is in use, and stays unlisted: another client name has it (WORKFLOWS, "Creation" 3).
    const bool isAnothers = *seen == Look::Unlisted && refusal.kind == ErrorKind::NameInUse;
    return *seen == Look::Absent || isAnothers ? Result<bool>(false) : std::unexpected(notKnownError());
}

Result<bool> CreationSteps::lookForLost(std::chrono::milliseconds time, const CallContext& limits)
{
    const QDeadlineTimer end(time);
    Backoff pause(m_times.betweenLooks, longestPause);
    while (true) {
        const bool isLast = end.hasExpired();
        const auto seen = lookOnce(limits);
        const bool isSettled = !seen && seen.error().kind == ErrorKind::Rejected;
        if (isSettled || (isLast && !seen))
            return std::unexpected(seen.error());
        if (seen && *seen == Look::Made)
            return true;
        if (isLast)
            return *seen == Look::Absent ? Result<bool>(false) : std::unexpected(notKnownError());
        if (!waitFor(std::min(pause.next(), std::chrono::milliseconds(end.remainingTime() + 1)), limits))
            return std::unexpected(notKnownError());
    }
}

/// Absent only by both witnesses, under each name that it may have got.
Result<CreationSteps::Look> CreationSteps::lookOnce(const CallContext& limits)
{
    const auto listing = m_ports.server->list(oneCall(m_times.call, limits));
    if (!listing)
        return std::unexpected(listing.error());
    const std::vector<InstanceName> places = m_record.places();
    for (const ServerInstance& instance : listing->instances) {
        if (std::ranges::find(places, instance.name) == places.end())
            continue;
        if (m_record.isMadeSince(instance) == false) // it stood there before
            return std::unexpected(otherInstanceError());
        m_record.serverId = instance.id;
        if (instance.name == m_record.request.name)
            return Look::Made;
        m_record.madeName = instance.name;
        return std::unexpected(otherNameError(instance.name));
    }
    const bool isOdd = std::ranges::any_of(
        listing->odd, [&places](const OddEntry& odd) { return std::ranges::find(places, odd.name) != places.end(); });
    if (isOdd)
        return Look::Unclear;
    const auto memory = m_ports.server->memoryStates(places, oneCall(m_times.call, limits));
    if (!memory || std::ranges::find(*memory, MemoryState::Unknown) != memory->end())
        return Look::Unclear;
    const bool isAbsent =
        std::ranges::all_of(*memory, [](MemoryState state) { return state == MemoryState::NotFound; });
    return isAbsent ? Look::Absent : Look::Unlisted;
}

/// True: in the list under the id we know, and in memory.
Result<bool> CreationSteps::seenOnce(const CallContext& limits)
{
    const auto found = listed(limits);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return false;
    if (!m_record.serverId)
        m_record.serverId = (*found)->id;
    if ((*found)->id && (*found)->id != m_record.serverId)
        return std::unexpected(otherInstanceError());
    const auto memory = m_ports.server->memoryStates({m_record.request.name}, oneCall(m_times.call, limits));
    if (!memory)
        return std::unexpected(memory.error());
    return isInMemory(memory->front());
}

Result<void> CreationSteps::prove(const CallContext& limits)
{
    const CallContext within = oneCall(m_times.proving, limits);
    std::optional<QDeadlineTimer> secondLook;
    int missed = 0;
    std::optional<Error> trouble;
    do {
        const auto seen = seenOnce(within);
        if (limits.stopped())
            return std::unexpected(stoppedError());
        if (!seen && seen.error().kind == ErrorKind::Rejected)
            return std::unexpected(seen.error());
        trouble = seen ? std::nullopt : std::optional(seen.error());
        if (seen && *seen && secondLook && secondLook->hasExpired())
            return {};
        if (seen && *seen && !secondLook)
            secondLook.emplace(m_times.betweenProofs);
        if (seen && !*seen) {
            secondLook.reset();
            // A server that lost it does not find it again (EVOLUTION_API 5.2).
            if (++missed >= 4)
                return std::unexpected(vanishedError());
        }
    } while (waitFor(m_times.betweenProofs / 2, within));
    if (limits.stopped())
        return std::unexpected(stoppedError());
    return std::unexpected(trouble ? *trouble : vanishedError());
}

Result<WorkersOutcome> CreationSteps::tell(const CallContext& limits)
{
    WorkerNotifier news(*m_ports.cache, m_run, m_session.outbox.get());
    m_record.reach(CreationPhase::Telling);
    return news.tell(
        {WorkerChannel::Added, m_record.request.name, m_record.request.organizationId}, oneCall(m_times.call, limits));
}

std::vector<CacheValue> CreationSteps::cacheValues() const
{
    CacheValue value;
    value.organizationId = m_row->organizationId;
    value.clinicId = m_row->clinicId;
    value.displayName = m_record.organizationName;
    value.instance = m_record.request.name;
    value.phone = m_row->phone();
    value.key = {CacheKeyKind::Instance, m_record.request.name, {}};
    std::vector<CacheValue> values{value};
    if (!m_row->webhookToken.isEmpty()) {
        value.key = {CacheKeyKind::Token, {}, m_row->webhookToken};
        values.push_back(value);
    }
    return values;
}

Result<void> CreationSteps::warm(const CallContext& limits)
{
    m_record.reach(CreationPhase::Warming);
    CacheWriter writer(*m_ports.cache, m_run, m_times.call);
    for (const CacheValue& value : cacheValues()) {
        if (const auto written = writer.write(value, limits); !written)
            return written;
    }
    return {};
}

Result<void> CreationSteps::verify(const CallContext& limits)
{
    if (const auto row = verifyRow(limits); !row)
        return row;
    const auto seen = seenOnce(limits);
    if (!seen)
        return std::unexpected(seen.error());
    if (!*seen)
        return std::unexpected(vanishedError());
    if (const auto webhook = verifyWebhook(limits); !webhook)
        return webhook;
    return verifyCache(limits);
}

Result<void> CreationSteps::verifyRow(const CallContext& limits)
{
    const auto rows = m_ports.database->find(m_record.request.name, oneCall(m_times.call, limits));
    if (!rows)
        return std::unexpected(rows.error());
    const bool isOurs = std::ranges::any_of(*rows, [this](const Integration& row) {
        return m_record.claim && row.id == m_record.claim->integrationId && row.enabled &&
               row.organizationId == m_record.request.organizationId &&
               TokenDigest::of(row.webhookToken) == m_record.claim->token;
    });
    if (!isOurs || rows->size() != 1)
        return std::unexpected(rowTakenError());
    return {};
}

Result<void> CreationSteps::verifyCache(const CallContext& limits)
{
    std::vector<CacheKey> keys;
    for (const CacheValue& value : cacheValues())
        keys.push_back(value.key);
    const auto entries = m_ports.cache->read(keys, oneCall(m_times.call, limits));
    if (!entries)
        return std::unexpected(entries.error());
    const auto isRight = [this](const CacheEntry& entry) {
        return entry.state == CacheValueState::Readable && entry.name == m_record.request.name &&
               entry.organizationId == m_record.request.organizationId && entry.clinicId == m_row->clinicId;
    };
    if (entries->size() != keys.size() || !std::ranges::all_of(*entries, isRight))
        return std::unexpected(cacheDiffersError());
    return {};
}

Result<void> CreationSteps::verifyWebhook(const CallContext& limits)
{
    const SecretUrl url = webhookUrl();
    if (url.isEmpty())
        return {};
    const auto found = m_ports.server->webhook(m_record.request.name, oneCall(m_times.call, limits));
    if (!found)
        return std::unexpected(found.error());
    if (!*found || !isWebhookRight(**found, url))
        return std::unexpected(webhookDiffersError());
    return {};
}

} // namespace steward
