// Creates or resumes as another process of Steward does, to be killed in the middle of it. Reads one JSON document with
// the stores, the journal and what to do from its input (see CreationKillTest), prints "go" and then "end".
#include "stores/live_stores.h"
#include "workflows/creation_victim_document.h"
#include "workflows/engine/workspace_session.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_head.h"
#include "workflows/outbox/outbox.h"
#include "workflows/resume/resume.h"

#include <QCoreApplication>
#include <QFile>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <thread>

using namespace steward;
using namespace steward::test;

namespace {

void die()
{
    std::raise(SIGKILL);
}

void say(const char* word)
{
    std::puts(word);
    std::fflush(stdout);
}

/// Dies as soon as the head says that so many records are on the disk.
void dieAfterRecord(const QString& headPath, qint64 number)
{
    for (;;) {
        const Result<ChainEnd> head = JournalHead::read(headPath);
        if (head && head->number >= number)
            die();
    }
}

int work(const VictimDocument& document)
{
    std::atomic<int> records = -1; // the opening asks for the time too
    const auto clock = [&records, before = document.dieBeforeRecord] {
        if (++records == before && before > 0)
            die();
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
    const auto journal = Journal::open(document.journalPath, clock);
    const auto outbox = Outbox::open(document.journalPath, VictimDocument::profile());
    if (!journal || !outbox)
        return 1;
    const LiveStores stores(document.settings);
    WorkspaceAccess access{stores,
                           journal->get(),
                           outbox->get(),
                           document.settings.names,
                           {},
                           VictimDocument::profile(),
                           QStringLiteral("victim"),
                           false};
    access.settings.webhookTemplate = document.settings.webhookTemplate;
    if (document.dieAfterRecord > 0) {
        const JournalFolder folder{document.journalPath};
        const Result<ChainEnd> head = JournalHead::read(folder.headPath());
        const qint64 number = (head ? head->number : 0) + document.dieAfterRecord;
        std::thread(dieAfterRecord, folder.headPath(), number).detach();
    }
    say("go");
    WorkflowObserver silent;
    if (document.resumes)
        static_cast<void>(Resume(access, document.times()).resumeAll(silent, Limits()));
    else
        static_cast<void>(Creation(access, document.times()).create(document.request, silent, Limits()));
    say("end");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 1;
    const VictimDocument document = VictimDocument::fromJson(in.readAll());
    int code = 1;
    std::thread worker([&] { code = work(document); });
    worker.join();
    std::_Exit(code); // not waiting for who watches the head
}
