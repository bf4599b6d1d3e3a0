#pragma once

#include "app/style/icons.h"
#include "workflows/journal/journal_values.h"

#include <QDate>
#include <QString>
#include <QStringList>

namespace steward {

// The journal's steps in words for people, plain text. What this version does not know is shown as it stands.

QString journalPlaceText(const JournaledStep& step);  ///< "Server"
QString journalActionText(const JournaledStep& step); ///< "Delete the instance"
QString journalResultText(const JournaledStep& step); ///< "done", "not known: no answer came"
/// What is kept beside the step: the plan's lines, rows for restoring, what came of an item, what was there before.
QStringList journalDetailLines(const JournaledStep& step);
/// It is a part of a plan: some thousand lines, and work to read.
bool hasLongDetail(const JournaledStep& step);
/// The journal's kind for what the database's history calls an action: "delete" is "apply-delete".
QString journalKindOfAction(const QString& action);
QString journalKindText(const QString& kind); ///< "New instance", "Delete": the kind of an operation
Icon journalKindIcon(const QString& kind);
/// "Today", "Yesterday", "Friday, 27 November".
QString journalDay(const QDate& day);

} // namespace steward
