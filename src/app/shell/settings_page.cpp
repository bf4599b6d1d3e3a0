#include "app/shell/settings_page.h"

#include "app/alerts/alert_settings.h"
#include "app/components/empty_state.h"
#include "app/components/key_cap.h"
#include "app/components/locked_field.h"
#include "app/guards/guards_page.h"
#include "app/profiles/profile_editor.h"
#include "app/profiles/profile_service.h"
#include "app/shell/licences.h"
#include "app/shell/plan_actions.h"
#include "app/shell/update_offer.h"
#include "app/shell/window_alerts.h"
#include "app/shell/window_lock.h"
#include "app/shell/window_settings.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_view.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/table/audit_index.h"
#include "local/history/reading_history.h"
#include "local/keychain_jobs.h"
#include "local/system_autostart.h"
#include "ui_settings_page.h"
#include "workflows/base/program_version.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>

namespace steward {
namespace {

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

/// What lies on this computer.
struct KeptState {
    bool startsWithSystem = false;
    qint64 historyBytes = -1; ///< −1: none is kept
};

QString historyWords(qint64 bytes)
{
    if (bytes < 0)
        return SettingsPage::tr("Practice keeps no history.");
    const QLocale locale;
    //: %1 is a number of days, %2 the most that is kept, %3 what is kept now: sizes such as "64 MB"
    return SettingsPage::tr("The history of this workspace keeps %1 days, and at most %2. It holds %3 now.")
        .arg(
            locale.toString(ReadingHistory::kept.count()), locale.formattedDataSize(ReadingHistory::Limits().bytes, 0),
            locale.formattedDataSize(bytes, 1));
}

} // namespace

SettingsPage::SettingsPage(
    const ProfileContext& stores, WorkspaceView& view, const SettingsParts& parts, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SettingsPage>())
    , m_view(view)
    , m_parts(parts)
{
    m_ui->setupUi(this);
    turnMargins(*this);
    dress();
    addGuards();
    addAlerts();
    addEditor(stores);
    addSections();
    followAction(*m_ui->systemLook, parts.systemLook);
    followAction(*m_ui->lightLook, parts.lightLook);
    followAction(*m_ui->darkLook, parts.darkLook);
    addLanguages();
    connect(m_ui->protectedList, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        showProtected(*item);
    });
    connect(m_ui->showProtected, &QPushButton::clicked, this, [this] {
        if (const QListWidgetItem* item = m_ui->protectedList->currentItem())
            showProtected(*item);
    });
    connect(&view.workspace(), &Workspace::indexChanged, this, &SettingsPage::listProtected);
    listProtected();
    showAbout();
    m_ui->lockWhenIdle->setText(
        tr("&Lock Steward after %n minute(s) without use", nullptr, static_cast<int>(parts.lock.after().count())));
    const auto showLock = [this] { m_ui->lockWhenIdle->setChecked(m_parts.lock.isOn()); };
    showLock();
    connect(&m_parts.settings, &WindowSettings::choiceChanged, this, showLock); // in another window, maybe
    if (m_parts.settings.managed().lockAfter)
        lockField(*m_ui->lockWhenIdle);
    connect(m_ui->lockWhenIdle, &QCheckBox::clicked, &parts.lock, &WindowLock::setOn);
    parts.profiles.keychainState(this, [this](const KeychainAvailability& state) {
        m_ui->passwordsState->setText(
            state.persistent() ? tr("API keys and passwords are kept in this computer's keychain, never in a file.")
                               : state.sentence);
    });
}

SettingsPage::~SettingsPage() = default;

void SettingsPage::dress()
{
    for (TextLabel* heading :
         {m_ui->protectedHeading, m_ui->appearanceHeading, m_ui->shortcutsHeading, m_ui->passwordsHeading,
          m_ui->aboutHeading, m_ui->languageHeading})
        heading->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    for (TextLabel* title : {m_ui->dataTitle, m_ui->logTitle, m_ui->licencesTitle})
        title->setLook(TextSize::Body, QFont::Medium, &Tokens::text);
    for (TextLabel* words : {m_ui->protectedWords, m_ui->passwordsWords, m_ui->languageWords, m_ui->lockWords})
        words->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->copyAbout->setIcon(makeIcon(Icon::Copy));
}

void SettingsPage::addLanguages()
{
    for (const QAction* action : m_parts.languages) {
        m_ui->language->addItem(withoutMnemonics(action->text()));
        if (action->isChecked())
            m_ui->language->setCurrentIndex(m_ui->language->count() - 1);
    }
    if (m_parts.settings.managed().language)
        lockField(*m_ui->language);
    connect(m_ui->language, &QComboBox::activated, this, [this](int index) {
        m_parts.languages[index]->trigger();
        // It may be asked first whether what is not saved may go.
        for (qsizetype place = 0; place < m_parts.languages.size(); ++place) {
            if (m_parts.languages[place]->isChecked())
                m_ui->language->setCurrentIndex(static_cast<int>(place));
        }
    });
}

