#pragma once

#include "app/plans/plan_line_delegate.h"
#include "app/plans/plan_lines.h"
#include "app/plans/ways_on.h"
#include "domain/plans/confirmation.h"
#include "workflows/read/plan_maker.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class ReviewStep;
}

namespace steward {

class TextLabel;

/// A plan before it is applied: every line of it by organization or by store, what is lost, what stops it, the text to
/// be typed. The focus is on that text, else on the button that leaves everything as it is.
class ReviewStep final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReviewStep)

public:
    explicit ReviewStep(QWidget* parent = nullptr);
    ~ReviewStep() override;

    /// What the window says of its stores.
    struct Place {
        bool hasProfile = false;                                ///< in which a webhook address can be entered
        bool hasJournal = false;                                ///< from which rows can be brought back
        std::function<QString(const QString&)> inEnvironment{}; ///< "Delete 6 in production"
        QString environment;                                    ///< "PRODUCTION"
    };
    void setPlace(const Place& place);
    /// Leaving goes back to the choice before, instead of away.
    void setGoesBack(bool goesBack);
    /// While it is made.
    void showWaiting(PlanKind kind);
    /// `isSaved`: it came from a file, and is what that says.
    void showPlan(const MadePlan& made, bool isSaved);
    /// There is no plan, and why.
    void showError(const Error& error);
    /// What was done beside: a file was written, or was not.
    void tell(const QString& sentence);

    /// What the engine is handed as typed, once the right text was; nothing where none was asked.
    std::optional<QString> typed() const;
    const std::optional<Confirmation>& confirmation() const { return m_confirm; }

    void pressCancel();
    /// To what is to be typed, else to what leaves everything as it is.
    void takeFocus();

Q_SIGNALS:
    void applyWanted();
    void residueChanged(bool isCleared);
    void disableWanted();
    void saveWanted();
    void cancelled();
    /// What is left is gone on with there.
    void wayWanted(const steward::WayOn& way);
    /// How things stand, for the page's head.
    void said(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void connectParts();
    void toggle(const QModelIndex& line);
    void forget();
    void showButtons(const MadePlan& made, bool isSaved);
    void showConfirm(const MadePlan& made);
    void showApply();
    bool isWide() const;
    void takeWraps();

    std::unique_ptr<Ui::ReviewStep> m_ui;
    PlanLines m_model;
    PlanLineDelegate m_delegate;
    TextLabel* m_confirmWords;
    TextLabel* m_connected;
    std::optional<Confirmation> m_confirm;
    bool m_isAllowed = false;
    bool m_canBeSaved = true;
    Place m_place;
};

} // namespace steward
