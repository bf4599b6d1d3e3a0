#include "app/pairing/reset_page.h"

#include "app/operations/creation_words.h"
#include "app/operations/operation_page.h"
#include "workflows/creation/pairing_reset.h"

#include <QCoreApplication>

namespace steward {
namespace {

constexpr std::chrono::minutes resetReadingTime{3};
constexpr std::chrono::minutes resetTime{15};

struct ResetText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingDialog)
};

void readPlan(
    OperationService& operations, OperationPage& page, const InstanceName& name, const std::shared_ptr<ResetPlan>& plan)
{
    operations.ask<ResetPlan>(
        &page,
        [name](const ProfileContext& stores, const std::stop_token& stop) {
            return PairingReset(Session::reading(stores)).plan(name, CallContext::within(resetReadingTime, stop));
        },
        [&page, plan](const ResetPlan& read) {
            *plan = read;
            std::vector<StatusList::Line> lines;
            for (const QString& line : read.lines)
                lines.push_back(OperationPage::consequence(line));
            page.allowGo(std::move(lines), read.refusal, read.confirmation);
        });
}

std::vector<StatusList::Line> linesOf(const Result<CreationResult>& result)
{
    if (!result)
        return {
            {{MarkShape::Triangle, Tone::Error}, ResetText::tr("It was not reset."), {result.error().sentence}, true}};
    std::vector<StatusList::Line> lines = creationLines(*result);
    if (result->outcome == OperationOutcome::Done)
        lines.front().title = ResetText::tr("Made anew and proven. It can be paired now.");
    return lines;
}

} // namespace

OperationPage*
makeResetPage(OperationService& operations, const InstanceName& name, std::function<void()> whenDone, QWidget* parent)
{
    const auto plan = std::make_shared<ResetPlan>();
    const OperationPage::Words words{
        ResetText::tr("Reset pairing"),
        //: %1 is an instance's name
        ResetText::tr("Where codes follow one another without end, the instance is deleted on the server and made "
                      "anew. Its row and its name stay as they are. This will happen to %1:")
            .arg(name.text()),
        ResetText::tr("&Reset pairing"),
        //: %1 is an instance's name
        {ResetText::tr("Reset the pairing of %1").arg(name.text()), QStringLiteral("reset-pairing")},
        ResetAgain{name}};
    const auto start = [plan](OperationPage& page) {
        page.run<CreationResult>(
            [wanted = *plan,
             typed = page.typed()](const Session& session, WorkflowObserver& steps, const std::stop_token& stop) {
                return PairingReset(session).reset(wanted, typed, steps, CallContext::within(resetTime, stop));
            },
            [](const Result<CreationResult>& result) {
                return OperationPage::End{
                    linesOf(result), activityStateOf(result),
                    result ? std::optional<ChangeResult>(*result) : std::nullopt};
            });
    };
    auto* page = new OperationPage(words, operations, start, parent);
    QObject::connect(page, &OperationPage::doneWhole, page, [page, done = std::move(whenDone)] {
        const bool isLookedAt = page->isVisible(); // else the person is at something else by now
        page->accept();                            // what follows is the pairing's to show
        if (isLookedAt)
            done();
    });
    readPlan(operations, *page, name, plan);
    return page;
}

} // namespace steward
