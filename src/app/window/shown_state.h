#pragma once

#include "app/shell/settings_page.h"
#include "domain/instance_name.h"

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <vector>

namespace steward {

class WorkspacePages;

/// What a person sees of the pages and keeps where they are made anew: the section of the settings, the filter with
/// its view, what is selected, and the row that is current.
class ShownState final {
public:
    explicit ShownState(WorkspacePages& pages);
    /// On pages of the same workspace; what is selected once it has been read.
    void restore(WorkspacePages& pages) const;

private:
    SettingsPage::Section m_section;
    QString m_filter;
    QVariant m_views;
    std::vector<QByteArray> m_selected;
    InstanceName m_current;
};

} // namespace steward
