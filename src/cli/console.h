#pragma once

#include "cli/output.h"
#include "domain/audit/audit.h"
#include "stores/profile_context.h"

#include <QIODevice>
#include <QJsonObject>
#include <QTextStream>

#include <functional>
#include <memory>
#include <stop_token>

namespace steward {

/// Where a command writes, and who may stop it.
struct Console {
    QString title; ///< whose stores it is about: "Practice", a profile's name, or "Environment", with its word
    bool json = false;
    bool tellsLines = false;  ///< with --json an object a line, or none where there was nothing to tell
    Output* out = nullptr;    ///< documents and reports
    QIODevice* err = nullptr; ///< progress and errors
    std::stop_token stop;
    bool verbose = false;
    std::function<QString(const QString&)> redact; ///< takes the secrets out that were registered so far

    void print(const QString& line) const;
    void printJson(const QJsonObject& document) const;
    void printError(const QString& line) const;
    /// The sentence, with --verbose its details below it.
    void printError(const Error& error) const;
    /// With --verbose: what stands behind a sentence, redacted, on stderr.
    void explain(const QString& details) const;
    void explain(const Error& error) const { explain(errorDetails(error)); }
    /// The end of a command that has printed no document: says why, with --json in a document of its own. Answers the
    /// exit code.
    int fail(const Error& error, int code = 1) const;
    /// What was printed is with whoever reads it.
    bool flush() const;
};

/// `{"version":1,"error":{"kind","sentence"}}` (CONTRACT).
QJsonObject errorDocument(const Error& error);

/// Of an option whose value cannot be used, with what was wrong with it.
Error refusedOption(const QString& sentence);

/// "0.4 s"
QString secondsText(qint64 milliseconds);

/// "read, 260 in 0.4 s" for each store, or why not, with the doctor's cause and cure.
void printStores(const Console& console, const Audit& audit);

/// With --verbose: what stands behind each store that was not read. printStores() does it too.
void explainStores(const Console& console, const Audit& audit);

/// Translated name of a store, for people.
QString storeTitle(Store store);

} // namespace steward
