#include "domain/webhook_events.h"
#include "stores/practice/practice_door.h"
#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "stores/store_refusals.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct PracticeServerText {
    Q_DECLARE_TR_FUNCTIONS(steward::PracticeServer)
};

constexpr qsizetype longestName = 255; // EVOLUTION_API 3.1

WebhookSettings webhookOnCreate(const SecretUrl& url)
{
    return {true, url, creationEvents()};
}

PracticeInstance newInstance(const NewInstance& wanted, const InstanceId& id, Timestamp now)
{
    PracticeInstance made;
    made.listed.name = wanted.name;
    made.listed.id = id;
    made.listed.connection = Connection::Close;
    made.listed.createdAt = now;
    made.listed.updatedAt = now;
    made.listed.messages = made.listed.contacts = made.listed.chats = 0;
    if (!wanted.webhookUrl.isEmpty())
        made.webhook = webhookOnCreate(wanted.webhookUrl);
    return made;
}

/// The server posts its removal first, and waits for that (EVOLUTION_API 5.3).
bool holdsDeletion(const PracticeInstance& instance)
{
    return instance.webhook && !isQuiet(*instance.webhook);
}

/// A name that is not UTF-8 can stand in a Redis key only.
bool canBeAsked(const InstanceName& name)
{
    return name.isReachable() && name.isValidUtf8();
}

Result<void> checkNewName(const InstanceName& name)
{
    if (name.utf8().contains('\0')) {
        return std::unexpected(Error{
            ErrorKind::ServerError,
            PracticeServerText::tr("The server cannot make an instance of this name. Choose a name of plain text."),
            QStringLiteral("500: name holds a NUL")});
    }
    if (name.text().size() > longestName) {
        return std::unexpected(Error{
            ErrorKind::Rejected,
            PracticeServerText::tr("An instance's name may have at most 255 characters. Choose a shorter one."),
            QStringLiteral("400: name too long")});
    }
    return {};
}

Result<void> checkWebhook(const WebhookSettings& settings)
{
    if (settings.enabled && settings.events.empty())
        return std::unexpected(StoreRefusals::webhookWithoutEvents());
    return {};
}

/// The Evolution API server of a practice workspace. Answers as version 2.3.6 does (EVOLUTION_API 3 and 5): a 200 to
/// DELETE comes before the instance leaves the list, a logout leaves its number behind, names are byte-exact.
class PracticeServer final : public PracticePort<ServerPort> {
    template<class Visit>
    auto ask(const InstanceName& name, const CallContext& limits, Visit&& visit) const
    {
        using Answer = decltype(m_door.read(limits, visit));
        return canBeAsked(name) ? m_door.read(limits, visit) : Answer(std::unexpected(practiceUnreachableName(name)));
    }
    template<class Visit>
    auto tell(const InstanceName& name, const CallContext& limits, Visit&& visit) const
    {
        return m_door.isReadOnly() ? m_door.change(limits, visit) : ask(name, limits, visit);
    }

public:
    using PracticePort::PracticePort;

    Result<ServerListing> list(const CallContext& limits) override
    {
        return m_door.read(limits, [](PracticeState& state, Timestamp now) {
            ServerListing listing;
            listing.answeredAt = now;
            for (const PracticeInstance& instance : state.instances) {
                if (!instance.isHidden)
                    listing.instances.push_back(instance.listed);
            }
            listing.majorVersion = listing.instances.empty() ? 0 : 2;
            return listing;
        });
    }

    Result<std::optional<ServerInstance>> find(const InstanceName& name, const CallContext& limits) override
    {
        return ask(name, limits, [&name](PracticeState& state, Timestamp) -> std::optional<ServerInstance> {
            const PracticeInstance* found = state.instance(name);
            if (!found || found->isLeaving() || found->isHidden)
                return {};
            return found->listed;
        });
    }

    Result<std::vector<MemoryState>>
    memoryStates(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        return m_door.read(limits, [&names](PracticeState& state, Timestamp) {
            std::vector<MemoryState> states;
            for (const InstanceName& name : names) {
                const PracticeInstance* found = state.instance(name);
                if (!canBeAsked(name))
                    states.push_back(MemoryState::Unknown);
                else
                    states.push_back(found ? found->memory : MemoryState::NotFound);
            }
            return states;
        });
    }

    Result<std::optional<WebhookSettings>> webhook(const InstanceName& name, const CallContext& limits) override
    {
        return ask(name, limits, [&name](PracticeState& state, Timestamp) -> Result<std::optional<WebhookSettings>> {
            const PracticeInstance* found = state.instance(name);
            if (!found)
                return std::unexpected(practiceNotFound(name));
            return found->webhook;
        });
    }

