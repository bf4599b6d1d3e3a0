#include "stores/practice/practice_errors.h"

#include "domain/doctor_advice.h"
#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct PracticeText {
    Q_DECLARE_TR_FUNCTIONS(steward::Practice)
};

QString practiceVersion(Store store)
{
    switch (store) {
    case Store::Server:
        return QStringLiteral("2.3.6");
    case Store::Database:
        return QStringLiteral("15.6");
    case Store::Cache:
        return QStringLiteral("7.0.15");
    }
    return {};
}

QString accessSaid(CheckId id)
{
    switch (id) {
    case CheckId::Read:
        return PracticeText::tr("Everything may be read.");
    case CheckId::RowSecurity:
        return PracticeText::tr("No policy hides a row.");
    case CheckId::Write:
        return PracticeText::tr("Everything may be changed: these are practice data.");
    case CheckId::Execute:
        return PracticeText::tr("Integrations may be saved.");
    case CheckId::Reachable:
    case CheckId::Tls:
    case CheckId::Credentials:
    case CheckId::Version:
    case CheckId::Role:
    case CheckId::Tables:
    case CheckId::Pooler:
        break;
    case CheckId::Publish:
        return PracticeText::tr("The workers can be told.");
    case CheckId::Library:
        return PracticeText::tr("None is needed.");
    }
    return {};
}

QString passedSaid(CheckId id, Store store)
{
    switch (id) {
    case CheckId::Reachable:
        return PracticeText::tr("It lives inside Steward and always answers.");
    case CheckId::Tls:
        return PracticeText::tr("Nothing leaves this computer.");
    case CheckId::Credentials:
        return PracticeText::tr("None are needed.");
    case CheckId::Version:
        //: %1 is a version number, such as 2.3.6
        return PracticeText::tr("It behaves like version %1.").arg(practiceVersion(store));
    case CheckId::Role:
        return PracticeText::tr("It is the primary.");
    case CheckId::Tables:
        return PracticeText::tr("All the data that Steward needs is there.");
    case CheckId::Pooler:
        return PracticeText::tr("The connection is direct.");
    case CheckId::Read:
    case CheckId::RowSecurity:
    case CheckId::Write:
    case CheckId::Execute:
    case CheckId::Publish:
    case CheckId::Library:
        break;
    }
    return accessSaid(id);
}

} // namespace

QString practiceTitle(Store store)
{
    switch (store) {
    case Store::Server:
        return PracticeText::tr("The practice server");
    case Store::Database:
        return PracticeText::tr("The practice database");
    case Store::Cache:
        return PracticeText::tr("The practice cache");
    }
    return unknownText();
}

Error practiceFailure(ErrorKind kind, Store store)
{
    return {
        kind,
        //: %1 is a store, such as "The practice server"; %2 is the cause, a whole sentence
        PracticeText::tr("%1 could not be used. %2 Try again, or ask the doctor.")
            .arg(practiceTitle(store), adviceFor(kind, store).cause),
        QStringLiteral("practice fault: ") + errorWord(kind)};
}

Error practiceReadOnly(Store store)
{
    return {
        ErrorKind::ReadOnlyProfile,
        //: %1 is a store, such as "The practice server"
        PracticeText::tr("%1 is open for reading only. Use a profile that allows changes.").arg(practiceTitle(store)),
        QStringLiteral("read-only")};
}

Error practiceUnreachableName(const InstanceName& name)
{
    return {
        ErrorKind::UnreachableName,
        //: %1 is an instance's name, which is empty or consists of dots
        PracticeText::tr("No request can reach an instance named \"%1\". Ask the server's administrator to remove it.")
            .arg(name.text()),
        QStringLiteral("unreachable name")};
}

Error practiceNotFound(const InstanceName& name)
{
    return {
        ErrorKind::NotFound,
        //: %1 is an instance's name
        PracticeText::tr("The practice server has no instance named \"%1\". Read again.").arg(name.text()),
        QStringLiteral("404")};
}

Error practiceNameInUse(const InstanceName& name)
{
    return {
        ErrorKind::NameInUse,
        //: %1 is an instance's name
        PracticeText::tr("The name \"%1\" is already in use at the practice server. Choose another one.")
            .arg(name.text()),
        QStringLiteral("403")};
}

StoreDiagnosis practiceDiagnosis(Store store, const Result<void>& entered)
{
    StoreDiagnosis diagnosis{.store = store};
    if (!entered) {
        const Error& error = entered.error();
        diagnosis.checks.push_back(
            troubledCheck(CheckId::Reachable, CheckState::Failed, error.kind, store, error.sentence));
        skipRest(diagnosis);
        return diagnosis;
    }
    diagnosis.version = practiceVersion(store);
    if (store == Store::Database)
        diagnosis.pooler = QStringLiteral("direct");
    for (const CheckId id : checksOf(store))
        diagnosis.checks.push_back(passedCheck(id, passedSaid(id, store)));
    return diagnosis;
}

} // namespace steward
