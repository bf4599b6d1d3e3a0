#include "app/table/cells.h"

#include "app/table/cell_words.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QCoreApplication>

#include <array>

namespace steward {
namespace {

struct CellText {
    Q_DECLARE_TR_FUNCTIONS(steward::InstanceTable)
};

constexpr quint64 lastKey = ~quint64(0);

QString presenceText(Presence presence)
{
    return presence == Presence::Unknown ? CellText::tr("not read") : noValueText();
}

std::chrono::seconds secondsUntil(const Audit& audit, Timestamp time)
{
    return std::chrono::duration_cast<std::chrono::seconds>(audit.snapshot().takenAt - time);
}

quint64 ageKey(const Audit& audit, const std::optional<Timestamp>& time)
{
    return time ? static_cast<quint64>(std::max<qint64>((audit.snapshot().takenAt - *time).count(), 0)) : lastKey;
}

std::optional<Timestamp> bornAt(const AuditRow& row)
{
    if (row.server && row.server->createdAt)
        return row.server->createdAt;
    return row.integration() ? row.integration()->createdAt : std::nullopt;
}

// What each column shows, and what it is ordered by.

QString organizationText(const Audit& audit, const AuditRow& row)
{
    return row.organizationId.isNull() ? CellText::tr("No organization") : audit.organizationName(row.organizationId);
}

QString stateCellText(const Audit&, const AuditRow& row)
{
    return instanceStateTitle(stateOf(row));
}

quint64 stateKey(const Audit&, const AuditRow& row)
{
    return static_cast<quint64>(stateOf(row));
}

QString storesLine(const AuditRow& row, StatusWords say)
{
    return storeSentences(row, say).join(QStringLiteral(" · "));
}

QString storesText(const Audit&, const AuditRow& row)
{
    return storesLine(row, rowStatusText);
}

/// What differs first, then what is missing.
quint64 storesKey(const Audit&, const AuditRow& row)
{
    quint64 key = 0;
    for (const StoreMark mark : storeMarks(row))
        key = key * 8 + (7 - orderOfStoreMark(mark));
    return key;
}

QString phoneCellText(const Audit&, const AuditRow& row)
{
    return row.phone() ? phoneInGroups(*row.phone()) : noValueText();
}

quint64 phoneKey(const Audit&, const AuditRow& row)
{
    return row.phone() ? row.phone()->digits() : lastKey;
}

QString sinceText(const Audit& audit, const AuditRow& row)
{
    const std::optional<Timestamp> since = sinceOf(row);
    return since ? shortDurationText(secondsUntil(audit, *since)) : noValueText();
}

quint64 sinceKey(const Audit& audit, const AuditRow& row)
{
    return ageKey(audit, sinceOf(row));
}

QString problemCellText(const Audit&, const AuditRow& row)
{
    if (row.findings.empty())
        return row.isIgnored ? CellText::tr("Left alone") : QString();
    if (row.findings.size() == 1)
        return findingTitle(row.findings.front().code);
    //: %1 is the worst problem's title, %2 the number of further ones
    return CellText::tr("%1 +%2").arg(
        findingTitle(row.findings.front().code), QString::number(row.findings.size() - 1));
}

/// The worst first, then the order in which findings are told. Rows of one organization, whose names begin alike, stay
/// together.
quint64 problemKey(const Audit&, const AuditRow& row)
{
    if (row.findings.empty())
        return lastKey;
    const auto severity = static_cast<quint64>(Severity::Error) - static_cast<quint64>(*row.worst());
    const auto code = static_cast<quint64>(row.findings.front().code);
    return severity << 32 | code;
}

QString instanceText(const Audit&, const AuditRow& row)
{
    return row.title();
}

QString clinicText(const Audit& audit, const AuditRow& row)
{
    const QString name = row.integration() ? audit.clinicName(row.integration()->clinicId) : QString();
    return name.isEmpty() ? noValueText() : name;
}

QString verdictCellText(const Audit&, const AuditRow& row)
{
    return verdictTitle(row.verdict);
}

quint64 verdictKey(const Audit&, const AuditRow& row)
{
    return static_cast<quint64>(row.verdict == Verdict::Problem ? 0 : static_cast<int>(row.verdict) + 1);
}

QString serverText(const Audit&, const AuditRow& row)
{
    return row.server ? connectionText(row.server->connection) : presenceText(row.inServer);
}

quint64 serverKey(const Audit&, const AuditRow& row)
{
    return row.server ? static_cast<quint64>(row.server->connection) : lastKey;
}

QString memoryCellText(const Audit&, const AuditRow& row)
{
    return row.inServer == Presence::Unknown ? presenceText(row.inServer) : memoryText(row.memory);
}

quint64 memoryKey(const Audit&, const AuditRow& row)
{
    return row.memory == MemoryState::NotAsked ? lastKey : static_cast<quint64>(row.memory);
}

QString databaseWords(const AuditRow& row, StatusWords say)
{
    const Integration* integration = row.integration();
    if (!integration)
        return presenceText(row.inDatabase);
    if (row.integrations.size() > 1) {
        //: %1 is a status such as "active", %2 the number of further database rows
        return CellText::tr("%1 +%2").arg(say(integration->status), QString::number(row.integrations.size() - 1));
    }
    if (!integration->enabled && integration->status != QLatin1String("disabled")) {
        //: %1 is a status such as "active"
        return CellText::tr("%1 (switched off)").arg(say(integration->status));
    }
    return say(integration->status);
}

QString databaseText(const Audit&, const AuditRow& row)
{
    return databaseWords(row, rowStatusText);
}

QString cacheText(const Audit&, const AuditRow& row)
{
    const CacheEntry* entry = row.cacheEntry();
    if (!entry)
        return presenceText(row.inCache);
    if (entry->ttlSeconds < 0)
        return CellText::tr("no limit");
    return durationText(std::chrono::seconds(entry->ttlSeconds));
}

quint64 cacheKey(const Audit&, const AuditRow& row)
{
    const CacheEntry* entry = row.cacheEntry();
    if (!entry)
        return lastKey - (row.inCache == Presence::Unknown ? 0 : 1);
    return entry->ttlSeconds < 0 ? quint64(1) << 62 : static_cast<quint64>(entry->ttlSeconds);
}

QString ageText(const Audit& audit, const AuditRow& row)
{
    const std::optional<Timestamp> born = bornAt(row);
    return born ? durationText(secondsUntil(audit, *born)) : noValueText();
}

quint64 bornKey(const Audit& audit, const AuditRow& row)
{
    return ageKey(audit, bornAt(row));
}

struct ColumnEntry {
    Column column;
    const char* title;
    const char* hint;
    std::optional<Store> store;
    int width; ///< in the design's pixels
    bool isNumeric;
    bool isShownAtFirst;
    ColumnOrder order;
    QString (*text)(const Audit&, const AuditRow&);
    quint64 (*key)(const Audit&, const AuditRow&); ///< null where the order is none of numbers
};

constexpr const char* textContext = "steward::InstanceTable";
using enum ColumnOrder;

// One line a column, from left to right.
constexpr std::array<ColumnEntry, columnCount> columns{{
    {Column::Organization,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Organization"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Whose it is, and the last six digits of its name on the server."),
     {},
     260,
     false,
     true,
     Text,
     organizationText,
     nullptr},
    {Column::State, QT_TRANSLATE_NOOP("steward::InstanceTable", "State"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "What the server runs now, where it was asked; else what it lists."),
     Store::Server, 124, false, true, Number, stateCellText, stateKey},
    {Column::Stores,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Stores"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Server, database and cache: what each says of it."),
     {},
     76,
     false,
     true,
     Number,
     storesText,
     storesKey},
    {Column::Phone,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Phone"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "The connected number, else the one in its row or cache entry."),
     {},
     116,
     false,
     true,
     Number,
     phoneCellText,
     phoneKey},
    {Column::Since,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Since"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "How long it has been in its state."),
     {},
     68,
     true,
     true,
     Number,
     sinceText,
     sinceKey},
    {Column::Problem,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Problem"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "What is wrong, the worst first, and how much more there is."),
     {},
     158,
     false,
     true,
     Number,
     problemCellText,
     problemKey},
    {Column::Instance,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Name on the server"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "The instance's whole name."),
     {},
     220,
     false,
     false,
     Rows,
     instanceText,
     nullptr},
    {Column::Clinic, QT_TRANSLATE_NOOP("steward::InstanceTable", "Clinic"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "The place of the organization that its row names."), Store::Database,
     150, false, false, Text, clinicText, nullptr},
    {Column::Verdict,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Verdict"),
     QT_TRANSLATE_NOOP(
         "steward::InstanceTable", "What it comes to. Works: connected, nothing wrong, and its messages arrive."),
     {},
     130,
     false,
     false,
     Number,
     verdictCellText,
     verdictKey},
    {Column::Server, QT_TRANSLATE_NOOP("steward::InstanceTable", "Listed as"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "The state that the server's list tells."), Store::Server, 110, false,
     false, Number, serverText, serverKey},
    {Column::Memory, QT_TRANSLATE_NOOP("steward::InstanceTable", "Running"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "The state that the server keeps in memory, where it was asked."),
     Store::Server, 110, false, false, Number, memoryCellText, memoryKey},
    {Column::Database, QT_TRANSLATE_NOOP("steward::InstanceTable", "Row"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "The status of its row in the database."), Store::Database, 120, false,
     false, Text, databaseText, nullptr},
    {Column::Cache, QT_TRANSLATE_NOOP("steward::InstanceTable", "Time left"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "How long its cache entry still lives."), Store::Cache, 90, true,
     false, Number, cacheText, cacheKey},
    {Column::Age,
     QT_TRANSLATE_NOOP("steward::InstanceTable", "Age"),
     QT_TRANSLATE_NOOP("steward::InstanceTable", "How long ago it was created."),
     {},
     90,
     true,
     false,
     Number,
     ageText,
     bornKey},
}};

