#pragma once

#include <QString>
#include <QStringList>

namespace steward {

/// The newest operations of the journal in this folder, a line each, for whoever helps: when, which kind, how many
/// steps, how it ended. No name of an organization, an instance or a person. Untranslated. Blocks.
QStringList journalDigest(const QString& path, qsizetype atMost = 100);

} // namespace steward
