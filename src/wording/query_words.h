#pragma once

#include "domain/query/query_fields.h"

#include <QStringList>

namespace steward {

/// What people call the problems, in the language that is spoken now.
ProblemNames problemNames();

QString sentenceOf(const QueryTrouble& trouble);
/// What one finds by it (translated): "connected, closed, …".
QString queryFieldHint(QueryField field);

/// What can be typed next.
struct QueryCompletion {
    QString word; ///< replaces the word that is typed
    QString hint; ///< what it means, translated; may be empty
    bool operator==(const QueryCompletion&) const = default;
};
/// The words that can stand behind it, the plain one of each first; empty where it may be anything.
std::vector<QueryCompletion> queryValues(QueryField field);
/// For the last word of what was typed. The organizations' names complete "organization:".
std::vector<QueryCompletion> completionsFor(const QString& typed, const QStringList& organizations);
/// What can stand behind the field that was typed last, while nothing stands there: "connected, closed, …"; else empty.
QString hintFor(const QString& typed);

} // namespace steward
