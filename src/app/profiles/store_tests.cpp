#include "app/profiles/store_tests.h"

#include "app/profiles/profile_service.h"

#include <algorithm>

namespace steward {

StoreTests::StoreTests(ProfileService& service, std::function<Entered()> entered, QObject* parent)
    : QObject(parent)
    , m_service(service)
    , m_entered(std::move(entered))
{
}

StoreTests::~StoreTests()
{
    for (Part& one : m_parts)
        one.stop.request_stop();
}

void StoreTests::start(Store store)
{
    end(store);
    Part& one = part(store);
    one.isRunning = true;
    const Entered entered = m_entered();
    one.stop = m_service.diagnose(
        entered.profile, entered.secrets, store, this,
        [this, store, number = one.number](const StoreDiagnosis& diagnosis) {
            Part& tested = part(store);
            if (tested.number != number)
                return;
            tested.isRunning = false;
            tested.found = diagnosis;
            Q_EMIT changed(store);
        });
    Q_EMIT changed(store);
}

void StoreTests::startAll()
{
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        start(store);
}

void StoreTests::stop()
{
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        if (isRunning(store))
            forget(store);
    }
}

void StoreTests::forget(Store store)
{
    if (!part(store).isRunning && !part(store).found)
        return;
    end(store);
    Q_EMIT changed(store);
}

void StoreTests::end(Store store)
{
    Part& one = part(store);
    one.stop.request_stop();
    ++one.number;
    one.isRunning = false;
    one.found.reset();
}

bool StoreTests::isRunning() const
{
    return std::ranges::any_of(m_parts, [](const Part& one) { return one.isRunning; });
}

} // namespace steward
