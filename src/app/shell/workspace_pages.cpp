#include "app/shell/workspace_pages.h"

#include "app/activity/activity_log.h"
#include "app/activity/activity_panel.h"
#include "app/components/dialog_page.h"
#include "app/components/empty_state.h"
#include "app/journal/journal_dialog.h"
#include "app/operations/operation.h"
#include "app/operations/workspace_actions.h"
#include "app/pairing/pairing_dialog.h"
#include "app/plans/plan_actions.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_notices.h"
#include "app/style/button_painting.h"
#include "app/table/instance_table.h"
#include "app/window/workspace_view.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace steward {
namespace {

QPushButton* primaryButton(const QString& text)
{
    auto* button = new QPushButton(text);
    setButtonKind(*button, ButtonKind::Primary);
    return button;
}

} // namespace

WorkspacePages::WorkspacePages(
    const StoreSet& stores, BackgroundRunner& runner, const SettingsParts& settings, QWidget* parent)
    : QWidget(parent)
    , m_view(new WorkspaceView(stores, runner))
    , m_stack(new QStackedWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new WorkspaceNotices(*m_view, this));
    column->addWidget(m_stack, 1);
    addPages(stores, settings);
    connect(m_view, &WorkspaceView::pageWanted, this, &WorkspacePages::show);
    connect(m_view, &WorkspaceView::dialogWanted, this, &WorkspacePages::host);
    connectActivity();
}

WorkspacePages::~WorkspacePages()
{
    // What stands on the workspace goes before it.
    for (QWidget* page : QList<QWidget*>{m_pair, m_duplicates, m_journal, m_activity, m_settings})
        delete page;
}

void WorkspacePages::addPages(const StoreSet& stores, const SettingsParts& settings)
{
    auto* noPairing = new EmptyState(
        Icon::QrCode, tr("No phone is being paired"),
        tr("Choose the instances whose phones are at hand, and press Pair. Their codes are shown here, one after the "
           "other."));
    auto* choose = primaryButton(tr("Choose instances"));
    noPairing->addButton(choose);
    connect(choose, &QPushButton::clicked, this, [this] { show(Page::Instances); });
    m_pair = new DialogPage(noPairing);

    auto* noCleaning = new EmptyState(
        Icon::CopyCheck, tr("Duplicates"),
        tr("Organizations with more than one instance, which of them works, and which may go. You see a plan before "
           "anything changes."));
    auto* clean = primaryButton(tr("Look for duplicates"));
    clean->setEnabled(!stores.readOnly);
    if (stores.readOnly)
        noCleaning->setSentence(tr("This workspace is read only. Nothing can be changed here."));
    noCleaning->addButton(clean);
    connect(clean, &QPushButton::clicked, this, [this] { m_view->plans().clean({}); });
    m_duplicates = new DialogPage(noCleaning);

    auto* noJournal = new EmptyState(
        Icon::BookText, tr("Journal"), tr("What was done, by whom and when, and what came of each step."));
    auto* open = primaryButton(tr("Show the journal"));
    if (stores.journalPath.isEmpty()) {
        open->setEnabled(false);
        noJournal->setSentence(tr("There is no journal here."));
    }
    noJournal->addButton(open);
    connect(open, &QPushButton::clicked, this, [this] { m_view->actions().showJournal(); });
    m_journal = new DialogPage(noJournal);

    m_activity = new ActivityPanel;
    m_activity->start(m_view->operations());
    m_settings = new SettingsPage(stores, *m_view, settings);
    for (int page = 0; page < pageCount; ++page)
        m_stack->addWidget(widgetOf(static_cast<Page>(page)));
    m_stack->setCurrentWidget(m_view);
    connect(m_pair, &DialogPage::currentChanged, this, &WorkspacePages::pairingChanged);
    for (const auto& [page, dialogs] :
         {std::pair(Page::Pair, m_pair), {Page::Duplicates, m_duplicates}, {Page::Journal, m_journal}})
        connect(dialogs, &DialogPage::wanted, this, [this, page = page] { show(page); });
    connect(m_settings, &SettingsPage::wanted, this, [this] { show(Page::Settings); });
}

