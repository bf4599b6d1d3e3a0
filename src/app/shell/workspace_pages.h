#pragma once

#include "app/workspace/page.h"

#include <QWidget>

#include <array>
#include <optional>

class QAction;
class QDialog;
class QPushButton;
class QStackedWidget;

namespace steward {

class Operation;
class ActivityPage;
class BackgroundRunner;
class DialogPage;
class EmptyState;
class JournalPage;
class OperationService;
class OverviewPage;
class PairPage;
class PairingQueue;
class ProfileEditor;
class SettingsPage;
struct Profile;
struct SettingsParts;
struct ProfileContext;
class WorkspaceView;

/// The pages of an opened workspace, one of them in sight, under what is the matter with all of them.
class WorkspacePages final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspacePages)

public:
    /// `operations`: see WorkspaceView.
    WorkspacePages(
        const ProfileContext& stores, BackgroundRunner& runner, const SettingsParts& settings,
        OperationService* operations = nullptr, QWidget* parent = nullptr);
    ~WorkspacePages() override;

    WorkspaceView& view() const { return *m_view; }
    Page page() const { return m_page; }
    void show(Page page);
    /// On the page's part that one begins with.
    void focusPage();
    OverviewPage& overview() const { return *m_overview; }
    /// The manual's section about what is seen.
    QString helpSection() const;
    /// Leaves the plan that stands in the place of a page, or stops it after what has begun; false: none is there.
    bool escapePlan();
    /// The journal's operations that name this.
    void searchJournal(const QString& text);
    /// The phones that are paired today.
    const PairingQueue& pairing() const;
    SettingsPage& settings() const { return *m_settings; }
    /// Among the settings: the profile's.
    void showConnections();
    ProfileEditor* editor() const; ///< null: there is none

Q_SIGNALS:
    void pageChanged(steward::Page page);
    void pairingChanged();
    void profileSaved(const steward::Profile& profile);
    /// Something that was begun here is done, and nobody looks at it.
    void doneInBackground(const QString& sentence);

private:
    QWidget* widgetOf(Page page) const;
    void addPages(const ProfileContext& stores, const SettingsParts& settings);
    void connectActivity();
    void followActivity(Operation& activity);
    void host(Page page, QDialog* dialog);
    void hostPlan(QDialog* plan);
    void showPlan();
    void leavePlan();
    void goBack();
    void fill(Page page);
    bool hasNoDuplicates() const;
    void tellDuplicates();
    void connectOverview();
    void connectPairing();

    WorkspaceView* m_view;
    QStackedWidget* m_stack;
    OverviewPage* m_overview = nullptr;
    PairPage* m_pair = nullptr;
    DialogPage* m_duplicates = nullptr;
    EmptyState* m_noCleaning = nullptr;         ///< on it, while nothing is cleaned up
    QPushButton* m_lookForDuplicates = nullptr; ///< there
    QPushButton* m_addGuard = nullptr;          ///< there, where there are none
    DialogPage* m_plans = nullptr;              ///< in the place of the page from which one came
    JournalPage* m_journal = nullptr;
    ActivityPage* m_activity = nullptr;
    SettingsPage* m_settings = nullptr;
    Page m_page = Page::Overview;
    std::optional<Page> m_before; ///< from which one came to the duplicates
    bool m_isLeaving = false;
};

} // namespace steward
