#pragma once

#include <QDialog>

namespace steward {

/// What is done by steps on a page of its own, which stands in the place of the page from which one came: reviewed
/// first, then done. What is done goes on without the page.
class StepPage : public QDialog {
    Q_DISABLE_COPY_MOVE(StepPage)

public:
    using QDialog::QDialog;

    /// Stops first while it is at work.
    void reject() override { isAtWork() ? stop() : QDialog::reject(); }
    /// The person goes elsewhere: what is at work goes on in the background, what is not is left.
    void leave() { isAtWork() ? hide() : QDialog::reject(); }

protected:
    virtual bool isAtWork() const = 0;
    virtual void stop() = 0;
};

} // namespace steward
