#include "stores/redis/redis_keyspace.h"

#include <deque>

namespace steward {
namespace {

// A million keys of another program: further is not looked for ours.
constexpr int pagesElsewhere = 500;

struct Cursor {
    QByteArray pattern;
    QByteArray position = QByteArrayLiteral("0");
};

void appendScan(RespCommands& commands, const Cursor& cursor)
{
    commands.add({"SCAN", cursor.position, "MATCH", cursor.pattern, "COUNT", "2000"});
}

/// The replies that are to come next: a page of a cursor, or what was asked for a page.
struct Awaited {
    Cursor* cursor = nullptr; ///< null: replies of others
    qsizetype replies = 1;
};

/// The number of keys in "db3:keys=17,expires=0,avg_ttl=0"; 0 for another line.
struct DatabaseLine {
    int number = -1;
    qint64 keys = 0;
};

DatabaseLine databaseLine(const QByteArray& line)
{
    const qsizetype colon = line.indexOf(":keys=");
    if (!line.startsWith("db") || colon < 0)
        return {};
    const qsizetype start = colon + 6;
    const qsizetype comma = line.indexOf(',', start);
    return {line.mid(2, colon - 2).toInt(), line.mid(start, comma < 0 ? -1 : comma - start).toLongLong()};
}

} // namespace

Result<bool> RedisKeyspace::walk(
    const std::vector<QByteArray>& patterns, const Visitor& visitor, const CallContext& limits, int pages)
{
    std::vector<Cursor> cursors;
    cursors.reserve(patterns.size());
    for (const QByteArray& pattern : patterns)
        cursors.push_back({pattern});
    bool enough = false;
    while (!cursors.empty() && !enough && pages-- != 0) {
        const auto encode = [&cursors](qsizetype index, QByteArray& out) {
            const Cursor& cursor = cursors[static_cast<size_t>(index)];
            appendCommand(out, {"SCAN", cursor.position, "MATCH", cursor.pattern, "COUNT", "2000"});
        };
        const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
            const auto keys = keysOf(std::move(reply), cursors[static_cast<size_t>(index)].position);
            if (!keys)
                return std::unexpected(keys.error());
            for (const RespValue& key : *keys)
                enough = enough || !visitor(key.text);
            return {};
        };
        const auto count = static_cast<qsizetype>(cursors.size());
        if (Result<void> done = m_session.pipeline(count, encode, handle, RedisPurpose::Read, limits); !done)
            return std::unexpected(done.error());
        std::erase_if(cursors, [](const Cursor& cursor) { return cursor.position == "0"; });
    }
    return cursors.empty();
}

Result<bool> RedisKeyspace::all(bool withResidue, const Page& page, const Answer& answer, const CallContext& limits)
{
    std::vector<QByteArray> patterns = m_keys.entryPatterns();
    if (withResidue)
        patterns.push_back(m_keys.residuePattern());
    std::vector<Cursor> cursors;
    cursors.reserve(patterns.size());
    for (QByteArray& pattern : patterns)
        cursors.push_back({std::move(pattern)});
    RespCommands first;
    std::deque<Awaited> awaited;
    for (Cursor& cursor : cursors) {
        appendScan(first, cursor);
        awaited.push_back({&cursor});
    }
    QSet<QByteArray> seen;
    const auto talk = [&](RespValue&& reply, RespCommands& next) -> Result<void> {
        const Awaited now = awaited.front();
        if (--awaited.front().replies == 0)
            awaited.pop_front();
        if (!now.cursor)
            return answer(std::move(reply));
        auto keys = keysOf(std::move(reply), now.cursor->position);
        if (!keys)
            return std::unexpected(keys.error());
        // The next page first: while it is made, and its way back, the keys of this one are worked on.
        if (now.cursor->position != "0") {
            appendScan(next, *now.cursor);
            awaited.push_back({now.cursor});
        }
        const qsizetype scans = next.count();
        page(newAmong(std::move(*keys), seen, withResidue), next);
        if (next.count() > scans)
            awaited.push_back({nullptr, next.count() - scans});
        return {};
    };
    if (Result<void> done = m_session.converse(std::move(first), talk, RedisPurpose::Read, limits); !done)
        return seen.isEmpty() ? std::unexpected(done.error()) : readInPart(done.error());
    return !seen.isEmpty();
}

