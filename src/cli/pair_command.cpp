#include "cli/pair_command.h"

#include "cli/pairing_screen.h"
#include "cli/terminal_text.h"
#include "local/system_console.h"
#include "workflows/creation/creation_request.h"
#include "workflows/pairing/pairing.h"
#include "workflows/pairing/pairing_errors.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct PairText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairCommand)
};

/// With --json: what happens meanwhile is told to nobody.
class SilentObserver final : public PairingObserver {
public:
    void changed(const PairingStatus&) override {}
};

struct Wanted {
    PairingRequest request;
    QDeadlineTimer deadline{QDeadlineTimer::Forever};
};

Result<Wanted> wantedFrom(const PairOptions& options)
{
    Wanted wanted;
    wanted.request.name = InstanceName::fromText(options.name);
    if (const auto trouble = validatePhone(options.phone))
        return std::unexpected(refusedOption(*trouble));
    wanted.request.byNumber = PhoneNumber::fromText(options.phone);
    if (options.timeout.isEmpty())
        return wanted;
    bool isNumber = false;
    const int seconds = options.timeout.toInt(&isNumber);
    if (!isNumber || seconds < 1 || seconds > 24 * 3600)
        return std::unexpected(refusedOption(PairText::tr("--timeout takes a number of seconds, such as 120.")));
    wanted.deadline = QDeadlineTimer(std::chrono::seconds(seconds));
    return wanted;
}

int tell(const Console& console, const PairingResult& result, const QString& done)
{
    if (console.json)
        console.printJson(changeResultJson(result));
    else if (result.outcome == OperationOutcome::Done)
        console.print(done);
    if (result.error)
        console.printError(*result.error);
    return result.exitCode();
}

PairingResult refused(const InstanceName& name, const Error& error)
{
    PairingResult result;
    result.operation = QStringLiteral("pair");
    result.items.push_back({.instanceName = name, .error = error});
    result.error = error;
    return result;
}

} // namespace

int runPair(const ProfileContext& profile, const Console& console, const PairOptions& options)
{
    const auto wanted = wantedFrom(options);
    if (!wanted)
        return console.fail(wanted.error());
    const auto session = Session::open(profile);
    if (!session)
        return tell(console, refused(wanted->request.name, session.error()), {});
    Pairing pairing(*session);
    const CallContext limits{wanted->deadline, console.stop};
    PairingResult result;
    if (console.json) {
        SilentObserver silent;
        result = pairing.pair(wanted->request, silent, limits);
    } else {
        PairingScreen screen(console, outIsTerminal());
        result = pairing.pair(wanted->request, screen, limits);
    }
    if (result.last.phone && !result.last.alsoOpenAt.empty())
        console.printError(terminalText(PairingErrors::numberElsewhere(*result.last.phone, result.last.alsoOpenAt)));
    if (console.json)
        return tell(console, result, {});
    if (!result.last.phone)
        return tell(console, result, {});
    //: %1 is an instance's name, %2 a phone number
    const QString done = PairText::tr("%1 is connected with %2. Database and cache have the number.")
                             .arg(terminalText(options.name), result.last.phone->text());
    return tell(console, result, done);
}

} // namespace steward
