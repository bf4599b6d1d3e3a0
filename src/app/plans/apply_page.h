#pragma once

#include "app/plans/apply_model.h"
#include "app/style/marked_list.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace Ui {
class ApplyPage;
}

namespace steward {

/// A plan while it is applied and afterwards: each item's state, how many ended how, how long it will take, and the
/// hand of the person on it.
class ApplyPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ApplyPage)

public:
    explicit ApplyPage(QWidget* parent = nullptr);
    ~ApplyPage() override;

    void begin(const std::shared_ptr<const Plan>& plan);
    void hear(const ApplyNews& news);
    void finish(const Result<ChangeResult>& result);
    void showStopping();
    /// What was done beside: a file was written, or was not.
    void tell(const QString& sentence);
    const ApplyModel& model() const { return *m_model; }
    /// Of the plan that was begun last; another one with the next.
    std::shared_ptr<ApplyModel> items() const { return m_model; }
    /// "3 of 10 done · 1 still there"
    QString countsText() const;
    /// What came of all, once it has ended.
    MarkedList::Line outcome() const;
    void setPaused(bool isPaused);
    void allowBackground(bool isAllowed);

Q_SIGNALS:
    void progressed();
    void backgroundWanted();
    void pauseChanged(bool isPaused);
    void stopWanted();
    void retryWanted();
    void reportWanted();
    void closed();

private:
    void refresh();
    void showItems();
    QString paceText() const;
    void showDetail();
    void showPaused(bool isPaused);

    std::unique_ptr<Ui::ApplyPage> m_ui;
    std::shared_ptr<ApplyModel> m_model = std::make_shared<ApplyModel>();
    QTimer m_refreshTimer; ///< many items a second are shown at once
    QElapsedTimer m_since;
    bool m_isRunning = false;
    bool m_isStopping = false;
    bool m_mayGoToBackground = false;
};

} // namespace steward
