#pragma once

#include "domain/query/instance_state.h"
#include "domain/query/problem_groups.h"
#include "domain/query/row_text.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// What a part of a query is about. Any: a word that may stand anywhere.
enum class QueryField : quint8 {
    Any,
    State,
    Organization,
    Phone,
    Problem,
    Since,
    Store,
    Name,
    Status,
    Protected,
    Verdict
};

/// What is looked at of a row. The text is that of appendRowText().
struct RowFacts {
    QByteArrayView text;
    InstanceState state = InstanceState::NotRead;
    ProblemSet problems = 0;
    StoreMarks stores{};
    qint64 secondsSince = -1; ///< −1: not known
    bool hasOrganization = false;
    bool isProtected = false;
    Verdict verdict = Verdict::Unknown;

    /// Of another reading: nothing that one sees at a glance has changed.
    bool looksLike(const RowFacts& other) const
    {
        return state == other.state && problems == other.problems && stores == other.stores &&
               isProtected == other.isProtected && text == other.text;
    }
};
/// All but the text, which costs more. Since is counted up to `now`.
RowFacts factsOf(const AuditRow& row, Timestamp now);
/// All, at the time of the reading; the text stands in `text`.
RowFacts factsOf(const Audit& audit, const AuditRow& row, const ProblemNames& names, QByteArray& text);

/// What of a query means nothing.
struct QueryTrouble {
    enum class What : quint8 {
        NotKnown,    ///< what stands behind the field
        SaysNothing, ///< nothing stands there yet
        NoField,     ///< it is written like one
    };
    What what = What::NotKnown;
    QString word; ///< as it was typed
    QueryField field = QueryField::Any;
    bool operator==(const QueryTrouble&) const = default;
};

/// What was typed to find rows: words that must all occur, in any order, without regard to case, accents and the
/// punctuation of phone numbers; and fields such as "state:closed" or "since:>30d". Quotes hold a phrase together.
/// Pure: window and command line find the same rows.
class RowQuery final {
public:
    struct Term {
        QueryField field = QueryField::Any;
        QByteArray text;           ///< folded
        QList<QByteArray> names;   ///< of Name: one of them, whole where it begins with "="
        QByteArray digits;         ///< of a word that may be a part of a phone number
        quint32 set = 0;           ///< the states, problems, marks or verdicts that are meant
        quint8 store = 0;          ///< of Store: which of the three; 3: any
        qint64 seconds = 0;        ///< of Since
        bool isNot = false;        ///< "none", "no-…", "since:<…"
        bool isUnfinished = false; ///< nothing stands behind the colon yet: it asks for nothing
        bool operator==(const Term&) const = default;
    };

    RowQuery() = default;
    static RowQuery fromText(const QString& text, const ProblemNames& names);

    const std::vector<Term>& terms() const { return m_terms; }
    /// It asks for nothing: every row matches.
    bool isEmpty() const;
    /// What of it means nothing; such a query matches no row.
    const std::optional<QueryTrouble>& trouble() const { return m_trouble; }
    /// Also what may still be typed on, and a field that there is not ("stat:open"), which a search takes for words.
    std::optional<QueryTrouble> troubleAsWhole() const;

    bool matches(const RowFacts& facts) const;
    static bool matches(const Term& term, const RowFacts& facts);
    /// All words that may stand anywhere stand in what people know: names and phones. Those come before rows that
    /// match by an id.
    bool matchesForPeople(const RowFacts& facts) const;
    bool hasWords() const;

    bool operator==(const RowQuery&) const = default;

private:
    void add(const QString& word, const ProblemNames& names);

    std::vector<Term> m_terms;
    std::optional<QueryTrouble> m_trouble;
    std::optional<QueryTrouble> m_troubleAsWhole;
};

/// Where the word begins that is being typed: behind the last space that stands in no quotes.
qsizetype beginOfLastWord(const QString& typed);

} // namespace steward
