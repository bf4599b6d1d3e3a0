#include "workflows/writes/row_secrets.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <vector>

namespace steward::row_secrets {
namespace {

constexpr const char* ofString = "{secret:";
constexpr const char* ofLiteral = "{secret_value:";

bool isWhite(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/// Of a number, true, false or null.
bool isOfLiteral(char byte)
{
    return QByteArrayView("0123456789+-.eEtrufalsn").contains(byte);
}

QByteArray written(const Value& value)
{
    if (!value.isString)
        return value.text.toUtf8();
    const QByteArray list = QJsonDocument(QJsonArray{value.text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

/// Only where keys and values stand: numbers of any size pass as they are written, which a parser would not take.
class TextWalk final {
    Q_DISABLE_COPY_MOVE(TextWalk)

public:
    TextWalk(const QByteArray& json, const Replace& with, const Place& outside)
        : m_json(json)
        , m_with(with)
        , m_outside(outside)
    {
    }

    bool run()
    {
        for (m_at = 0; m_at < m_json.size();) {
            const char byte = m_json.at(m_at);
            if (byte == '"' ? !takeString() : isOfLiteral(byte) ? !takeLiteral() : !takeByte(byte))
                return false;
        }
        m_made += m_json.mid(m_copied);
        return m_levels.empty();
    }
    bool hasChanged() const { return m_copied > 0; }
    const QByteArray& made() const { return m_made; }

private:
    struct Level {
        bool isObject = false;
        bool wantsKey = false;
        QString key;
        int place = 0;
    };

    bool takeByte(char byte)
    {
        ++m_at;
        if (byte == '{' || byte == '[') {
            if (!m_levels.empty() && m_levels.back().wantsKey)
                return false;
            m_levels.push_back({byte == '{', byte == '{', {}, 0});
            return true;
        }
        if (isWhite(byte))
            return true;
        if (m_levels.empty())
            return false;
        Level& level = m_levels.back();
        if (byte == '}' || byte == ']') {
            if (level.isObject != (byte == '}'))
                return false;
            m_levels.pop_back();
        } else if (byte == ',') {
            level.wantsKey = level.isObject;
            ++level.place;
        } else if (level.wantsKey || byte != ':') {
            return false;
        }
        return true;
    }

    bool takeLiteral()
    {
        const qsizetype begin = m_at;
        while (m_at < m_json.size() && isOfLiteral(m_json.at(m_at)))
            ++m_at;
        if (m_levels.empty() || m_levels.back().wantsKey) // one alone is nothing to look into
            return false;
        const Value value{QString::fromLatin1(m_json.mid(begin, m_at - begin)), false};
        put(begin, m_with(here(), value));
        return true;
    }

    bool takeString()
    {
        const qsizetype begin = m_at;
        for (++m_at; m_at < m_json.size() && m_json.at(m_at) != '"'; ++m_at) {
            if (m_json.at(m_at) == '\\')
                ++m_at;
        }
        if (m_at >= m_json.size())
            return false;
        const QByteArray literal = m_json.mid(begin, ++m_at - begin);
        const QJsonDocument read = QJsonDocument::fromJson('[' + literal + ']');
        if (m_levels.empty() || !read.isArray())
            return false;
        const QString text = read.array().at(0).toString();
        if (m_levels.back().wantsKey) {
            m_levels.back().key = text;
            m_levels.back().wantsKey = false;
        } else {
            put(begin, answerTo(text));
        }
        return true;
    }

    void put(qsizetype begin, const std::optional<Value>& other)
    {
        if (!other)
            return;
        m_made += m_json.mid(m_copied, begin - m_copied) + written(*other);
        m_copied = m_at;
    }

    Place here() const
    {
        Place place = m_outside;
        for (const Level& level : m_levels)
            place << (level.isObject ? level.key : QString::number(level.place));
        return place;
    }

    std::optional<Value> answerTo(const QString& text) const
    {
        const Place place = here();
        const bool mayHoldJson = text.startsWith(QLatin1Char('{')) || text.startsWith(QLatin1Char('['));
        if (mayHoldJson && !isSecretPlace(place)) {
            const QByteArray json = text.toUtf8();
            TextWalk inside(json, m_with, place);
            if (inside.run())
                return inside.hasChanged() ? std::optional(Value{QString::fromUtf8(inside.made())}) : std::nullopt;
        }
        return m_with(place, {text});
    }

    const QByteArray& m_json;
    const Replace& m_with;
    const Place m_outside;
    std::vector<Level> m_levels;
    qsizetype m_at = 0;
    qsizetype m_copied = 0; ///< up to where m_made has it
    QByteArray m_made;
};

bool namesSecret(const QString& key)
{
    static constexpr std::array words{"apikey", "token",      "secret", "password", "passwd", "authorization",
                                      "hash",   "credential", "bearer", "cookie",   "header"};
    static constexpr std::array whole{"auth", "pass", "pwd"};
    QString plain;
    for (const QChar letter : key) {
        if (letter.isLetterOrNumber())
            plain += letter.toLower();
    }
    return plain.endsWith(QLatin1String("key")) ||
           std::ranges::any_of(words, [&](const char* word) { return plain.contains(QLatin1String(word)); }) ||
           std::ranges::any_of(whole, [&](const char* word) { return plain == QLatin1String(word); });
}

bool hasSecretInAddress(const QString& text)
{
    static const QRegularExpression user(QStringLiteral("://[^/?#\\s]*@"));
    static const QRegularExpression inQuery(QStringLiteral("[?&;]([^=&;\\s]+)=([^&;#\\s]+)"));
    if (!text.contains(QLatin1String("://")))
        return false;
    if (user.match(text).hasMatch())
        return true;
    for (auto pairs = inQuery.globalMatch(text); pairs.hasNext();) {
        const QRegularExpressionMatch pair = pairs.next();
        if (namesSecret(pair.captured(1)) && pair.captured(2) != QLatin1String("{webhook_token}"))
            return true;
    }
    return false;
}

/// Nothing but the place of the row's own token.
bool isTokensPlace(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("\\A(?:(?:Bearer|Basic|Token) +)?\\{webhook_token\\}\\z"));
    return place.match(text).hasMatch();
}

} // namespace

std::optional<QByteArray> replaced(const QByteArray& json, const Replace& with)
{
    TextWalk walk(json, with, {});
    return walk.run() ? std::optional(walk.made()) : std::nullopt;
}

bool isSecretPlace(const Place& place)
{
    // A column of its own has a type, and what its name says of it is not known.
    return place.size() > 1 && std::ranges::any_of(place, namesSecret);
}

bool isSecret(const Place& place, const Value& value)
{
    if (!value.isString) { // a number; a word of JSON (true, false, null) tells nothing that could be kept secret
        const bool isWord = value.text.front().isLetter();
        return !isWord && isSecretPlace(place);
    }
    if (value.text.isEmpty() || isMark(value) || isTokensPlace(value.text))
        return false;
    return isSecretPlace(place) || hasSecretInAddress(value.text);
}

Value markOf(const Value& secret)
{
    return {
        QLatin1String(secret.isString ? ofString : ofLiteral) +
        QString::fromLatin1(QCryptographicHash::hash(secret.text.toUtf8(), QCryptographicHash::Sha256).toHex()) +
        QLatin1Char('}')};
}

bool isMark(const Value& value)
{
    static const QRegularExpression digest(QStringLiteral("\\A[0-9a-f]{64}\\}\\z"));
    if (!value.isString)
        return false;
    return std::ranges::any_of(std::array{ofString, ofLiteral}, [&](const char* begin) {
        return value.text.startsWith(QLatin1String(begin)) &&
               digest.match(value.text.mid(qsizetype(qstrlen(begin)))).hasMatch();
    });
}

Value emptied(const Value& mark)
{
    return mark.text.startsWith(QLatin1String(ofLiteral)) ? Value{QStringLiteral("null"), false} : Value{};
}

} // namespace steward::row_secrets
