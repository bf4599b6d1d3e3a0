#include "cli/question_progress.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct ProgressText {
    Q_DECLARE_TR_FUNCTIONS(steward::QuestionProgress)
};

} // namespace

QuestionProgress::QuestionProgress(const Console& console, std::chrono::milliseconds every)
    : m_console(console)
    , m_every(every)
{
    m_since.start();
}

void QuestionProgress::questionsThrough(qint64 through, qint64 all)
{
    if (through >= all || m_since.elapsed() < m_every.count())
        return;
    m_since.start();
    //: %1 and %2 are numbers of questions
    m_console.printError(ProgressText::tr("Asking the server: %1 of %2 questions answered.").arg(through).arg(all));
}

} // namespace steward
