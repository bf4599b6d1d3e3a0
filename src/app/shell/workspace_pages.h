#pragma once

#include "app/window/page.h"

#include <QWidget>

#include <array>

class QAction;
class QDialog;
class QStackedWidget;

namespace steward {

class Operation;
class ActivityPanel;
class BackgroundRunner;
class DialogPage;
class SettingsPage;
struct SettingsParts;
struct StoreSet;
class WorkspaceView;

/// The pages of an opened workspace, one of them in sight, under what is the matter with all of them.
class WorkspacePages final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspacePages)

public:
    WorkspacePages(
        const StoreSet& stores, BackgroundRunner& runner, const SettingsParts& settings, QWidget* parent = nullptr);
    ~WorkspacePages() override;

    WorkspaceView& view() const { return *m_view; }
    Page page() const { return m_page; }
    void show(Page page);
    /// The journal's operations that name this.
    void searchJournal(const QString& text);
    /// The phones that wait or are being paired, on the page of pairing.
    int pairing() const;

Q_SIGNALS:
    void pageChanged(steward::Page page);
    void pairingChanged();
    /// Something that was begun here is done, and nobody looks at it.
    void doneInBackground(const QString& sentence);

private:
    QWidget* widgetOf(Page page) const;
    void addPages(const StoreSet& stores, const SettingsParts& settings);
    void connectActivity();
    void followActivity(Operation& activity);
    void host(Page page, QDialog* dialog);
    void fill(Page page);
    void focusPage();

    WorkspaceView* m_view;
    QStackedWidget* m_stack;
    DialogPage* m_pair = nullptr;
    DialogPage* m_duplicates = nullptr;
    DialogPage* m_journal = nullptr;
    ActivityPanel* m_activity = nullptr;
    SettingsPage* m_settings = nullptr;
    Page m_page = Page::Instances;
};

} // namespace steward
