#pragma once

#include "app/components/step_page.h"
#include "app/operations/operation_service.h"
#include "app/operations/step_event.h"
#include "app/operations/step_operation.h"
#include "app/style/status_list.h"
#include "domain/plans/confirmation.h"
#include "workflows/restore/changed_rows.h"

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class OperationPage;
}

namespace steward {

/// One operation that is no plan, as steps of one page as a plan has them: what will happen, then its steps while it
/// runs and what came of it. Where it asks first the focus is on what is to be typed, else on the button that leaves
/// everything as it is; Enter never begins it. What is done is the service's: it goes on without this page.
class OperationPage final : public StepPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationPage)

public:
    struct Words {
        QString title;
        QString what; ///< what will happen, or is happening
        QString go;   ///< the button that begins it, once allowGo() says what will happen; empty: it begins at once
        Operation::What activity;            ///< as Activity lists it
        std::optional<AnotherAttempt> again; ///< what that offers where it is not done whole
    };
    /// What came of it, as it is shown.
    struct End {
        std::vector<StatusList::Line> lines;
        Operation::State state = Operation::State::Done;
        std::optional<ChangeResult> result = {}; ///< what a report is made of
    };
    /// Begins the work by run(), once a person wants it.
    using Start = std::function<void(OperationPage&)>;

    OperationPage(const Words& words, OperationService& operations, Start start, QWidget* parent = nullptr);
    ~OperationPage() override;

    /// Until allowGo(): what is looked at meanwhile.
    void showLooking(const QString& sentence);
    /// What will happen, line by line; a refusal: nothing will, and why.
    /// `confirm`: what is typed before it begins; nothing: none is asked.
    void allowGo(
        std::vector<StatusList::Line> lines, const std::optional<Error>& refusal,
        const std::optional<Confirmation>& confirm = {});
    static StatusList::Line consequence(const QString& sentence); ///< one of these lines
    /// Another word on the button that begins it: how much that does may be known late.
    void setGo(const QString& words);
    /// What the work is handed as typed, once it was; nothing where none was asked.
    std::optional<QString> typed() const;
    /// The work, on a worker, and what is said of what came of it. It is the service's from now on, and told to its
    /// operation also without this page.
    template<class Answer>
    void
    run(std::function<Answer(const Session&, WorkflowObserver&, const std::stop_token&)> work,
        std::function<End(const Result<Answer>&)> endOf);
    bool isRunning() const { return m_activity && m_activity->operation().isUnderWay(); }
    /// What will happen, as it is shown before.
    const std::vector<StatusList::Line>& lines() const;

Q_SIGNALS:
    /// It was done whole; the page may still be shown.
    void doneWhole();
    /// As OperationView.
    void retryWanted(steward::Operation* operation);
    void journalWanted(const steward::OperationId& operation);
    void undoWanted(const std::vector<steward::DeletedRow>& rows, bool withInstances);

protected:
    void showEvent(QShowEvent* event) override;
    /// Enter never begins it.
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool isAtWork() const override { return isRunning(); }
    void stop() override { m_activity->operation().stop(); }

private:
    void layOut(const Words& words);
    void connectParts();
    void begin();
    void showGo();
    void takeFocus();

    std::unique_ptr<Ui::OperationPage> m_ui;
    OperationService& m_operations;
    const Operation::What m_what;
    const std::optional<AnotherAttempt> m_again;
    const Start m_start;
    QPointer<StepOperation> m_activity;
    std::optional<Confirmation> m_confirm;
    bool m_isAllowed = false;
};

template<class Answer>
void OperationPage::run(
    std::function<Answer(const Session&, WorkflowObserver&, const std::stop_token&)> work,
    std::function<End(const Result<Answer>&)> endOf)
{
    const QPointer<OperationPage> page(this);
    const QPointer<StepOperation> told = m_activity;
    told->operation().setWork(m_operations.run<Answer, StepEvent>(
        told, tellingSteps(std::move(work)), [told](const StepEvent& news) { told->hear(news); },
        [told, page, endOf = std::move(endOf)](const Result<Answer>& answer) {
            const End end = endOf(answer);
            const bool isTold = end.result && !end.result->items.empty();
            told->end(end.state, end.lines, isTold ? std::optional(reportOf(*end.result)) : std::nullopt);
            if (page && end.state == Operation::State::Done)
                Q_EMIT page->doneWhole();
        }));
}

} // namespace steward
