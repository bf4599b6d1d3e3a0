#include "stores/redis/redis_keyspace.h"

#include <QSet>

namespace steward {
namespace {

// A million keys of another program: further is not looked for ours.
constexpr int pagesElsewhere = 500;

struct Cursor {
    QByteArray pattern;
    QByteArray position = QByteArrayLiteral("0");
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
    for (const QByteArray& pattern : patterns)
        cursors.push_back({pattern});
    bool enough = false;
    while (!cursors.empty() && !enough && pages-- != 0) {
        const auto encode = [&cursors](qsizetype index, QByteArray& out) {
            const Cursor& cursor = cursors[static_cast<size_t>(index)];
            appendCommand(out, {"SCAN", cursor.position, "MATCH", cursor.pattern, "COUNT", "2000"});
        };
        const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
            if (reply.isError())
                return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
            if (reply.items.size() != 2 || !reply.items[0].isText() || !reply.items[1].isArray())
                return std::unexpected(m_session.errors().badAnswer(QStringLiteral("SCAN"), RedisPurpose::Read));
            cursors[static_cast<size_t>(index)].position = reply.items[0].text;
            for (const RespValue& key : reply.items[1].items)
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

Result<RedisKeyspace::Found> RedisKeyspace::all(bool withResidue, const CallContext& limits)
{
    Found found;
    QSet<QByteArray> seen;
    std::vector<QByteArray> patterns = m_keys.entryPatterns();
    if (withResidue)
        patterns.push_back(m_keys.residuePattern());
    const auto visitor = [&](const QByteArray& key) {
        const qsizetype before = seen.size();
        seen.insert(key);
        if (seen.size() == before)
            return true;
        if (const auto kind = m_keys.kindOf(key))
            found.entries.push_back({*kind, key});
        else if (const auto residue = m_keys.residueOf(key); residue && withResidue)
            found.residues.push_back(*residue);
        return true;
    };
    if (Result<bool> walked = walk(patterns, visitor, limits); !walked)
        return std::unexpected(walked.error());
    if (!found.entries.empty() || !found.residues.empty())
        m_session.provePlace();
    return found;
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
