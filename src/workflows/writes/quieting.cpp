#include "workflows/writes/quieting.h"

#include "domain/webhook_events.h"
#include "stores/server_port.h"
#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/server_deletion.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace steward {
namespace {

struct QuietText {
    Q_DECLARE_TR_FUNCTIONS(steward::Quieting)
};

const QString eventsField = QStringLiteral("events");
const QString wasOnField = QStringLiteral("was_on");
const QString quietField = QStringLiteral("quiet");

Quietness notQuiet(const WebhookSettings& found, const Error& trouble)
{
    return {false, cleanUpEventsIn(found), found.enabled, trouble};
}

Error notKept()
{
    return {
        ErrorKind::OutcomeUnknown,
        QuietText::tr("The server said that it took these events out of the webhook, but still has them."),
        QStringLiteral("webhook/find still has LOGOUT_INSTANCE or REMOVE_INSTANCE")};
}

JournalStep stepWithEvents(JournalAction action, const InstanceName& name, const QStringList& events, bool wasOn)
{
    JournalStep step{action, name.text()};
    step.before.add(eventsField, events).add(wasOnField, wasOn);
    return step;
}

} // namespace

JournalStep quietingStep(const InstanceName& name, const WebhookSettings& webhook)
{
    return stepWithEvents(JournalAction::QuietWebhook, name, cleanUpEventsIn(webhook), webhook.enabled);
}

Quietness readBackQuietness(
    ServerPort& server, const InstanceName& name, const WebhookSettings& found, const Result<void>& set,
    const ServerDeletionTimes& times, const CallContext& limits)
{
    if (!set && stepOutcomeOf(set.error()) == StepOutcome::Failed) {
        if (hasGone(server, name, times, limits))
            return {.isQuiet = true};
        Quietness refused = notQuiet(found, set.error());
        refused.takenOut.clear();
        return refused;
    }
    const auto read = server.webhook(name, oneCall(times.call, limits));
    if (!read && hasGone(server, name, times, limits))
        return {.isQuiet = true};
    if (!read)
        return notQuiet(found, set ? read.error() : set.error());
    if (*read && !isQuiet(**read))
        return notQuiet(found, set ? notKept() : set.error());
    return {true, cleanUpEventsIn(found), found.enabled, {}};
}

Quietness Quieting::quieten(const InstanceName& name, const CallContext& limits)
{
    const auto found = m_server.webhook(name, oneCall(m_times.call, limits));
    if (!found && hasGone(m_server, name, m_times, limits))
        return {.isQuiet = true};
    if (!found)
        return {.trouble = found.error()};
    if (!*found || isQuiet(**found))
        return {.isQuiet = true};
    const WebhookSettings quiet = quietened(**found);
    const auto set = m_run.write<void>(
        quietingStep(name, **found), [&] { return m_server.setWebhook(name, quiet, oneCall(m_times.call, limits)); });
    return readBackQuietness(m_server, name, **found, set, m_times, limits);
}

Result<void> Quieting::wake(const InstanceName& name, const Quietness& quietness, const CallContext& limits)
{
    if (quietness.takenOut.isEmpty())
        return {};
    const auto found = m_server.webhook(name, oneCall(m_times.call, limits));
    if (!found)
        return std::unexpected(found.error());
    if (!*found) // somebody took it away meanwhile
        return {};
    const WebhookSettings woken = wakened(**found, quietness.takenOut, quietness.wasOn);
    if (woken.events == (*found)->events && woken.enabled == (*found)->enabled)
        return {};
    return m_run.write<void>(
        stepWithEvents(JournalAction::WakeWebhook, name, quietness.takenOut, quietness.wasOn),
        [&] { return m_server.setWebhook(name, woken, oneCall(m_times.call, limits)); });
}

void noteQuiet(JournalFields& fields, bool isQuiet)
{
    fields.add(quietField, isQuiet);
}

bool isNotedQuiet(const JournaledStep& step)
{
    return step.before.value(quietField).toBool();
}

void QuietTrail::sent(JournalAction action, const QJsonObject& before)
{
    switch (partsOf(action).quiet) {
    case QuietPart::TakesOut:
        m_taken.takenOut = before.value(eventsField).toVariant().toStringList();
        m_taken.wasOn = before.value(wasOnField).toBool();
        break;
    case QuietPart::Deletes:
        m_mayBeGoing = true;
        break;
    case QuietPart::PutsBack:
    case QuietPart::None:
        break;
    }
}

void QuietTrail::answered(JournalAction action, StepOutcome outcome)
{
    const bool hasFailed = outcome == StepOutcome::Failed;
    const bool isDone = outcome == StepOutcome::Done || outcome == StepOutcome::Unchanged; // not known is not done
    switch (partsOf(action).quiet) {
    case QuietPart::TakesOut:
        if (hasFailed)
            m_taken = {};
        break;
    case QuietPart::PutsBack:
        if (isDone)
            m_taken = {};
        break;
    case QuietPart::Deletes:
        m_mayBeGoing = m_mayBeGoing && !hasFailed;
        break;
    case QuietPart::None:
        break;
    }
}

QuietTrail quietTrailOf(const JournalEntry& entry, const InstanceName& name)
{
    QuietTrail quiet;
    for (const JournaledStep& step : entry.trail) {
        if (!step.action || step.store != Store::Server || step.target != name.text())
            continue;
        if (step.isSent || !entry.tellsSent)
            quiet.sent(*step.action, step.before);
        if (step.outcome)
            quiet.answered(*step.action, *step.outcome);
    }
    return quiet;
}

Error notQuietError(const std::optional<Error>& cause)
{
    return {
        ErrorKind::Rejected,
        //: %1 is a sentence that says why, or nothing
        QuietText::tr("Nothing was deleted or logged out: the server would report it to the webhook, and later could "
                      "delete the new instance of the same name. Steward could not switch these reports off. %1 Try "
                      "again when the server answers, or use a new name.")
            .arg(cause ? cause->sentence : QString())
            .simplified(),
        QStringLiteral("not quiet: ") + (cause ? cause->detail : QString())};
}

} // namespace steward
