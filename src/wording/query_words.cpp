#include "wording/query_words.h"

#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct QueryText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowQuery)
};

constexpr size_t mostCompletions = 50;

QString quoted(const QString& word)
{
    return word.contains(QLatin1Char(' ')) ? QLatin1Char('"') + word + QLatin1Char('"') : word;
}

QueryCompletion value(const char* word, const QString& hint = {})
{
    return {QLatin1String(word), hint};
}

std::vector<QueryCompletion> stateValues()
{
    std::vector<QueryCompletion> values;
    for (int place = 0; place < instanceStateCount; ++place) {
        const auto state = static_cast<InstanceState>(place);
        values.push_back(value(instanceStateWords(state).front(), instanceStateHint(state)));
    }
    return values;
}

std::vector<QueryCompletion> problemValues()
{
    std::vector<QueryCompletion> values{
        value("any", QueryText::tr("an error or a warning")), value("none", QueryText::tr("healthy")), value("error"),
        value("warning"), value("note")};
    for (int place = 0; place < problemGroupCount; ++place) {
        const auto group = static_cast<ProblemGroup>(place);
        values.push_back(value(groupWord(group), groupTitle(group)));
    }
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        values.push_back({findingWord(code), findingTitle(code)});
    }
    return values;
}

std::vector<QueryCompletion> storeValues()
{
    return {
        value("server"),
        value("database"),
        value("cache"),
        value("no-server", QueryText::tr("the server does not have it")),
        value("no-database", QueryText::tr("the database does not have it")),
        value("no-cache", QueryText::tr("the cache does not have it")),
        value("server-differs"),
        value("database-differs"),
        value("cache-differs"),
        value("unread", QueryText::tr("a store did not say"))};
}

std::vector<QueryCompletion> verdictValues()
{
    std::vector<QueryCompletion> values;
    values.reserve(verdictCount);
    for (int place = 0; place < verdictCount; ++place)
        values.push_back({verdictWord(static_cast<Verdict>(place)), verdictTitle(static_cast<Verdict>(place))});
    return values;
}

} // namespace

ProblemNames problemNames()
{
    ProblemNames names;
    for (size_t place = 0; place < names.titles.size(); ++place)
        names.titles[place] = foldedText(findingTitle(static_cast<FindingCode>(place)));
    for (size_t place = 0; place < names.groups.size(); ++place)
        names.groups[place] = foldedText(groupTitle(static_cast<ProblemGroup>(place)));
    return names;
}

QString sentenceOf(const QueryTrouble& trouble)
{
    switch (trouble.what) {
    case QueryTrouble::What::SaysNothing:
        //: %1 is a field such as "state:"; %2 what can be typed behind it
        return QueryText::tr("“%1” says nothing yet. It can be: %2.").arg(trouble.word, queryFieldHint(trouble.field));
    case QueryTrouble::What::NoField:
        //: %1 is what was typed, such as "stat:open"
        return QueryText::tr("“%1” is no field of a search. “help list” names them.").arg(trouble.word);
    case QueryTrouble::What::NotKnown:
        break;
    }
    //: %1 is what was typed, such as "state:opem"; %2 what can be typed, such as "connected, closed"
    return QueryText::tr("“%1” is not known. It can be: %2.").arg(trouble.word, queryFieldHint(trouble.field));
}

QString queryFieldHint(QueryField field)
{
    switch (field) {
    case QueryField::Any:
        return {};
    case QueryField::State:
        return QueryText::tr("connected, closed, pairing, ghost");
    case QueryField::Organization:
        return QueryText::tr("a part of its name, or none");
    case QueryField::Phone:
        return QueryText::tr("digits, or none");
    case QueryField::Problem:
        return QueryText::tr("any, none, duplicates, ghost");
    case QueryField::Since:
        return QueryText::tr(">30d, <2h");
    case QueryField::Store:
        return QueryText::tr("cache, no-cache, cache-differs, unread");
    case QueryField::Name:
        return QueryText::tr("a part of the name on the server, or =the whole name; several with | between");
    case QueryField::Status:
        return QueryText::tr("the row's status, such as pending");
    case QueryField::Protected:
        return QueryText::tr("yes, no");
    case QueryField::Verdict:
        return QueryText::tr("working, problem, not-checked");
    }
    return {};
}

std::vector<QueryCompletion> queryValues(QueryField field)
{
    switch (field) {
    case QueryField::State:
        return stateValues();
    case QueryField::Problem:
        return problemValues();
    case QueryField::Since:
        return {value(">30d", QueryText::tr("for more than 30 days")), value(">7d"), value("<24h"), value("<1h")};
    case QueryField::Store:
        return storeValues();
    case QueryField::Protected:
        return {value("yes"), value("no")};
    case QueryField::Verdict:
        return verdictValues();
    case QueryField::Organization:
    case QueryField::Phone:
        return {value("none")};
    case QueryField::Any:
    case QueryField::Name:
    case QueryField::Status:
        return {};
    }
    return {};
}

std::vector<QueryCompletion> completionsFor(const QString& typed, const QStringList& organizations)
{
    const QString word = typed.mid(beginOfLastWord(typed));
    std::vector<QueryCompletion> found;
    const QueryFieldWord* known = queryFieldOf(word);
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
    const QueryFieldWord* known = queryFieldOf(word);
    return known && word.endsWith(QLatin1Char(':')) ? queryFieldHint(known->field) : QString();
}

} // namespace steward
