#pragma once

#include "domain/query/row_query.h"

namespace steward {

/// What stands before the colon. The first word of a field is the one that is proposed.
struct QueryFieldWord {
    const char* word;
    QueryField field;
};
const std::vector<QueryFieldWord>& queryFieldWords();
/// Translated: what one finds by it.
QString queryFieldHint(QueryField field);
/// The words that can stand behind it, the plain one of each first; empty where it may be anything.
std::vector<QueryCompletion> queryValues(QueryField field);

/// Gives the term what its value means; false: it means nothing.
bool takeQueryValue(RowQuery::Term& term, const QByteArray& value);

} // namespace steward
