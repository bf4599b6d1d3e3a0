// Creates or resumes as another process of Steward does, to be killed in the middle of it. Reads one JSON document with
// the stores, the journal and what to do from its input (see CreationKillTest), prints "go" and then "end".
#include "workflows/resume/resume.h"
#include "workflows/victim.h"

#include <QCoreApplication>

using namespace steward;
using namespace steward::test;

namespace {

int work(const QByteArray& json)
{
    const VictimDocument document = VictimDocument::fromJson(json);
    const Victim victim(document);
    if (!victim.isReady())
        return 1;
    const Session session = victim.session();
    victim.begin();
    WorkflowObserver silent;
    if (document.resumes)
        static_cast<void>(Resume(session, VictimDocument::times()).resumeAll(silent, CallContext()));
    else
        static_cast<void>(Creation(session, VictimDocument::times()).create(document.request, silent, CallContext()));
    Victim::say("end");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    runVictim(work);
}
