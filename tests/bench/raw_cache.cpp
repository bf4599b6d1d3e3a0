// The cache's reading by nothing but hiredis: the commands that Steward sends (SCAN of both kinds of keys, MGET of 500,
// a TTL of each), the next page scanned beside the values of the one before. What comes is thrown away.
#include <hiredis/hiredis.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

constexpr size_t keysAtOnce = 500;

struct Cursor {
    const char* pattern;
    std::string position = "0";
};

/// Ends the process where a reply is missing or an error.
redisReply* reply(redisContext* redis)
{
    void* answer = nullptr;
    if (redisGetReply(redis, &answer) != REDIS_OK || !answer ||
        static_cast<redisReply*>(answer)->type == REDIS_REPLY_ERROR)
        std::exit(1);
    return static_cast<redisReply*>(answer);
}

/// Sends what reads the keys; the number of replies that it will have.
size_t askFor(redisContext* redis, const std::vector<std::string>& keys)
{
    size_t replies = 0;
    for (size_t first = 0; first < keys.size(); first += keysAtOnce) {
        std::vector<const char*> words{"MGET"};
        std::vector<size_t> sizes{4};
        const size_t end = std::min(first + keysAtOnce, keys.size());
        for (size_t place = first; place < end; ++place) {
            words.push_back(keys[place].data());
            sizes.push_back(keys[place].size());
        }
        redisAppendCommandArgv(redis, static_cast<int>(words.size()), words.data(), sizes.data());
        for (size_t place = first; place < end; ++place)
            redisAppendCommand(redis, "TTL %b", keys[place].data(), keys[place].size());
        replies += end - first + 1;
    }
    return replies;
}

void read(redisContext* redis)
{
    std::vector<Cursor> cursors{{"whatsapp:instance:*"}, {"whatsapp:token:*"}};
    std::vector<std::string> keys;
    while (!cursors.empty() || !keys.empty()) {
        for (const Cursor& cursor : cursors)
            redisAppendCommand(redis, "SCAN %s MATCH %s COUNT 2000", cursor.position.c_str(), cursor.pattern);
        size_t values = askFor(redis, keys);
        keys.clear();
        for (Cursor& cursor : cursors) {
            redisReply* page = reply(redis);
            cursor.position = page->element[0]->str;
            for (size_t place = 0; place < page->element[1]->elements; ++place)
                keys.emplace_back(page->element[1]->element[place]->str, page->element[1]->element[place]->len);
            freeReplyObject(page);
        }
        for (; values > 0; --values)
            freeReplyObject(reply(redis));
        std::erase_if(cursors, [](const Cursor& cursor) { return cursor.position == "0"; });
    }
}

} // namespace

int main(int argc, char** argv)
{
    redisContext* redis = argc == 2 ? redisConnect("127.0.0.1", std::atoi(argv[1])) : nullptr;
    if (!redis || redis->err != 0) {
        std::fprintf(stderr, "usage: steward-raw-cache PORT\n");
        return 1;
    }
    read(redis);
    redisFree(redis);
    return 0;
}
