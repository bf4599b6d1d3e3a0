#pragma once

#include "app/inspector/problem_ways.h"
#include "local/history/history_changes.h"

#include <QDateTime>

namespace steward {

// What the overview says.

/// In the middle of a sentence: "since yesterday", "since 09:12", "since 24 Nov".
QString sinceText(Timestamp before, const QDate& today);
/// The same as a heading, and what stands behind it: "Since yesterday", "12:00".
QString sinceTitle(Timestamp before, const QDate& today);
QString sinceDetail(Timestamp before, const QDate& today);
/// "12:04", or the day where it is not today.
QString shortTimeText(Timestamp time, const QDate& today);

/// "Odonto Mar Aberto, Vet Amigo Fiel and 3 more"
QString someOf(const QStringList& names);
/// The organizations of these, each once; the instance's name where it has none.
QStringList organizationsOf(const std::vector<const InstanceChange*>& changes, const Audit& audit);
QString queryOf(InstanceState state);
QString queryOf(FindingCode code);
QString queryOfAll();
/// What finds exactly these rows; empty where they are too many to be named, or there are none.
QString queryOfRows(const std::vector<const InstanceChange*>& changes);
/// The same of these names.
QString queryOfNames(const QStringList& names);

/// What the problem means, for all that have it.
QString problemSentence(FindingCode code);
/// The button for all rows that have it.
ProblemWay mainWayOf(FindingCode code);
QString mainWayText(FindingCode code);

} // namespace steward
