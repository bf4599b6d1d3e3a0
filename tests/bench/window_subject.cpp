#include "bench/window_subject.h"
#include "local/profile_contexts.h"

#include "app/shell/workspace_view.h"
#include "app/style/mark_delegate.h"
#include "app/table/instance_table.h"
#include "local/session_keychain.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/any_id.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace steward::bench {
namespace {

constexpr QSize windowSize(1440, 900);

test::AnyId idOf(const char* kind, int n)
{
    return {QUuid::createUuidV5(QUuid(), QByteArray(kind) + QByteArray::number(n))};
}

void add(PracticeState& state, int n, Timestamp now)
{
    PracticeInstance instance;
    const OrganizationId organization = idOf("organization", n);
    const auto phone = PhoneNumber::fromText(QString::number(5'511'900'000'000 + n));
    instance.listed.name =
        InstanceName::fromText(QStringLiteral("clinic-%1-%2").arg(organization.toString()).arg(1'700'000'000'000 + n));
    instance.listed.id = idOf("instance", n);
    instance.listed.connection = n % 3 == 0 ? Connection::Open : Connection::Close;
    instance.listed.phone = phone;
    instance.listed.createdAt = now - std::chrono::hours(n % 9000 + 1);
    instance.memory = n % 3 == 0 ? MemoryState::Open : MemoryState::Close;
    PracticeRow row;
    row.row.id = idOf("row", n);
    row.row.organizationId = organization;
    row.row.status = n % 3 == 0 ? QStringLiteral("active") : QStringLiteral("disconnected");
    row.row.enabled = true;
    row.row.instanceName = instance.listed.name;
    row.row.phoneColumn = phone;
    row.row.createdAt = instance.listed.createdAt;
    PracticeEntry entry;
    entry.entry.name = instance.listed.name;
    entry.entry.organizationId = organization;
    entry.entry.phone = phone;
    entry.expiresAt = now + std::chrono::hours(24);
    state.organizations.push_back({organization, QStringLiteral("Clínica %1").arg(n), true});
    state.instances.push_back(std::move(instance));
    state.rows.push_back(std::move(row));
    state.entries.push_back(std::move(entry));
}

} // namespace

int WindowSubject::rows()
{
    return table().model()->rowCount();
}

std::shared_ptr<PracticeWorld> madeWorld(int count)
{
    const auto world = std::make_shared<PracticeWorld>();
    world->visit([count](PracticeState& state, Timestamp now) {
        for (int n = 0; n < count; ++n)
            add(state, n, now);
    });
    return world;
}

ProfileContext madeStores(const std::shared_ptr<PracticeWorld>& world)
{
    ProfileContext stores = practiceContext();
    stores.stores = std::make_shared<PracticeStores>(world);
    return stores;
}

ProfileContext madeStores(int count)
{
    return madeStores(madeWorld(count));
}

StewardSubject::StewardSubject(const ProfileContext& stores)
    : m_profiles(
          {*DataDirectory::open(m_folder.path()), std::make_shared<SessionKeychain>(), QProcessEnvironment(), {}},
          m_runner)
    , m_window(m_runner, m_profiles, m_settings)
{
    m_window.resize(windowSize);
    m_window.show();
    m_settings.setPage(static_cast<int>(Page::Instances));
    m_window.openStores(stores);
}

QTableView& StewardSubject::table()
{
    return m_window.view()->table();
}

QLineEdit& StewardSubject::search()
{
    return *m_window.view()->findChild<QLineEdit*>(QStringLiteral("search"));
}

Workspace& StewardSubject::workspace()
{
    return m_window.view()->workspace();
}

AlertCenter& StewardSubject::alerts()
{
    return m_window.view()->alerts();
}

ProxySubject::ProxySubject(const ProfileContext& stores)
    : m_workspace(stores.stores, stores.settings, m_runner)
    , m_proxy(std::make_unique<QSortFilterProxyModel>())
    , m_search(new QLineEdit)
    , m_table(new QTableView)
{
    m_proxy->setSourceModel(&m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setSortRole(SortRole);
    m_table->setModel(m_proxy.get());
    m_table->setItemDelegate(new MarkDelegate(m_table));
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::ExtendedSelection);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->hide();
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->addWidget(m_search);
    column->addWidget(m_table);
    m_window.setCentralWidget(page);
    m_window.resize(windowSize);
    m_window.show();
    QObject::connect(m_search, &QLineEdit::textChanged, m_proxy.get(), &QSortFilterProxyModel::setFilterFixedString);
    QObject::connect(
        &m_workspace, &Workspace::indexChanged, &m_model, [this] { m_model.setIndex(m_workspace.index()); });
    m_workspace.refresh();
}

ProxySubject::~ProxySubject()
{
    m_workspace.stop();
}

} // namespace steward::bench
