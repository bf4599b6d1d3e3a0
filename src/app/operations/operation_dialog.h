#pragma once

#include "app/activity/step_activity.h"
#include "app/operations/step_news.h"
#include "app/style/marked_list.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

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
        Activity::What activity;             ///< as the activity panel lists it
        std::optional<AnotherAttempt> again; ///< what that offers where it is not done whole
    };
    /// Starts the operation, which tells hear() and finish(); the answer stops it.
    using Start = std::function<std::stop_source(OperationDialog&)>;

    OperationDialog(const Words& words, ActivityLog& log, Start start, QWidget* parent = nullptr);
    ~OperationDialog() override;
    /// Stops first while it is at work.
    void reject() override;

    /// What will happen, line by line; a refusal: nothing will, and why.
    /// `confirm`: the text without which it does not begin; nothing: none is asked.
    void allowGo(
        const QStringList& consequences, const std::optional<Error>& refusal,
        const std::optional<QString>& confirm = {});
    /// What was typed to confirm; nothing where none was asked.
    std::optional<QString> typed() const;
    void hear(const StepNews& news);
    /// `result`: what a report is made of.
    void finish(
        const std::vector<MarkedList::Line>& outcome, Activity::State state,
        const std::optional<ChangeResult>& result = {});
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    /// It was done whole; the dialog may still be open.
    void done();

private:
    void begin();
    void stop();
    void showButtons();
    void showGo();

    std::unique_ptr<Ui::OperationDialog> m_ui;
    ActivityLog& m_log;
    const Activity::What m_what;
    const std::optional<AnotherAttempt> m_again;
    const Start m_start;
    StepActivity m_activity;
    std::stop_source m_stop;
    std::optional<QString> m_confirm;
    bool m_isAllowed = false;
    bool m_asksFirst = false;
    bool m_isRunning = false;
};

} // namespace steward
