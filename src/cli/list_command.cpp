#include "cli/commands.h"
#include "cli/question_progress.h"
#include "cli/terminal_text.h"
#include "cli/text_layout.h"
#include "domain/query/row_query.h"
#include "local/system_console.h"
#include "wording/query_words.h"
#include "workflows/read/audit_json.h"
#include "workflows/read/audit_reader.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ListText {
    Q_DECLARE_TR_FUNCTIONS(steward::ListCommand)
};

/// "26min", "6h", "8d": as a query takes it.
QString sinceWords(qint64 seconds)
{
    if (seconds < 0)
        return QStringLiteral("-");
    if (seconds < 2 * qint64(3600))
        return QString::number(seconds / 60) + QStringLiteral("min");
    if (seconds < 2 * qint64(86400))
        return QString::number(seconds / 3600) + QLatin1Char('h');
    return QString::number(seconds / 86400) + QLatin1Char('d');
}

/// What the shell held together stays together: organization:"Rede Sorriso" comes here without its quotes.
QString queryOf(const QStringList& words)
{
    QStringList parts;
    for (const QString& word : words) {
        const qsizetype space = word.indexOf(QLatin1Char(' '));
        const qsizetype colon = word.indexOf(QLatin1Char(':'));
        const bool isField = colon > 0 && space > colon && !word.contains(QLatin1Char('"'));
        parts << (isField ? QLatin1Char('"') + word + QLatin1Char('"') : word);
    }
    return parts.join(QLatin1Char(' '));
}

struct FoundRow {
    const AuditRow* row;
    qint64 secondsSince;
    bool isForPeople;
};

/// Those that match; what matches in names and phones before what matches in an id.
std::vector<FoundRow> foundRows(const Audit& audit, const RowQuery& query)
{
    std::vector<FoundRow> found;
    QByteArray text;
    const ProblemNames names = problemNames();
    for (const AuditRow& row : audit.rows()) {
        const RowFacts facts = factsOf(audit, row, names, text);
        if (query.matches(facts))
            found.push_back({&row, facts.secondsSince, query.matchesForPeople(facts)});
    }
    if (query.hasWords())
        std::ranges::stable_partition(found, &FoundRow::isForPeople);
    return found;
}

QStringList lineOf(const Audit& audit, const FoundRow& found)
{
    const AuditRow& row = *found.row;
    QString problem = row.findings.empty() ? QStringLiteral("-") : findingWord(row.findings.front().code);
    if (row.findings.size() > 1)
        problem += QStringLiteral(" +%1").arg(row.findings.size() - 1);
    return {
        QLatin1String(instanceStateWords(stateOf(row)).front()),
        row.organizationId.isNull() ? QStringLiteral("-") : terminalText(audit.organizationName(row.organizationId)),
        row.phone() ? row.phone()->text() : QStringLiteral("-"),
        sinceWords(found.secondsSince),
        problem,
        terminalText(row.title())};
}

void printTable(const Console& console, const Audit& audit, const std::vector<FoundRow>& found)
{
    constexpr int organizationColumn = 1;
    constexpr int nameColumn = 5;
    TextTable table(
        {ListText::tr("STATE"), ListText::tr("ORGANIZATION"), ListText::tr("PHONE"), ListText::tr("SINCE"),
         ListText::tr("PROBLEM"), ListText::tr("NAME ON THE SERVER")});
    table.mayCut(organizationColumn);
    table.mayCut(nameColumn);
    for (const FoundRow& row : found)
        table.add(lineOf(audit, row));
    for (const QString& line : table.lines(terminalWidth()))
        console.print(line);
}

void printDocument(const Console& console, const Audit& audit, const QString& query, const std::vector<FoundRow>& found)
{
    std::vector<const AuditRow*> rows;
    rows.reserve(found.size());
    for (const FoundRow& each : found)
        rows.push_back(each.row);
    writeListJson(audit, query, rows, [&console](const QByteArray& part) {
        console.out->write(part);
        return true;
    });
}

} // namespace

int runList(const ProfileContext& profile, const Console& console, const QStringList& words)
{
    const QString text = queryOf(words);
    const RowQuery query = RowQuery::fromText(text, problemNames());
    if (const auto trouble = query.troubleAsWhole())
        return console.fail({ErrorKind::InvalidSettings, sentenceOf(*trouble), QStringLiteral("usage")});
    QuestionProgress progress(console);
    const Audit audit = AuditReader(*profile.stores, profile.settings).read({}, progress, console.stop);
    const std::vector<FoundRow> found = foundRows(audit, query);
    const bool isWrong = std::ranges::any_of(found, [](const FoundRow& row) { return !row.row->isHealthy(); });
    const int code = !audit.allStoresRead() ? 1 : isWrong ? 2 : 0;
    if (console.json) {
        explainStores(console, audit);
        printDocument(console, audit, text, found);
        return code;
    }
    if (!audit.allStoresRead())
        printStores(console, audit);
    if (!found.empty())
        printTable(console, audit, found);
    //: %n is how many rows were found, %1 how many there are
    console.print(ListText::tr("%n of %1 rows", nullptr, static_cast<int>(found.size())).arg(audit.rows().size()));
    return code;
}

} // namespace steward
