#include "app/work/error_log.h"

#include "stores/call_context.h"

#include <QLoggingCategory>

namespace steward {
namespace {

Q_LOGGING_CATEGORY(window, "steward.window")

} // namespace

void logErrors(const char* doing, const std::vector<Error>& errors)
{
    assertWorkerThread();
    for (const Error& error : errors) {
        if (error.kind != ErrorKind::Stopped)
            qCCritical(window).noquote().nospace()
                << doing << ' ' << errorWord(error.kind) << " (" << error.detail << ')';
    }
}

std::vector<Error> errorsIn(const ChangeResult& result)
{
    std::vector<Error> errors;
    if (result.error)
        errors.push_back(*result.error);
    for (const ChangeItem& item : result.items) {
        if (item.error)
            errors.push_back(*item.error);
    }
    return errors;
}

std::vector<Error> errorsIn(const GuardsResult& result)
{
    std::vector<Error> errors;
    if (result.error)
        errors.push_back(*result.error);
    for (const GuardsItem& item : result.items) {
        if (item.error)
            errors.push_back(*item.error);
    }
    return errors;
}

} // namespace steward
