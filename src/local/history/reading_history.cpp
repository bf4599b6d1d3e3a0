#include "local/history/reading_history.h"

#include "local/history/counts_json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>

#include <algorithm>

namespace steward {
namespace {

struct HistoryAsideText {
    Q_DECLARE_TR_FUNCTIONS(steward::ReadingHistory)
};

constexpr std::chrono::days eachKept{2};
constexpr std::chrono::days hourlyKept{30};
constexpr std::chrono::hours clockSlack{1}; ///< what is later than that is of a clock that was wrong
constexpr int mostBits = 62;                ///< of SQLite's numbers, which have a sign
constexpr int mostHalvings = 6;

qint64 inMilliseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp timeOf(const QVariant& value)
{
    return Timestamp(std::chrono::milliseconds(value.toLongLong()));
}

QVariant bytesOf(const OrganizationId& id)
{
    return id.isNull() ? QVariant() : QVariant(id.uuid().toRfc4122());
}

Timestamp systemTime()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// Not whether more is known of it: that is no change of the instance.
bool isOther(const InstanceMoment& now, const InstanceMoment& before)
{
    return now.state != before.state || now.problems != before.problems || now.phone != before.phone;
}

} // namespace

struct ReadingHistory::Known {
    qint64 id = 0;
    OrganizationId organization;
    InstanceMoment last;
};

ReadingHistory::ReadingHistory(std::unique_ptr<HistoryFile> file, Clock clock)
    : m_file(std::move(file))
    , m_clock(clock ? std::move(clock) : Clock(systemTime))
{
    m_bits.fill(-1);
}

Result<std::unique_ptr<ReadingHistory>> ReadingHistory::open(const QString& path, const Limits& limits, Clock clock)
{
    Result<std::unique_ptr<HistoryFile>> file = HistoryFile::open(path, limits);
    if (!file)
        return std::unexpected(file.error());
    std::unique_ptr<ReadingHistory> history(new ReadingHistory(std::move(*file), std::move(clock)));
    if (const Result<void> loaded = history->loadProblems(); !loaded)
        return std::unexpected(loaded.error());
    return history;
}

Result<void> ReadingHistory::setAside(const QString& path)
{
    const QString aside = asidePath(path);
    const bool isMoved = std::ranges::all_of(fileEndings, [&](const char* ending) {
        const QString from = path + QLatin1String(ending);
        const QString to = aside + QLatin1String(ending);
        QFile::remove(to);
        return !QFile::exists(from) || QFile::rename(from, to);
    });
    if (isMoved)
        return {};
    return std::unexpected(Error{
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        HistoryAsideText::tr("The file %1 could not be renamed. Check whether you may write there.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("set aside %1").arg(path)});
}

qint64 ReadingHistory::sizeOf(const QString& path)
{
    qint64 bytes = 0;
    for (const char* ending : fileEndings)
        bytes += QFileInfo(path + QLatin1String(ending)).size();
    return bytes;
}

Result<void> ReadingHistory::loadProblems()
{
    Result<QSqlQuery> query = m_file->ask(QStringLiteral("SELECT bit, word FROM problems"));
    if (!query)
        return std::unexpected(query.error());
    while (query->next()) {
        const int bit = query->value(0).toInt();
        if (const auto code = findingFromWord(query->value(1).toString()); code && bit >= 0 && bit <= mostBits)
            m_bits[static_cast<size_t>(*code)] = bit;
    }
    return {};
}

/// Gives a bit of the file to each problem that it does not know yet.
Result<void> ReadingHistory::addProblems()
{
    for (int place = 0; place < findingCodeCount; ++place) {
        int& bit = m_bits[static_cast<size_t>(place)];
        if (bit >= 0)
            continue;
        const Result<QVariant> next = m_file->askOne(QStringLiteral("SELECT coalesce(max(bit), -1) + 1 FROM problems"));
        if (!next)
            return std::unexpected(next.error());
        if (next->toInt() > mostBits)
            return {}; // it stays unknown there
        bit = next->toInt();
        if (const Result<void> added = m_file->run(
                QStringLiteral("INSERT INTO problems (bit, word) VALUES (?, ?)"),
                {bit, findingWord(static_cast<FindingCode>(place))});
            !added)
            return added;
    }
    return {};
}

qint64 ReadingHistory::toFile(ProblemSet problems) const
{
    qint64 bits = 0;
    for (int place = 0; place < findingCodeCount; ++place) {
        const int bit = m_bits[static_cast<size_t>(place)];
        if (bit >= 0 && (problems & problemBit(static_cast<FindingCode>(place))) != 0)
            bits |= qint64(1) << bit;
    }
    return bits;
}

ProblemSet ReadingHistory::fromFile(qint64 bits) const
{
    ProblemSet problems = 0;
    for (int place = 0; place < findingCodeCount; ++place) {
        const int bit = m_bits[static_cast<size_t>(place)];
        if (bit >= 0 && (bits >> bit & 1) != 0)
            problems |= problemBit(static_cast<FindingCode>(place));
    }
    return problems;
}

/// From the columns state, problems, known, phone, reason.
InstanceMoment ReadingHistory::momentAt(const QSqlQuery& query, int column) const
{
    InstanceMoment moment;
    moment.state = stateFromWord(query.value(column).toString());
    moment.problems = fromFile(query.value(column + 1).toLongLong());
    moment.known = fromFile(query.value(column + 2).toLongLong());
    if (!query.value(column + 3).isNull())
        moment.phone = PhoneNumber::fromText(QLatin1Char('+') + query.value(column + 3).toString());
    moment.reason = query.value(column + 4).toInt();
    return moment;
}

Result<void> ReadingHistory::add(const ReadingRecord& record)
{
    Result<void> added = addAll(record);
    for (int halved = 0; !added && m_file->isAtLimit() && halved < mostHalvings; ++halved) {
        if (const Result<void> forgotten = forgetOlderHalf(); !forgotten)
            return forgotten;
        added = addAll(record);
    }
    return added;
}

Result<void> ReadingHistory::addAll(const ReadingRecord& record)
{
    HistoryFile::Transaction transaction(*m_file);
    if (const Result<void> started = transaction.begin(); !started)
        return started;
    m_bits.fill(-1); // another process may have given one
    for (const auto step : {&ReadingHistory::loadProblems, &ReadingHistory::addProblems, &ReadingHistory::forget}) {
        if (const Result<void> done = (this->*step)(); !done)
            return done;
    }
    const qint64 at = inMilliseconds(record.counts.at);
    const Result<QVariant> newest = m_file->askOne(QStringLiteral("SELECT coalesce(max(at), -1) FROM readings"));
    if (!newest)
        return std::unexpected(newest.error());
    if (const Result<void> added = m_file->run(
            QStringLiteral("INSERT OR IGNORE INTO readings (at, counts) VALUES (?, ?)"),
            {at, countsJson(record.counts)});
        !added)
        return added;
    if (newest->toLongLong() < at) { // else what is known of the instances is newer
        if (const Result<void> added = addChanges(record); !added)
            return added;
    }
    return transaction.commit();
}

Result<QHash<QByteArray, ReadingHistory::Known>> ReadingHistory::known()
{
    Result<QSqlQuery> query = m_file->ask(
        QStringLiteral("SELECT i.id, i.name, i.organization, c.state, c.problems, c.known, c.phone, c.reason "
                       "FROM instances i JOIN changes c ON c.instance = i.id "
                       "WHERE c.at = (SELECT max(at) FROM changes WHERE instance = i.id)"));
    if (!query)
        return std::unexpected(query.error());
    QHash<QByteArray, Known> all;
    while (query->next()) {
        all.insert(
            query->value(1).toByteArray(),
            {query->value(0).toLongLong(), OrganizationId(QUuid::fromRfc4122(query->value(2).toByteArray())),
             momentAt(*query, 3)});
    }
    if (query->lastError().isValid())
        return std::unexpected(m_file->failure(*query));
    return all;
}

/// The instance's number in the file, with its organization as it is now.
Result<qint64> ReadingHistory::idOf(QSqlQuery& insert, const InstanceRecord& record, const Known& known)
{
    if (known.id != 0) {
        if (record.organization.isNull() || record.organization == known.organization)
            return known.id; // the last that was known is kept
        const Result<void> done = m_file->run(
            QStringLiteral("UPDATE instances SET organization = ? WHERE (id = ?)"),
            {bytesOf(record.organization), known.id});
        return done ? Result<qint64>(known.id) : std::unexpected(done.error());
    }
    insert.bindValue(0, record.name.utf8());
    insert.bindValue(1, bytesOf(record.organization));
    if (!insert.exec())
        return std::unexpected(m_file->failure(insert));
    return insert.lastInsertId().toLongLong();
}

Result<void> ReadingHistory::write(QSqlQuery& insert, qint64 instance, Timestamp at, const InstanceMoment& moment)
{
    const QVariant phone = moment.phone ? QVariant(static_cast<qint64>(moment.phone->digits())) : QVariant();
    const QVariantList values{
        instance, inMilliseconds(at), stateToWord(moment.state), toFile(moment.problems), toFile(moment.known),
        phone,    moment.reason};
    for (int place = 0; place < values.size(); ++place)
        insert.bindValue(place, values[place]);
    if (!insert.exec())
        return std::unexpected(m_file->failure(insert));
    return {};
}

Result<void> ReadingHistory::addChanges(const ReadingRecord& record)
{
    Result<QHash<QByteArray, Known>> all = known();
    if (!all)
        return std::unexpected(all.error());
    Result<QSqlQuery> insert = m_file->prepare(QStringLiteral(
        "INSERT INTO changes (instance, at, state, problems, known, phone, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    Result<QSqlQuery> added =
        m_file->prepare(QStringLiteral("INSERT INTO instances (name, organization) VALUES (?, ?)"));
    if (!insert || !added)
        return std::unexpected(insert ? added.error() : insert.error());
    for (const InstanceRecord& instance : record.instances) {
        const Known before = all->take(instance.name.utf8());
        const InstanceMoment now = before.id == 0 ? instance.now : mergedMoment(before.last, instance.now);
        const Result<qint64> id = idOf(*added, instance, before);
        if (!id)
            return std::unexpected(id.error());
        if (before.id != 0 && !isOther(now, before.last))
            continue;
        if (const Result<void> written = write(*insert, *id, record.counts.at, now); !written)
            return written;
    }
    for (const Known& missing : std::as_const(*all)) { // no store names them
        if (!missing.last.state)
            continue;
        if (const Result<void> written = write(*insert, missing.id, record.counts.at, {}); !written)
            return written;
    }
    return {};
}

Result<void> ReadingHistory::forget()
{
    const Timestamp now = m_clock();
    const qint64 latest = inMilliseconds(now + clockSlack);
    for (const char* table : {"readings", "changes"}) {
        if (const Result<void> done =
                m_file->run(QStringLiteral("DELETE FROM %1 WHERE (at > ?)").arg(QLatin1String(table)), {latest});
            !done)
            return done;
    }
    for (const auto& [age, span] :
         {std::pair<std::chrono::milliseconds, std::chrono::milliseconds>(eachKept, std::chrono::hours(1)),
          {hourlyKept, std::chrono::days(1)}}) {
        const qint64 before = inMilliseconds(now - age);
        if (const Result<void> done = m_file->run(
                QStringLiteral("DELETE FROM readings WHERE at < ? AND at NOT IN "
                               "(SELECT max(at) FROM readings WHERE at < ? GROUP BY at / ?)"),
                {before, before, static_cast<qint64>(span.count())});
            !done)
            return done;
    }
    return forgetBefore(inMilliseconds(now - kept));
}

/// Of each instance the last change before the horizon stays: what it was then.
Result<void> ReadingHistory::forgetBefore(qint64 horizon)
{
    const std::pair<const char*, QVariantList> steps[]{
        {"DELETE FROM readings WHERE (at < ?)", {horizon}},
        {"DELETE FROM changes WHERE at < ? AND EXISTS (SELECT 1 FROM changes later WHERE "
         "later.instance = changes.instance AND later.at > changes.at AND later.at <= ?)",
         {horizon, horizon}},
        {"DELETE FROM changes WHERE (at < ? AND state = ?)", {horizon, stateToWord({})}},
        {"DELETE FROM instances WHERE NOT EXISTS (SELECT 1 FROM changes WHERE changes.instance = instances.id)", {}}};
    for (const auto& [sql, values] : steps) {
        if (const Result<void> done = m_file->run(QLatin1String(sql), values); !done)
            return done;
    }
    return {};
}

Result<void> ReadingHistory::forgetOlderHalf()
{
    HistoryFile::Transaction transaction(*m_file);
    if (const Result<void> started = transaction.begin(); !started)
        return started;
    const Result<QVariant> middle =
        m_file->askOne(QStringLiteral("SELECT (min(at) + max(at)) / 2 + 1 FROM (SELECT at FROM readings UNION "
                                      "SELECT at FROM changes)"));
    if (!middle)
        return std::unexpected(middle.error());
    if (const Result<void> done = forgetBefore(middle->toLongLong()); !done)
        return done;
    return transaction.commit();
}

Result<std::vector<ReadingCounts>> ReadingHistory::readings(Timestamp from, Timestamp upTo)
{
    Result<QSqlQuery> query = m_file->ask(
        QStringLiteral("SELECT at, counts FROM readings WHERE at >= ? AND at <= ? ORDER BY at"),
        {inMilliseconds(from), inMilliseconds(upTo)});
    if (!query)
        return std::unexpected(query.error());
    std::vector<ReadingCounts> all;
    while (query->next()) {
        // What is no count of ours is a gap.
        if (const auto counts = countsFromJson(timeOf(query->value(0)), query->value(1).toByteArray()))
            all.push_back(*counts);
    }
    if (query->lastError().isValid())
        return std::unexpected(m_file->failure(*query));
    return all;
}

Result<std::optional<ReadingCounts>> ReadingHistory::nearest(Timestamp time, Timestamp before)
{
    Result<QSqlQuery> query = m_file->ask(
        QStringLiteral("SELECT at, counts FROM readings WHERE at < ? ORDER BY abs(at - ?) LIMIT 1"),
        {inMilliseconds(before), inMilliseconds(time)});
    if (!query)
        return std::unexpected(query.error());
    if (query->next())
        return countsFromJson(timeOf(query->value(0)), query->value(1).toByteArray());
    if (query->lastError().isValid())
        return std::unexpected(m_file->failure(*query));
    return std::optional<ReadingCounts>();
}

Result<std::vector<InstanceChange>> ReadingHistory::changes(Timestamp from, Timestamp upTo)
{
    const qint64 begin = inMilliseconds(from);
    Result<QSqlQuery> query = m_file->ask(
        QStringLiteral(
            "SELECT i.name, i.organization, c.state, c.problems, c.known, c.phone, c.reason, "
            "b.state, b.problems, b.known, b.phone, b.reason "
            "FROM (SELECT instance, max(at) AS last FROM changes WHERE at > ? AND at <= ? GROUP BY instance) m "
            "JOIN changes c ON c.instance = m.instance AND c.at = m.last "
            "JOIN instances i ON i.id = m.instance "
            "LEFT JOIN changes b ON b.instance = m.instance AND b.at = "
            "(SELECT max(at) FROM changes WHERE instance = m.instance AND at <= ?) ORDER BY i.name"),
        {begin, inMilliseconds(upTo), begin});
    if (!query)
        return std::unexpected(query.error());
    Result<std::vector<InstanceChange>> all = changesIn(*query);
    if (all)
        std::erase_if(
            *all, [](const InstanceChange& change) { return change.before && !isOther(change.after, *change.before); });
    return all;
}

/// Of a question for name, organization, the five columns of the later moment and those of the earlier.
Result<std::vector<InstanceChange>> ReadingHistory::changesIn(QSqlQuery& query)
{
    std::vector<InstanceChange> all;
    while (query.next()) {
        InstanceChange change;
        change.name = InstanceName::fromUtf8(query.value(0).toByteArray());
        change.organization = OrganizationId(QUuid::fromRfc4122(query.value(1).toByteArray()));
        change.after = momentAt(query, 2);
        if (!query.value(7).isNull())
            change.before = momentAt(query, 7);
        all.push_back(std::move(change));
    }
    if (query.lastError().isValid())
        return std::unexpected(m_file->failure(query));
    return all;
}

Result<InstancePast> ReadingHistory::past(const InstanceName& name, Timestamp from)
{
    Result<QSqlQuery> query = m_file->ask(
        QStringLiteral("SELECT c.at, c.state, c.problems, c.known, c.phone, c.reason, "
                       "(SELECT max(at) FROM readings WHERE at < c.at) "
                       "FROM instances i JOIN changes c ON c.instance = i.id WHERE i.name = ? ORDER BY c.at"),
        {name.utf8()});
    if (!query)
        return std::unexpected(query.error());
    InstancePast past;
    while (query->next()) {
        PastMoment moment{timeOf(query->value(0)), {}, momentAt(*query, 1)};
        if (!query->value(6).isNull())
            moment.before = timeOf(query->value(6));
        past.moments.push_back(moment);
    }
    if (query->lastError().isValid())
        return std::unexpected(m_file->failure(*query));
    Result<QSqlQuery> readings =
        m_file->ask(QStringLiteral("SELECT at FROM readings WHERE at >= ? ORDER BY at"), {inMilliseconds(from)});
    if (!readings)
        return std::unexpected(readings.error());
    while (readings->next())
        past.readings.push_back(timeOf(readings->value(0)));
    if (readings->lastError().isValid())
        return std::unexpected(m_file->failure(*readings));
    return past;
}

Result<std::vector<InstanceChange>> ReadingHistory::lostPhones(Timestamp since)
{
    const QString connected = stateToWord(InstanceState::Connected);
    const QString closed = stateToWord(InstanceState::Disconnected);
    const QString pairing = stateToWord(InstanceState::Pairing);
    Result<QSqlQuery> query = m_file->ask(
        QStringLiteral(
            "SELECT i.name, i.organization, c.state, c.problems, c.known, c.phone, c.reason, "
            "b.state, b.problems, b.known, b.phone, b.reason "
            "FROM (SELECT instance, max(at) AS last FROM changes GROUP BY instance) m "
            "JOIN changes c ON c.instance = m.instance AND c.at = m.last AND c.state IN (?, ?) "
            "JOIN instances i ON i.id = m.instance "
            "JOIN changes b ON b.instance = m.instance AND b.at = "
            "(SELECT max(at) FROM changes WHERE instance = m.instance AND state = ?) "
            "WHERE (SELECT min(at) FROM changes WHERE instance = m.instance AND at > b.at) > ? ORDER BY i.name"),
        {closed, pairing, connected, inMilliseconds(since)});
    if (!query)
        return std::unexpected(query.error());
    return changesIn(*query);
}

} // namespace steward
