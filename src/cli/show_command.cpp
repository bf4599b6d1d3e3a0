#include "cli/commands.h"
#include "cli/terminal_text.h"
#include "workflows/audit_json.h"
#include "workflows/audit_reader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace steward {
namespace {

struct ShowText {
    Q_DECLARE_TR_FUNCTIONS(steward::ShowCommand)
};

QString valueText(const QJsonValue& value)
{
    if (value.isString())
        return terminalText(value.toString());
    if (value.isBool())
        return value.toBool() ? ShowText::tr("yes") : ShowText::tr("no");
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isNull())
        return QStringLiteral("–");
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return terminalText(QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
}

void printStoreOf(const CommandContext& context, Store store, const QJsonObject& record)
{
    context.print(storeTitle(store) + QStringLiteral(": ") + record.value(QStringLiteral("presence")).toString());
    for (auto field = record.begin(); field != record.end(); ++field) {
        if (field.key() != QLatin1String("presence") && !field.value().isNull())
            context.print(QStringLiteral("    %1 %2").arg(field.key().leftJustified(22), valueText(field.value())));
    }
}

/// Exit code of one row: a store that was not read comes before any finding.
int exitCodeOf(const Audit& audit, const AuditRow& row)
{
    if (!audit.allStoresRead())
        return 1;
    return row.isHealthy() ? 0 : 2;
}

void printRow(const CommandContext& context, const Audit& audit, const AuditRow* row)
{
    const QJsonObject document{
        {QStringLiteral("version"), 1},
        {QStringLiteral("taken_at"), isoTime(audit.snapshot().takenAt)},
        {QStringLiteral("stores"), auditStoresJson(audit)},
        {QStringLiteral("row"), row ? QJsonValue(auditRowJson(audit, *row)) : QJsonValue()}};
    context.printJson(document);
}

} // namespace

int runShow(const CommandContext& context, const InstanceName& name)
{
    AuditRequest request;
    request.withResidue = true;
    request.alsoAskMemory = {name};
    request.secondLook = true;
    if (name.isReachable())
        request.askWebhooks = {name};
    AuditProgress progress;
    const Audit audit = AuditReader(*context.stores, context.settings).read(request, progress, context.stop);
    const AuditRow* row = audit.find(name);
    if (context.json) {
        explainStores(context, audit);
        printRow(context, audit, row);
    } else {
        context.print(context.workspaceTitle);
        printStores(context, audit);
        context.print({});
    }
    if (!row) {
        //: %1 is an instance's name
        context.complain((audit.allStoresRead()
                              ? ShowText::tr("No store knows an instance named %1.")
                              : ShowText::tr("None of the stores that were read knows an instance named %1."))
                             .arg(terminalText(name.text())));
        return 1;
    }
    if (context.json)
        return exitCodeOf(audit, *row);

    const QJsonObject record = auditRowJson(audit, *row);
    context.print(terminalText(row->title()));
    if (!row->organizationId.isNull())
        context.print(terminalText(audit.organizationName(row->organizationId)));
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        printStoreOf(context, store, record.value(storeWord(store)).toObject());
    context.print({});
    for (const Finding& finding : row->findings) {
        context.print(
            QStringLiteral("%1 %2: %3")
                .arg(severityWord(finding.severity()), findingWord(finding.code), terminalText(finding.because)));
        context.print(QStringLiteral("    → ") + findingRepair(finding.code));
    }
    if (row->findings.empty() && audit.allStoresRead())
        context.print(ShowText::tr("No problems: the stores agree."));
    //: %1 is what the row comes to: unknown, problem, switched-off, not-paired, not-checked or working
    context.print(ShowText::tr("Verdict: %1").arg(verdictWord(row->verdict)));
    return exitCodeOf(audit, *row);
}

} // namespace steward