void SettingsPage::addGuards()
{
    m_guards = new GuardsPage(m_view.operations(), [this](const OrganizationId& id) {
        const auto& index = m_view.shownIndex();
        return index ? index->audit().organizationName(id) : id.toString();
    });
    m_ui->pages->addWidget(m_guards);
    connect(m_guards, &GuardsPage::cleaningWanted, this, [this] { m_view.plans().clean({}); });
    connect(&m_view.actions(), &WorkspaceActions::guardsWanted, this, [this] {
        choose(Section::Guards);
        Q_EMIT wanted();
    });
}

void SettingsPage::addAlerts()
{
    m_alerts = new AlertSettings;
    m_ui->pages->addWidget(m_alerts);
    connect(m_alerts, &AlertSettings::rulesChanged, &m_parts.alerts, &WindowAlerts::setRules);
    connect(m_alerts, &AlertSettings::closesToTrayChanged, &m_parts.alerts, &WindowAlerts::setClosesToTray);
    connect(&m_parts.settings, &WindowSettings::choiceChanged, this, &SettingsPage::showTray);
    connect(m_alerts, &AlertSettings::startsWithSystemChanged, this, [this](bool isOn) {
        ++m_startChoices;
        m_view.operations().ask<Result<void>>(
            this,
            [isOn, program = QCoreApplication::applicationFilePath()](const ProfileContext&, const std::stop_token&) {
                return Autostart().set(isOn, program);
            },
            [this, isOn](const Result<void>& done) {
                if (done)
                    return;
                m_alerts->setStartsWithSystem(!isOn);
                m_alerts->setWords(done.error().sentence);
            });
    });
}

/// The views may be others by now, and so may what the system starts.
void SettingsPage::fillAlerts()
{
    m_alerts->setRules(m_parts.alerts.rules(), m_parts.alerts.views());
    showTray();
    m_view.operations().ask<Result<KeptState>>(
        this,
        [](const ProfileContext& stores, const std::stop_token&) -> Result<KeptState> {
            return KeptState{
                Autostart().isOn(), stores.historyPath.isEmpty() ? -1 : ReadingHistory::sizeOf(stores.historyPath)};
        },
        [this, choices = m_startChoices](const Result<KeptState>& kept) {
            if (choices == m_startChoices) // what was chosen meanwhile is newer than what was read
                m_alerts->setStartsWithSystem(kept && kept->startsWithSystem);
            m_alerts->setWords(kept ? historyWords(kept->historyBytes) : QString());
        });
}

/// It holds for every window, and may have been changed in another one.
void SettingsPage::showTray()
{
    m_alerts->setClosesToTray(m_parts.alerts.closesToTray(), m_parts.alerts.hasPlace());
    if (m_parts.settings.managed().closesToTray)
        m_alerts->lockClosesToTray();
}

void SettingsPage::addEditor(const ProfileContext& stores)
{
    if (m_parts.profileId.isEmpty()) {
        return showNoEditor(
            stores.isPractice ? tr("These are invented clinics. Nothing is connected.")
                              : tr("This workspace is made of environment variables. It is changed there."));
    }
    m_parts.profiles.load(m_parts.profileId, this, [this](const Result<Profile>& profile) {
        if (profile)
            showEditor(*profile);
        else
            showNoEditor(profile.error().sentence);
    });
}

void SettingsPage::showEditor(const Profile& profile)
{
    m_editor = new ProfileEditor(profile, m_parts.profiles);
    m_ui->editorLayout->addWidget(m_editor);
    connect(m_editor, &ProfileEditor::saved, this, &SettingsPage::saved);
    connect(m_editor, &ProfileEditor::exportWanted, &m_parts.exportProfile, &QAction::trigger);
    connect(m_editor, &ProfileEditor::removeWanted, &m_parts.removeProfile, &QAction::trigger);
    connect(m_editor, &ProfileEditor::sectionWanted, this, [this](ProfileEditor::Section section) {
        switch (section) {
        case ProfileEditor::Section::Connections:
            return choose(Section::Connections);
        case ProfileEditor::Section::Names:
            return choose(Section::Names);
        case ProfileEditor::Section::Limits:
            return choose(Section::Limits);
        }
    });
    showSection(static_cast<Section>(m_ui->sections->chosen()));
}

void SettingsPage::showNoEditor(const QString& sentence)
{
    auto* words = new EmptyState(Icon::Plug, tr("Connections"), sentence);
    auto* connectServers = new QPushButton(tr("Connect to your servers"));
    connectServers->setEnabled(m_parts.newProfile.isEnabled());
    words->addButton(connectServers);
    connect(connectServers, &QPushButton::clicked, &m_parts.newProfile, &QAction::trigger);
    m_ui->editorLayout->addWidget(words);
}

