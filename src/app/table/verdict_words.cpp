#include "app/table/verdict_words.h"

#include "app/table/cells.h"
#include "workflows/read/check_questions.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct VerdictWords {
    Q_DECLARE_TR_FUNCTIONS(steward::VerdictWords)
};

QString ageText(const std::optional<Timestamp>& at, Timestamp now)
{
    if (!at)
        return VerdictWords::tr("not asked");
    //: %1 is a time such as "3 min"
    return VerdictWords::tr("asked %1 ago")
        .arg(durationText(std::chrono::duration_cast<std::chrono::seconds>(now - *at)));
}

} // namespace

QString verdictSentence(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Unknown:
        return VerdictWords::tr(
            "A store was not read, or the server did not say whether it has it: nothing is concluded.");
    case Verdict::Problem:
        return VerdictWords::tr("Something is wrong with it: see its problems.");
    case Verdict::SwitchedOff:
        return VerdictWords::tr("Its row is disabled.");
    case Verdict::NotPaired:
        return VerdictWords::tr("No phone is linked to it now.");
    case Verdict::NotChecked:
        return VerdictWords::tr(
            "It is listed as connected, and it was not asked yet whether its messages reach anybody.");
    case Verdict::Working:
        return VerdictWords::tr("A phone is linked, nothing is wrong, and its messages go to the webhook.");
    }
    return verdictSentence(Verdict::Unknown);
}

QString answerAges(const AuditRow& row, const Snapshot& snapshot, Timestamp now)
{
    if (!row.server)
        return {};
    const AnswerTimes times = answerTimes(snapshot, row.name);
    //: %1 and %2 are "not asked" or such as "asked 3 min ago"
    return VerdictWords::tr("Memory %1, webhook %2.").arg(ageText(times.memory, now), ageText(times.webhook, now));
}

} // namespace steward
