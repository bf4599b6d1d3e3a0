#include "local/secret_fields.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace steward {
namespace {

/// A field's name as it may be repeated in a sentence.
QString shown(const QString& name)
{
    static const QRegularExpression word(QStringLiteral("\\A[A-Za-z][A-Za-z0-9_-]{0,39}\\z"));
    return word.match(name).hasMatch() ? name : QString(QChar(0x2026));
}

bool carriesPassword(const QString& text)
{
    static const QRegularExpression userInfo(QStringLiteral("[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\s]*:[^/?#\\s]*@"));
    static const QRegularExpression keyword(
        QStringLiteral("\\b(password|passwd|pwd|api_?key|apikey|secret)\\s*="),
        QRegularExpression::CaseInsensitiveOption);
    if (userInfo.match(text).hasMatch() || keyword.match(text).hasMatch())
        return true;
    const qsizetype mark = text.indexOf(QLatin1Char('?'));
    if (mark < 0 || !text.contains(QLatin1String("://")))
        return false;
    const auto items = QUrlQuery(text.mid(mark + 1)).queryItems(QUrl::FullyDecoded);
    return std::any_of(items.begin(), items.end(), [](const auto& item) {
        return isSecretName(item.first) && item.second != QLatin1String("{webhook_token}");
    });
}

std::optional<QString> search(const QJsonValue& value, const QString& path)
{
    if (value.isString())
        return carriesPassword(value.toString()) ? std::optional(path) : std::nullopt;
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray()) {
            if (std::optional<QString> found = search(item, path))
                return found;
        }
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        const QString name = path.isEmpty() ? shown(it.key()) : path + QLatin1Char('.') + shown(it.key());
        const bool own = name == QLatin1String("names.token_key_prefix");
        if (isSecretName(it.key()) && !own)
            return name;
        if (std::optional<QString> found = search(it.value(), name))
            return found;
    }
    return {};
}

} // namespace

bool isSecretName(const QString& name)
{
    QString letters;
    for (const QChar c : name) {
        if (c.isLetter())
            letters.append(c.toLower());
    }
    static const QStringList words{
        QStringLiteral("password"),   QStringLiteral("passwd"),        QStringLiteral("passphrase"),
        QStringLiteral("passcode"),   QStringLiteral("apikey"),        QStringLiteral("accesskey"),
        QStringLiteral("privatekey"), QStringLiteral("secret"),        QStringLiteral("token"),
        QStringLiteral("credential"), QStringLiteral("authorization"), QStringLiteral("bearer")};
    return letters == QLatin1String("pass") || letters == QLatin1String("pwd") || letters == QLatin1String("pw") ||
           letters == QLatin1String("auth") || letters == QLatin1String("senha") ||
           std::any_of(words.begin(), words.end(), [&letters](const QString& word) { return letters.contains(word); });
}

std::optional<QString> secretField(const QJsonObject& document)
{
    return search(document, {});
}

} // namespace steward
