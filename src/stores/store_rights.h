#pragma once

namespace steward {

/// What is going to be done with the table of integrations; only that is asked for.
struct RowRights {
    bool claim = false; ///< a new row or an enabled one, and its taking back: the save function will do for the INSERT
    bool insert = false;
    bool update = false;
    bool remove = false; ///< a row that something refers to is disabled instead
    bool any() const { return claim || insert || update || remove; }
    bool operator==(const RowRights&) const = default;
};

/// What is going to be done with the cache.
struct CacheRights {
    bool write = false;     ///< entries, with their lifetime
    bool remove = false;    ///< entries, whatever they hold
    bool guarded = false;   ///< entries only as they were seen
    bool lifetimes = false; ///< of entries that never expire
    bool residue = false;
    bool publish = false;
    bool any() const { return write || remove || guarded || lifetimes || residue || publish; }
    bool operator==(const CacheRights&) const = default;
};

} // namespace steward
