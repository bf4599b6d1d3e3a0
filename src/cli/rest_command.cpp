#include "cli/rest_command.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RestText {
    Q_DECLARE_TR_FUNCTIONS(steward::RestCommand)
};

} // namespace

void nameTheRest(ChangeResult& result, const QString& command)
{
    if (result.outcome != OperationOutcome::Partial || result.isOpen)
        return;
    const QString sentence =
        //: %1 is a command such as "delete clinic-a"
        RestText::tr("Not all of it is done, and “journal resume” cannot do the rest. Read what is said of each item, "
                     "then run: steward-cli %1")
            .arg(command);
    Error error = result.error.value_or(Error{ErrorKind::Rejected, {}, QStringLiteral("done in part")});
    error.sentence += error.sentence.isEmpty() ? sentence : QLatin1Char(' ') + sentence;
    result.error = error;
}

} // namespace steward
