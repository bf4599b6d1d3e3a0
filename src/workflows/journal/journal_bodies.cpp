#include "workflows/journal/journal_bodies.h"

#include "domain/iso_time.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace steward {
namespace {

const QString atKey = QStringLiteral("at");
const QString recordKey = QStringLiteral("record");
const QString operationKey = QStringLiteral("operation");

const QString beginRecord = QStringLiteral("begin");
const QString intentsRecord = QStringLiteral("intents");
const QString sentRecord = QStringLiteral("sent");
const QString resultsRecord = QStringLiteral("results");
const QString finishRecord = QStringLiteral("finish");
const QString summaryRecord = QStringLiteral("summary");

const QString sentKey = QStringLiteral("sent");
const QString tellsSentKey = QStringLiteral("sent_records");
const QString itemKey = QStringLiteral("item");

constexpr qsizetype mostTrailBytes = 4 * 1024 * 1024;

QByteArray bytesOf(const QString& record, Timestamp at, QJsonObject body)
{
    body.insert(recordKey, record);
    body.insert(atKey, isoTime(at));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QByteArray bytesOf(const QString& record, Timestamp at, const OperationId& operation, QJsonObject body)
{
    body.insert(operationKey, operation.toString());
    return bytesOf(record, at, std::move(body));
}

Timestamp timeOf(const QJsonObject& body)
{
    return timeFromIso(body.value(atKey).toString()).value_or(Timestamp());
}

Store storeFrom(const QString& word)
{
    for (const Store store : {Store::Server, Store::Database}) {
        if (storeWord(store) == word)
            return store;
    }
    return Store::Cache;
}

JournalTrail announcedSteps(const QJsonObject& body, qint64 first)
{
    const Timestamp at = timeOf(body);
    const bool isSent = body.value(sentKey).toBool();
    JournalTrail steps;
    for (const QJsonValue step : body.value(QStringLiteral("steps")).toArray()) {
        steps.push_back(
            {at,
             storeFrom(step[QStringLiteral("store")].toString()),
             journalActionFromWord(step[QStringLiteral("action")].toString()),
             step[QStringLiteral("action")].toString(),
             step[QStringLiteral("target")].toString(),
             step[QStringLiteral("before")].toObject(),
             {},
             {},
             QByteArray::fromHex(step[itemKey].toString().toLatin1()),
             first + std::ssize(steps),
             isSent});
    }
    return steps;
}

QJsonObject jsonOf(const JournalStep& step)
{
    QJsonObject json{
        {QStringLiteral("store"), storeWord(storeOf(step.action))},
        {QStringLiteral("action"), journalActionWord(step.action)},
        {QStringLiteral("target"), step.target},
        {QStringLiteral("before"), step.before.json()}};
    if (!step.item.isEmpty())
        json.insert(itemKey, QString::fromLatin1(step.item.toHex()));
    return json;
}

} // namespace

QByteArray JournalBodies::started(Timestamp at, const OperationId& operation, const JournalTask& task, qint64 process)
{
    return bytesOf(
        beginRecord, at, operation,
        {{QStringLiteral("kind"), task.kind},
         {QStringLiteral("profile"), task.profile},
         {QStringLiteral("desk"), task.workstation},
         {QStringLiteral("title"), task.title},
         {QStringLiteral("person"), task.person},
         {QStringLiteral("process"), process},
         {tellsSentKey, true}});
}

QByteArray JournalBodies::intents(
    Timestamp at, const OperationId& operation, qint64 firstStep, const std::vector<JournalStep>& steps,
    Sending sending)
{
    QJsonArray array;
    for (const JournalStep& step : steps)
        array.append(jsonOf(step));
    QJsonObject body{{QStringLiteral("first"), firstStep}, {QStringLiteral("steps"), array}};
    if (sending == Sending::Now)
        body.insert(sentKey, true);
    return bytesOf(intentsRecord, at, operation, std::move(body));
}

QByteArray JournalBodies::sent(Timestamp at, const OperationId& operation, const std::vector<qint64>& steps)
{
    QJsonArray array;
    for (const qint64 step : steps)
        array.append(step);
    return bytesOf(sentRecord, at, operation, {{QStringLiteral("steps"), array}});
}

QByteArray
JournalBodies::results(Timestamp at, const OperationId& operation, const std::vector<JournalStepResult>& results)
{
    QJsonArray array;
    for (const JournalStepResult& result : results) {
        array.append(QJsonObject{
            {QStringLiteral("step"), result.step},
            {QStringLiteral("outcome"), stepOutcomeWord(result.outcome)},
            {QStringLiteral("after"), result.after.json()}});
    }
    return bytesOf(resultsRecord, at, operation, {{QStringLiteral("results"), array}});
}

QByteArray JournalBodies::finished(Timestamp at, const OperationId& operation, OperationOutcome outcome)
{
    return bytesOf(finishRecord, at, operation, {{QStringLiteral("outcome"), operationOutcomeWord(outcome)}});
}

QByteArray JournalBodies::summary(Timestamp at, qint64 operations, const ChainGaps& gaps)
{
    QJsonArray array;
    for (const auto& [first, last] : gaps) {
        array.append(QJsonObject{
            {QStringLiteral("first"), first},
            {QStringLiteral("last"), last.number},
            {QStringLiteral("hash"), QString::fromLatin1(last.hash.toHex())}});
    }
    return bytesOf(
        summaryRecord, at, {{QStringLiteral("operations"), operations}, {QStringLiteral("forgotten"), array}});
}

std::optional<JournalSummary> journalSummaryOf(const QByteArray& body)
{
    if (!body.contains(summaryRecord.toLatin1())) // nearly every record is another, and parsed once is enough
        return {};
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (json.value(recordKey) != summaryRecord)
        return {};
    JournalSummary summary;
    summary.operations = json.value(QStringLiteral("operations")).toInteger();
    for (const QJsonValue gap : json.value(QStringLiteral("forgotten")).toArray()) {
        summary.gaps.emplace(
            gap[QStringLiteral("first")].toInteger(),
            ChainEnd{
                gap[QStringLiteral("last")].toInteger(),
                QByteArray::fromHex(gap[QStringLiteral("hash")].toString().toLatin1())});
    }
    return summary;
}

Timestamp journalTimeOf(const QByteArray& body)
{
    return timeOf(QJsonDocument::fromJson(body).object());
}

bool JournalLedger::add(const StoredRecord& record)
{
    if (const std::optional<JournalSummary> summary = journalSummaryOf(record.body)) {
        m_summaryNumbers.push_back(record.number);
        m_forgotten = summary->operations;
        return true;
    }
    const QJsonObject body = QJsonDocument::fromJson(record.body).object();
    const OperationId id = OperationId::fromJson(body.value(operationKey));
    const QString kind = body.value(recordKey).toString();
    if (kind == beginRecord && !id.isNull()) {
        JournalEntry entry;
        entry.id = id;
        entry.task = {
            body.value(QStringLiteral("kind")).toString(), body.value(QStringLiteral("profile")).toString(),
            body.value(QStringLiteral("desk")).toString(), body.value(QStringLiteral("title")).toString(),
            body.value(QStringLiteral("person")).toString()};
        entry.process = body.value(QStringLiteral("process")).toInteger();
        entry.tellsSent = body.value(tellsSentKey).toBool();
        entry.startedAt = timeOf(body);
        m_places.emplace(id, m_entries.size());
        m_entries.push_back(std::move(entry));
        m_numbers.push_back({record.number});
        m_trailBytes.push_back(0);
        return true;
    }
    return addToOperation(kind, body, record);
}

void JournalLedger::addIntents(const QJsonObject& body, size_t place)
{
    JournalEntry& entry = m_entries.at(place);
    JournalTrail steps = announcedSteps(body, entry.steps);
    const std::optional<TrailPart> part = partOf(entry);
    entry.steps += std::ssize(steps);
    for (JournaledStep& step : steps) {
        if (m_reading.visitStep)
            m_reading.visitStep(entry, step);
        const bool isKept = part ? part->has(step.number) : !entry.hasLongTrail;
        if (isKept)
            entry.trail.push_back(std::move(step));
    }
}

/// Null where its trail is not kept.
JournaledStep* JournalLedger::keptStep(JournalEntry& entry, qint64 number) const
{
    const qint64 place = number - partOf(entry).value_or(TrailPart()).first;
    return place < 0 || place >= std::ssize(entry.trail) ? nullptr : &entry.trail.at(static_cast<size_t>(place));
}

void JournalLedger::addSent(const QJsonObject& body, size_t place)
{
    JournalEntry& entry = m_entries.at(place);
    for (const QJsonValue each : body.value(QStringLiteral("steps")).toArray()) {
        const qint64 number = each.toInteger(-1);
        if (m_reading.visitSent)
            m_reading.visitSent(entry, number);
        if (JournaledStep* step = keptStep(entry, number))
            step->isSent = true;
    }
}

void JournalLedger::addResults(const QJsonObject& body, size_t place)
{
    JournalEntry& entry = m_entries.at(place);
    const QJsonArray results = body.value(QStringLiteral("results")).toArray();
    entry.results += results.size();
    for (const QJsonValue result : results) {
        const qint64 number = result[QStringLiteral("step")].toInteger(-1);
        const auto outcome = stepOutcomeFromWord(result[QStringLiteral("outcome")].toString());
        const QJsonObject after = result[QStringLiteral("after")].toObject();
        if (m_reading.visitResult)
            m_reading.visitResult(entry, number, outcome, after);
        if (JournaledStep* step = keptStep(entry, number)) {
            step->outcome = outcome;
            step->after = after;
        }
    }
}

/// Set: that of its trail was asked for.
std::optional<TrailPart> JournalLedger::partOf(const JournalEntry& entry) const
{
    return entry.id == m_reading.ours ? m_reading.part : std::nullopt;
}

void JournalLedger::measureTrail(size_t place, qsizetype added)
{
    JournalEntry& entry = m_entries.at(place);
    m_trailBytes.at(place) += added;
    if (partOf(entry) || m_trailBytes.at(place) <= mostTrailBytes)
        return;
    entry.hasLongTrail = true;
    entry.trail = {};
}

bool JournalLedger::addToOperation(const QString& kind, const QJsonObject& body, const StoredRecord& record)
{
    const auto place = m_places.find(OperationId::fromJson(body.value(operationKey)));
    if (place == m_places.end())
        return false;
    JournalEntry& entry = m_entries.at(place->second);
    if (kind == intentsRecord || kind == resultsRecord)
        measureTrail(place->second, record.body.size());
    if (kind == intentsRecord) {
        addIntents(body, place->second);
    } else if (kind == sentRecord) {
        addSent(body, place->second);
    } else if (kind == resultsRecord) {
        addResults(body, place->second);
    } else if (kind == finishRecord) {
        entry.outcome = operationOutcomeFromWord(body.value(QStringLiteral("outcome")).toString());
        entry.finishedAt = timeOf(body);
        if (!entry.outcome)
            return false;
        if (entry.id != m_reading.ours)
            entry.trail = {}; // its end is known: nobody resumes it
    } else {
        return false;
    }
    m_numbers.at(place->second).push_back(record.number);
    return true;
}

} // namespace steward
