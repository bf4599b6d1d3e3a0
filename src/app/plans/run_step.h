#pragma once

#include "app/plans/apply_model.h"

#include <QPointer>
#include <QSortFilterProxyModel>
#include <QWidget>

#include <memory>

namespace Ui {
class RunStep;
}

namespace steward {

class PlanRun;

/// A plan while it is applied and afterwards: each item's state, what is being done and what is in trouble first; how
/// many ended how, how long it will take, and the hand of the person on it. What came of it leads with what is not done
/// and what to do next.
class RunStep final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunStep)

public:
    explicit RunStep(QWidget* parent = nullptr);
    ~RunStep() override;

    /// Shows this one from now on.
    void follow(PlanRun& run);
    /// What was done beside: a file was written, or was not.
    void tell(const QString& sentence);
    const ApplyModel& model() const { return *m_model; }
    void allowBackground(bool isAllowed);

Q_SIGNALS:
    void backgroundWanted();
    void pauseChanged(bool isPaused);
    void stopWanted();
    void retryWanted();
    void reportWanted();
    void closed();
    /// How things stand, for the page's head.
    void said(const QString& sentence);

private:
    void layOut();
    void refresh();
    void showItems();
    void showState();
    void showEnd();
    void showResult();
    QString paceText() const;
    void showDetail();

    std::unique_ptr<Ui::RunStep> m_ui;
    QPointer<PlanRun> m_run;
    std::shared_ptr<ApplyModel> m_model = std::make_shared<ApplyModel>();
    QSortFilterProxyModel m_sorted;
    bool m_mayGoToBackground = false;
};

} // namespace steward
