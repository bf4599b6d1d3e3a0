#include "workflows/journal/journal.h"

#include "workflows/base/system_user.h"
#include "workflows/journal/journal_appender.h"
#include "workflows/journal/journal_bodies.h"
#include "workflows/journal/journal_errors.h"
#include "workflows/journal/journal_storage.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <algorithm>

namespace steward {
namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

Result<void> makeFolder(const QString& path)
{
    const QFileInfo info(path);
    QDir parent;
    if (info.isDir() || (parent.mkpath(info.path()) && parent.mkdir(path, ownerOnly)) || QFileInfo(path).isDir())
        return {};
    return std::unexpected(journalNotWritten(path, QStringLiteral("cannot make the folder")));
}

Timestamp systemTime()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

Journal::Journal(JournalFolder folder, Clock clock, Role role, std::unique_ptr<JournalAppender> appender)
    : m_folder(std::move(folder))
    , m_clock(std::move(clock))
    , m_role(role)
    , m_appender(std::move(appender))
    , m_thread(QThread::currentThread())
{
}

Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(const QString& path, Role role, Clock clock)
{
    if (const Result<void> allowed = checkJournalStorage(StorageFacts::of(path)); !allowed)
        return std::unexpected(allowed.error());
    const JournalFolder folder{path};
    for (const QString& needed : {folder.path, folder.operationsPath()}) {
        if (const Result<void> made = makeFolder(needed); !made)
            return std::unexpected(made.error());
    }
    Result<std::unique_ptr<JournalAppender>> appender = JournalAppender::open(folder);
    if (!appender)
        return std::unexpected(appender.error());
    if (!clock)
        clock = systemTime;
    const Timestamp now = clock();
    if (const Result<void> forgotten = (*appender)->forgetFinishedBefore(now - kept, now); !forgotten)
        return std::unexpected(forgotten.error());
    return std::unique_ptr<Journal>(new Journal(folder, std::move(clock), role, std::move(*appender)));
}

/// A chain that is broken anywhere proves nothing of what is added to it: the end alone does not show that.
Result<void> Journal::checkWhole()
{
    if (m_isWhole)
        return {};
    const Result<JournalContent> content = readWholeJournal(m_folder);
    if (!content)
        return std::unexpected(content.error());
    m_isWhole = true;
    return {};
}

Result<JournalOperation> Journal::begin(const JournalTask& task)
{
    if (!mayBegin(m_role, task.kind))
        return std::unexpected(administratorsOnly());
    if (const Result<void> whole = checkWhole(); !whole)
        return std::unexpected(whole.error());
    const OperationId id = OperationId::create();
    // Held before anybody can read of it.
    Result<ProcessLock> lock = ProcessLock::take(m_folder.operationLockPath(id), JournalFolder::timeout);
    if (!lock)
        return std::unexpected(lock.error());
    JournalTask started = task;
    started.person = systemUserName(); // the journal's own word: nobody else is asked who began it
    const Result<void> written = append(
        [&](Timestamp now) { return JournalBodies::started(now, id, started, QCoreApplication::applicationPid()); });
    if (!written)
        return std::unexpected(written.error());
    m_started.push_back(id);
    return JournalOperation(*this, id, std::move(*lock));
}

Result<std::optional<JournalOperation>> Journal::takeOver(JournalEntry& entry)
{
    if (!mayBegin(m_role, entry.task.kind))
        return std::unexpected(administratorsOnly());
    Result<std::optional<ProcessLock>> lock = ProcessLock::tryTake(m_folder.operationLockPath(entry.id));
    if (!lock)
        return std::unexpected(lock.error());
    if (!*lock)
        return std::optional<JournalOperation>();
    // Whoever held it until now may have gone on with it since it was read.
    const Result<JournalContent> content = readWholeJournal(m_folder, {.ours = entry.id});
    if (!content)
        return std::unexpected(content.error());
    const auto now = std::ranges::find(content->operations, entry.id, &JournalEntry::id);
    if (now == content->operations.end() || now->outcome) {
        lock->reset();
        QFile::remove(m_folder.operationLockPath(entry.id));
        return std::optional<JournalOperation>();
    }
    entry = *now;
    JournalOperation operation(*this, entry.id, std::move(**lock));
    operation.m_steps = entry.steps;
    return std::optional<JournalOperation>(std::move(operation));
}

Result<void> Journal::append(const std::function<QByteArray(Timestamp now)>& makeBody)
{
    Q_ASSERT(QThread::currentThread() == m_thread);
    return m_appender->append(makeBody(m_clock()));
}

} // namespace steward
