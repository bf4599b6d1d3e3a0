#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/step_event.h"
#include "app/operations/step_operation.h"
#include "app/style/status_list.h"
#include "domain/plans/confirmation.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class OperationDialog;
}

namespace steward {

/// One operation: what will happen, its steps while it runs, what came of it. Where it asks first the focus is on the
/// button that leaves everything as it is.
class OperationDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationDialog)

public:
    struct Words {
        QString title;
        QString what; ///< what will happen, or is happening
        QString go;   ///< the button that begins it, once allowGo() says what will happen; empty: it begins at once
        Operation::What activity;            ///< as the activity panel lists it
        std::optional<AnotherAttempt> again; ///< what that offers where it is not done whole
    };
    /// What came of it, as it is shown.
    struct End {
        std::vector<StatusList::Line> lines;
        Operation::State state = Operation::State::Done;
        std::optional<ChangeResult> result = {}; ///< what a report is made of
    };
    /// Begins the work by run(), once a person wants it.
    using Start = std::function<void(OperationDialog&)>;

    OperationDialog(const Words& words, OperationService& operations, Start start, QWidget* parent = nullptr);
    ~OperationDialog() override;
    /// Stops first while it is at work.
    void reject() override;

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
    /// operation also without this window.
    template<class Answer>
    void
    run(std::function<Answer(const Session&, WorkflowObserver&, const std::stop_token&)> work,
        std::function<End(const Result<Answer>&)> endOf);
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    /// It was done whole; the dialog may still be open.
    void done();

private:
    void begin();
    void finish(const End& end);
    void hear(const StepEvent& news);
    void showButtons();
    void showGo();

    std::unique_ptr<Ui::OperationDialog> m_ui;
    OperationService& m_operations;
    const Operation::What m_what;
    const std::optional<AnotherAttempt> m_again;
    const Start m_start;
    QPointer<StepOperation> m_activity;
    std::optional<Confirmation> m_confirm;
    bool m_isAllowed = false;
    bool m_asksFirst = false;
    bool m_isRunning = false;
};

template<class Answer>
void OperationDialog::run(
    std::function<Answer(const Session&, WorkflowObserver&, const std::stop_token&)> work,
    std::function<End(const Result<Answer>&)> endOf)
{
    const QPointer<OperationDialog> window(this);
    const QPointer<StepOperation> told = m_activity;
    told->operation().setWork(m_operations.run<Answer, StepEvent>(
        told, tellingSteps(std::move(work)),
        [told, window](const StepEvent& news) {
            told->hear(news);
            if (window)
                window->hear(news);
        },
        [told, window, endOf = std::move(endOf)](const Result<Answer>& answer) {
            const End end = endOf(answer);
            const bool isTold = end.result && !end.result->items.empty();
            told->end(end.state, end.lines, isTold ? std::optional(reportOf(*end.result)) : std::nullopt);
            if (window)
                window->finish(end);
        }));
}

} // namespace steward
