// Writes a journal as another process of Steward does: journal-writer FOLDER OPERATIONS. After each commit that was
// acknowledged it prints a line; OPERATIONS of 0 goes on until it is killed, "hold" begins one operation and waits.
#include "workflows/journal/journal_samples.h"

#include <QCoreApplication>

#include <cstdio>

using namespace steward;

namespace {

bool isWritten(const Result<void>& written)
{
    if (!written)
        std::fprintf(stderr, "%s\n", qPrintable(written.error().detail));
    else
        std::puts("record");
    std::fflush(stdout);
    return written.has_value();
}

bool isOperationWritten(Journal& journal, int number)
{
    Result<JournalOperation> operation = journal.begin(test::sampleTask(QStringLiteral("Operation %1").arg(number)));
    if (!operation)
        return isWritten(std::unexpected(operation.error()));
    if (!isWritten({}))
        return false;
    const Result<qint64> first =
        operation->writeIntents({test::sampleStep(QStringLiteral("one")), test::sampleStep(QStringLiteral("two"))});
    if (!isWritten(first ? Result<void>() : std::unexpected(first.error())))
        return false;
    return isWritten(operation->writeResults({{*first, StepOutcome::Done, {}}, {*first + 1, StepOutcome::Done, {}}})) &&
           isWritten(operation->finish(OperationOutcome::Done));
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const Result<std::unique_ptr<Journal>> journal = Journal::open(words.value(1), Role::Administrator);
    if (!journal) {
        std::fprintf(stderr, "%s\n", qPrintable(journal.error().detail));
        return 1;
    }
    if (words.value(2) == QLatin1String("hold")) {
        const Result<JournalOperation> operation = (*journal)->begin(test::sampleTask());
        if (!isWritten(operation ? Result<void>() : std::unexpected(operation.error())))
            return 1;
        return std::getchar() == EOF ? 0 : 1; // until the test closes our input, or kills us
    }
    const int operations = words.value(2).toInt();
    for (int i = 0; operations == 0 || i < operations; ++i) {
        if (!isOperationWritten(**journal, i))
            return 1;
    }
    return 0;
}
