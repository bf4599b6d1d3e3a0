#include "cli/commands.h"
#include "cli/terminal_text.h"
#include "workflows/audit_json.h"
#include "workflows/audit_reader.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct AuditText {
    Q_DECLARE_TR_FUNCTIONS(steward::AuditCommand)
};

QString sign(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("▲");
    case Severity::Warning:
        return QStringLiteral("●");
    case Severity::Info:
        return QStringLiteral("○");
    }
    Q_UNREACHABLE();
}

void printRow(const CommandContext& context, const Audit& audit, const AuditRow& row)
{
    const QString shape = row.worst() ? sign(*row.worst()) : QStringLiteral("?");
    QString heading = shape + QLatin1Char(' ') + terminalText(row.title());
    if (!row.organizationId.isNull())
        heading += QStringLiteral("  (") + terminalText(audit.organizationName(row.organizationId)) + QLatin1Char(')');
    if (row.server && row.server->kind != InstanceKind::Baileys)
        heading += QStringLiteral("  ") + kindWord(row.server->kind);
    context.print(heading);
    for (const Finding& finding : row.findings) {
        if (finding.severity() == Severity::Info)
            continue;
        context.print(QStringLiteral("    %1: %2").arg(findingWord(finding.code), terminalText(finding.because)));
        context.print(QStringLiteral("        → ") + findingRepair(finding.code));
    }
}

void printSummary(const CommandContext& context, const Audit& audit)
{
    const AuditCounts& counts = audit.counts();
    context.print({});
    for (auto count = counts.findings.cbegin(); count != counts.findings.cend(); ++count) {
        context.print(QStringLiteral("%1 %2 %3")
                          .arg(
                              sign(severityOf(count.key())), QString::number(count.value()).rightJustified(6),
                              findingWord(count.key())));
    }
    //: %1 is a number of rows, %2 how many of them are healthy
    context.print(
        AuditText::tr("%1 rows, %2 healthy").arg(QString::number(counts.rows), QString::number(counts.healthy)));
}

} // namespace

int runAudit(const CommandContext& context, bool withResidue, bool allMemory)
{
    AuditRequest request;
    request.withResidue = withResidue;
    request.allMemory = allMemory;
    AuditProgress progress;
    const Audit audit = AuditReader(*context.stores, context.settings).read(request, progress, context.stop);
    if (context.json)
        explainStores(context, audit);
    if (context.json)
        return writeAuditJson(audit, *context.out) ? audit.exitCode() : 1;

    context.print(context.workspaceTitle);
    printStores(context, audit);
    context.print({});
    for (const AuditRow& row : audit.rows()) {
        if (!row.isHealthy())
            printRow(context, audit, row);
    }
    printSummary(context, audit);
    return audit.exitCode();
}

} // namespace steward
