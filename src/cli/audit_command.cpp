#include "cli/commands.h"
#include "cli/question_progress.h"
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

/// Green is for what works, and for nothing else.
QString coloured(Verdict verdict, const QString& text)
{
    static const bool hasColours = outIsTerminal() && qEnvironmentVariableIsEmpty("NO_COLOR");
    const bool isGreen = hasColours && verdict == Verdict::Working;
    return isGreen ? QStringLiteral("\x1b[32m") + text + QStringLiteral("\x1b[0m") : text;
}

void printRow(const CommandContext& context, const Audit& audit, const AuditRow& row)
{
    const std::optional<Severity> worst = row.worst();
    QString heading = worst                             ? sign(*worst)
                      : row.verdict == Verdict::Unknown ? QStringLiteral("?")
                                                        : QStringLiteral("·");
    heading += QLatin1Char(' ') + coloured(row.verdict, verdictWord(row.verdict).leftJustified(12));
    heading += QLatin1Char(' ') + terminalText(row.title());
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

/// What was not checked first, so that what has to be done stands at the end. What works is shown where all was asked.
void printRows(const CommandContext& context, const Audit& audit, bool all)
{
    static constexpr Verdict order[] = {Verdict::Working,     Verdict::NotChecked, Verdict::NotPaired,
                                        Verdict::SwitchedOff, Verdict::Unknown,    Verdict::Problem};
    for (const Verdict verdict : order) {
        if (verdict == Verdict::Working && !all)
            continue;
        for (const AuditRow& row : audit.rows()) {
            if (row.verdict == verdict)
                printRow(context, audit, row);
        }
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
    QStringList verdicts;
    for (auto count = counts.verdicts.cbegin(); count != counts.verdicts.cend(); ++count) {
        const QString words = QString::number(count.value()) + QLatin1Char(' ') + verdictWord(count.key());
        verdicts << coloured(count.key(), words);
    }
    //: %1 is a number of rows, %2 how many of them have each verdict, such as "3 problem, 20 not-checked"
    context.print(AuditText::tr("%1 rows: %2").arg(QString::number(counts.rows), verdicts.join(QStringLiteral(", "))));
    if (!audit.allStoresRead())
        context.print(AuditText::tr("One of the stores was not read, so no row is called healthy."));
    if (counts.notAsked > 0 && audit.snapshot().server.isWhole()) {
        //: %n is a number of names
        context.print(AuditText::tr(
            "Nothing is concluded about %n name(s) that the server does not list: it was not asked about them, or did "
            "not answer.",
            nullptr, static_cast<int>(counts.notAsked)));
    }
    if (counts.verdicts.value(Verdict::NotChecked) > 0)
        context.print(AuditText::tr("To know which instances work, run “audit --all”: it also asks the server's memory "
                                    "and the webhook of each."));
}

} // namespace

int runAudit(const CommandContext& context, const AuditOptions& options)
{
    AuditRequest request;
    request.withResidue = options.residue || options.all;
    request.allMemory = options.memory || options.all;
    request.allWebhooks = options.webhooks || options.all;
    QuestionProgress progress(context);
    const Audit audit = AuditReader(*context.stores, context.settings).read(request, progress, context.stop);
    if (context.json)
        explainStores(context, audit);
    if (context.json)
        return writeAuditJson(audit, *context.out) ? audit.exitCode() : 1;

    context.print(context.workspaceTitle);
    printStores(context, audit);
    context.print({});
    printRows(context, audit, options.all);
    printSummary(context, audit);
    return audit.exitCode();
}

} // namespace steward
