#pragma once

#include "support/evolution_instance.h"

#include <QByteArray>
#include <QString>

namespace steward::rig {

/// The server's JSON, member by member in the recorded order.
namespace evolution_json {

QByteArray listItem(const EvolutionInstance& instance);                                   ///< 3.2
QByteArray listItemV1(const EvolutionInstance& instance, const QString& state, int port); ///< 7
QByteArray created(const EvolutionInstance& instance, const QByteArray& qrCode, int port);
QByteArray createdV1(const EvolutionInstance& instance, const QByteArray& qrCode);
QByteArray webhook(const EvolutionInstance& instance);   ///< the row, or null
QByteArray webhookV1(const EvolutionInstance& instance); ///< "none" is an object too
QByteArray settings(const EvolutionSettings& settings);
QByteArray qrCode(const EvolutionInstance& instance); ///< {pairingCode,code,base64,count}
/// {"instance":{"instanceName","state"}}; a null state is left out.
QByteArray state(const QString& name, const QString& state);
QByteArray banner(int port);
QByteArray bannerV1(int port);

/// `message` is JSON: a string, an array of strings or an array in an array.
QByteArray error(int status, const char* word, const QByteArray& message);

} // namespace evolution_json

/// All the event names that a webhook may ask for.
const QStringList& evolutionEvents();
/// An identifier as the server's database makes them ("cm…", 25 characters).
QString rowIdentifier();

} // namespace steward::rig
