#pragma once

#include "app/plans/apply_model.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Ui {
class ApplyPage;
}

namespace steward {

class PlanRun;

/// A plan while it is applied and afterwards: each item's state, how many ended how, how long it will take, and the
/// hand of the person on it.
class ApplyPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ApplyPage)

public:
    explicit ApplyPage(QWidget* parent = nullptr);
    ~ApplyPage() override;

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

private:
    void refresh();
    void showItems();
    void showState();
    void showEnd();
    QString paceText() const;
    void showDetail();

    std::unique_ptr<Ui::ApplyPage> m_ui;
    QPointer<PlanRun> m_run;
    std::shared_ptr<ApplyModel> m_model = std::make_shared<ApplyModel>();
    bool m_mayGoToBackground = false;
};

} // namespace steward
