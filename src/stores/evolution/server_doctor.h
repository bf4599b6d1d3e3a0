#pragma once

#include "domain/diagnosis.h"
#include "domain/store_records.h"
#include "stores/call_context.h"

#include <chrono>
#include <functional>

namespace steward {

class HttpClient;

/// The doctor's look at the server: key by /verify-creds, the list, and the version by GET / only for its number.
class ServerDoctor final {
public:
    using ListReader = std::function<Result<ServerListing>(const CallContext&)>;

    /// A list that takes as long as `slow` is told as slow.
    ServerDoctor(HttpClient& client, ListReader readList, std::chrono::milliseconds slow = std::chrono::seconds(10))
        : m_client(client)
        , m_readList(std::move(readList))
        , m_slow(slow)
    {
    }
    StoreDiagnosis diagnose(const CallContext& limits);

private:
    /// Each answers false where the rest is not to be looked at.
    bool connect(const CallContext& limits);
    bool readList(const CallContext& limits);
    void tellList(const ServerListing& listing, std::chrono::milliseconds took);
    void tellVersion(int majorOfList, const CallContext& limits);
    void connectionFailed(const Error& error);
    void connectionPassed();
    void failed(CheckId id, const Error& error);

    HttpClient& m_client;
    ListReader m_readList;
    std::chrono::milliseconds m_slow;
    StoreDiagnosis m_diagnosis;
    bool m_keyIsConfirmed = false;
};

} // namespace steward
