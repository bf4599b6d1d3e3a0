#include "app/screenshots/settings_scenes.h"

#include "app/guards/guards_page.h"
#include "app/profiles/profile_editor.h"
#include "app/screenshots/dialog_scene.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_pages.h"

#include <QCoreApplication>
#include <QPushButton>

namespace steward {
namespace {

using Section = SettingsPage::Section;

/// A profile's workspace over practice stores, at one section of its settings. The connections are tested against a
/// server where nobody answers.
class SettingsScene final : public Scene {
public:
    explicit SettingsScene(Section section, bool isPlan = false, ManagedSettings managed = {})
        : m_managed(std::move(managed))
        , m_section(section)
        , m_isPlan(isPlan)
    {
        const ProfileStore store(*DataDirectory::open(m_fixture.folder.path()));
        const ProfileContext stores = m_fixture.production();
        const Result<Profile> saved = store.save(example(stores.title));
        m_fixture.world->visit([](PracticeState& state, Timestamp) {
            for (size_t row = 0; row < 3; ++row)
                state.rows[row].row.isProtected = true;
            state.guards.insert(GuardPart::AuditTable);
        });
        m_window.resize(mockupSize);
        m_window.show();
        m_window.openStores(stores, saved ? saved->id : QString());
        m_window.pages()->show(Page::Settings);
    }
    bool isReady() override
    {
        ProfileEditor* editor = m_window.pages()->editor();
        if (!editor || !m_window.view()->workspace().index())
            return false;
        auto* settings = m_window.findChild<SettingsPage*>();
        if (!std::exchange(m_isStarted, true)) {
            settings->choose(m_section);
            if (m_section == Section::Connections)
                test(*editor);
        }
        return m_section == Section::Guards ? isRead(settings->guards()) : isTested(*editor);
    }
    QWidget* window() override { return &m_window; }

private:
    bool isRead(GuardsPage& guards) const
    {
        auto* propose = guards.findChild<QPushButton*>(QStringLiteral("propose"));
        if (m_isPlan && propose->isEnabled())
            propose->click();
        return m_isPlan ? guards.step() == GuardsPage::Step::Plan : propose->isEnabled();
    }
    static Profile example(const QString& name)
    {
        Profile profile;
        profile.name = name;
        profile.environment = Environment::Production;
        profile.serverUrl = QStringLiteral("https://wa.clinics.example:8443");
        profile.database.host = QStringLiteral("db.clinics.example");
        profile.database.database = QStringLiteral("evolution");
        profile.database.user = QStringLiteral("steward");
        profile.cache.transport = CacheSettings::Transport::Tls;
        profile.cache.host = QStringLiteral("cache.clinics.example");
        profile.cache.database = 6;
        profile.webhookTemplate = QStringLiteral("https://hooks.clinics.example/{webhook_token}");
        return profile;
    }
    void test(ProfileEditor& editor)
    {
        m_fixture.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
        editor.findChild<QPushButton*>(QStringLiteral("testAll"))->click();
    }
    bool isTested(ProfileEditor& editor) const
    {
        if (m_section != Section::Connections)
            return true;
        for (const char* button : {"serverTest", "databaseTest", "cacheTest"}) {
            if (!editor.findChild<QPushButton*>(QLatin1String(button))->isEnabled())
                return false;
        }
        return true;
    }

    SceneFixture m_fixture;
    ManagedSettings m_managed;
    ProfileService m_profiles{
        {*DataDirectory::open(m_fixture.folder.path()),
         std::make_shared<SessionKeychain>(),
         QProcessEnvironment(),
         [world = m_fixture.world](const ConnectionSettings&) { return std::make_shared<PracticeStores>(world); },
         {},
         {},
         m_managed},
        m_fixture.runner};
    MainWindow m_window{m_fixture.runner, m_profiles, m_fixture.settings};
    Section m_section;
    bool m_isPlan;
    bool m_isStarted = false;
};

NamedScene settingsScene(const char* name, Section section, bool hasMockup)
{
    return {QLatin1String(name), [section] { return std::make_unique<SettingsScene>(section); }, hasMockup};
}

/// What an administrator has set.
ManagedSettings someLimits()
{
    ManagedSettings managed;
    managed.stuckPairingAfter = std::chrono::minutes(15);
    managed.readEvery = std::chrono::minutes(10);
    return managed;
}

} // namespace

std::vector<NamedScene> settingsScenes()
{
    return {
        settingsScene("j-settings", Section::Connections, true),
        settingsScene("j-settings-names", Section::Names, false),
        settingsScene("j-settings-protected", Section::Protected, false),
        settingsScene("j-settings-limits", Section::Limits, false),
        {QStringLiteral("j-settings-limits-managed"),
         [] { return std::make_unique<SettingsScene>(Section::Limits, false, someLimits()); }},
        settingsScene("j-settings-alerts", Section::Alerts, false),
        settingsScene("j-settings-appearance", Section::Appearance, false),
        settingsScene("j-settings-shortcuts", Section::Shortcuts, false),
        settingsScene("j-settings-passwords", Section::Passwords, false),
        settingsScene("j-settings-about", Section::About, false),
        settingsScene("o-guards", Section::Guards, true),
        {QStringLiteral("o-guards-plan"), [] { return std::make_unique<SettingsScene>(Section::Guards, true); }}};
}

} // namespace steward
