#include "app/table/cell_words.h"

#include "domain/iso_time.h"
#include "domain/unknown_value.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct CellWords {
    Q_DECLARE_TR_FUNCTIONS(steward::InstanceTable)
};

constexpr qint64 secondsOfDay = 86400;

QString cacheWords(const CacheEntry& entry)
{
    if (entry.state != CacheValueState::Readable)
        return CellWords::tr("unreadable");
    if (entry.ttlSeconds < 0)
        return CellWords::tr("never expires");
    //: %1 is a time such as "56 min"
    return CellWords::tr("%1 left").arg(durationText(std::chrono::seconds(entry.ttlSeconds)));
}

struct StatusText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowStatus)
};

QString presentWords(const AuditRow& row, Store store, StatusWords say)
{
    switch (store) {
    case Store::Server:
        return instanceStateTitle(stateOf(row));
    case Store::Database:
        if (row.integration())
            return row.integration()->enabled ? say(row.integration()->status) : CellWords::tr("switched off");
        return CellWords::tr("present");
    case Store::Cache:
        return row.cacheEntry() ? cacheWords(*row.cacheEntry()) : CellWords::tr("present");
    }
    return unknownText();
}

Presence presenceIn(const AuditRow& row, Store store)
{
    switch (store) {
    case Store::Server:
        return row.inServer;
    case Store::Database:
        return row.inDatabase;
    case Store::Cache:
        return row.inCache;
    }
    return Presence::Unknown;
}

QString wordsOf(const AuditRow& row, Store store, StatusWords say)
{
    switch (presenceIn(row, store)) {
    case Presence::Unknown:
        return CellWords::tr("not read");
    case Presence::Absent:
        return CellWords::tr("nothing");
    case Presence::Present:
        return presentWords(row, store, say);
    }
    return unknownText();
}

/// Green is for what works alone.
Mark stateMark(const AuditRow& row, InstanceState state)
{
    const bool isUnproven = state == InstanceState::Connected && row.verdict != Verdict::Working;
    return {markOfState(state).shape, isUnproven ? Tone::Quiet : markOfState(state).tone};
}

QString problemSentences(const AuditRow& row)
{
    QStringList lines;
    for (const Finding& finding : row.findings)
        lines << findingTitle(finding.code) + QStringLiteral(": ") + sentenceOf(finding);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString noValueText()
{
    return QStringLiteral("–");
}

QString storeLabel(Store store)
{
    switch (store) {
    case Store::Server:
        return CellWords::tr("Server");
    case Store::Database:
        return CellWords::tr("Database");
    case Store::Cache:
        return CellWords::tr("Cache");
    }
    return unknownText();
}

QString rowStatusText(const QString& status)
{
    static constexpr std::array words{
        QT_TRANSLATE_NOOP("steward::RowStatus", "active"), QT_TRANSLATE_NOOP("steward::RowStatus", "pending"),
        QT_TRANSLATE_NOOP("steward::RowStatus", "disconnected"), QT_TRANSLATE_NOOP("steward::RowStatus", "disabled")};
    const auto known = std::ranges::find(words, status, [](const char* word) { return QLatin1String(word); });
    return known == words.end() ? status : StatusText::tr(*known);
}

QString storeWords(const AuditRow& row, Store store)
{
    return wordsOf(row, store, rowStatusText);
}

QStringList storeSentences(const AuditRow& row, StatusWords say)
{
    const StoreMarks marks = storeMarks(row);
    QStringList sentences;
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        const StoreMark mark = marks[static_cast<size_t>(store)];
        const bool differs = mark == StoreMark::Warns || mark == StoreMark::Errs;
        //: %1 is a store, %2 what it says of an instance: "Database differs: pending"
        const QString pattern = differs ? CellWords::tr("%1 differs: %2")
                                        //: %1 is a store, %2 what it says of an instance: "Database: active"
                                        : CellWords::tr("%1: %2");
        sentences << pattern.arg(storeLabel(store), wordsOf(row, store, say));
    }
    return sentences;
}

quint64 orderOfStoreMark(StoreMark mark)
{
    switch (mark) {
    case StoreMark::Agrees:
        return 0;
    case StoreMark::Unread:
        return 1;
    case StoreMark::Nothing:
        return 2;
    case StoreMark::Warns:
        return 3;
    case StoreMark::Errs:
        return 4;
    }
    return orderOfStoreMark(StoreMark::Unread);
}

