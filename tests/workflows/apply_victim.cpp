// Applies a plan as another process of Steward does, to be killed in the middle of it. Reads one JSON document from its
// input (see ApplyKillTest), prints "go" and then "end".
#include "workflows/agreed.h"
#include "workflows/read/plan_json.h"
#include "workflows/victim.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace {

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

int work(const QByteArray& bytes)
{
    const VictimDocument document = VictimDocument::fromJson(bytes);
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const Victim victim(document);
    const auto plan = planFromJson(json.value(QStringLiteral("plan")).toString().toUtf8());
    if (!victim.isReady() || !plan)
        return 1;
    Session session = victim.session();
    session.mostItemsInMemory = static_cast<size_t>(json.value(QStringLiteral("most_in_memory")).toInt());
    victim.begin();
    ApplyObserver silent;
    const PauseControl free;
    const ChangeResult result = applyShown(session, timesFrom(json), *plan, plan->confirm, silent, free, CallContext());
    Victim::say("end");
    return result.exitCode();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    runVictim(work);
}
