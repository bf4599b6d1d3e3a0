#pragma once

#include "local/data_directory.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace steward {

/// What the bundle is made of that stands beside this floor.
struct SupportBundleParts {
    QString versions;    ///< programVersion()
    QStringList journal; ///< journalDigest()
};

using Redact = std::function<QString(const QString& text)>; ///< takes out the secrets that are known

/// What whoever helps has to know, as one text: versions, the system, settings, which variables are set, the journal's
/// operations and the end of the log. No secret is in it: what is known is taken out, and beside that whatever
/// looks like one. Untranslated, as the log is. Blocks.
QString supportBundle(const DataDirectory& directory, const SupportBundleParts& parts, const Redact& redact);

/// Without what looks like a secret: users and passwords in addresses, what follows a word such as "apikey" or
/// "password", and long runs of letters and digits that are no id and no name of an instance.
QString withoutLikelySecrets(const QString& text);

} // namespace steward
