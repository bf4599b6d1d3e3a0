#pragma once

#include "app/profiles/profile_service.h"
#include "app/shell/window_settings.h"
#include "app/table/instance_model.h"
#include "app/window/main_window.h"
#include "app/work/background_runner.h"
#include "app/workspace/workspace.h"
#include "stores/profile_context.h"

#include <QMainWindow>
#include <QTemporaryDir>

class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace steward {
class AlertCenter;
class PracticeWorld;
} // namespace steward

namespace steward::bench {

/// A window with a table of instances and a field to search in: Steward's, or the one it is compared with.
class WindowSubject {
    Q_DISABLE_COPY_MOVE(WindowSubject)

public:
    WindowSubject() = default;
    virtual ~WindowSubject() = default;

    virtual QTableView& table() = 0;
    virtual QLineEdit& search() = 0;
    virtual Workspace& workspace() = 0;
    int rows();
};

/// So many instances, each with its row and its cache entry; every third is connected.
std::shared_ptr<PracticeWorld> madeWorld(int count);
/// Stores in memory.
ProfileContext madeStores(const std::shared_ptr<PracticeWorld>& world);
ProfileContext madeStores(int count);

/// Steward's own window.
class StewardSubject final : public WindowSubject {
public:
    explicit StewardSubject(const ProfileContext& stores);
    QTableView& table() override;
    QLineEdit& search() override;
    Workspace& workspace() override;
    AlertCenter& alerts();

private:
    QTemporaryDir m_folder;
    BackgroundRunner m_runner;
    WindowSettings m_settings;
    ProfileService m_profiles;
    MainWindow m_window;
};

/// A window as one would write it with QSortFilterProxyModel: the same readings, cells and delegate.
class ProxySubject final : public WindowSubject {
public:
    explicit ProxySubject(const ProfileContext& stores);
    ~ProxySubject() override;
    QTableView& table() override { return *m_table; }
    QLineEdit& search() override { return *m_search; }
    Workspace& workspace() override { return m_workspace; }

private:
    BackgroundRunner m_runner;
    Workspace m_workspace;
    InstanceModel m_model;
    std::unique_ptr<QSortFilterProxyModel> m_proxy;
    QMainWindow m_window;
    QLineEdit* m_search;
    QTableView* m_table;
};

} // namespace steward::bench
