#include "workflows/writes/server_writer.h"

#include "domain/word_table.h"
#include "workflows/base/waiting.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/repeated.h"

namespace steward {
namespace {

JournalStep logOutStep(const InstanceName& name, bool isQuiet)
{
    JournalStep step{JournalAction::LogOut, name.text()};
    noteQuiet(step.before, isQuiet);
    return step;
}

QString answerWord(PairingAnswer::Kind kind)
{
    static constexpr WordTable<PairingAnswer::Kind, 4> words{{"code", "open", "no-code", "failed"}};
    return words.of(kind);
}

} // namespace

Result<LogoutAnswer> ServerWriter::logOut(const InstanceName& name, bool isQuiet, const CallContext& limits)
{
    return m_run.write<LogoutAnswer>(
        logOutStep(name, isQuiet), [&] { return m_server.logOut(name, oneCall(m_call, limits)); });
}

Result<LogoutAnswer> ServerWriter::logOutRepeated(const InstanceName& name, bool isQuiet, const CallContext& limits)
{
    return writeRepeated<LogoutAnswer>(
        m_run, logOutStep(name, isQuiet), [&] { return m_server.logOut(name, oneCall(m_call, limits)); }, limits);
}

Result<CreatedInstance> ServerWriter::create(const NewInstance& wanted, const CallContext& limits)
{
    JournalStep step{JournalAction::CreateInstance, wanted.name.text()};
    step.before.add(QStringLiteral("with_webhook"), !wanted.webhookUrl.isEmpty());
    return m_run.write<CreatedInstance>(
        step, [&] { return m_server.create(wanted, oneCall(m_call, limits)); },
        [&wanted](const CreatedInstance& made, JournalFields& after) {
            after.add(QStringLiteral("server_id"), made.id);
            if (made.name != wanted.name)
                after.add(QStringLiteral("made_name"), QString::fromUtf8(made.name.utf8()));
        });
}

Result<void> ServerWriter::setWebhook(
    const InstanceName& name, const WebhookSettings& wanted, const CallContext& limits,
    const std::optional<WebhookSettings>& before)
{
    JournalStep step{JournalAction::SetWebhook, name.text()};
    if (before) {
        step.before.add(QStringLiteral("events"), QStringList(before->events.begin(), before->events.end()))
            .add(QStringLiteral("was_on"), before->enabled);
    }
    return writeRepeated<void>(
        m_run, step, [&] { return m_server.setWebhook(name, wanted, oneCall(m_call, limits)); }, limits);
}

Result<RestartAnswer> ServerWriter::restart(const InstanceName& name, const CallContext& limits)
{
    return m_run.write<RestartAnswer>(
        {JournalAction::RestartInstance, name.text()}, [&] { return m_server.restart(name, oneCall(m_call, limits)); },
        [](const RestartAnswer& answer, JournalFields& after) {
            after.add(QStringLiteral("refused"), answer == RestartAnswer::Refused);
        });
}

Result<PairingAnswer> ServerWriter::connect(
    const InstanceName& name, const std::optional<PhoneNumber>& phone, bool byNumber, const CallContext& limits)
{
    JournalStep step{JournalAction::Connect, name.text()};
    step.before.add(QStringLiteral("by_number"), byNumber);
    return m_run.write<PairingAnswer>(
        step, [&] { return m_server.connect(name, phone, oneCall(m_call, limits)); },
        [](const PairingAnswer& given, JournalFields& after) {
            after.add(QStringLiteral("answer"), answerWord(given.kind)).add(QStringLiteral("code"), given.number);
        });
}

} // namespace steward
