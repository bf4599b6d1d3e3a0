#pragma once

#include "domain/diagnosis.h"
#include "domain/store_names.h"
#include "stores/call_context.h"
#include "stores/connection_settings.h"
#include "stores/postgres/postgres_facts.h"

namespace steward {

/// Examines a database over connections of its own, in 20 s at most, and says what it found.
class PostgresDoctor final {
public:
    PostgresDoctor(DatabaseSettings settings, StoreNames names);
    StoreDiagnosis diagnose(const CallContext& limits);

private:
    void sayUnconnected(const Error& error);
    void sayConnected(const PostgresFacts& facts);
    Check tls(bool encrypted) const;
    Check role(const PostgresFacts& facts) const;
    Check tables(const PostgresFacts& facts) const;
    Check read(const PostgresFacts& facts) const;
    Check rowSecurity(const PostgresFacts& facts) const;
    Check write(const PostgresFacts& facts) const;
    Check execute(const PostgresFacts& facts) const;
    Check pooler(PoolerMode mode) const;
    void add(Check check) { m_diagnosis.checks.push_back(std::move(check)); }

    const DatabaseSettings m_settings;
    const StoreNames m_names;
    StoreDiagnosis m_diagnosis;
};

} // namespace steward
