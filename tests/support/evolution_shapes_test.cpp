#include "support/evolution_server.h"
#include "support/raw_http.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>
#include <map>

using namespace steward::rig;

namespace steward::evolution_shapes_test {

namespace {

QString text(const char* latin)
{
    return QString::fromLatin1(latin);
}

EvolutionInstance instance(const char* name, const char* state, const char* integration = "WHATSAPP-BAILEYS")
{
    EvolutionInstance made;
    made.name = text(name);
    made.connectionStatus = text(state);
    made.integration = text(integration);
    return made;
}

EvolutionInstance paired(const char* state)
{
    EvolutionInstance made = instance("st-open", state);
    made.ownerJid = text("5511999990000@s.whatsapp.net");
    made.profileName = text("Loja Teste");
    made.profilePicUrl = text("https://pps.whatsapp.net/v/x.jpg");
    made.websocketEvents = QStringList{text("QRCODE_UPDATED")};
    return made;
}

EvolutionInstance unlinked()
{
    EvolutionInstance made = paired("close");
    made.disconnectionReasonCode = 401;
    made.disconnectionObject = text("{\"error\":{}}");
    made.disconnectionAt = QDateTime::currentDateTimeUtc();
    return made;
}

EvolutionInstance hooked()
{
    EvolutionInstance made = instance("evonum", "open", "EVOLUTION");
    made.webhook = EvolutionWebhook{
        .url = text("ftp://x"), .events = {text("CALL")}, .headers = "{\"authorization\":\"Bearer x\"}"};
    return made;
}

using Setup = std::function<void(EvolutionServer&)>;

Setup with(const EvolutionInstance& made)
{
    return [made](EvolutionServer& server) { server.addInstance(made); };
}

Setup deleted(const char* name)
{
    return [name](EvolutionServer& server) {
        server.addInstance(instance(name, "open", "EVOLUTION"));
        server.setDeletionDelay(std::chrono::milliseconds(-1));
        RawHttp(server.port()).ask("DELETE", QByteArray("/instance/delete/") + name, {"apikey: test-api-key"});
    };
}

EvolutionInstance loggedOutEvolution()
{
    EvolutionInstance made = instance("evo1", "open", "EVOLUTION");
    made.memory = EvolutionMemory::Close;
    return made;
}

/// What has to be there before each recorded request; those not named need nothing.
std::map<QString, Setup> setups()
{
    const auto offline = [](EvolutionServer& server) {
        server.addInstance(instance("bly-noqr", "close"));
        server.setOffline(true);
    };
    std::map<QString, Setup> all;
    all[text("create_duplicate_403")] = with(instance("evo1", "open", "EVOLUTION"));
    all[text("create_missing_name_403")] = with(instance("any", "open"));
    all[text("create_baileys_offline_201")] = offline;
    all[text("connect_qr_200")] = with(instance("st-open", "close"));
    all[text("connect_pairing_200")] = with(instance("st-pair2", "close"));
    all[text("connect_open_200")] = with(paired("open"));
    all[text("connect_offline_200")] = offline;
    all[text("connect_evolution_closed_200")] = with(loggedOutEvolution());
    all[text("state_close")] = with(instance("bly-noqr", "close"));
    all[text("state_connecting")] = with(instance("st-open", "connecting"));
    all[text("state_open")] = with(paired("open"));
    all[text("state_gone_window_200")] = deleted("evo1");
    all[text("fetch_close")] = with(instance("bly-noqr", "close"));
    EvolutionInstance connecting = instance("st-open", "connecting");
    connecting.websocketEvents = QStringList{text("QRCODE_UPDATED")};
    all[text("fetch_connecting")] = with(connecting);
    all[text("fetch_open")] = with(paired("open"));
    all[text("fetch_after_logout")] = with(unlinked());
    all[text("fetch_after_unlink")] = with(unlinked());
    all[text("restart_closed_200_error")] = with(loggedOutEvolution());
    all[text("restart_open_200")] = with(paired("open"));
    all[text("logout_200")] = with(paired("open"));
    all[text("logout_closed_400")] = with(unlinked());
    all[text("delete_200")] = with(instance("evo1", "open", "EVOLUTION"));
    all[text("delete_again_200")] = deleted("evo1");
    all[text("webhook_set_201")] = with(instance("evonum", "open", "EVOLUTION"));
    all[text("webhook_set_no_events_500")] = with(instance("evonum", "open", "EVOLUTION"));
    all[text("webhook_find_none_200")] = with(instance("evonum", "open", "EVOLUTION"));
    all[text("webhook_find_200")] = with(hooked());
    all[text("setPresence_201")] = with(paired("open"));
    return all;
}

/// Where the two differ in kind or keys, by path; empty where they are of one shape.
QString difference(const QJsonValue& recorded, const QJsonValue& ours, const QString& path)
{
    if (recorded.type() != ours.type())
        return QStringLiteral("%1: another type").arg(path);
    if (recorded.isArray() && !recorded.toArray().isEmpty())
        return ours.toArray().isEmpty() ? path + text(": empty")
                                        : difference(recorded.toArray()[0], ours.toArray()[0], path + text("[0]"));
    if (!recorded.isObject())
        return {};
    const QJsonObject mine = ours.toObject();
    const QJsonObject theirs = recorded.toObject();
    if (mine.keys() != theirs.keys())
        return QStringLiteral("%1: {%2} instead of {%3}").arg(path, mine.keys().join(u','), theirs.keys().join(u','));
    for (const QString& key : theirs.keys()) {
        if (const QString found = difference(theirs[key], mine[key], path + u'.' + key); !found.isEmpty())
            return found;
    }
    return {};
}

QJsonValue parsed(const QByteArray& json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().first();
}

} // namespace

/// The stand-in answers each recorded request with the recorded status, headers and shape.
class EvolutionShapesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
};

