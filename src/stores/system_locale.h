#pragma once

#include <QtGlobal>

namespace steward {

/// While it lives, the thread's messages from libpq and the resolver are English, so that they can be told apart.
class EnglishMessages final {
public:
    EnglishMessages();
    ~EnglishMessages();
    Q_DISABLE_COPY_MOVE(EnglishMessages)

private:
    void* m_locale = nullptr;
};

} // namespace steward
