// Applies a plan, or resumes, as another process of Steward does, to be killed in the middle of it. Reads one JSON
// document from its input (see ApplyKillTest), prints "go" and then "end".
#include "domain/plans/plan_json.h"
#include "stores/live_stores.h"
#include "workflows/applying/plan_application.h"
#include "workflows/creation_victim_document.h"
#include "workflows/engine/steering.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_head.h"
#include "workflows/outbox/outbox.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <cstdio>
#include <thread>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace {

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
            std::raise(SIGKILL);
    }
}

ApplyTimes timesFrom(const QJsonObject& json)
{
    ApplyTimes times;
    times.removal.firstPause = 20ms;
    times.removal.longestPause = 100ms;
    times.removal.proving = 10s;
    times.backAgain = 60ms;
    times.batch = times.mostBatch = json.value(QStringLiteral("batch")).toInt();
    return times;
}

int work(const VictimDocument& document, const QJsonObject& json)
{
    std::atomic<int> records = -1; // the opening asks for the time too
    const auto clock = [&records, before = document.dieBeforeRecord] {
        if (++records == before && before > 0)
            std::raise(SIGKILL);
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
    const auto journal = Journal::open(document.journalPath, clock);
    const auto outbox = Outbox::open(document.journalPath, VictimDocument::profile());
    const auto plan = planFromJson(json.value(QStringLiteral("plan")).toString().toUtf8());
    if (!journal || !outbox || !plan)
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
    access.journalPath = document.journalPath;
    access.mostItemsInMemory = static_cast<size_t>(json.value(QStringLiteral("most_in_memory")).toInt());
    if (document.dieAfterRecord > 0) {
        const JournalFolder folder{document.journalPath};
        const Result<ChainEnd> head = JournalHead::read(folder.headPath());
        const qint64 number = (head ? head->number : 0) + document.dieAfterRecord;
        std::thread(dieAfterRecord, folder.headPath(), number).detach();
    }
    say("go");
    ApplyObserver silent;
    const Steering free;
    const ChangeResult result =
        PlanApplication(access, timesFrom(json)).apply(*plan, plan->confirm, silent, free, Limits());
    say("end");
    return result.exitCode();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 1;
    const QByteArray bytes = in.readAll();
    int code = 1;
    std::thread worker([&] { code = work(VictimDocument::fromJson(bytes), QJsonDocument::fromJson(bytes).object()); });
    worker.join();
    std::_Exit(code); // not waiting for who watches the head
}
