#pragma once

#include "app/style/mark.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QMainWindow;

namespace steward {

class Operation;
class Banner;
class OperationService;
class ProfileEditor;

/// Asks in place before a workspace or the window is left while something that changes the stores is under way: it goes
/// on in the background, or it is stopped after this step, or the person stays. What goes on is kept here until its
/// end, and what came of it is said. Nothing is waited for without a window. GUI thread only.
class LeaveGuard final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LeaveGuard)

public:
    explicit LeaveGuard(QMainWindow& window);
    ~LeaveGuard() override;

    /// False: nothing is in the way of leaving the workspace of these operations (null: none is open). Else the person
    /// is asked, and `leave` is called once they have decided so; it asks here again.
    bool holdsWorkspace(OperationService* operations, std::function<void()> leave);
    /// The same for the window, of all that is under way.
    bool holdsWindow(OperationService* operations, std::function<void()> leave);
    /// The same where something was entered that is not saved (null: there is no editor): it is discarded, or the
    /// person stays.
    bool holdsChanges(ProfileEditor* editor, const std::function<void()>& leave);
    /// Their workspace is left: they go on here, as long as something of them is under way.
    void keep(OperationService& operations);
    bool isKeeping() const { return !m_kept.empty(); }
    /// Something of that profile goes on here.
    bool isKeeping(const QString& profileId) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Pending {
        QPointer<OperationService> operations;
        std::function<void()> leave;
        bool isClosing = false;
        bool isDecided = false; ///< else what came of it is seen before anything is left
    };
    struct Kept {
        OperationService* operations; ///< a child
        std::vector<QPointer<Operation>> running;
    };

    bool holds(Pending pending);
    std::vector<Operation*> underWay(const Pending& pending) const;
    void ask();
    void goOn();
    void stopThem();
    void stay();
    /// Something has ended.
    void look();
    void lookAt(Kept& kept);
    /// What came of those that went on here, as long as nobody has dismissed it.
    void tellEnds();
    void show(std::unique_ptr<Banner> banner);
    void place();

    QMainWindow& m_window;
    std::optional<Pending> m_pending;
    bool m_isDecided = false;
    struct Ended {
        Tone tone;
        QString title;
        QString sentence;
    };

    std::vector<Kept> m_kept;
    std::vector<Ended> m_ended; ///< and not dismissed yet, in the order of their ends
    QPointer<Banner> m_banner;
};

} // namespace steward
