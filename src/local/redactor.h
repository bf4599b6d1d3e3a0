#pragma once

#include "domain/secret.h"

#include <QList>
#include <QMutex>
#include <QString>

namespace steward {

/// Takes registered secrets out of texts, however they may be written in them: plain, percent-encoded, as JSON, in
/// base64. May be used from any thread.
class Redactor final {
    Q_DISABLE_COPY_MOVE(Redactor)

public:
    Redactor() = default;
    /// Secrets shorter than four characters would turn every text into dots and are let be.
    void addSecret(const Secret& secret);
    QString redact(const QString& text) const;

private:
    mutable QMutex m_mutex;
    QList<QByteArray> m_secrets; ///< longest first, or a part of a longer one would be taken out of it
};

} // namespace steward
