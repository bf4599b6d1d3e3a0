#pragma once

#include <QtGlobal>

#include <cstdint>
#include <pthread.h>

namespace steward::test {

/// As on a computer that has no thread left: while it lives, this process makes none. Those that run go on.
class NoNewThreads final {
    Q_DISABLE_COPY_MOVE(NoNewThreads)

public:
    NoNewThreads()
    {
        pthread_attr_t huge; // a stack that no system has room for
        m_holds = pthread_getattr_default_np(&m_before) == 0 && pthread_getattr_default_np(&huge) == 0 &&
                  pthread_attr_setstacksize(&huge, SIZE_MAX / 4) == 0 && pthread_setattr_default_np(&huge) == 0;
    }
    ~NoNewThreads() { pthread_setattr_default_np(&m_before); }

    bool holds() const { return m_holds; }

private:
    pthread_attr_t m_before{};
    bool m_holds = false;
};

} // namespace steward::test
