#include "cli/commands.h"
#include "cli/question_progress.h"
#include "cli/terminal_text.h"
#include "cli/text_layout.h"
#include "local/system_console.h"
#include "wording/finding_words.h"
#include "workflows/read/audit_json.h"
#include "workflows/read/audit_reader.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <array>

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
    return QStringLiteral("?");
}

/// Green is for what works, and for nothing else.
QString coloured(Verdict verdict, const QString& text)
{
    static const bool hasColours = outIsTerminal() && qEnvironmentVariableIsEmpty("NO_COLOR");
    const bool isGreen = hasColours && verdict == Verdict::Working;
    return isGreen ? QStringLiteral("\x1b[32m") + text + QStringLiteral("\x1b[0m") : text;
}

QString signOf(const AuditRow& row)
{
    if (const std::optional<Severity> worst = row.worst())
        return sign(*worst);
    return row.verdict == Verdict::Unknown ? QStringLiteral("?") : QStringLiteral("·");
}

/// What is aligned in every row: what it comes to, whose it is, and which it is.
class AuditTable final {
public:
    AuditTable(const Console& console, const Audit& audit)
        : m_console(console)
        , m_audit(audit)
        , m_width(terminalWidth())
    {
        for (size_t verdict = 0; verdict < m_verdicts.size(); ++verdict) {
            const auto each = static_cast<Verdict>(verdict);
            m_verdicts[verdict] = coloured(each, padded(verdictWord(each), verdictCells));
        }
        m_organizations.reserve(audit.rows().size());
        for (const AuditRow& row : audit.rows()) {
            m_organizations.push_back(
                row.organizationId.isNull() ? QStringLiteral("–")
                                            : terminalText(audit.organizationName(row.organizationId)));
            m_organizationCells = std::max(m_organizationCells, cellsOf(m_organizations.back()));
        }
        if (m_width > 0)
            m_organizationCells = std::min(m_organizationCells, widestOrganization);
    }

    void print(const AuditRow& row) const
    {
        QString name = terminalText(row.title());
        if (row.server && row.server->kind != InstanceKind::Baileys)
            name += QStringLiteral("  ") + kindWord(row.server->kind);
        // Names of one organization differ at their end, so that is what stays.
        if (m_width > 0)
            name = cutFrontTo(name, std::max(narrowestName, m_width - m_organizationCells - verdictCells - 4));
        const QString organization = padded(cutTo(organizationOf(row), m_organizationCells), m_organizationCells);
        // Put together at once: there are a hundred thousand of them.
        m_console.print(
            signOf(row) % QLatin1Char(' ') % m_verdicts[static_cast<size_t>(row.verdict)] % organization %
            QLatin1String("  ") % name);
        for (const Finding& finding : row.findings)
            print(finding);
    }

private:
    static constexpr int verdictCells = 13;
    static constexpr int widestOrganization = 32;
    static constexpr int narrowestName = 20;

    const QString& organizationOf(const AuditRow& row) const
    {
        return m_organizations[static_cast<size_t>(&row - m_audit.rows().data())];
    }

    void print(const Finding& finding) const
    {
        if (finding.severity() == Severity::Info)
            return;
        const QString what = QStringLiteral("%1: %2").arg(findingWord(finding.code), terminalText(sentenceOf(finding)));
        m_console.print(QStringLiteral("    ") + fitted(what, 8));
        m_console.print(QStringLiteral("        → ") + fitted(findingRepair(finding.code), 10));
    }

    /// Broken into lines where a terminal shows it.
    QString fitted(const QString& text, int indent) const
    {
        return m_width > 0 ? wrapped(text, m_width - 2, indent) : text;
    }

    const Console& m_console;
    const Audit& m_audit;
    int m_width;
    std::array<QString, verdictCount> m_verdicts;
    std::vector<QString> m_organizations; ///< of each row
    int m_organizationCells = 0;
};

/// What was not checked first, so that what has to be done stands at the end. What works is shown where all was asked.
void printRows(const Console& console, const Audit& audit, bool all)
{
    static constexpr Verdict order[] = {Verdict::Working,     Verdict::NotChecked, Verdict::NotPaired,
                                        Verdict::SwitchedOff, Verdict::Unknown,    Verdict::Problem};
    const AuditTable table(console, audit);
    for (const Verdict verdict : order) {
        if (verdict == Verdict::Working && !all)
            continue;
        for (const AuditRow& row : audit.rows()) {
            if (row.verdict == verdict)
                table.print(row);
        }
    }
}

void printSummary(const Console& console, const Audit& audit)
{
    const AuditCounts& counts = audit.counts();
    console.print({});
    for (auto count = counts.findings.cbegin(); count != counts.findings.cend(); ++count) {
        console.print(QStringLiteral("%1 %2 %3")
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
    console.print(AuditText::tr("%1 rows: %2").arg(QString::number(counts.rows), verdicts.join(QStringLiteral(", "))));
    if (!audit.allStoresRead())
        console.print(AuditText::tr("One of the stores was not read, so no row is called healthy."));
    if (counts.notAsked > 0 && audit.snapshot().server.isWhole()) {
        //: %n is a number of names
        console.print(AuditText::tr(
            "Nothing is concluded about %n name(s) that the server does not list: it was not asked about them, or did "
            "not answer.",
            nullptr, static_cast<int>(counts.notAsked)));
    }
    if (counts.verdicts.value(Verdict::NotChecked) > 0)
        console.print(AuditText::tr("To know which instances work, run “audit --all”: it also asks the server's memory "
                                    "and the webhook of each."));
}

} // namespace

int runAudit(const ProfileContext& profile, const Console& console, const AuditOptions& options)
{
    AuditRequest request;
    request.withResidue = options.residue || options.all;
    request.allMemory = options.memory || options.all;
    request.allWebhooks = options.webhooks || options.all;
    QuestionProgress progress(console);
    const Audit audit = AuditReader(*profile.stores, profile.settings).read(request, progress, console.stop);
    if (console.json)
        explainStores(console, audit);
    if (console.json)
        return writeAuditJson(audit, *console.out) ? audit.exitCode() : 1;

    console.print(console.title);
    printStores(console, audit);
    console.print({});
    printRows(console, audit, options.all);
    printSummary(console, audit);
    return audit.exitCode();
}

} // namespace steward
