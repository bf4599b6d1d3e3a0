#include "domain/query/query_fields.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct QueryFieldText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowQuery)
};

constexpr std::array storeQueryWords{"server", "database", "cache"};
const QByteArray noneWord = QByteArrayLiteral("none");
const QByteArray differsEnd = QByteArrayLiteral("-differs");
const QByteArray noBegin = QByteArrayLiteral("no-");

template<class Holds>
quint32 bitsWhere(int count, Holds holds)
{
    quint32 bits = 0;
    for (int place = 0; place < count; ++place)
        bits |= holds(place) ? quint32(1) << place : 0;
    return bits;
}

bool takeState(RowQuery::Term& term, const QByteArray& value)
{
    term.set = bitsWhere(instanceStateCount, [&value](int place) {
        return std::ranges::any_of(instanceStateWords(static_cast<InstanceState>(place)), [&value](const char* word) {
            return QByteArrayView(word).startsWith(value);
        });
    });
    return term.set != 0;
}

ProblemSet problemsOfSeverity(Severity severity)
{
    return bitsWhere(
        findingCodeCount, [severity](int place) { return severityOf(static_cast<FindingCode>(place)) == severity; });
}

/// A severity, a group, a code, or what codes and titles begin with or hold.
ProblemSet problemsNamed(const QByteArray& value)
{
    for (const auto& [word, severity] :
         {std::pair("error", Severity::Error), {"warning", Severity::Warning}, {"note", Severity::Info}}) {
        if (value == word)
            return problemsOfSeverity(severity);
    }
    for (int place = 0; place < problemGroupCount; ++place) {
        const auto group = static_cast<ProblemGroup>(place);
        if (value == groupWord(group) || value == foldedText(groupTitle(group)))
            return problemsIn(group);
    }
    if (const auto code = findingFromWord(QString::fromUtf8(value)))
        return problemBit(*code);
    return bitsWhere(findingCodeCount, [&value](int place) {
        const auto code = static_cast<FindingCode>(place);
        return findingWord(code).toLatin1().contains(value) || foldedText(findingTitle(code)).contains(value);
    });
}

bool takeProblem(RowQuery::Term& term, const QByteArray& value)
{
    term.isNot = value == noneWord;
    term.set = term.isNot || value == "any" ? problemsThatMatter() : problemsNamed(value);
    return term.set != 0;
}

qint64 secondsOfUnit(const QByteArray& unit)
{
    if (unit == "min")
        return 60;
    if (unit == "h")
        return 3600;
    if (unit == "d")
        return 86400;
    if (unit == "w")
        return 7 * 86400;
    if (unit == "mo")
        return 30 * 86400;
    return unit == "y" ? 365 * qint64(86400) : 0;
}

/// ">30d", "<2h"; "30d" is at least so long.
bool takeSince(RowQuery::Term& term, QByteArray value)
{
    term.isNot = value.startsWith('<');
    if (value.startsWith('<') || value.startsWith('>'))
        value.remove(0, 1);
    if (value.startsWith('='))
        value.remove(0, 1);
    if (value.isEmpty()) {
        term.isUnfinished = true;
        return true;
    }
    const auto end =
        std::ranges::find_if_not(value, [](char character) { return character >= '0' && character <= '9'; });
    const qsizetype digits = end - value.begin();
    if (digits == 0 || digits > 6)
        return false;
    term.seconds = value.first(digits).toLongLong() * secondsOfUnit(value.sliced(digits));
    term.isUnfinished = digits == value.size();
    return term.isUnfinished || term.seconds > 0;
}

/// "cache": it holds something; "no-cache": it was read and does not; "cache-differs"; "unread": one of the three.
bool takeStore(RowQuery::Term& term, QByteArray value)
{
    using enum StoreMark;
    const auto asks = [&term](std::initializer_list<StoreMark> marks) {
        for (const StoreMark mark : marks)
            term.set |= quint32(1) << static_cast<int>(mark);
        return true;
    };
    if (value == "unread") {
        term.store = storeQueryWords.size(); // whichever
        return asks({Unread});
    }
    const bool isNo = value.startsWith(noBegin);
    const bool differs = value.endsWith(differsEnd);
    value = value.sliced(isNo ? noBegin.size() : 0);
    value.chop(differs ? differsEnd.size() : 0);
    const auto* const found =
        std::ranges::find_if(storeQueryWords, [&value](const char* word) { return value == word; });
    if (found == storeQueryWords.end() || (isNo && differs))
        return false;
    term.store = static_cast<quint8>(found - storeQueryWords.begin());
    if (isNo)
        return asks({Nothing});
    return differs ? asks({Warns, Errs}) : asks({Agrees, Warns, Errs});
}