QString cellSpeech(const Audit& audit, const AuditRow& row, Column column)
{
    QString text = cellText(audit, row, column);
    if (column == Column::Stores)
        return storeSentences(row).join(QStringLiteral(", "));
    if (column != Column::Organization)
        return text;
    const QString suffix = nameSuffix(row.name);
    //: %1 is an organization, %2 the last digits of its instance's name, or the whole name; read aloud
    const QString named = CellWords::tr("%1, %2").arg(text, suffix.isEmpty() ? row.title() : suffix);
    //: %1 is an organization and its instance; read aloud
    return row.isProtected ? CellWords::tr("%1, protected").arg(named) : named;
}

QString cellHint(const Audit& audit, const AuditRow& row, Column column)
{
    switch (column) {
    case Column::Organization: {
        QString hint = cellText(audit, row, column);
        const QString clinic = cellText(audit, row, Column::Clinic);
        if (clinic != noValueText())
            hint += QStringLiteral(" · ") + clinic;
        hint += QLatin1Char('\n') + row.title();
        if (row.isProtected)
            hint += QLatin1Char('\n') + CellWords::tr("Protected: no plan deletes, disables or cleans it.");
        return hint;
    }
    case Column::State:
        return instanceStateHint(stateOf(row));
    case Column::Stores:
        return storeSentences(row).join(QLatin1Char('\n'));
    case Column::Since: {
        const std::optional<Timestamp> since = sinceOf(row);
        return since ? timeText(since) : CellWords::tr("No store says since when.");
    }
    case Column::Problem:
        return problemSentences(row);
    case Column::Phone:
    case Column::Instance:
    case Column::Clinic:
    case Column::Verdict:
    case Column::Server:
    case Column::Memory:
    case Column::Database:
    case Column::Cache:
    case Column::Age:
    case Column::ColumnCount:
        break;
    }
    return cellText(audit, row, column);
}

Mark cellMark(const AuditRow& row, Column column)
{
    switch (column) {
    case Column::State:
        return stateMark(row, stateOf(row));
    case Column::Problem:
        return row.isIgnored ? Mark{} : severityMark(row.worst());
    case Column::Verdict:
        return row.verdict == Verdict::Problem ? severityMark(row.worst()) : verdictMark(row.verdict);
    case Column::Server:
        return row.server ? connectionMark(row.server->connection) : Mark{};
    case Column::Memory:
        return memoryMark(row.memory);
    case Column::Instance:
        return row.isProtected ? Mark{MarkShape::Lock, Tone::Quiet} : Mark{};
    case Column::Organization:
    case Column::Stores:
    case Column::Phone:
    case Column::Since:
    case Column::Clinic:
    case Column::Database:
    case Column::Cache:
    case Column::Age:
    case Column::ColumnCount:
        break;
    }
    return {};
}

Pill statePill(const AuditRow& row)
{
    const InstanceState state = stateOf(row);
    const bool isFilled =
        state == InstanceState::Ghost || state == InstanceState::Pairing || state == InstanceState::Disconnected;
    return {stateMark(row, state), instanceStateTitle(state), isFilled, state == InstanceState::Connected};
}

Mark connectionMark(Connection connection)
{
    switch (connection) {
    case Connection::Open:
        return {MarkShape::FilledRing, Tone::Quiet}; // whether it works is the verdict's
    case Connection::Connecting:
        return {MarkShape::DottedRing, Tone::Busy};
    case Connection::Close:
        return {MarkShape::Ring, Tone::Quiet};
    case Connection::Other:
        return {MarkShape::Question, Tone::Quiet};
    }
    return {MarkShape::Question, Tone::Quiet};
}

Mark memoryMark(MemoryState state)
{
    switch (state) {
    case MemoryState::Open:
        return connectionMark(Connection::Open);
    case MemoryState::Connecting:
        return connectionMark(Connection::Connecting);
    case MemoryState::Close:
        return connectionMark(Connection::Close);
    case MemoryState::Missing:
        return {MarkShape::Triangle, Tone::Error};
    case MemoryState::NotFound:
    case MemoryState::Unknown:
        return {MarkShape::Question, Tone::Quiet};
    case MemoryState::NotAsked:
        return {};
    }
    return {MarkShape::Question, Tone::Quiet};
}

