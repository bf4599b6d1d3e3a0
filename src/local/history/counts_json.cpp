#include "local/history/counts_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

const QString goneWord = QStringLiteral("gone");
const QString rowsKey = QStringLiteral("rows");
const QString organizationsKey = QStringLiteral("organizations");
const QString statesKey = QStringLiteral("states");
const QString findingsKey = QStringLiteral("findings");
const QString recordsKey = QStringLiteral("records");
const QString millisecondsKey = QStringLiteral("milliseconds");

QJsonArray arrayOf(const std::array<qint64, 3>& numbers)
{
    return {numbers[0], numbers[1], numbers[2]};
}

/// False: it is no count.
bool take(qint64& number, const QJsonValue& value)
{
    number = value.toInteger(-1);
    return number >= 0;
}

bool take(std::array<qint64, 3>& numbers, const QJsonValue& value)
{
    const QJsonArray array = value.toArray();
    return array.size() == 3 && take(numbers[0], array[0]) && take(numbers[1], array[1]) && take(numbers[2], array[2]);
}

bool takeStates(ReadingCounts& counts, const QJsonObject& states)
{
    for (auto each = states.begin(); each != states.end(); ++each) {
        qint64 count = 0;
        if (!take(count, each.value()))
            return false;
        counts.states[static_cast<size_t>(stateFromWord(each.key()).value_or(InstanceState::Other))] += count;
    }
    return !states.isEmpty();
}

bool takeFindings(ReadingCounts& counts, const QJsonObject& findings)
{
    for (auto each = findings.begin(); each != findings.end(); ++each) {
        qint64 count = 0;
        if (!take(count, each.value()))
            return false;
        if (const std::optional<FindingCode> code = findingFromWord(each.key()))
            counts.findings[static_cast<size_t>(*code)] = count;
    }
    return true;
}

} // namespace

QByteArray countsJson(const ReadingCounts& counts)
{
    QJsonObject states;
    for (int place = 0; place < instanceStateCount; ++place)
        states.insert(stateToWord(static_cast<InstanceState>(place)), counts.states[static_cast<size_t>(place)]);
    QJsonObject findings;
    for (int place = 0; place < findingCodeCount; ++place) {
        if (const auto& count = counts.findings[static_cast<size_t>(place)])
            findings.insert(findingWord(static_cast<FindingCode>(place)), *count);
    }
    const QJsonObject json{{rowsKey, counts.rows},
                           {organizationsKey, counts.organizations},
                           {statesKey, states},
                           {findingsKey, findings},
                           {recordsKey, arrayOf(counts.records)},
                           {millisecondsKey, arrayOf(counts.milliseconds)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<ReadingCounts> countsFromJson(Timestamp at, const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    ReadingCounts counts;
    counts.at = at;
    const bool isRight = take(counts.rows, object[rowsKey]) && take(counts.organizations, object[organizationsKey]) &&
                         takeStates(counts, object[statesKey].toObject()) &&
                         takeFindings(counts, object[findingsKey].toObject()) &&
                         take(counts.records, object[recordsKey]) && take(counts.milliseconds, object[millisecondsKey]);
    return isRight ? std::optional(counts) : std::nullopt;
}

QString stateToWord(const std::optional<InstanceState>& state)
{
    return state ? QLatin1String(instanceStateWords(*state).front()) : goneWord;
}

std::optional<InstanceState> stateFromWord(const QString& word)
{
    if (word == goneWord)
        return {};
    for (int place = 0; place < instanceStateCount; ++place) {
        const auto state = static_cast<InstanceState>(place);
        if (word == QLatin1String(instanceStateWords(state).front()))
            return state;
    }
    return InstanceState::Other;
}

} // namespace steward
