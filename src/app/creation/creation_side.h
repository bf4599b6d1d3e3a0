#pragma once

#include "app/creation/creation_outlook.h"
#include "app/operations/step_event.h"
#include "app/style/status_list.h"

#include <QWidget>

#include <memory>
#include <optional>

class QRadioButton;

namespace Ui {
class CreationSide;
}

namespace steward {

/// Beside what is entered: what each store says of it, what can be done with what stands in the way, and then the
/// steps as they happen and what came of them.
class CreationSide final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CreationSide)

public:
    explicit CreationSide(QWidget* parent = nullptr);
    ~CreationSide() override;

    /// There is nothing to look at yet, and why.
    void showWaiting(const QString& why);
    void showOutlook(const CreationOutlook& outlook);
    /// From now on its steps; where the way was free, what the check found stands for the first of them.
    void beginSteps(const std::optional<CreationOutlook>& outlook);
    void hear(const StepEvent& event);
    void showEnd(const std::vector<StatusList::Line>& lines, bool isCreated);
    /// Nothing: none is chosen, or nothing stands in the way.
    std::optional<CreationWay> chosen() const;
    const std::vector<StepLines::Line>& lines() const;

Q_SIGNALS:
    void chosenChanged();

private:
    void layOut();
    void hideAll();
    void showWays(const CreationOutlook& outlook, const std::optional<CreationWay>& before);
    void addSentence(const QString& sentence, int indent);
    void showLines();

    std::unique_ptr<Ui::CreationSide> m_ui;
    std::vector<CreationWay> m_ways;
    std::vector<QRadioButton*> m_choices;
    std::vector<StepLines::Line> m_checked; ///< the stores, in the place of the first step
    std::vector<StepLines::Line> m_steps;
    bool m_isCreated = false;
};

} // namespace steward
