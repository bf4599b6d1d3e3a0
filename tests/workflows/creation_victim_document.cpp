#include "workflows/creation_victim_document.h"
#include "support/any_id.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace steward::test {
namespace {

using namespace std::chrono_literals;

} // namespace

CreationTimes VictimDocument::times()
{
    CreationTimes times;
    times.reading = 10s;
    times.call = 5s;
    times.lookForLost = 300ms;
    times.secondLook = 300ms;
    times.betweenProofs = 60ms;
    times.proving = 5s;
    times.removal = 5s;
    times.betweenLooks = 30ms;
    return times;
}

QByteArray VictimDocument::toJson() const
{
    const QJsonObject json{
        {QStringLiteral("server"), settings.server.url.toString()},
        {QStringLiteral("key"), QString::fromUtf8(settings.server.apiKey.reveal())},
        {QStringLiteral("database_host"), settings.database.host},
        {QStringLiteral("database_port"), settings.database.port},
        {QStringLiteral("database"), settings.database.database},
        {QStringLiteral("user"), settings.database.user},
        {QStringLiteral("password"), QString::fromUtf8(settings.database.password.reveal())},
        {QStringLiteral("cache_host"), settings.cache.host},
        {QStringLiteral("cache_port"), settings.cache.port},
        {QStringLiteral("webhook"), settings.webhookTemplate},
        {QStringLiteral("journal"), journalPath},
        {QStringLiteral("organization"), request.organizationId.toString()},
        {QStringLiteral("name"), request.name.text()},
        {QStringLiteral("phone"), request.expectedPhone ? request.expectedPhone->text() : QString()},
        {QStringLiteral("resumes"), resumes},
        {QStringLiteral("before"), dieBeforeRecord},
        {QStringLiteral("after"), dieAfterRecord}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

VictimDocument VictimDocument::fromJson(const QByteArray& bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const auto text = [&json](const char* key) { return json.value(QLatin1String(key)).toString(); };
    const auto number = [&json](const char* key) { return json.value(QLatin1String(key)).toInt(); };
    VictimDocument document;
    document.settings.server.url = QUrl(text("server"));
    document.settings.server.apiKey = Secret::fromText(text("key"));
    document.settings.database.host = text("database_host");
    document.settings.database.port = number("database_port");
    document.settings.database.database = text("database");
    document.settings.database.user = text("user");
    document.settings.database.password = Secret::fromText(text("password"));
    document.settings.cache.host = text("cache_host");
    document.settings.cache.port = number("cache_port");
    document.settings.webhookTemplate = text("webhook");
    document.journalPath = text("journal");
    document.request.organizationId = anId(text("organization"));
    document.request.name = InstanceName::fromText(text("name"));
    document.request.expectedPhone = PhoneNumber::fromText(text("phone"));
    document.resumes = json.value(QLatin1String("resumes")).toBool();
    document.dieBeforeRecord = number("before");
    document.dieAfterRecord = number("after");
    return document;
}

} // namespace steward::test
