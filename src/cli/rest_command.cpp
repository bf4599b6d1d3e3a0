#include "cli/rest_command.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RestText {
    Q_DECLARE_TR_FUNCTIONS(steward::RestCommand)
};

void addRest(ChangeResult& result, const QString& sentence)
{
    if (result.outcome != OperationOutcome::Partial || result.isOpen)
        return;
    Error error = result.error.value_or(Error{ErrorKind::Rejected, {}, QStringLiteral("done in part")});
    error.sentence += error.sentence.isEmpty() ? sentence : QLatin1Char(' ') + sentence;
    result.error = error;
}

} // namespace

void nameTheRest(ChangeResult& result, const QString& command)
{
    //: %1 is a command such as "delete clinic-a"
    addRest(
        result, RestText::tr("Not all of it is done, and “journal resume” cannot do the rest. Read what is said of "
                             "each item, then run: steward-cli %1")
                    .arg(command));
}

void nameTheRestOfFile(ChangeResult& result, const QString& command)
{
    //: %1 is a command such as "create --from clinics.csv"
    addRest(
        result, RestText::tr("Not all of it is done, and “journal resume” cannot do the rest. Read what is said of "
                             "each line, take those that are done out of the file, then run: steward-cli %1")
                    .arg(command));
}

} // namespace steward
