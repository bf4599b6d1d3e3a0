#pragma once

#include "app/palette/palette_entries.h"
#include "app/style/icons.h"

#include <QAbstractListModel>
#include <QList>

#include <functional>
#include <memory>
#include <vector>

class QAction;

namespace steward {

/// One line of the palette.
struct PaletteItem {
    QString text;
    QString detail;                         ///< after it, quiet
    std::vector<std::pair<int, int>> marks; ///< of the text, those that were typed
    std::optional<Icon> icon;
    Mark mark; ///< where it has no icon
    QString right;
    Mark rightMark;
    QString key;
    bool isHeading = false;
    bool isEnabled = true;
    std::function<void()> run;
    std::function<void()> pair; ///< with Ctrl+Enter; empty: nothing
};

/// Where somebody gets who types a word of its name or of the sentence about it.
struct PalettePlace {
    QString text;
    QString detail;
    Icon icon = Icon::ChevronRight;
    std::optional<FindingCode> problem; ///< only where the reading found it
    std::function<void()> run;
};

/// What can be done with what the palette finds.
struct PaletteWays {
    std::function<void(const InstanceName&)> show;
    std::function<void(const OrganizationId&, const QString& name)> showOrganization;
    std::function<void(const InstanceName&)> pair;
    std::function<void(const OrganizationId&)> clean;
    std::function<void(const OrganizationId&)> create;
    std::function<void(const QString&)> filter;  ///< the instances
    std::function<void(const QString&)> journal; ///< empty: there is none
    std::vector<PalettePlace> places;            ///< problems, and what one looks for in the settings
    bool mayMake = true;                         ///< create an instance, pair a phone
    bool mayClean = true;                        ///< and whatever else is a plan
};

/// What matches the words that are typed: organizations, instances by their name and phone, what can be done with the
/// first of them, every action, and places. GUI thread only.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaletteModel)

public:
    explicit PaletteModel(QObject* parent = nullptr);
    /// Pages are named before other actions.
    void setActions(const QList<QAction*>& pages, const QList<QAction*>& actions);
    void setWays(std::optional<PaletteWays> ways);
    void setEntries(std::shared_ptr<const PaletteEntries> entries);
    void setQuery(const QString& text);

    const PaletteItem& item(int row) const { return m_items[static_cast<size_t>(row)]; }
    /// From that row on, in that direction, the next that is no heading; −1: none.
    int nextRow(int row, int step) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void rebuild();
    void addHeading(const QString& text);
    void addOrganizations();
    void addInstances();
    void addForOrganization(const PaletteEntries::Organization& organization);
    void addActions(const QList<QAction*>& actions, int most);
    void addPlaces();
    /// Takes a heading away under which nothing came.
    void closePart();

    QList<QAction*> m_pages;
    QList<QAction*> m_actions;
    std::optional<PaletteWays> m_ways;
    std::shared_ptr<const PaletteEntries> m_entries;
    QString m_text;
    QStringList m_words; ///< folded
    bool m_isForCommands = false;
    std::vector<const PaletteEntries::Organization*> m_found;
    std::vector<PaletteItem> m_items;
};

} // namespace steward
