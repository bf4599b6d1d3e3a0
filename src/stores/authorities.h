#pragma once

#include "domain/error.h"

#include <QList>
#include <QSslCertificate>
#include <QSslError>
#include <QString>

#include <optional>

namespace steward {

/// Who may have signed a store's certificate: those of `only`, else the system's and those
/// of `added`. PEM files; empty: none. Nothing: the system's alone. An error (InvalidSettings) names a file without a
/// certificate that can be read.
Result<std::optional<QList<QSslCertificate>>> authoritiesOf(const QString& only, const QString& added);

/// The same as one PEM text; empty where the system has none.
Result<QByteArray> authoritiesPem(const QString& only, const QString& added);

/// A file of certificates or of a key, as it stands; an error where it cannot be read or has no end.
Result<QByteArray> readPem(const QString& path);

/// What a refused certificate is refused for: TlsChain, TlsExpired, TlsWrongHost, TlsUntrusted or TlsFailed. Who is
/// trusted by nobody may claim any name and date, so that comes first.
///
/// TlsChain: the certificate names where its issuer's own is to be had (as those of public authorities do), and the
/// server did not send it.
ErrorKind certificateKind(const QList<QSslError>& errors);

/// True where a TLS library's text says that a client certificate was asked for, or that ours was not accepted.
bool asksForClientCertificate(const QString& text);

} // namespace steward
