#pragma once

#include "domain/query/row_query.h"

namespace steward {

/// What stands before the colon. The first word of a field is the one that is proposed.
struct QueryFieldWord {
    const char* word;
    QueryField field;
};
const std::vector<QueryFieldWord>& queryFieldWords();
/// With which the word begins, and its colon; null: with none.
const QueryFieldWord* queryFieldOf(const QString& word);

/// Gives the term what its value means; false: it means nothing.
bool takeQueryValue(RowQuery::Term& term, const QByteArray& value, const ProblemNames& names);

} // namespace steward
