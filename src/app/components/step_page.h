#pragma once

#include <QDialog>

namespace steward {

/// What is done by steps on a page of its own, which stands in the place of the page from which one came: reviewed
/// first, then done. What is done goes on without the page.
class StepPage : public QDialog {
    Q_DISABLE_COPY_MOVE(StepPage)

public:
    using QDialog::QDialog;

    /// The person goes elsewhere: what is at work goes on in the background, what is not is left.
    virtual void leave() = 0;
};

} // namespace steward
