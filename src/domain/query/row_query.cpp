#include "domain/query/row_query.h"

#include "domain/query/query_fields.h"

#include <algorithm>

namespace steward {
namespace {

bool holds(quint32 set, int place)
{
    return (set >> place & 1) != 0;
}

bool matchesStore(const RowQuery::Term& term, const StoreMarks& marks)
{
    const auto isAsked = [&term](StoreMark mark) { return holds(term.set, static_cast<int>(mark)); };
    return term.store < marks.size() ? isAsked(marks[term.store]) : std::ranges::any_of(marks, isAsked);
}

bool matchesOrganization(const RowQuery::Term& term, const RowFacts& facts)
{
    if (term.isNot)
        return !facts.hasOrganization;
    if (textPart(facts.text, TextPart::Organization).contains(term.text))
        return true;
    return facts.hasOrganization && !OrganizationId::fromString(QString::fromLatin1(term.text)).isNull() &&
           textPart(facts.text, TextPart::Ids).contains(term.text);
}

bool matchesPhone(const RowQuery::Term& term, const RowFacts& facts)
{
    const QByteArrayView phones = textPart(facts.text, TextPart::Phones);
    return term.isNot ? phones.isEmpty() : phones.contains(term.digits);
}

bool matchesName(const RowQuery::Term& term, QByteArrayView name)
{
    return std::ranges::any_of(term.names, [name](QByteArrayView asked) {
        return asked.startsWith('=') ? asked.sliced(1) == name : name.contains(asked);
    });
}

bool stands(const RowQuery::Term& term, QByteArrayView text, QByteArrayView rowText)
{
    return text.contains(term.text) ||
           (!term.digits.isEmpty() && textPart(rowText, TextPart::Phones).contains(term.digits));
}

bool matchesSince(const RowQuery::Term& term, qint64 seconds)
{
    return seconds >= 0 && (term.isNot ? seconds < term.seconds : seconds >= term.seconds);
}

/// Letters, then a colon: "stat:open", not "10:30" or "a:b" of a name.
bool isLikeField(const QString& word)
{
    constexpr qsizetype shortest = 2;
    const qsizetype colon = word.indexOf(QLatin1Char(':'));
    return colon >= shortest && std::all_of(word.begin(), word.begin() + colon, [](QChar character) {
               return character >= QLatin1Char('a') && character <= QLatin1Char('z');
           });
}

} // namespace

RowFacts factsOf(const Audit& audit, const AuditRow& row, const ProblemNames& names, QByteArray& text)
{
    text.clear();
    appendRowText(text, audit, row, names);
    RowFacts facts = factsOf(row, audit.snapshot().takenAt);
    facts.text = text;
    return facts;
}

RowFacts factsOf(const AuditRow& row, Timestamp now)
{
    const std::optional<Timestamp> since = sinceOf(row);
    RowFacts facts;
    facts.state = stateOf(row);
    facts.problems = problemsOf(row);
    facts.stores = storeMarks(row);
    if (since)
        facts.secondsSince =
            std::max<qint64>(std::chrono::duration_cast<std::chrono::seconds>(now - *since).count(), 0);
    facts.hasOrganization = !row.organizationId.isNull();
    facts.isProtected = row.isProtected;
    facts.verdict = row.verdict;
    return facts;
}

qsizetype beginOfLastWord(const QString& typed)
{
    bool isQuoted = false;
    qsizetype begin = 0;
    for (qsizetype place = 0; place < typed.size(); ++place) {
        if (typed[place] == QLatin1Char('"'))
            isQuoted = !isQuoted;
        else if (typed[place].isSpace() && !isQuoted)
            begin = place + 1;
    }
    return begin;
}

RowQuery RowQuery::fromText(const QString& text, const ProblemNames& names)
{
    RowQuery query;
    QString word;
    bool isQuoted = false;
    for (const QChar character : text + QLatin1Char(' ')) {
        if (character == QLatin1Char('"')) {
            isQuoted = !isQuoted;
        } else if (character.isSpace() && !isQuoted) {
            query.add(word, names);
            word.clear();
        } else {
            word += character;
        }
    }
    query.add(word.trimmed(), names); // of a quote that is not closed yet
    return query;
}

void RowQuery::add(const QString& word, const ProblemNames& names)
{
    if (word.isEmpty())
        return;
    Term term;
    QByteArray value = foldedText(word);
    if (const QueryFieldWord* known = queryFieldOf(word)) {
        term.field = known->field;
        value = foldedText(word.mid(static_cast<qsizetype>(qstrlen(known->word)) + 1));
        term.isUnfinished = value.isEmpty();
    }
    if (term.isUnfinished && !m_troubleAsWhole)
        m_troubleAsWhole = {QueryTrouble::What::SaysNothing, word, term.field};
    else if (term.field == QueryField::Any && isLikeField(word) && !m_troubleAsWhole)
        m_troubleAsWhole = {QueryTrouble::What::NoField, word, term.field};
    if (!term.isUnfinished && !takeQueryValue(term, value, names) && !m_trouble)
        m_trouble = {QueryTrouble::What::NotKnown, word, term.field};
    m_terms.push_back(term);
}

std::optional<QueryTrouble> RowQuery::troubleAsWhole() const
{
    return m_trouble ? m_trouble : m_troubleAsWhole;
}

bool RowQuery::isEmpty() const
{
    return !m_trouble && std::ranges::all_of(m_terms, &Term::isUnfinished);
}

bool RowQuery::hasWords() const
{
    return std::ranges::any_of(m_terms, [](const Term& term) { return term.field == QueryField::Any; });
}

bool RowQuery::matches(const RowFacts& facts) const
{
    return !m_trouble && std::ranges::all_of(m_terms, [&facts](const Term& term) { return matches(term, facts); });
}

bool RowQuery::matches(const Term& term, const RowFacts& facts)
{
    if (term.isUnfinished)
        return true;
    switch (term.field) {
    case QueryField::Any:
        return stands(term, facts.text, facts.text);
    case QueryField::State:
        return holds(term.set, static_cast<int>(facts.state));
    case QueryField::Organization:
        return matchesOrganization(term, facts);
    case QueryField::Phone:
        return matchesPhone(term, facts);
    case QueryField::Problem:
        return ((facts.problems & term.set) != 0) != term.isNot;
    case QueryField::Since:
        return matchesSince(term, facts.secondsSince);
    case QueryField::Store:
        return matchesStore(term, facts.stores);
    case QueryField::Name:
        return matchesName(term, textPart(facts.text, TextPart::Instance));
    case QueryField::Status:
        return textPart(facts.text, TextPart::Status).contains(term.text);
    case QueryField::Protected:
        return facts.isProtected != term.isNot;
    case QueryField::Verdict:
        return holds(term.set, static_cast<int>(facts.verdict));
    }
    return false;
}

bool RowQuery::matchesForPeople(const RowFacts& facts) const
{
    const QByteArrayView known = textForPeople(facts.text);
    return std::ranges::all_of(
        m_terms, [&](const Term& term) { return term.field != QueryField::Any || stands(term, known, facts.text); });
}

} // namespace steward
