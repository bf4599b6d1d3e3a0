#include "domain/query/query_fields.h"

#include <algorithm>
#include <array>

namespace steward {
namespace {

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
ProblemSet problemsNamed(const QByteArray& value, const ProblemNames& names)
{
    for (const auto& [word, severity] :
         {std::pair("error", Severity::Error), {"warning", Severity::Warning}, {"note", Severity::Info}}) {
        if (value == word)
            return problemsOfSeverity(severity);
    }
    for (int place = 0; place < problemGroupCount; ++place) {
        const auto group = static_cast<ProblemGroup>(place);
        if (value == groupWord(group) || value == names.groups[static_cast<size_t>(place)])
            return problemsIn(group);
    }
    if (const auto code = findingFromWord(QString::fromUtf8(value)))
        return problemBit(*code);
    return bitsWhere(findingCodeCount, [&value, &names](int place) {
        return findingWord(static_cast<FindingCode>(place)).toLatin1().contains(value) ||
               names.titles[static_cast<size_t>(place)].contains(value);
    });
}

bool takeProblem(RowQuery::Term& term, const QByteArray& value, const ProblemNames& names)
{
    term.isNot = value == noneWord;
    term.set = term.isNot || value == "any" ? problemsThatMatter() : problemsNamed(value, names);
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

const QueryFieldWord* queryFieldOf(const QString& word)
{
    const auto& words = queryFieldWords();
    const auto found = std::ranges::find_if(words, [&word](const QueryFieldWord& known) {
        return word.startsWith(QLatin1String(known.word) + QLatin1Char(':'), Qt::CaseInsensitive);
    });
    return found == words.end() ? nullptr : &*found;
}

bool takeQueryValue(RowQuery::Term& term, const QByteArray& value, const ProblemNames& names)
{
    term.text = value;
    switch (term.field) {
    case QueryField::State:
        return takeState(term, value);
    case QueryField::Phone:
        return takePhone(term, value);
    case QueryField::Problem:
        return takeProblem(term, value, names);
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
