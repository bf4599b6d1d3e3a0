#include "cli/commands.h"
#include "cli/terminal_text.h"
#include "domain/audit/meant_rows.h"
#include "domain/iso_time.h"
#include "wording/finding_words.h"
#include "workflows/read/audit_json.h"
#include "workflows/read/audit_reader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <set>

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

void printStoreOf(const Console& console, Store store, const QJsonObject& record)
{
    console.print(storeTitle(store) + QStringLiteral(": ") + record.value(QStringLiteral("presence")).toString());
    for (auto field = record.begin(); field != record.end(); ++field) {
        if (field.key() != QLatin1String("presence") && !field.value().isNull())
            console.print(QStringLiteral("    %1 %2").arg(field.key().leftJustified(22), valueText(field.value())));
    }
}

/// Exit code of one row: a store that was not read comes before any finding.
int exitCodeOf(const Audit& audit, const AuditRow& row)
{
    if (!audit.allStoresRead())
        return 1;
    return row.isHealthy() ? 0 : 2;
}

class Shown final : public AuditProgress {
public:
    void readOnlyOf(Store store, const InstanceName&) override { parts.insert(store); }
    std::set<Store> parts;
};

struct ShowReading {
    Audit audit;
    std::set<Store> parts = {}; ///< the stores of which only what concerns the instance was read
};

/// What takes the whole stores to be told for sure. Entries under tokens that none of its rows has may name it; they,
/// and of a part of the table those of instances without a row, may say that such an instance is of its organization.
std::vector<FindingCode> notLookedFor(const ShowReading& reading)
{
    std::vector<FindingCode> codes;
    if (!reading.parts.empty())
        codes.push_back(FindingCode::DuplicateInstance);
    if (reading.parts.contains(Store::Cache)) {
        codes.insert(
            codes.end(), {FindingCode::StaleCache, FindingCode::CacheMismatch, FindingCode::CacheWithoutExpiry});
    }
    return codes;
}

void printRow(const Console& console, const ShowReading& reading, const AuditRow* row)
{
    const Audit& audit = reading.audit;
    QJsonArray unlooked;
    for (const FindingCode code : notLookedFor(reading))
        unlooked.append(findingWord(code));
    QJsonObject stores = auditStoresJson(audit);
    for (const Store store : reading.parts) { // how many there are was not counted
        QJsonObject part = stores[storeWord(store)].toObject();
        part.insert(QStringLiteral("count"), QJsonValue());
        stores.insert(storeWord(store), part);
    }
    const QJsonObject document{
        {QStringLiteral("version"), 1},
        {QStringLiteral("taken_at"), isoTime(audit.snapshot().takenAt)},
        {QStringLiteral("stores"), stores},
        {QStringLiteral("row"), row ? QJsonValue(auditRowJson(audit, *row)) : QJsonValue()},
        {QStringLiteral("not_looked_for"), unlooked}};
    console.printJson(document);
}

AuditRequest requestFor(const InstanceName& name)
{
    AuditRequest request;
    request.withResidue = true;
    request.alsoAskMemory = {name};
    request.secondLook = true;
    if (name.isReachable())
        request.askWebhooks = {name};
    return request;
}

ShowReading readOnly(const ProfileContext& profile, const Console& console, const InstanceName& name)
{
    AuditRequest request = requestFor(name);
    request.only = name;
    Shown shown;
    Audit audit = AuditReader(*profile.stores, profile.settings).read(request, shown, console.stop);
    return {std::move(audit), std::move(shown.parts)};
}

/// For what may be the end of a name, or an organization's.
Audit readAll(const ProfileContext& profile, const Console& console, const InstanceName& typed)
{
    AuditProgress progress;
    return AuditReader(*profile.stores, profile.settings).read(requestFor(typed), progress, console.stop);
}

/// Why there is nothing to show: no instance is meant, or several are.
QString nothingShown(const Audit& audit, const InstanceName& typed, const std::vector<InstanceName>& meant)
{
    const QString title = terminalText(typed.text());
    if (meant.empty()) {
        //: %1 is an instance's name
        return (audit.allStoresRead() ? ShowText::tr("No store knows an instance named %1.")
                                      : ShowText::tr("None of the stores that were read knows an instance named %1."))
                   .arg(title) +
               QLatin1Char(' ') + ShowText::tr("“list” also finds by a part of a name or a phone.");
    }
    QStringList names;
    for (const InstanceName& name : meant)
        names << QStringLiteral("    ") + terminalText(name.text());
    //: %1 is what was typed; names follow, each in a line of its own
    return ShowText::tr("Several instances match %1. Choose one:").arg(title) + QLatin1Char('\n') +
           names.join(QLatin1Char('\n'));
}

void printRowText(const Console& console, const ShowReading& reading, const AuditRow& row)
{
    const Audit& audit = reading.audit;
    const QJsonObject record = auditRowJson(audit, row);
    console.print(terminalText(row.title()));
    if (!row.organizationId.isNull())
        console.print(terminalText(audit.organizationName(row.organizationId)));
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        printStoreOf(console, store, record.value(storeWord(store)).toObject());
    console.print({});
    for (const Finding& finding : row.findings) {
        console.print(
            QStringLiteral("%1 %2: %3")
                .arg(severityWord(finding.severity()), findingWord(finding.code), terminalText(sentenceOf(finding))));
        console.print(QStringLiteral("    → ") + findingRepair(finding.code));
    }
    if (row.findings.empty() && audit.allStoresRead())
        console.print(ShowText::tr("No problems: the stores agree."));
    QStringList unlooked;
    for (const FindingCode code : notLookedFor(reading))
        unlooked << findingWord(code);
    if (!unlooked.isEmpty()) {
        //: %1 is codes of findings, such as "stale-cache, cache-mismatch"
        console.print(ShowText::tr("Not looked for in other rows and entries, where “audit” looks: %1.")
                          .arg(unlooked.join(QStringLiteral(", "))));
    }
    //: %1 is what the row comes to: unknown, problem, switched-off, not-paired, not-checked or working
    console.print(ShowText::tr("Verdict: %1").arg(verdictWord(row.verdict)));
}

} // namespace

int runShow(const ProfileContext& profile, const Console& console, const InstanceName& typed)
{
    ShowReading reading = readOnly(profile, console, typed);
    std::vector<InstanceName> meant{typed};
    if (!reading.audit.find(typed)) {
        reading = {readAll(profile, console, typed)};
        meant = meantInstances(reading.audit, typed);
        if (meant.size() == 1 && meant.front() != typed)
            reading = readOnly(profile, console, meant.front());
    }
    const Audit& audit = reading.audit;
    const bool isOne = meant.size() == 1;
    const AuditRow* row = isOne ? audit.find(meant.front()) : nullptr;
    if (console.json) {
        explainStores(console, audit);
        printRow(console, reading, row);
    } else {
        console.print(console.title);
        printStores(console, audit);
        console.print({});
    }
    if (!row) {
        console.printError(nothingShown(audit, typed, isOne ? std::vector<InstanceName>{} : meant));
        return 1;
    }
    if (!console.json)
        printRowText(console, reading, *row);
    return exitCodeOf(audit, *row);
}

} // namespace steward
