#pragma once

#include <QTimer>
#include <QWidget>

namespace steward {

class TroubleBanner;
class UnfinishedBanner;
class WorkspaceView;
struct UnfinishedWork;

/// Over whichever page is shown: what could not be read, and what was interrupted or not heard.
class WorkspaceNotices final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceNotices)

public:
    /// `hasDoctor`: the workspace has connections that can be tested.
    WorkspaceNotices(WorkspaceView& view, bool hasDoctor, QWidget* parent = nullptr);
    /// What an administrator has set could not be used, and why; an empty sentence says nothing.
    void setManagedTrouble(const QString& sentence);

Q_SIGNALS:
    void doctorWanted();

private:
    void takeReading();
    void readUnfinished();
    void takeUnfinished(const UnfinishedWork& work);

    WorkspaceView& m_view;
    TroubleBanner* m_trouble;
    UnfinishedBanner* m_unfinished;
    QTimer m_tellAgain; ///< while messages wait for a worker who listens
};

} // namespace steward