Mark markOfState(InstanceState state)
{
    switch (state) {
    case InstanceState::Connected:
        return {MarkShape::FilledRing, Tone::Good};
    case InstanceState::Disconnected:
        return {MarkShape::Ring, Tone::Quiet};
    case InstanceState::Pairing:
        return {MarkShape::DottedRing, Tone::Busy};
    case InstanceState::NotOnServer:
        return {MarkShape::Dash, Tone::Quiet};
    case InstanceState::Ghost:
        return {MarkShape::Triangle, Tone::Error};
    case InstanceState::NotRead:
    case InstanceState::Other:
        break;
    }
    return {MarkShape::Question, Tone::Quiet};
}

Mark severityMark(std::optional<Severity> worst)
{
    if (!worst)
        return {};
    switch (*worst) {
    case Severity::Info:
        return {MarkShape::Note, Tone::Busy};
    case Severity::Warning:
        return {MarkShape::Diamond, Tone::Warning};
    case Severity::Error:
        return {MarkShape::Triangle, Tone::Error};
    }
    return {MarkShape::Question, Tone::Warning};
}

Mark verdictMark(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Unknown:
        return {MarkShape::Question, Tone::Quiet};
    case Verdict::Problem:
        return {MarkShape::Triangle, Tone::Warning};
    case Verdict::SwitchedOff:
        return {MarkShape::Dash, Tone::Quiet};
    case Verdict::NotPaired:
        return {MarkShape::Ring, Tone::Quiet};
    case Verdict::NotChecked:
        return {MarkShape::DottedRing, Tone::Quiet};
    case Verdict::Working:
        return {MarkShape::Dot, Tone::Good};
    }
    return verdictMark(Verdict::Unknown);
}

QString connectionText(Connection connection)
{
    switch (connection) {
    case Connection::Open:
        return CellWords::tr("open");
    case Connection::Connecting:
        return CellWords::tr("connecting");
    case Connection::Close:
        return CellWords::tr("closed");
    case Connection::Other:
        return CellWords::tr("unknown");
    }
    return unknownText();
}

QString memoryText(MemoryState state)
{
    switch (state) {
    case MemoryState::NotAsked:
        return noValueText();
    case MemoryState::Open:
        return connectionText(Connection::Open);
    case MemoryState::Connecting:
        return connectionText(Connection::Connecting);
    case MemoryState::Close:
        return connectionText(Connection::Close);
    case MemoryState::Missing:
        return CellWords::tr("missing");
    case MemoryState::NotFound:
    case MemoryState::Unknown:
        return CellWords::tr("no answer");
    }
    return unknownText();
}

QString phoneInGroups(const PhoneNumber& phone)
{
    const QString digits = QString::number(phone.digits());
    // Brazil: country, area, and eight or nine digits with a dash before the last four. Others have rules of their own.
    if (!digits.startsWith(QLatin1String("55")) || digits.size() < 12 || digits.size() > 13)
        return phone.text();
    const QString number = digits.mid(4);
    return QStringLiteral("+55 %1 %2-%3").arg(digits.mid(2, 2), number.chopped(4), number.right(4));
}

QString durationText(std::chrono::seconds duration)
{
    const qint64 seconds = std::max<qint64>(duration.count(), 0);
    if (seconds < 60)
        return CellWords::tr("%n s", nullptr, static_cast<int>(seconds));
    if (seconds < 3600 * 2)
        return CellWords::tr("%n min", nullptr, static_cast<int>(seconds / 60));
    if (seconds < secondsOfDay * 2)
        return CellWords::tr("%n h", nullptr, static_cast<int>(seconds / 3600));
    return CellWords::tr("%n day(s)", nullptr, static_cast<int>(seconds / secondsOfDay));
}

QString shortDurationText(std::chrono::seconds duration)
{
    const qint64 seconds = std::max<qint64>(duration.count(), 0);
    const auto days = static_cast<int>(seconds / secondsOfDay);
    if (days < 2)
        return durationText(duration);
    if (days < 100)
        return CellWords::tr("%n d", nullptr, days);
    if (days < 365)
        return CellWords::tr("%n mo", nullptr, days / 30);
    return CellWords::tr("%n y", nullptr, days / 365);
}

QString timeText(const std::optional<Timestamp>& time)
{
    if (!time)
        return noValueText();
    return QLocale().toString(localTime(*time), QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace steward
