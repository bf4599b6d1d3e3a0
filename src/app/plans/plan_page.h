#pragma once

#include "app/plans/plan_model.h"
#include "app/plans/ways_on.h"
#include "workflows/read/plan_maker.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class PlanPage;
}

namespace steward {

/// A plan before it is applied: every line of it, what is lost, what stops it, the text to be typed. The focus is on
/// the button that leaves everything as it is.
class PlanPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanPage)

public:
    explicit PlanPage(QWidget* parent = nullptr);
    ~PlanPage() override;

    /// Whether there is a profile in which a webhook address can be entered.
    void setHasProfile(bool hasProfile) { m_hasProfile = hasProfile; }
    /// What the button that deletes says beside: "Delete 6 in production".
    void setEnvironment(std::function<QString(const QString& button)> inEnvironment);
    /// While it is made.
    void showWaiting(PlanKind kind);
    /// `isSaved`: it came from a file, and is what that says.
    void showPlan(const MadePlan& made, bool isSaved);
    /// There is no plan, and why.
    void showError(const Error& error);
    /// What was done beside: a file was written, or was not.
    void tell(const QString& sentence);

    /// What was typed; nothing where none was asked.
    std::optional<QString> typed() const;

Q_SIGNALS:
    void applyWanted();
    void residueChanged(bool isCleared);
    void disableWanted();
    void saveWanted();
    void cancelled();
    /// What is left is gone on with there.
    void wayWanted(const steward::WayOn& way);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showStops(const std::vector<Error>& errors, const BreakerVerdict& verdict);
    void showWays(const std::vector<WayOn>& ways);
    void showApply();
    void fitLines();

    std::unique_ptr<Ui::PlanPage> m_ui;
    PlanModel m_model;
    std::optional<QString> m_confirm;
    bool m_isAllowed = false;
    bool m_hasProfile = false;
    std::function<QString(const QString&)> m_inEnvironment;
    QTimer m_fitTimer;
};

} // namespace steward