void EvolutionShapesTest::shapes_data()
{
    QTest::addColumn<QJsonObject>("shape");
    QFile file(qEnvironmentVariable("STEWARD_TEST_SOURCE_DIR") + text("/tests/data/evolution-shapes.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject shapes = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(shapes.size() > 40);
    for (const QString& key : shapes.keys())
        QTest::newRow(qPrintable(key)) << shapes[key].toObject();
}

void EvolutionShapesTest::shapes()
{
    QFETCH(QJsonObject, shape);
    EvolutionServer server({.apiKey = "test-api-key"});
    RIG_VERIFY(server.start());
    const auto prepared = setups();
    if (const auto setup = prepared.find(QString::fromUtf8(QTest::currentDataTag())); setup != prepared.end())
        setup->second(server);

    const QJsonObject request = shape[text("request")].toObject();
    QByteArrayList headers;
    const QJsonObject sent = request[text("headers")].toObject();
    for (const QString& name : sent.keys())
        headers.append((name + text(": ") + sent[name].toString()).toUtf8());
    const RawReply reply =
        RawHttp(server.port())
            .ask(
                request[text("method")].toString().toUtf8(), request[text("path")].toString().toUtf8(), headers,
                request[text("body")].toString().toUtf8());

    QVERIFY(reply.whole);
    QCOMPARE(reply.status, shape[text("status")].toInt());
    QByteArrayList names;
    for (const QJsonValue& name : shape[text("headers")].toArray())
        names.append(name.toString().toUtf8());
    QCOMPARE(reply.headerNames, names);
    QCOMPARE(QString::fromUtf8(reply.header("Vary")), shape[text("vary")].toString());
    const QJsonValue recorded = shape[text("body")];
    const QJsonValue ours = parsed(reply.body);
    const QString found = difference(recorded, ours, text("body"));
    QVERIFY2(found.isEmpty(), qPrintable(found));
    if (reply.status >= 400) { // an error is the same to the byte, and so is its tag
        QCOMPARE(ours, recorded);
        QCOMPARE(QString::fromUtf8(reply.header("ETag")), shape[text("etag")].toString());
    }
}

STEWARD_TEST(EvolutionShapesTest)
} // namespace steward::evolution_shapes_test

#include "evolution_shapes_test.moc"
