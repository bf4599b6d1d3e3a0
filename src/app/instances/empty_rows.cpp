#include "app/instances/empty_rows.h"

#include "app/components/key_cap.h"
#include "app/style/button_painting.h"
#include "app/style/plain_text.h"
#include "wording/workspace_words.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace steward {
namespace {

using Look = EmptyState::Look;
using Reason = EmptyRows::Reason;

void fill(EmptyState& state, Reason reason, const QString& what, int count, bool isAllRead)
{
    const QString unread = EmptyRows::tr("A store was not read, so there may be some. The notice above says why.");
    switch (reason) {
    case Reason::None:
        return;
    case Reason::Reading:
        return state.setWords(Icon::Clock, Look::Quiet, EmptyRows::tr("Reading"), WorkspaceWords::storesAreRead());
    case Reason::NotRead:
        return state.setWords(
            Icon::Refresh, Look::Quiet, EmptyRows::tr("Nothing was read yet"),
            EmptyRows::tr("Read the stores to see which instances there are."));
    case Reason::NothingFound:
        return state.setWords(
            Icon::Search, Look::Quiet,
            //: %1 is what was typed
            EmptyRows::tr("Nothing matches “%1”").arg(what),
            isAllRead ? EmptyRows::tr("No organization, phone or instance has this text.") : unread);
    case Reason::EmptyView:
        return state.setWords(
            Icon::ListFilter, Look::Quiet,
            //: %1 is the title of a view
            EmptyRows::tr("Nothing in “%1”").arg(what),
            isAllRead ? EmptyRows::tr("No instance is in this view now.") : unread);
    case Reason::AllAgree:
        return state.setWords(
            Icon::Check, Look::Good, EmptyRows::tr("Everything agrees"),
            EmptyRows::tr("All %n instance(s) say the same in all three stores.", nullptr, count));
    case Reason::NoInstances:
        return state.setWords(
            Icon::MessageCircle, Look::Accent, EmptyRows::tr("No instances yet"),
            EmptyRows::tr("The stores were read and are empty. Create the first one, or import a list."));
    case Reason::NothingUnread:
        return state.setWords(Icon::ServerOff, Look::Quiet, EmptyRows::tr("No instance could be read"), unread);
    }
}

} // namespace

EmptyRows::EmptyRows(QWidget* parent)
    : QWidget(parent)
    , m_state(new EmptyState(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_state);
    m_again = add(tr("Read again"), "readAgain");
    m_clear = add(tr("Clear filter"), "clearFilter");
    setButtonKey(*m_clear, keyCapText(QKeySequence(Qt::Key_Escape)));
    m_clear->setToolTip(escapedToolTip(tr("Esc does the same.")));
    m_all = add(tr("Show all instances"), "showAll");
    m_create = add(tr("New instance"), "createFirst");
    setButtonKind(*m_create, ButtonKind::Primary);
    m_create->setIcon(makeIcon(Icon::Plus, &Tokens::onFill));
    m_file = add(tr("From a file…"), "createFromList");
    connect(m_again, &QPushButton::clicked, this, &EmptyRows::readWanted);
    connect(m_clear, &QPushButton::clicked, this, &EmptyRows::filterClearWanted);
    connect(m_all, &QPushButton::clicked, this, &EmptyRows::allWanted);
    connect(m_create, &QPushButton::clicked, this, &EmptyRows::createWanted);
    connect(m_file, &QPushButton::clicked, this, &EmptyRows::fileWanted);
    showButtons();
    hide();
}

QPushButton* EmptyRows::add(const QString& text, const char* name)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    m_state->addButton(button);
    return button;
}

void EmptyRows::setReason(Reason reason, const QString& what, int count, bool isAllRead)
{
    m_reason = reason;
    fill(*m_state, reason, what, count, isAllRead);
    showButtons();
    setVisible(reason != Reason::None);
}

void EmptyRows::setObstacle(const QString& reason)
{
    m_obstacle = reason;
    showButtons();
}

void EmptyRows::showButtons()
{
    m_again->setVisible(m_reason == Reason::NotRead || m_reason == Reason::NothingUnread);
    m_clear->setVisible(m_reason == Reason::NothingFound);
    m_all->setVisible(m_reason == Reason::EmptyView || m_reason == Reason::AllAgree);
    for (QPushButton* button : {m_create, m_file}) {
        button->setVisible(m_reason == Reason::NoInstances);
        button->setEnabled(m_obstacle.isEmpty());
        button->setToolTip(escapedToolTip(m_obstacle));
    }
}

} // namespace steward
