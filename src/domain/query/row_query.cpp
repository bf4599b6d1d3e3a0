#include "domain/query/row_query.h"

#include "domain/query/query_fields.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct RowQueryText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowQuery)
};

constexpr size_t mostCompletions = 50;

const QueryFieldWord* fieldOf(const QString& word)
{
    const auto& words = queryFieldWords();
    const auto found = std::ranges::find_if(words, [&word](const QueryFieldWord& known) {
        return word.startsWith(QLatin1String(known.word) + QLatin1Char(':'), Qt::CaseInsensitive);
    });
    return found == words.end() ? nullptr : &*found;
}

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

QString quoted(const QString& word)
{
    return word.contains(QLatin1Char(' ')) ? QLatin1Char('"') + word + QLatin1Char('"') : word;
}

} // namespace

RowFacts factsOf(const Audit& audit, const AuditRow& row, QByteArray& text)
{
    text.clear();
    appendRowText(text, audit, row);
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

RowQuery RowQuery::fromText(const QString& text)
{
    RowQuery query;
    QString word;
    bool isQuoted = false;
    for (const QChar character : text + QLatin1Char(' ')) {
        if (character == QLatin1Char('"')) {
            isQuoted = !isQuoted;
        } else if (character.isSpace() && !isQuoted) {
            query.add(word);
            word.clear();
        } else {
            word += character;
        }
    }
    query.add(word.trimmed()); // of a quote that is not closed yet
    return query;
}

void RowQuery::add(const QString& word)
{
    if (word.isEmpty())
        return;
    Term term;
    QByteArray value = foldedText(word);
    if (const QueryFieldWord* known = fieldOf(word)) {
        term.field = known->field;
        value = foldedText(word.mid(static_cast<qsizetype>(qstrlen(known->word)) + 1));
        term.isUnfinished = value.isEmpty();
    }
    if (term.isUnfinished && !m_troubleAsWhole) {
        //: %1 is a field such as "state:"; %2 what can be typed behind it
        m_troubleAsWhole =
            RowQueryText::tr("“%1” says nothing yet. It can be: %2.").arg(word, queryFieldHint(term.field));
    } else if (term.field == QueryField::Any && isLikeField(word) && !m_troubleAsWhole) {
        //: %1 is what was typed, such as "stat:open"
        m_troubleAsWhole = RowQueryText::tr("“%1” is no field of a search. “help list” names them.").arg(word);
    }
    if (!term.isUnfinished && !takeQueryValue(term, value) && !m_trouble) {
        //: %1 is what was typed, such as "state:opem"; %2 what can be typed, such as "connected, closed"
        m_trouble = RowQueryText::tr("“%1” is not known. It can be: %2.").arg(word, queryFieldHint(term.field));
    }
    m_terms.push_back(term);
}

std::optional<QString> RowQuery::troubleAsWhole() const
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

std::vector<QueryCompletion> completionsFor(const QString& typed, const QStringList& organizations)
{
    const QString word = typed.mid(beginOfLastWord(typed));
    std::vector<QueryCompletion> found;
    const QueryFieldWord* known = fieldOf(word);
    if (!known) {
        for (const QueryFieldWord& field : queryFieldWords()) {
            const QString proposed = QLatin1String(field.word) + QLatin1Char(':');
            if (!word.isEmpty() && proposed.startsWith(word, Qt::CaseInsensitive))
                found.push_back({proposed, queryFieldHint(field.field)});
        }
        return found;
    }
    const QString begin = QLatin1String(known->word) + QLatin1Char(':');
    QString value = word.mid(begin.size());
    value.remove(QLatin1Char('"'));
    const QByteArray folded = foldedText(value);
    for (const QueryCompletion& each : queryValues(known->field)) {
        if (each.word.startsWith(value, Qt::CaseInsensitive) && each.word != value)
            found.push_back({begin + each.word, each.hint});
    }
    const bool isClosed = word.count(QLatin1Char('"')) == 2; // whoever closes the quotes has said it all
    if (known->field == QueryField::Organization && !folded.isEmpty() && !isClosed) {
        for (const QString& name : organizations) {
            if (found.size() >= mostCompletions)
                break;
            if (foldedText(name).contains(folded) && name != value)
                found.push_back({begin + quoted(name), {}});
        }
    }
    return found;
}

QString hintFor(const QString& typed)
{
    const QString word = typed.mid(beginOfLastWord(typed));
    const QueryFieldWord* known = fieldOf(word);
    return known && word.endsWith(QLatin1Char(':')) ? queryFieldHint(known->field) : QString();
}

} // namespace steward
