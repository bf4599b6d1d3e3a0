#include "app/alerts/alert_rules.h"

namespace steward {
namespace {

const auto timePattern = QStringLiteral("HH:mm");

QTime timeIn(const QVariantMap& map, const QString& key, const QTime& usual)
{
    const QTime time = QTime::fromString(map.value(key).toString(), timePattern);
    return time.isValid() ? time : usual;
}

} // namespace

bool AlertRules::isQuiet(const QTime& now) const
{
    if (!hasQuietHours || quietFrom == quietUntil)
        return false;
    return quietFrom < quietUntil ? now >= quietFrom && now < quietUntil : now >= quietFrom || now < quietUntil;
}

QVariant AlertRules::toVariant() const
{
    return QVariantMap{
        {QStringLiteral("on"), isOn},
        {QStringLiteral("view"), view},
        {QStringLiteral("quiet"), hasQuietHours},
        {QStringLiteral("from"), quietFrom.toString(timePattern)},
        {QStringLiteral("until"), quietUntil.toString(timePattern)}};
}

AlertRules AlertRules::fromVariant(const QVariant& value)
{
    const QVariantMap map = value.toMap();
    AlertRules rules;
    rules.isOn = map.value(QStringLiteral("on"), rules.isOn).toBool();
    rules.view = map.value(QStringLiteral("view")).toString();
    rules.hasQuietHours = map.value(QStringLiteral("quiet"), rules.hasQuietHours).toBool();
    rules.quietFrom = timeIn(map, QStringLiteral("from"), rules.quietFrom);
    rules.quietUntil = timeIn(map, QStringLiteral("until"), rules.quietUntil);
    return rules;
}

} // namespace steward