bool takeYesOrNo(RowQuery::Term& term, const QByteArray& value)
{
    term.isNot = value == "no";
    return term.isNot || value == "yes";
}

bool takeVerdict(RowQuery::Term& term, const QByteArray& value)
{
    term.set = bitsWhere(verdictCount, [&value](int place) {
        return verdictWord(static_cast<Verdict>(place)).toLatin1().startsWith(value);
    });
    return term.set != 0;
}

bool takePhone(RowQuery::Term& term, const QByteArray& value)
{
    term.isNot = value == noneWord;
    term.digits = digitsIn(value);
    return term.isNot || !term.digits.isEmpty();
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
        value("any", QueryFieldText::tr("an error or a warning")), value("none", QueryFieldText::tr("healthy")),
        value("error"), value("warning"), value("note")};
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
        value("no-server", QueryFieldText::tr("the server does not have it")),
        value("no-database", QueryFieldText::tr("the database does not have it")),
        value("no-cache", QueryFieldText::tr("the cache does not have it")),
        value("server-differs"),
        value("database-differs"),
        value("cache-differs"),
        value("unread", QueryFieldText::tr("a store did not say"))};
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

const std::vector<QueryFieldWord>& queryFieldWords()
{
    static const std::vector<QueryFieldWord> words{
        {"state", QueryField::State},         {"organization", QueryField::Organization},
        {"org", QueryField::Organization},    {"phone", QueryField::Phone},
        {"problem", QueryField::Problem},     {"finding", QueryField::Problem},
        {"since", QueryField::Since},         {"store", QueryField::Store},
        {"name", QueryField::Name},           {"status", QueryField::Status},
        {"protected", QueryField::Protected}, {"verdict", QueryField::Verdict}};
    return words;
}

QString queryFieldHint(QueryField field)
{
    switch (field) {
    case QueryField::Any:
        return {};
    case QueryField::State:
        return QueryFieldText::tr("connected, closed, pairing, ghost");
    case QueryField::Organization:
        return QueryFieldText::tr("a part of its name, or none");
    case QueryField::Phone:
        return QueryFieldText::tr("digits, or none");
    case QueryField::Problem:
        return QueryFieldText::tr("any, none, duplicates, ghost");
    case QueryField::Since:
        return QueryFieldText::tr(">30d, <2h");
    case QueryField::Store:
        return QueryFieldText::tr("cache, no-cache, cache-differs, unread");
    case QueryField::Name:
        return QueryFieldText::tr("a part of the name on the server, or =the whole name; several with | between");
    case QueryField::Status:
        return QueryFieldText::tr("the row's status, such as pending");
    case QueryField::Protected:
        return QueryFieldText::tr("yes, no");
    case QueryField::Verdict:
        return QueryFieldText::tr("working, problem, not-checked");
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
        return {value(">30d", QueryFieldText::tr("for more than 30 days")), value(">7d"), value("<24h"), value("<1h")};
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

bool takeQueryValue(RowQuery::Term& term, const QByteArray& value)
{
    term.text = value;
    switch (term.field) {
    case QueryField::State:
        return takeState(term, value);
    case QueryField::Phone:
        return takePhone(term, value);
    case QueryField::Problem:
        return takeProblem(term, value);
    case QueryField::Since:
        return takeSince(term, value);
    case QueryField::Store:
        return takeStore(term, value);
    case QueryField::Protected:
        return takeYesOrNo(term, value);
    case QueryField::Verdict:
        return takeVerdict(term, value);
    case QueryField::Organization:
        term.isNot = value == noneWord;
        return true;
    case QueryField::Any:
        term.digits = digitsIn(value);
        return true;
    case QueryField::Name:
        term.names = value.split('|');
        term.names.removeAll({});
        term.isUnfinished = term.names.isEmpty();
        return true;
    case QueryField::Status:
        return true;
    }
    return false;
}

} // namespace steward
