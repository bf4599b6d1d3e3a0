#include "workflows/victim.h"

#include "workflows/journal/journal_head.h"

#include <QFile>

#include <csignal>
#include <cstdio>
#include <thread>

namespace steward::test {
namespace {

/// Dies as soon as the head says that so many records are on the disk.
void dieAfterRecord(const QString& headPath, qint64 number)
{
    for (;;) {
        const Result<ChainEnd> head = JournalHead::read(headPath);
        if (head && head->number >= number)
            std::raise(SIGKILL);
        std::this_thread::sleep_for(std::chrono::microseconds(100)); // else it takes a core from the others
    }
}

template<class T>
std::unique_ptr<T> orNull(Result<std::unique_ptr<T>> opened)
{
    return opened ? std::move(*opened) : nullptr;
}

} // namespace

Victim::Victim(const VictimDocument& document)
    : m_document(document)
    , m_stores(std::make_shared<LiveStores>(document.settings))
{
    const auto clock = [this] {
        if (++m_records == m_document.dieBeforeRecord && m_document.dieBeforeRecord > 0)
            std::raise(SIGKILL);
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
    m_journal = orNull(Journal::open(document.journalPath, Role::Administrator, clock));
    m_outbox = orNull(Outbox::open(document.journalPath, VictimDocument::profile()));
}

Session Victim::session() const
{
    Session session{
        {m_stores, m_document.settings.names, {}, VictimDocument::profile()},
        m_journal,
        m_outbox,
        QStringLiteral("victim")};
    session.settings.webhookTemplate = m_document.settings.webhookTemplate;
    session.role = Role::Administrator;
    session.journalPath = m_document.journalPath;
    return session;
}

void Victim::begin() const
{
    if (m_document.dieAfterRecord > 0) {
        const JournalFolder folder{m_document.journalPath};
        const Result<ChainEnd> head = JournalHead::read(folder.headPath());
        const qint64 number = (head ? head->number : 0) + m_document.dieAfterRecord;
        std::thread(dieAfterRecord, folder.headPath(), number).detach();
    }
    say("go");
}

void Victim::say(const char* word)
{
    std::puts(word);
    std::fflush(stdout);
}

void runVictim(const std::function<int(const QByteArray& document)>& work)
{
    QFile in;
    int code = 1;
    if (in.open(stdin, QIODevice::ReadOnly)) {
        const QByteArray document = in.readAll();
        std::thread worker([&] { code = work(document); });
        worker.join();
    }
    std::_Exit(code); // not waiting for who watches the head
}

} // namespace steward::test
