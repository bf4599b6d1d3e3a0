#pragma once

#include "domain/error.h"

#include <QNetworkReply>
#include <QSslError>
#include <QUrl>

namespace steward {

/// The server's error of a kind with its sentence for the person. `detail` must be free of secrets.
Error serverError(ErrorKind kind, const QString& detail);
/// As serverError, with the server's own (redacted) words in the sentence: for Rejected.
Error rejectedByServer(const QString& words, const QString& detail);
/// The server failed with an error of its own in the middle of a change (ServerError).
Error failedChange(const QString& detail);
/// The sentence names the address to enter: that of the redirect less what was asked there, user, query and fragment.
Error redirectedError(const QUrl& location, const QByteArray& target, const QString& detail);
/// A proxy's answer that the server behind it does not answer.
Error gatewayError(int status, const QString& detail);
/// A proxy's or firewall's refusal.
Error refusedInFront(int status, const QString& detail);
/// The key reads only the instances that carry it (EVOLUTION_API 3.3), so that its list is not the whole.
Error instanceKeyError();

/// Which of our kinds Qt's error is.
ErrorKind kindOf(QNetworkReply::NetworkError error, const QList<QSslError>& tlsErrors, const QString& text);
/// True where Qt's error only repeats an HTTP status (4xx, 5xx) whose answer was received.
bool repeatsStatus(QNetworkReply::NetworkError error);
/// True where a change cannot have left this computer.
bool provesNothingSent(ErrorKind kind);

} // namespace steward
