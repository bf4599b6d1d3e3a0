#include "cli/rest_command.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace steward {
namespace {

struct RestText {
    Q_DECLARE_TR_FUNCTIONS(steward::RestCommand)
};

constexpr qsizetype mostNames = 5;

QString commandWord(const Plan& plan)
{
    switch (plan.kind()) {
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Repair:
    case PlanKind::Disable:
    case PlanKind::Enable:
    case PlanKind::Protect:
    case PlanKind::Unprotect:
        return planKindWord(plan.kind());
    case PlanKind::Replace:
        return QStringLiteral("create --if-exists replace");
    case PlanKind::ResetPairing:
        return QStringLiteral("reset");
    }
    return QStringLiteral("audit"); // a kind that this does not know: look first
}

/// Those that were to be changed and have an error; a cleaning and a repair of everything take none.
QStringList namesLeft(const ChangeResult& result, const Plan& plan)
{
    const bool isOfAll = plan.kind() == PlanKind::Clean || plan.kind() == PlanKind::Replace ||
                         (plan.kind() == PlanKind::Repair && plan.request.names.empty());
    QStringList names;
    if (isOfAll)
        return names;
    QSet<InstanceName> failed;
    for (const ChangeItem& item : result.items) {
        if (item.error)
            failed.insert(item.instanceName);
    }
    for (const PlanItem& item : plan.items) {
        if (!item.steps.empty() && !item.name.isEmpty() && failed.contains(item.name))
            names << shellWord(item.name.text());
    }
    if (names.size() > mostNames)
        names = names.mid(0, mostNames) << QStringLiteral("…");
    return names;
}

} // namespace

QString shellWord(const QString& word)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_@%+=:,./-]+\\z"));
    if (plain.match(word).hasMatch())
        return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

void nameTheRest(ChangeResult& result, const Plan& plan)
{
    const QStringList words = QStringList{commandWord(plan)} + namesLeft(result, plan);
    nameTheRest(result, words.join(QLatin1Char(' ')));
}

void nameTheRest(ChangeResult& result, const QString& command)
{
    if (result.outcome != OperationOutcome::Partial || result.isOpen)
        return;
    const QString sentence =
        //: %1 is a command such as "delete clinic-a"
        RestText::tr(
            "Not all of it is done, and \"journal resume\" has nothing to go on with. Look at what stands at each, "
            "then go on with: steward-cli %1")
            .arg(command);
    Error error = result.error.value_or(Error{ErrorKind::Rejected, {}, QStringLiteral("done in part")});
    error.sentence += error.sentence.isEmpty() ? sentence : QLatin1Char(' ') + sentence;
    result.error = error;
}

} // namespace steward
