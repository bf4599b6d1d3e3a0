#pragma once

class QCoreApplication;

namespace steward {

/// Installs the catalogue that is built in (English plurals), for every front end. On the main thread, once.
void installTranslations(QCoreApplication& application);

} // namespace steward
