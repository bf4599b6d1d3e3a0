#pragma once

#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/evolution/http_exchange.h"
#include "stores/server_port.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace steward {

using Redactor = std::function<QString(const QString&)>;

/// True for the server's own 404 of an instance. A proxy's page, or "Cannot GET /…" from behind a wrong base path, is
/// also a 404 and proves nothing.
bool saysMissingInstance(const HttpAnswer& answer);
/// True for 400 `The "n" instance is not connected`.
bool saysNotConnected(const HttpAnswer& answer);
/// True for the server's own error document: {"status":N,"error":…,"response":{"message":…}}.
bool isServersError(const HttpAnswer& answer);
/// True where it is that document, about what was asked, and nothing between us and the server had a hand in it.
bool isServersWord(const HttpAnswer& answer);
/// True for 200/201.
bool isSuccess(const HttpAnswer& answer);

/// The error that an answer other than success is, with its status, and `inFront` where the server itself did not say
/// it. 404 and 403 come before 401 (EVOLUTION_API 5.1), so neither says anything of the key. A change that a proxy
/// could not hand on, or lost, is OutcomeUnknown. An own error without words ("[object Object]") is ServerError: a
/// change may have happened (EVOLUTION_API 8). Server's words pass `redact`.
Error errorOf(const HttpRequest& request, const HttpAnswer& answer, const Redactor& redact);
/// For a change answered 2xx with something that the server does not answer.
Error strangeSuccess(const HttpRequest& request, const QString& what);

/// The JSON object of a success, or nothing.
std::optional<QJsonObject> objectOf(const HttpAnswer& answer);

/// connectionState's answer (EVOLUTION_API 3, 5.3): Unknown for a state without a word of ours, an error where it is
/// not such an answer.
Result<MemoryState>
memoryFrom(const HttpRequest& request, const HttpAnswer& answer, const InstanceName& name, const Redactor& redact);

/// connect's answer (EVOLUTION_API 3, 5.5, 7). No error of it quotes the body: it may hold a code.
Result<PairingAnswer>
pairingFrom(const HttpRequest& request, const HttpAnswer& answer, const InstanceName& name, const Redactor& redact);

} // namespace steward