RedisKeyspace::Found
RedisKeyspace::newAmong(std::vector<RespValue> keys, QSet<QByteArray>& seen, bool withResidue) const
{
    Found found;
    found.entries.reserve(keys.size());
    for (RespValue& key : keys) {
        const auto kind = m_keys.kindOf(key.text);
        const auto residue = kind || !withResidue ? std::nullopt : m_keys.residueOf(key.text);
        if (!kind && !residue)
            continue;
        const qsizetype before = seen.size();
        seen.insert(key.text);
        if (seen.size() == before)
            continue;
        if (kind)
            found.entries.push_back({*kind, std::move(key.text)});
        else
            found.residues.push_back(*residue);
    }
    return found;
}

Result<std::vector<RespValue>> RedisKeyspace::keysOf(RespValue&& reply, QByteArray& position) const
{
    if (reply.isError())
        return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
    if (reply.items.size() != 2 || !reply.items[0].isText() || !reply.items[1].isArray())
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("SCAN"), RedisPurpose::Read));
    position = reply.items[0].text;
    return std::move(reply.items[1].items);
}

Result<RedisKeyspace::Place> RedisKeyspace::place(const CallContext& limits, int pages)
{
    if (m_session.placeProven())
        return Place::Ours;
    bool ours = false;
    const auto visitor = [&](const QByteArray& key) {
        ours = isOurs(key);
        return !ours;
    };
    const Result<bool> whole = walk(patternsOfOurs(), visitor, limits, pages);
    if (!whole)
        return std::unexpected(whole.error());
    if (ours) {
        m_session.provePlace();
        return Place::Ours;
    }
    return *whole ? emptyPlace(limits) : Place::NotLooked;
}

std::vector<QByteArray> RedisKeyspace::patternsOfOurs() const
{
    std::vector<QByteArray> patterns = m_keys.entryPatterns();
    patterns.push_back(m_keys.residuePattern());
    return patterns;
}

Result<RedisKeyspace::Place> RedisKeyspace::emptyPlace(const CallContext& limits)
{
    const Result<RespValue> info = m_session.ask({"INFO", "keyspace"}, RedisPurpose::Read, limits);
    if (!info)
        return std::unexpected(info.error());
    if (info->isError())
        return std::unexpected(m_session.errors().refused(*info, RedisPurpose::Read));
    if (!info->isText())
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("INFO"), RedisPurpose::Read));
    for (const QByteArray& text : info->text.split('\n')) {
        const DatabaseLine line = databaseLine(text.trimmed());
        if (line.number < 0 || line.number == m_session.database() || line.keys <= 0)
            continue;
        const Result<bool> isFree = isFreeOfOurs(line.number, limits);
        if (!isFree)
            return std::unexpected(isFree.error());
        if (!*isFree) {
            return std::unexpected(m_session.errors().make(
                ErrorKind::WrongDatabase, QStringLiteral("no key of ours in database %1, database %2 holds %3 keys")
                                              .arg(m_session.database())
                                              .arg(line.number)
                                              .arg(line.keys)));
        }
    }
    return Place::Empty;
}

Result<bool> RedisKeyspace::isFreeOfOurs(int database, const CallContext& limits)
{
    const Result<bool> entered = m_session.enter(database, limits);
    if (!entered)
        return std::unexpected(entered.error());
    if (!*entered)
        return false;
    bool ours = false;
    const auto visitor = [&](const QByteArray& key) {
        ours = isOurs(key);
        return !ours;
    };
    const Result<bool> whole = walk(patternsOfOurs(), visitor, limits, pagesElsewhere);
    if (!whole) {
        m_session.drop(); // nothing more is asked of a database that is not ours
        return whole;
    }
    const Result<bool> back = m_session.enter(m_session.database(), limits);
    if (!back || !*back) {
        m_session.drop();
        return back;
    }
    return *whole && !ours;
}

} // namespace steward
