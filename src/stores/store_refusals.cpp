#include "stores/store_refusals.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RefusalText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreRefusals)
};

} // namespace

Error StoreRefusals::webhookWithoutEvents()
{
    return {
        ErrorKind::InvalidSettings,
        RefusalText::tr("A webhook needs at least one event: without any, the server would send all. Choose the "
                        "events, or switch the webhook off."),
        QStringLiteral("webhook without events")};
}

Error StoreRefusals::heldByDuplicates()
{
    return {
        ErrorKind::Rejected,
        RefusalText::tr("Some organizations have several enabled integrations already; they are listed. Disable or "
                        "delete all but one of each, then apply again."),
        QStringLiteral("duplicates")};
}

Error StoreRefusals::rowGone()
{
    return {
        ErrorKind::NotFound,
        RefusalText::tr("The integration that was to be finished has been deleted in the meantime. Look again before "
                        "doing anything."),
        QStringLiteral("the row to finish is gone")};
}

} // namespace steward
