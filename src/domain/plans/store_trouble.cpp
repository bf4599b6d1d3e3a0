#include "domain/plans/store_trouble.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

#include <array>

namespace steward {
namespace {

constexpr qint64 enoughToTell = 5;

struct StoreTroubleText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreTrouble)
};

QString nameOf(Store store)
{
    switch (store) {
    case Store::Server:
        return StoreTroubleText::tr("the server");
    case Store::Database:
        return StoreTroubleText::tr("the database");
    case Store::Cache:
        return StoreTroubleText::tr("the cache");
    }
    return unknownText();
}

constexpr std::array allStores{Store::Server, Store::Database, Store::Cache};
constexpr std::array neverEmpty{Store::Server, Store::Database};

bool isEmpty(const Snapshot& snapshot, Store store)
{
    switch (store) {
    case Store::Server:
        return snapshot.server->instances.empty();
    case Store::Database:
        return snapshot.database->integrations.empty();
    case Store::Cache:
        return snapshot.cache->entries.empty();
    }
    return true; // of which nothing may be concluded
}

/// How many of ours the store holds of which our own operations do not explain why `empty` has none.
qint64 unexplained(const Audit& audit, Store store, Store empty, const RemovedByUs& removedByUs)
{
    qint64 count = 0;
    for (const AuditRow& row : audit.rows()) {
        const bool holds = (store == Store::Server && row.server && row.isPhone()) ||
                           (store == Store::Database && row.integration()) ||
                           (store == Store::Cache && row.cacheEntry());
        if (holds && !row.isIgnored && !(removedByUs && removedByUs(empty, row.name)))
            ++count;
    }
    return count;
}

} // namespace

std::optional<QString> emptyStore(const Audit& audit, const RemovedByUs& removedByUs, qint64 atLeast)
{
    for (const Store empty : neverEmpty) {
        if (!isEmpty(audit.snapshot(), empty))
            continue;
        for (const Store other : allStores) {
            const qint64 count = other == empty ? 0 : unexplained(audit, other, empty, removedByUs);
            if (count < atLeast)
                continue;
            //: %1 is "the server", "the database" or "the cache", %2 a number, %3 another of the stores
            return StoreTroubleText::tr("Nothing of ours was found in %1, but %2 in %3. These stores do not seem to "
                                        "belong together: check the profile.")
                .arg(nameOf(empty), QString::number(count), nameOf(other));
        }
    }
    return {};
}

std::optional<QString> suspectList(const Audit& audit, const RemovedByUs& removedByUs)
{
    qint64 enabled = 0;
    qint64 listed = 0;
    for (const Integration& row : audit.snapshot().database->integrations) {
        if (!row.enabled || (removedByUs && row.isNamed() && removedByUs(Store::Server, row.name())))
            continue;
        ++enabled;
        const auto isListed = [&audit](const InstanceName& name) {
            const AuditRow* found = name.isEmpty() ? nullptr : audit.find(name);
            return found && found->server;
        };
        listed += isListed(row.instanceName) || isListed(row.legacyName) ? 1 : 0;
    }
    if (enabled > 0 && audit.snapshot().server->instances.empty()) {
        //: %n is a number of rows
        return StoreTroubleText::tr(
            "The server lists nothing, but there are %n active row(s). These stores do not seem to belong together: "
            "check the profile.",
            nullptr, static_cast<int>(enabled));
    }
    if (enabled < enoughToTell || listed * 2 >= enabled)
        return {};
    //: %1 and %2 are numbers of rows
    return StoreTroubleText::tr("Only %2 of %1 active rows name an instance that the server lists. These stores do not "
                                "seem to belong together: check the profile.")
        .arg(QString::number(enabled), QString::number(listed));
}

} // namespace steward
