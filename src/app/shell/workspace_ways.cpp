#include "app/shell/workspace_ways.h"

#include "app/overview/overview_words.h"
#include "app/shell/plan_actions.h"
#include "app/shell/settings_page.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "domain/iso_time.h"
#include "wording/finding_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QSet>

namespace steward {
namespace {

struct WaysText {
    Q_DECLARE_TR_FUNCTIONS(steward::WorkspaceWays)
};

std::vector<PalettePlace> placesOf(WorkspacePages& pages)
{
    std::vector<PalettePlace> places;
    for (int place = 0; place < findingCodeCount; ++place) {
        const auto code = static_cast<FindingCode>(place);
        places.push_back({findingTitle(code), problemSentence(code), Icon::ListFilter, code, [&pages, code] {
                              pages.show(Page::Instances);
                              pages.view().instances().search(queryOf(code));
                          }});
    }
    const auto setting = [&](const QString& text, Icon icon, SettingsPage::Section key) {
        places.push_back({text, WaysText::tr("Settings"), icon, {}, [&pages, key] {
                              pages.show(Page::Settings);
                              pages.settings().choose(key);
                          }});
    };
    setting(WaysText::tr("Language"), Icon::Palette, SettingsPage::Section::Appearance);
    setting(SettingsPage::tr("Alerts"), Icon::Bell, SettingsPage::Section::Alerts);
    setting(SettingsPage::tr("Passwords"), Icon::Key, SettingsPage::Section::Passwords);
    return places;
}

} // namespace

PaletteWays waysOf(WorkspacePages& pages)
{
    WorkspaceView& view = pages.view();
    PaletteWays ways;
    ways.show = [&pages, &view](const InstanceName& name) {
        pages.show(Page::Instances);
        view.instances().showInstance(name);
    };
    ways.showOrganization = [&pages, &view](const OrganizationId&, const QString& name) {
        pages.show(Page::Instances);
        view.instances().search(QStringLiteral("org:\"%1\"").arg(QString(name).remove(QLatin1Char('"'))));
    };
    ways.pair = [&view](const InstanceName& name) { view.actions().pair(name); };
    ways.clean = [&view](const OrganizationId& organization) { view.plans().clean({organization}); };
    ways.create = [&view](const OrganizationId& organization) { view.actions().create(organization); };
    ways.filter = [&pages, &view](const QString& text) {
        pages.show(Page::Instances);
        view.instances().search(text);
    };
    if (view.actions().hasJournal())
        ways.journal = [&pages](const QString& text) { pages.searchJournal(text); };
    ways.places = placesOf(pages);
    const StandingObstacles obstacles = view.plans().standingObstacles();
    ways.mayMake = obstacles.making.isEmpty();
    ways.mayClean = obstacles.plans.isEmpty();
    return ways;
}

QString readingWords(const Workspace& workspace)
{
    if (workspace.isReading())
        return WaysText::tr("Reading…");
    QStringList unread;
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        if (workspace.store(store).phase == StoreState::Phase::Failed)
            unread << storeLabel(store);
    }
    if (unread.size() > 1)
        return WaysText::tr("%n stores not read", nullptr, static_cast<int>(unread.size()));
    if (!unread.isEmpty()) {
        //: %1 is a store such as "Server"
        return WaysText::tr("%1 not read").arg(unread.front());
    }
    if (!workspace.index())
        return WaysText::tr("Not read");
    const QTime taken = localTime(workspace.index()->audit().snapshot().takenAt).time();
    //: %1 is a time of day
    return WaysText::tr("Read %1").arg(QLocale().toString(taken, QStringLiteral("HH:mm")));
}

std::optional<int> duplicateGroups(const AuditIndex& index)
{
    const Audit& audit = index.audit();
    if (!audit.snapshot().server.isWhole())
        return {};
    const auto& counted = audit.counts().findings;
    if (counted.value(FindingCode::DuplicateInstance) + counted.value(FindingCode::DuplicateIntegration) == 0)
        return 0;
    QSet<OrganizationId> organizations;
    for (const AuditRow& row : audit.rows()) {
        if (row.has(FindingCode::DuplicateInstance) || row.has(FindingCode::DuplicateIntegration))
            organizations.insert(row.organizationId);
    }
    return static_cast<int>(organizations.size());
}

} // namespace steward
