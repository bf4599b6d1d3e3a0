#pragma once

class QCoreApplication;

namespace steward {

/// Installs what is built in, for every front end: the language of the system where it is there, below it English with
/// its plurals. On the main thread, once.
void installTranslations(QCoreApplication& application);

} // namespace steward