QWidget* WorkspacePages::widgetOf(Page page) const
{
    switch (page) {
    case Page::Instances:
        return m_view;
    case Page::Pair:
        return m_pair;
    case Page::Duplicates:
        return m_duplicates;
    case Page::Activity:
        return m_activity;
    case Page::Journal:
        return m_journal;
    case Page::Settings:
        return m_settings;
    }
    return m_view;
}

void WorkspacePages::connectActivity()
{
    connect(m_activity, &ActivityPanel::resumeWanted, &m_view->actions(), &WorkspaceActions::resume);
    connect(m_activity, &ActivityPanel::retryWanted, this, [this](Operation* activity) {
        m_view->plans().retry(*activity);
        m_view->actions().retry(*activity);
    });
    connect(&m_view->activities(), &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int row) {
        if (Operation* begun = m_view->activities().at(row); begun->isUnderWay())
            followActivity(*begun);
    });
    connect(&m_view->activities(), &ActivityLog::wanted, this, [this](const Operation* activity) {
        show(Page::Activity);
        m_activity->choose(activity);
    });
}

void WorkspacePages::followActivity(Operation& activity)
{
    connect(&activity, &Operation::changed, this, [this, &activity] {
        const bool isSeen = m_page == Page::Activity || (activity.dialog() && activity.dialog()->isVisible());
        if (activity.isUnderWay())
            return;
        disconnect(&activity, nullptr, this, nullptr);
        if (activity.state() != Operation::State::Done || isSeen)
            return; // what went wrong is no small matter
        //: %1 is what was done, such as "Delete 3 instances"
        Q_EMIT doneInBackground(tr("%1: done.").arg(activity.what().title));
    });
}

void WorkspacePages::host(Page page, QDialog* dialog)
{
    auto* place = page == Page::Settings ? &m_settings->guards() : qobject_cast<DialogPage*>(widgetOf(page));
    if (dialog->parentWidget() == place)
        return place->bring(dialog);
    if (const auto* pairing = qobject_cast<const PairingDialog*>(dialog))
        connect(pairing, &PairingDialog::queueChanged, this, &WorkspacePages::pairingChanged);
    place->host(dialog);
}

void WorkspacePages::show(Page page)
{
    const bool isOther = page != m_page;
    m_page = page;
    m_view->setInSight(page == Page::Instances);
    m_stack->setCurrentWidget(widgetOf(page));
    fill(page);
    if (isOther)
        focusPage();
    Q_EMIT pageChanged(page);
}

/// A page that shows what it is about by itself.
void WorkspacePages::fill(Page page)
{
    if (page == Page::Journal && !m_journal->current() && m_view->actions().hasJournal())
        m_view->actions().showJournal();
    else if (page == Page::Duplicates && !m_duplicates->current() && !m_view->operations().stores().readOnly)
        m_view->plans().clean({});
}

void WorkspacePages::focusPage()
{
    if (m_page == Page::Instances)
        m_view->table().setFocus();
    else if (m_page == Page::Activity)
        m_activity->focusList();
    else if (m_page == Page::Settings)
        m_settings->focusSections();
}

void WorkspacePages::searchJournal(const QString& text)
{
    show(Page::Journal);
    if (auto* journal = qobject_cast<JournalDialog*>(m_journal->current()))
        journal->search(text);
}

int WorkspacePages::pairing() const
{
    const auto* dialog = qobject_cast<const PairingDialog*>(m_pair->current());
    if (!dialog)
        return 0;
    const auto& entries = dialog->queue().entries();
    return static_cast<int>(std::ranges::count_if(entries, [](const PairingQueue::Entry& entry) {
        return entry.state == PairingQueue::State::Waiting || entry.state == PairingQueue::State::Now;
    }));
}

} // namespace steward