    Result<CreatedInstance> create(const NewInstance& instance, const CallContext& limits) override
    {
        return tell(instance.name, limits, [&](PracticeState& state, Timestamp now) -> Result<CreatedInstance> {
            if (const auto sound = checkNewName(instance.name); !sound)
                return std::unexpected(sound.error());
            if (state.instance(instance.name)) // also while an earlier one is still leaving
                return std::unexpected(practiceNameInUse(instance.name));
            const InstanceId id = state.drawId<InstanceId>();
            state.instances.push_back(newInstance(instance, id, now));
            return CreatedInstance{instance.name, id};
        });
    }

    Result<PairingAnswer>
    connect(const InstanceName& name, const std::optional<PhoneNumber>& phone, const CallContext& limits) override
    {
        return tell(name, limits, [&](PracticeState& state, Timestamp now) -> Result<PairingAnswer> {
            PracticeInstance* found = state.instance(name);
            if (!found)
                return std::unexpected(practiceNotFound(name));
            if (found->memory == MemoryState::Open)
                return PairingAnswer{.kind = PairingAnswer::Kind::Open};
            if (found->memory == MemoryState::Missing)
                return PairingAnswer{.kind = PairingAnswer::Kind::Failed};
            if (found->listed.kind != InstanceKind::Baileys)
                return PairingAnswer{.kind = PairingAnswer::Kind::NoCode};
            if (!found->pairing) { // also for one that was found connecting: it goes on with a code of its own
                const bool wasClosed = found->memory == MemoryState::Close;
                found->pairing = PracticePairing{now, found->codesShown + 1, phone && wasClosed, ++state.drawn, phone};
                found->memory = MemoryState::Connecting;
                found->listed.connection = Connection::Connecting;
                found->listed.updatedAt = now;
            }
            return state.codeOf(*found, now);
        });
    }

    Result<LogoutAnswer> logOut(const InstanceName& name, const CallContext& limits) override
    {
        return tell(name, limits, [&name](PracticeState& state, Timestamp now) {
            PracticeInstance* found = state.instance(name);
            if (!found)
                return LogoutAnswer::AlreadyAbsent;
            if (found->memory != MemoryState::Open && found->memory != MemoryState::Connecting)
                return LogoutAnswer::NotConnected;
            found->memory = MemoryState::Close;
            found->pairing.reset();
            found->listed.updatedAt = now;
            found->listed.disconnectionReason = 401;
            if (found->listed.kind != InstanceKind::Evolution) // whose list stays open (EVOLUTION_API 5.4)
                found->listed.connection = Connection::Close;
            return LogoutAnswer::Accepted;
        });
    }

    Result<RestartAnswer> restart(const InstanceName& name, const CallContext& limits) override
    {
        return tell(name, limits, [&name](PracticeState& state, Timestamp now) -> Result<RestartAnswer> {
            PracticeInstance* found = state.instance(name);
            if (!found)
                return std::unexpected(practiceNotFound(name));
            if (found->memory != MemoryState::Open && found->memory != MemoryState::Connecting)
                return RestartAnswer::Refused;
            if (found->memory == MemoryState::Open && found->listed.connection != Connection::Open) {
                found->listed.connection = Connection::Open; // the server writes down what it finds
                found->listed.updatedAt = now;
            }
            return RestartAnswer::Accepted;
        });
    }

    Result<Removal> remove(const InstanceName& name, const CallContext& limits) override
    {
        return tell(name, limits, [&name](PracticeState& state, Timestamp now) {
            PracticeInstance* found = state.instance(name);
            if (!found)
                return Removal::AlreadyAbsent;
            if (!found->isLeaving()) {
                found->leavesListAt = now + (holdsDeletion(*found) ? state.heldDeletionTime : state.deletionTime);
                found->memory = MemoryState::Missing;
                found->pairing.reset();
                found->listed.connection = Connection::Close;
            }
            return Removal::Accepted;
        });
    }

    Result<void>
    setWebhook(const InstanceName& name, const WebhookSettings& settings, const CallContext& limits) override
    {
        return tell(name, limits, [&](PracticeState& state, Timestamp) -> Result<void> {
            if (const auto sound = checkWebhook(settings); !sound)
                return sound;
            PracticeInstance* found = state.instance(name);
            if (!found)
                return std::unexpected(practiceNotFound(name));
            found->webhook = settings;
            return {};
        });
    }
};

} // namespace

std::unique_ptr<ServerPort> PracticeStores::makeServer() const
{
    return std::make_unique<PracticeServer>(PracticeDoor(m_world, Store::Server, m_readOnly));
}

} // namespace steward
