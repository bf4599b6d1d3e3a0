#pragma once

#include "local/translations.h"

class QApplication;

namespace steward {

/// Loads what is built in: the translations (English has its plurals there) and the program's icon.
void loadProgramResources(QApplication& application, Language language = Language::System);

} // namespace steward
