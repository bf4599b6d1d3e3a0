#include "cli/console.h"

#include "cli/terminal_text.h"
#include "domain/doctor_advice.h"
#include "domain/unknown_value.h"
#include "wording/workspace_words.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

namespace steward {
namespace {

struct ContextText {
    Q_DECLARE_TR_FUNCTIONS(steward::Console)
};

template<class Content>
void printStore(const Console& console, Store store, const Reading<Content>& reading, size_t count)
{
    const QString title = storeTitle(store).leftJustified(9);
    if (reading.isWhole()) {
        //: %1 is a store's name, %2 a number of records, %3 a time such as "0.4 s"
        console.print(
            ContextText::tr("%1 read, %2 in %3").arg(title, QString::number(count), secondsText(reading.elapsedMs)));
        return;
    }
    const Error error = reading.error().value_or(Error{});
    //: %1 is a store's name, %2 a sentence that says why
    console.print(
        ContextText::tr("%1: NOT READ. %2").arg(title, terminalText(WorkspaceWords::whyNotRead(store, error))));
    const Advice advice = adviceFor(error.kind, store);
    for (const QString& line : {advice.cause, advice.cure}) {
        if (!error.sentence.contains(line)) // some sentences are made of them
            console.print(QStringLiteral("          ") + line);
    }
}

template<class Content, class Size>
size_t countOf(const Reading<Content>& reading, Size size)
{
    return reading.isWhole() ? size(*reading) : 0;
}

} // namespace

void Console::print(const QString& line) const
{
    out->write(line.toUtf8() + '\n');
}

void Console::printJson(const QJsonObject& document) const
{
    out->write(QJsonDocument(document).toJson(QJsonDocument::Indented));
}

void Console::printError(const QString& line) const
{
    static_cast<void>(flush()); // so that on a terminal it stands below what was printed before
    err->write(line.toUtf8() + '\n');
}

void Console::printError(const Error& error) const
{
    printError(terminalText(error.sentence));
    explain(error);
}

void Console::explain(const QString& details) const
{
    if (verbose && !details.isEmpty())
        printError(QStringLiteral("    ") + terminalText(redact ? redact(details) : details));
}

int Console::fail(const Error& error, int code) const
{
    if (json)
        printJson(errorDocument(error));
    printError(error);
    return code;
}

bool Console::flush() const
{
    return out->flushAll();
}

QJsonObject errorDocument(const Error& error)
{
    return {
        {QStringLiteral("version"), 1},
        {QStringLiteral("error"),
         QJsonObject{{QStringLiteral("kind"), errorWord(error.kind)}, {QStringLiteral("sentence"), error.sentence}}}};
}

Error refusedOption(const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence, QStringLiteral("option refused")};
}

QString secondsText(qint64 milliseconds)
{
    return QString::number(static_cast<double>(milliseconds) / 1000.0, 'f', milliseconds < 1000 ? 2 : 1) +
           QStringLiteral(" s");
}

QString storeTitle(Store store)
{
    switch (store) {
    case Store::Server:
        return ContextText::tr("Server");
    case Store::Database:
        return ContextText::tr("Database");
    case Store::Cache:
        return ContextText::tr("Cache");
    }
    return unknownText();
}

void explainStores(const Console& console, const Audit& audit)
{
    const Snapshot& snapshot = audit.snapshot();
    for (const std::optional<Error>& error :
         {snapshot.server.error(), snapshot.database.error(), snapshot.cache.error()}) {
        if (error)
            console.explain(*error);
    }
}

void printStores(const Console& console, const Audit& audit)
{
    explainStores(console, audit);
    const Snapshot& snapshot = audit.snapshot();
    printStore(console, Store::Server, snapshot.server, countOf(snapshot.server, [](const ServerListing& l) {
                   return l.instances.size();
               }));
    printStore(console, Store::Database, snapshot.database, countOf(snapshot.database, [](const DatabaseListing& l) {
                   return l.integrations.size();
               }));
    printStore(console, Store::Cache, snapshot.cache, countOf(snapshot.cache, [](const CacheListing& l) {
                   return l.entries.size();
               }));
    if (snapshot.server.isWhole()) {
        for (const OddEntry& odd : snapshot.server->odd)
            console.print(QStringLiteral("          ") + terminalText(oddEntrySentence(odd)));
    }
    if (snapshot.serverStarting) {
        console.print(ContextText::tr("The server is still starting: it does not run most of its instances yet. "
                                      "Nothing is concluded from that; read again in a minute."));
    }
}

} // namespace steward
