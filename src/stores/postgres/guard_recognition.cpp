#include "stores/postgres/guard_recognition.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>

namespace steward {
QByteArray plainExpression(const QByteArray& expression)
{
    static const QRegularExpression cast(QStringLiteral("::(character varying|\"?[a-z_]+\"?)"));
    QString text = QString::fromUtf8(expression);
    return text.remove(QLatin1Char('(')).remove(QLatin1Char(')')).remove(cast).simplified().toUtf8();
}

bool asksOnly(const QByteArray& predicate, const QByteArrayList& allowed)
{
    if (predicate.isEmpty())
        return true;
    const QStringList conjuncts = QString::fromUtf8(predicate).split(QStringLiteral(" AND "));
    return std::all_of(conjuncts.begin(), conjuncts.end(), [&allowed](const QString& conjunct) {
        const QByteArray plain = plainExpression(conjunct.toUtf8());
        return allowed.contains(plain == "enabled = true" || plain == "enabled IS TRUE" ? "enabled" : plain);
    });
}

QByteArray plainBody(const QByteArray& body)
{
    static const QRegularExpression lineComment(QStringLiteral("--[^\n]*"));
    static const QRegularExpression blockComment(
        QStringLiteral("/\\*.*?\\*/"), QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression space(QStringLiteral("\\s+"));
    QString text = QString::fromUtf8(body);
    text.remove(lineComment).remove(blockComment).remove(space);
    return text.toLower().toUtf8();
}

bool isHardened(const QByteArray& body, const QByteArray& ours, const QByteArrayList& locks)
{
    const QByteArray plain = plainBody(body);
    if (plain == plainBody(ours))
        return true;
    const auto holds = [&plain](const QByteArray& part) { return plain.contains(plainBody(part)); };
    return std::all_of(locks.begin(), locks.end(), holds) && holds("pg_advisory_xact_lock(") && holds("and enabled") &&
           !holds("on conflict") && !holds("gen_random_bytes");
}

} // namespace steward
