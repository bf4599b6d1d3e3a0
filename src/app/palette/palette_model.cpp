#include "app/palette/palette_model.h"

#include "app/components/key_cap.h"

#include <QAction>
#include <QHash>
#include <QPointer>

#include <algorithm>

namespace steward {
namespace {

constexpr size_t mostOrganizations = 6;
constexpr size_t mostInstances = 5;
constexpr int mostActions = 8;
constexpr int mostWithoutWords = 40;

QString plainName(const QAction& action)
{
    return action.text().remove(QLatin1Char('&'));
}

Icon iconOfAction(const QAction& action)
{
    static const QHash<QString, Icon> icons{
        {QStringLiteral("actionNewInstance"), Icon::Plus},    {QStringLiteral("actionPair"), Icon::QrCode},
        {QStringLiteral("actionClean"), Icon::CopyCheck},     {QStringLiteral("actionRepair"), Icon::Wrench},
        {QStringLiteral("actionRepairAll"), Icon::Wrench},    {QStringLiteral("actionDelete"), Icon::Trash},
        {QStringLiteral("actionRefresh"), Icon::Refresh},     {QStringLiteral("actionStop"), Icon::X},
        {QStringLiteral("actionFind"), Icon::ListFilter},     {QStringLiteral("actionShowAll"), Icon::ListFilter},
        {QStringLiteral("actionOverview"), Icon::LayoutGrid}, {QStringLiteral("actionInstances"), Icon::MessageCircle},
        {QStringLiteral("actionPairing"), Icon::QrCode},      {QStringLiteral("actionDuplicates"), Icon::Copy},
        {QStringLiteral("actionActivity"), Icon::Activity},   {QStringLiteral("actionJournal"), Icon::BookText},
        {QStringLiteral("actionSettings"), Icon::Settings},   {QStringLiteral("actionGuards"), Icon::ShieldCheck},
        {QStringLiteral("actionEditProfile"), Icon::Plug},    {QStringLiteral("actionNewProfile"), Icon::Plug},
        {QStringLiteral("actionSystemLook"), Icon::Palette},  {QStringLiteral("actionLightLook"), Icon::Palette},
        {QStringLiteral("actionDarkLook"), Icon::Palette},    {QStringLiteral("actionAbout"), Icon::Info}};
    return icons.value(action.objectName(), Icon::ChevronRight);
}

QString instancesText(qint64 count)
{
    return count < 0 ? PaletteModel::tr("server not read")
                     : PaletteModel::tr("%n instance(s)", nullptr, static_cast<int>(count));
}

} // namespace

PaletteModel::PaletteModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void PaletteModel::setActions(const QList<QAction*>& pages, const QList<QAction*>& actions)
{
    m_pages = pages;
    m_actions = actions;
    rebuild();
}

void PaletteModel::setWays(std::optional<PaletteWays> ways)
{
    m_ways = std::move(ways);
    m_entries = nullptr;
    rebuild();
}

void PaletteModel::setEntries(std::shared_ptr<const PaletteEntries> entries)
{
    m_entries = std::move(entries);
    rebuild();
}

void PaletteModel::setQuery(const QString& text)
{
    m_isForCommands = text.startsWith(QLatin1Char('>'));
    m_text = (m_isForCommands ? text.mid(1) : text).simplified();
    m_words = foldedLetters(m_text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    rebuild();
}

void PaletteModel::rebuild()
{
    beginResetModel();
    m_items.clear();
    m_found.clear();
    const bool isSearch = m_entries && m_ways && !m_words.isEmpty() && !m_isForCommands;
    if (isSearch) {
        addOrganizations();
        addInstances();
    }
    addHeading(tr("Do"));
    for (size_t place = 0; place < std::min<size_t>(m_found.size(), 2); ++place)
        addForOrganization(*m_found[place]);
    addActions(m_actions, m_words.isEmpty() || m_isForCommands ? mostWithoutWords : mostActions);
    closePart();
    addHeading(tr("Go to"));
    addActions(m_pages, mostWithoutWords);
    if (isSearch)
        addPlaces();
    closePart();
    endResetModel();
}

void PaletteModel::addHeading(const QString& text)
{
    PaletteItem heading;
    heading.text = text;
    heading.isHeading = true;
    m_items.push_back(std::move(heading));
}

void PaletteModel::closePart()
{
    if (m_items.back().isHeading)
        m_items.pop_back();
}

void PaletteModel::addOrganizations()
{
    std::vector<std::pair<TextMatch, const PaletteEntries::Organization*>> found;
    for (const PaletteEntries::Organization& organization : m_entries->organizations) {
        if (auto match = matchOf(organization.folded, m_words))
            found.emplace_back(std::move(*match), &organization);
    }
    std::ranges::stable_sort(found, {}, [](const auto& hit) { return hit.first.rank; });
    found.resize(std::min(found.size(), mostOrganizations));
    addHeading(tr("Organizations"));
    for (const auto& [match, organization] : found) {
        m_found.push_back(organization);
        PaletteItem item;
        item.text = organization->name;
        item.marks = match.marks;
        item.detail = instancesText(organization->instances);
        if (!organization->phone.isEmpty())
            item.detail += QStringLiteral(" · ") + organization->phone;
        item.mark = organization->mark;
        item.right = organization->problem;
        item.rightMark = organization->problemMark;
        item.run = [this, id = organization->id, name = organization->name] { m_ways->showOrganization(id, name); };
        if (organization->pairable && m_ways->mayMake)
            item.pair = [this, name = *organization->pairable] { m_ways->pair(name); };
        m_items.push_back(std::move(item));
    }
    closePart();
}

void PaletteModel::addInstances()
{
    addHeading(tr("Instances"));
    const QString digits = digitsOf(m_text);
    size_t found = 0;
    for (const PaletteEntries::Instance& instance : m_entries->instances) {
        const bool isPhone = !digits.isEmpty() && instance.digits.contains(digits);
        const bool isName =
            m_words.size() == 1 && m_words.front().size() > 2 && instance.folded.contains(m_words.front());
        if (!isPhone && !isName)
            continue;
        if (++found > mostInstances)
            break;
        PaletteItem item;
        item.text = instance.organization.isEmpty() ? instance.name.text() : instance.organization;
        item.detail = instance.phone.isEmpty() ? instance.name.text() : instance.phone;
        item.mark = instance.mark;
        item.run = [this, name = instance.name] { m_ways->show(name); };
        if (instance.canBePaired && m_ways->mayMake)
            item.pair = [this, name = instance.name] { m_ways->pair(name); };
        m_items.push_back(std::move(item));
    }
    closePart();
}

void PaletteModel::addForOrganization(const PaletteEntries::Organization& organization)
{
    const auto add = [&](const QString& words, Icon icon, std::function<void()> run) {
        PaletteItem item;
        item.text = words.arg(organization.name);
        const auto before = static_cast<int>(item.text.indexOf(organization.name));
        if (const auto match = matchOf(organization.folded, m_words); match && before >= 0) {
            for (const auto& [from, count] : match->marks)
                item.marks.emplace_back(before + from, count);
        }
        item.icon = icon;
        item.run = std::move(run);
        m_items.push_back(std::move(item));
    };
    //: %1 is an organization
    if (organization.hasDuplicates && m_ways->mayClean)
        add(tr("Clean up %1…"), Icon::CopyCheck, [this, id = organization.id] { m_ways->clean(id); });
    //: %1 is an organization
    if (organization.pairable && m_ways->mayMake)
        add(tr("Pair a phone for %1…"), Icon::QrCode, [this, name = *organization.pairable] { m_ways->pair(name); });
    //: %1 is an organization
    if (organization.instances == 0 && m_ways->mayMake)
        add(tr("New instance for %1…"), Icon::Plus, [this, id = organization.id] { m_ways->create(id); });
}

void PaletteModel::addActions(const QList<QAction*>& actions, int most)
{
    std::vector<std::pair<TextMatch, QAction*>> found;
    for (QAction* action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        if (auto match = matchOf(foldedLetters(plainName(*action)), m_words))
            found.emplace_back(std::move(*match), action);
    }
    // What cannot be done now comes last, with its reason.
    std::ranges::stable_sort(
        found, {}, [](const auto& hit) { return hit.first.rank + (hit.second->isEnabled() ? 0 : 100); });
    found.resize(std::min(found.size(), static_cast<size_t>(most)));
    for (const auto& [match, action] : found) {
        PaletteItem item;
        item.text = plainName(*action);
        item.marks = match.marks;
        item.icon = iconOfAction(*action);
        item.isEnabled = action->isEnabled();
        if (!item.isEnabled && action->toolTip() != action->text())
            item.detail = action->toolTip();
        item.key = keyCapText(action->shortcut());
        item.run = [action = QPointer(action)] {
            if (action)
                action->trigger();
        };
        m_items.push_back(std::move(item));
    }
}

void PaletteModel::addPlaces()
{
    const auto add = [this](const QString& text, Icon icon, std::function<void()> run) {
        PaletteItem item;
        item.text = text;
        item.icon = icon;
        item.run = std::move(run);
        m_items.push_back(std::move(item));
    };
    for (const PalettePlace& place : m_ways->places) {
        const auto match = matchOf(foldedLetters(place.text + QLatin1Char(' ') + place.detail), m_words);
        if (!match || (place.problem && !m_entries->problems.contains(*place.problem)))
            continue;
        add(place.text, place.icon, place.run);
        m_items.back().detail = place.detail;
    }
    //: %1 is what was typed
    add(tr("Filter instances by “%1”").arg(m_text), Icon::ListFilter, [this, text = m_text] { m_ways->filter(text); });
    if (m_ways->journal) {
        //: %1 is what was typed
        add(tr("Journal entries with “%1”").arg(m_text), Icon::BookText,
            [this, text = m_text] { m_ways->journal(text); });
    }
}

int PaletteModel::nextRow(int row, int step) const
{
    for (int next = row; next >= 0 && next < rowCount(); next += step) {
        if (!item(next).isHeading)
            return next;
    }
    return -1;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PaletteItem& shown = item(index.row());
    if (role == Qt::DisplayRole)
        return shown.text;
    if (role == Qt::AccessibleTextRole) {
        QStringList parts{shown.text, shown.detail, shown.right, shown.key};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    return {};
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || item(index.row()).isHeading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace steward
