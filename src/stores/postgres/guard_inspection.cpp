#include "stores/postgres/guard_inspection.h"

#include "domain/our_rows.h"
#include "domain/unknown_value.h"
#include "stores/guard_script.h"
#include "stores/postgres/guard_recognition.h"
#include "stores/store_refusals.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct InspectionText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardInspection)
};

const QByteArrayList ourPredicates{
    "type = '" + QByteArray(ourRowType) + '\'', "provider = '" + QByteArray(ourRowProvider) + '\''};

bool hasShape(const FoundIndex& index, const QByteArray& file)
{
    const QByteArray key = plainExpression(index.key);
    if (file == "unique-index") {
        return index.unique && index.single && key == "organization_id" &&
               asksOnly(index.predicate, QByteArrayList(ourPredicates) << "enabled");
    }
    // The first key decides: a further one does not hinder the search.
    const QByteArray wanted = file == "name-index" ? "config ->> 'instance_name'" : "config ->> 'instance'";
    return !index.unique && key == wanted && asksOnly(index.predicate, ourPredicates);
}

QByteArray bodyOf(const QByteArray& sql)
{
    const qsizetype begin = sql.indexOf('\n', sql.indexOf("AS $"));
    return sql.mid(begin, sql.indexOf("END $", begin) + 4 - begin);
}

bool isSearchPathFixed(QByteArray settings)
{
    settings.replace(' ', QByteArray()).replace('"', QByteArray());
    return settings.split('\n').contains("search_path=pg_catalog,pg_temp");
}

/// What the function lacks; empty where it stands.
QString functionLacks(const GuardFacts::Function& function, const StoreNames& names)
{
    if (!function.exists)
        return InspectionText::tr("There is no save function.");
    QStringList lacks;
    if (!keepsToOneRow(function, names))
        lacks << InspectionText::tr("Two calls at once can insert twice, or a disabled row is taken over.");
    if (!isSearchPathFixed(function.settings))
        lacks << InspectionText::tr(
            "Its search path is not fixed, so another's objects could take the place of its own.");
    if (function.everybody || function.visitors)
        lacks << InspectionText::tr("Anonymous visitors may call it.");
    return lacks.join(QLatin1Char(' '));
}

QString auditLacks(const GuardFacts::Audit& audit)
{
    if (!audit.exists)
        return InspectionText::tr("There is no such table.");
    QStringList lacks;
    if (!audit.columns)
        lacks << InspectionText::tr("Columns are missing, or of another type.");
    if (!audit.secured)
        lacks << InspectionText::tr("Row-level security is off, or a policy opens it to others.");
    if (audit.visitors)
        lacks << InspectionText::tr("Anonymous visitors have rights to it.");
    if (!audit.appendOnly)
        lacks << InspectionText::tr("Its rows can be changed or deleted.");
    if (audit.overGranted)
        lacks << InspectionText::tr("Roles have more rights to it than to add and to read.");
    if (!audit.shutOut.isEmpty()) {
        //: %1 is a list of roles of the database
        lacks << InspectionText::tr("These roles may not write to it, so Steward could change nothing with them: %1.")
                     .arg(audit.shutOut.join(QLatin1String(", ")));
    }
    return lacks.join(QLatin1Char(' '));
}

QString indexLacks(const GuardFacts& facts, GuardPart part)
{
    for (const QByteArray& file : indexFilesOf(part)) {
        if (indexStands(facts, file))
            continue;
        return leftOvers(facts, file).isEmpty()
                   ? InspectionText::tr("There is no such index.")
                   : InspectionText::tr("An index that was not built to its end is left over; it is built again.");
    }
    return {};
}

QString lacksOf(const GuardFacts& facts, const StoreNames& names, GuardPart part)
{
    switch (part) {
    case GuardPart::UniqueIndex:
    case GuardPart::NameIndex:
        return indexLacks(facts, part);
    case GuardPart::SaveFunction:
        return functionLacks(facts.function, names);
    case GuardPart::AuditTable:
        return auditLacks(facts.audit);
    case GuardPart::Notification:
        return facts.notifies ? QString() : InspectionText::tr("There is no such trigger.");
    }
    return unknownText();
}

bool mayMake(const GuardFacts& facts, GuardPart part)
{
    switch (part) {
    case GuardPart::UniqueIndex:
    case GuardPart::NameIndex:
    case GuardPart::Notification:
        return facts.ownsTable && facts.mayCreateInSchema;
    case GuardPart::SaveFunction:
        return facts.function.mayReplace;
    case GuardPart::AuditTable:
        return facts.audit.mayReplace;
    }
    return false;
}

std::optional<Error> obstacleOf(const GuardFacts& facts, GuardPart part)
{
    if (!mayMake(facts, part)) {
        return Error{
            ErrorKind::NoRightToWrite,
            //: %1 is a role of the database
            InspectionText::tr("The role %1 does not own what has to be changed. Set STEWARD_DATABASE_OWNER_URL to the "
                               "owner's credentials, or hand on what \"steward-cli guards sql\" prints.")
                .arg(facts.role),
            QStringLiteral("not the owner: %1").arg(guardPartWord(part))};
    }
    if (part == GuardPart::UniqueIndex && !facts.duplicates.empty())
        return StoreRefusals::heldByDuplicates();
    return {};
}

} // namespace

bool keepsToOneRow(const GuardFacts::Function& function, const StoreNames& names)
{
    const QByteArray mine = bodyOf(GuardScript(names, {}).part(GuardPart::SaveFunction));
    const QByteArrayList locks{
        GuardScript::organizationLock("p_organization_id"), GuardScript::nameLock("p_instance_name")};
    return function.exists && function.definer && isHardened(function.body, mine, locks);
}

QByteArrayList indexFilesOf(GuardPart part)
{
    if (part == GuardPart::UniqueIndex)
        return {"unique-index"};
    return part == GuardPart::NameIndex ? QByteArrayList{"name-index", "legacy-name-index"} : QByteArrayList();
}

bool indexStands(const GuardFacts& facts, const QByteArray& file)
{
    return std::any_of(facts.indexes.begin(), facts.indexes.end(), [&file](const FoundIndex& index) {
        return index.valid && hasShape(index, file);
    });
}

QByteArrayList leftOvers(const GuardFacts& facts, const QByteArray& file)
{
    QByteArrayList names;
    for (const FoundIndex& index : facts.indexes) {
        if (!index.valid && hasShape(index, file))
            names << index.name;
    }
    return names;
}

GuardsReport guardsReport(const GuardFacts& facts, const StoreNames& names)
{
    GuardsReport report;
    report.database = facts.database;
    report.role = facts.role;
    report.duplicates = facts.duplicates;
    report.everybodyMayExecute = facts.function.everybody;
    report.losesExecute = facts.losesExecute;
    report.unknownRoles = facts.unknownRoles;
    for (const GuardPart part : allGuardParts) {
        GuardStatus status{.part = part, .state = GuardState::Stands, .lacks = lacksOf(facts, names, part)};
        if (!status.lacks.isEmpty()) {
            status.obstacle = obstacleOf(facts, part);
            status.state = status.obstacle ? GuardState::Held : GuardState::Missing;
        }
        report.parts.push_back(status);
    }
    return report;
}

} // namespace steward
