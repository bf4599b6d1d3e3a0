#include "stores/redis_relay.h"

namespace steward::test {
namespace {

QByteArray encoded(const rig::RespValue& value)
{
    using Type = rig::RespValue::Type;
    switch (value.type) {
    case Type::Nil:
        return "$-1\r\n";
    case Type::Status:
        return '+' + value.text + "\r\n";
    case Type::Error:
        return '-' + value.text + "\r\n";
    case Type::Integer:
        return ':' + QByteArray::number(value.integer) + "\r\n";
    case Type::Bulk:
        return ScriptedRedis::bulk(value.text);
    case Type::Array:
        break;
    }
    QByteArrayList items;
    for (const rig::RespValue& item : value.items)
        items.push_back(encoded(item));
    return ScriptedRedis::array(items);
}

ScriptedRedis::Script forwarding(const rig::RedisServer& server, RedisRelay::Hook hook)
{
    auto client = std::make_shared<std::unique_ptr<rig::RespClient>>(); // made in the relay's thread
    return [&server, hook = std::move(hook),
            client](const QByteArrayList& command) -> std::optional<ScriptedRedis::Answer> {
        hook(command);
        if (!*client) {
            *client = std::make_unique<rig::RespClient>();
            if (!(*client)->connectTo(server.host(), server.port()))
                return ScriptedRedis::Answer{{}, true};
        }
        const auto answer = (*client)->command(command);
        return answer ? ScriptedRedis::Answer{encoded(*answer)} : ScriptedRedis::Answer{{}, true};
    };
}

} // namespace

RedisRelay::RedisRelay(const rig::RedisServer& server, Hook hook)
    : m_front(forwarding(server, std::move(hook)))
{
}

} // namespace steward::test