constexpr bool columnsAreInOrder()
{
    for (int place = 0; place < columnCount; ++place) {
        const ColumnEntry& entry = columns[static_cast<size_t>(place)];
        if (static_cast<int>(entry.column) != place || (entry.order == Number) != (entry.key != nullptr))
            return false;
    }
    return true;
}
static_assert(columnsAreInOrder(), "the table is indexed by column, and what is ordered by numbers has one");

const ColumnEntry& entryOf(Column column)
{
    return columns[static_cast<size_t>(column)];
}

} // namespace

QString columnTitle(Column column)
{
    return QCoreApplication::translate(textContext, entryOf(column).title);
}

QString columnHint(Column column)
{
    return QCoreApplication::translate(textContext, entryOf(column).hint);
}

std::optional<Store> storeOf(Column column)
{
    return entryOf(column).store;
}

bool isNumeric(Column column)
{
    return entryOf(column).isNumeric;
}

bool isShownAtFirst(Column column)
{
    return entryOf(column).isShownAtFirst;
}

int widthOf(Column column)
{
    return entryOf(column).width;
}

ColumnOrder orderOf(Column column)
{
    return entryOf(column).order;
}

quint64 numericKey(const Audit& audit, const AuditRow& row, Column column)
{
    return entryOf(column).key(audit, row);
}

QString fileCellText(const Audit& audit, const AuditRow& row, Column column)
{
    const StatusWords asItIs = [](const QString& status) { return status; };
    if (column == Column::Database)
        return databaseWords(row, asItIs);
    return column == Column::Stores ? storesLine(row, asItIs) : cellText(audit, row, column);
}

QString cellText(const Audit& audit, const AuditRow& row, Column column)
{
    return entryOf(column).text(audit, row);
}

std::optional<Timestamp> momentOf(const AuditRow& row, Column column)
{
    if (column == Column::Since)
        return sinceOf(row);
    return column == Column::Age ? bornAt(row) : std::nullopt;
}

bool isUnknown(const Audit& audit, Column column)
{
    const std::optional<Store> store = storeOf(column);
    if (!store)
        return false;
    switch (*store) {
    case Store::Server:
        return !audit.snapshot().server.isWhole();
    case Store::Database:
        return !audit.snapshot().database.isWhole();
    case Store::Cache:
        return !audit.snapshot().cache.isWhole();
    }
    return true;
}

} // namespace steward