void SettingsPage::addSections()
{
    const auto add = [this](Section section, Icon icon, const QString& title) {
        m_ui->sections->addSection(static_cast<int>(section), icon, title);
    };
    m_ui->sections->addHeading(tr("This workspace"));
    add(Section::Connections, Icon::Plug, tr("Connections"));
    add(Section::Names, Icon::Tag, tr("Names and webhook"));
    add(Section::Guards, Icon::ShieldCheck, tr("Database guards"));
    add(Section::Protected, Icon::Lock, tr("Protected"));
    add(Section::Limits, Icon::Sliders, tr("Limits"));
    add(Section::Alerts, Icon::Bell, tr("Alerts"));
    m_ui->sections->addHeading(tr("Steward"));
    add(Section::Appearance, Icon::Palette, tr("Appearance"));
    add(Section::Shortcuts, Icon::Keyboard, tr("Shortcuts"));
    add(Section::Passwords, Icon::Key, tr("Passwords"));
    add(Section::About, Icon::Info, tr("About"));
    connect(
        m_ui->sections, &SectionList::sectionChosen, this, [this](int key) { showSection(static_cast<Section>(key)); });
    choose(Section::Connections);
}

void SettingsPage::choose(Section section)
{
    m_ui->sections->choose(static_cast<int>(section));
}

SettingsPage::Section SettingsPage::section() const
{
    return static_cast<Section>(m_ui->sections->chosen());
}

void SettingsPage::showSection(Section section)
{
    const auto edit = [this](ProfileEditor::Section part) {
        m_ui->pages->setCurrentWidget(m_ui->editorPage);
        if (m_editor)
            m_editor->setSection(part);
    };
    switch (section) {
    case Section::Connections:
        return edit(ProfileEditor::Section::Connections);
    case Section::Names:
        return edit(ProfileEditor::Section::Names);
    case Section::Limits:
        return edit(ProfileEditor::Section::Limits);
    case Section::Guards:
        return m_ui->pages->setCurrentWidget(m_guards);
    case Section::Protected:
        return m_ui->pages->setCurrentWidget(m_ui->protectedPage);
    case Section::Alerts:
        fillAlerts();
        return m_ui->pages->setCurrentWidget(m_alerts);
    case Section::Appearance:
        return m_ui->pages->setCurrentWidget(m_ui->appearancePage);
    case Section::Shortcuts:
        return m_ui->pages->setCurrentWidget(m_ui->shortcutsPage);
    case Section::Passwords:
        return m_ui->pages->setCurrentWidget(m_ui->passwordsPage);
    case Section::About:
        return m_ui->pages->setCurrentWidget(m_ui->aboutPage);
    }
}

void SettingsPage::listProtected()
{
    m_ui->protectedList->clear();
    const std::shared_ptr<const AuditIndex>& index = m_view.workspace().index();
    if (index) {
        for (const AuditRow& row : index->audit().rows()) {
            if (!row.isProtected)
                continue;
            const QString name = index->audit().organizationName(row.organizationId);
            auto* item = new QListWidgetItem(m_ui->protectedList);
            const QString shown = row.name.text();
            //: A protected instance: %1 is its organization, %2 the instance's name
            item->setText(name.isEmpty() ? shown : tr("%1 · %2").arg(name, shown));
            item->setData(Qt::UserRole, row.name.utf8());
        }
    }
    const int count = m_ui->protectedList->count();
    m_ui->protectedWords->setText(
        index ? tr("%n instance(s) are protected: nobody can delete, disable or clean them. Protect and Remove "
                   "protection… stand with the instance.",
                   nullptr, count)
              : tr("Not read yet."));
    m_ui->protectedList->setVisible(count > 0);
    m_ui->showProtected->setVisible(count > 0);
    if (count > 0)
        m_ui->protectedList->setCurrentRow(0);
}

void SettingsPage::showProtected(const QListWidgetItem& item)
{
    const auto name = InstanceName::fromUtf8(item.data(Qt::UserRole).toByteArray());
    Q_EMIT m_view.pageWanted(Page::Instances);
    m_view.instances().showInstance(name);
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
    for (const KeyLine& line : keysOf(m_parts.window))
        new QTreeWidgetItem(m_ui->shortcuts, {line.words, line.keys.join(QStringLiteral(", "))});
    m_ui->shortcuts->setColumnWidth(0, scaled(320));
}

void SettingsPage::showAbout()
{
    const QString versions = programVersion(QStringLiteral("Steward"), keychainVersion()).trimmed();
    m_ui->about->setText(versions);
    connect(
        m_ui->copyAbout, &QPushButton::clicked, this, [versions] { QGuiApplication::clipboard()->setText(versions); });
    m_ui->dataFolder->setText(m_parts.profiles.directory().path());
    m_ui->logFolder->setText(m_parts.profiles.directory().logsPath());
    if (QWidget* update = makeUpdatePanel(m_parts.runner, m_parts.settings))
        m_ui->aboutLayout->insertWidget(m_ui->aboutLayout->indexOf(m_ui->foldersCard), update);
    const std::vector<Licence> all = licences();
    for (const Licence& licence : all)
        m_ui->licence->addItem(licence.title, licence.text);
    connect(m_ui->licence, &QComboBox::currentIndexChanged, this, [this] {
        m_ui->licenceText->setPlainText(m_ui->licence->currentData().toString());
    });
    m_ui->licenceText->setPlainText(m_ui->licence->currentData().toString());
}

void SettingsPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Tokens::of(palette()).win);
}

} // namespace steward
