#include "stores/system_locale.h"

#ifndef Q_OS_WIN
#include <locale.h>
#endif
#ifdef Q_OS_MACOS
#include <xlocale.h>
#endif

namespace steward {

#ifdef Q_OS_WIN

// There libpq is built without translations.
EnglishMessages::EnglishMessages() = default;
EnglishMessages::~EnglishMessages() = default;

#else

EnglishMessages::EnglishMessages()
{
    m_locale = newlocale(LC_MESSAGES_MASK, "C", duplocale(LC_GLOBAL_LOCALE));
    if (m_locale)
        uselocale(static_cast<locale_t>(m_locale));
}

EnglishMessages::~EnglishMessages()
{
    uselocale(LC_GLOBAL_LOCALE);
    if (m_locale)
        freelocale(static_cast<locale_t>(m_locale));
}

#endif

} // namespace steward
