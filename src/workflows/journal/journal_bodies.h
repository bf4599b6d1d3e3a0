#pragma once

#include "workflows/journal/journal_chain.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/journal_values.h"

#include <QByteArray>

#include <vector>

namespace steward {

/// The bodies of the journal's records: compact JSON with sorted keys, "record" says which.
namespace JournalBodies {

QByteArray started(Timestamp at, const OperationId& operation, const JournalTask& task, qint64 process);
QByteArray intents(
    Timestamp at, const OperationId& operation, qint64 firstStep, const std::vector<JournalStep>& steps,
    Sending sending);
/// The calls of these steps go out now.
QByteArray sent(Timestamp at, const OperationId& operation, const std::vector<qint64>& steps);
QByteArray results(Timestamp at, const OperationId& operation, const std::vector<JournalStepResult>& results);
QByteArray finished(Timestamp at, const OperationId& operation, OperationOutcome outcome);
/// `operations`: how many have been forgotten since the journal began.
QByteArray summary(Timestamp at, qint64 operations, const ChainGaps& gaps);

} // namespace JournalBodies

/// A summary record's content.
struct JournalSummary {
    qint64 operations = 0;
    ChainGaps gaps;
};

std::optional<JournalSummary> journalSummaryOf(const QByteArray& body);
/// When a record was written.
Timestamp journalTimeOf(const QByteArray& body);

/// The operations, gathered from the records in their order.
class JournalLedger final {
public:
    explicit JournalLedger(JournalReading reading = {})
        : m_reading(std::move(reading))
    {
    }

    /// False: the body is none that this version knows.
    bool add(const StoredRecord& record);

    const std::vector<JournalEntry>& entries() const { return m_entries; } ///< in the order of their begin
    qint64 forgottenOperations() const { return m_forgotten; }
    const std::vector<qint64>& summaryNumbers() const { return m_summaryNumbers; }
    /// The record numbers of the operation at that place in entries().
    const std::vector<qint64>& numbersOf(size_t place) const { return m_numbers.at(place); }

private:
    bool addToOperation(const QString& kind, const QJsonObject& body, const StoredRecord& record);
    void addIntents(const QJsonObject& body, size_t place);
    void addSent(const QJsonObject& body, size_t place);
    void addResults(const QJsonObject& body, size_t place);
    JournaledStep* keptStep(JournalEntry& entry, qint64 number) const;
    void measureTrail(size_t place, qsizetype added);
    std::optional<TrailPart> partOf(const JournalEntry& entry) const;

    const JournalReading m_reading;
    std::vector<JournalEntry> m_entries;
    std::vector<std::vector<qint64>> m_numbers;
    std::vector<qsizetype> m_trailBytes; ///< of the records that each trail is from
    std::map<OperationId, size_t> m_places;
    std::vector<qint64> m_summaryNumbers;
    qint64 m_forgotten = 0;
};

} // namespace steward
