#include "app/shell/settings_page.h"

#include "app/components/dialog_page.h"
#include "app/components/empty_state.h"
#include "app/operations/workspace_actions.h"
#include "app/style/button_painting.h"
#include "app/style/environment_look.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/window/workspace_view.h"
#include "local/keychain_jobs.h"
#include "ui_settings_page.h"
#include "workflows/base/program_version.h"

#include <QAction>
#include <QRadioButton>

namespace steward {
namespace {

constexpr qreal sectionsWidth = 196;

void followAction(QAbstractButton& button, QAction& action)
{
    const auto take = [&button, &action] {
        button.setEnabled(action.isEnabled());
        if (button.isCheckable())
            button.setChecked(action.isChecked());
        button.setToolTip(action.isEnabled() ? QString() : escapedToolTip(action.toolTip()));
    };
    take();
    QObject::connect(&action, &QAction::changed, &button, take);
    QObject::connect(&button, &QAbstractButton::clicked, &action, &QAction::trigger);
}

} // namespace

SettingsPage::SettingsPage(const StoreSet& stores, WorkspaceView& view, const SettingsParts& parts, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SettingsPage>())
    , m_parts(parts)
{
    m_ui->setupUi(this);
    for (QLabel* heading :
         {m_ui->connectionsHeading, m_ui->appearanceHeading, m_ui->shortcutsHeading, m_ui->aboutHeading})
        heading->setFont(textFont(TextSize::Page, QFont::DemiBold));
    addGuards(view);
    addSections();
    showConnections(stores);
    followAction(*m_ui->edit, parts.editProfile);
    followAction(*m_ui->exportProfile, parts.exportProfile);
    followAction(*m_ui->remove, parts.removeProfile);
    followAction(*m_ui->systemLook, parts.systemLook);
    followAction(*m_ui->lightLook, parts.lightLook);
    followAction(*m_ui->darkLook, parts.darkLook);
    m_ui->about->setText(programVersion(QStringLiteral("Steward"), keychainVersion()).trimmed());
}

SettingsPage::~SettingsPage() = default;

void SettingsPage::addGuards(WorkspaceView& view)
{
    auto* idle = new EmptyState(
        Icon::ShieldCheck, tr("Database guards"),
        tr("Rules inside the database that keep two instances from being made for one organization."));
    auto* look = new QPushButton(tr("Check the guards"));
    setButtonKind(*look, ButtonKind::Primary);
    idle->addButton(look);
    connect(look, &QPushButton::clicked, this, [&view] { view.actions().showGuards(); });
    m_guards = new DialogPage(idle);
    m_ui->pages->insertWidget(1, m_guards);
    connect(m_guards, &DialogPage::wanted, this, [this] {
        m_ui->sections->setCurrentRow(m_ui->pages->indexOf(m_guards));
        Q_EMIT wanted();
    });
}

void SettingsPage::addSections()
{
    const std::pair<Icon, QString> sections[] = {
        {Icon::Plug, tr("Connections")},
        {Icon::ShieldCheck, tr("Database guards")},
        {Icon::Palette, tr("Appearance")},
        {Icon::Keyboard, tr("Shortcuts")},
        {Icon::Info, tr("About")}};
    for (const auto& [icon, title] : sections)
        new QListWidgetItem(makeIcon(icon, &Tokens::quiet), title, m_ui->sections);
    m_ui->sections->setFixedWidth(scaled(sectionsWidth));
    m_ui->sections->setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8));
    connect(m_ui->sections, &QListWidget::currentRowChanged, m_ui->pages, &QStackedWidget::setCurrentIndex);
    m_ui->sections->setCurrentRow(0);
}

void SettingsPage::showConnections(const StoreSet& stores)
{
    m_ui->workspaceName->setFont(textFont(TextSize::Section, QFont::DemiBold));
    m_ui->workspaceName->setText(breakable(stores.title));
    QString words = stores.isPractice ? tr("Invented clinics. Nothing is connected.")
                                      //: %1 is an environment such as "Production"
                                      : tr("Environment: %1.").arg(environmentTitle(stores.environment));
    if (stores.readOnly)
        words += QLatin1Char(' ') + tr("This workspace is read only. Nothing can be changed here.");
    m_ui->workspaceWords->setText(words);
}

void SettingsPage::focusSections()
{
    m_ui->sections->setFocus();
}

void SettingsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    listShortcuts(); // what is chosen changes an action's words
}

void SettingsPage::listShortcuts()
{
    m_ui->shortcuts->clear();
    const QList<QAction*> actions = m_parts.window.actions();
    for (const QAction* action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        QStringList keys;
        const QList<QKeySequence> all = action->shortcuts();
        for (const QKeySequence& key : all)
            keys << key.toString(QKeySequence::NativeText);
        new QTreeWidgetItem(
            m_ui->shortcuts, {action->text().remove(QLatin1Char('&')), keys.join(QStringLiteral(", "))});
    }
    m_ui->shortcuts->setColumnWidth(0, scaled(320));
}

void SettingsPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    QRect side = m_ui->sections->geometry();
    painter.fillRect(rect(), tokens.win);
    painter.fillRect(side, tokens.side);
}

} // namespace steward
