#include "app/instances/row_views.h"

#include "domain/query/named_views.h"
#include "local/saved_views.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RowViewText {
    Q_DECLARE_TR_FUNCTIONS(steward::ViewsPanel)
};

const char* const attentionId = "attention";
const char* const protectedId = "protected";

QString titleOf(const QString& id)
{
    if (id == QLatin1String(attentionId))
        return RowViewText::tr("Needs attention");
    if (id == QLatin1String(protectedId))
        return RowViewText::tr("Protected");
    if (id == QLatin1String(withoutInstanceId))
        return RowViewText::tr("Without an instance");
    for (const InstanceState state : {InstanceState::Connected, InstanceState::Disconnected, InstanceState::Pairing}) {
        if (id == QLatin1String(instanceStateWords(state).front()))
            return instanceStateTitle(state);
    }
    return RowViewText::tr("All instances");
}

} // namespace

const std::vector<BuiltInView>& builtInViews()
{
    static const std::vector<BuiltInView> views{{"all", Icon::Layers},          {attentionId, Icon::Alert},
                                                {"connected", Icon::CircleDot}, {"disconnected", Icon::PowerOff},
                                                {"pairing", Icon::QrCode},      {withoutInstanceId, Icon::Building},
                                                {protectedId, Icon::Lock}};
    return views;
}

RowView viewOf(const BuiltInView& view)
{
    const QString id = QLatin1String(view.id);
    return {id, titleOf(id), viewQuery(id).value_or(QString())};
}

RowView viewOf(ProblemGroup group)
{
    const QString word = QLatin1String(groupWord(group));
    return {QStringLiteral("group:") + word, groupTitle(group), QStringLiteral("problem:") + word};
}

RowView viewOf(FindingCode code)
{
    const QString query = QStringLiteral("problem:") + findingWord(code);
    return {query, findingTitle(code), query};
}

qint64 countIn(const BuiltInView& view, const AuditIndex& index)
{
    const RowCounts& counts = index.counts();
    const Snapshot& snapshot = index.audit().snapshot();
    const QString id = QLatin1String(view.id);
    if (id == QLatin1String(withoutInstanceId)) {
        const bool isKnown = snapshot.server.isWhole() && snapshot.database.isWhole();
        return isKnown ? static_cast<qint64>(organizationsWithout(index).size()) : -1;
    }
    if (id == QLatin1String(protectedId))
        return snapshot.database.isWhole() ? counts.protectedOnes : -1;
    if (id == QLatin1String(attentionId))
        return index.audit().allStoresRead() ? counts.attention : -1;
    for (const InstanceState state : {InstanceState::Connected, InstanceState::Disconnected, InstanceState::Pairing}) {
        if (id == QLatin1String(instanceStateWords(state).front()))
            return snapshot.server.isWhole() ? counts.states[static_cast<size_t>(state)] : -1;
    }
    return index.audit().allStoresRead() ? counts.all : -1;
}

std::vector<const OrganizationSummary*> organizationsWithout(const AuditIndex& index)
{
    std::vector<const OrganizationSummary*> without;
    for (const OrganizationSummary& summary : index.organizations()) {
        if (!summary.id.isNull() && summary.active && summary.instances == 0)
            without.push_back(&summary);
    }
    return without;
}

RowView savedView(const QString& title, const QString& query)
{
    return {QStringLiteral("saved:") + title, title, query, true}; // no built-in one has such an id
}

QVariant rowViewsValue(const std::vector<RowView>& views)
{
    std::vector<SavedView> kept;
    kept.reserve(views.size());
    for (const RowView& view : views)
        kept.push_back({view.title, view.query});
    return savedViewsValue(kept);
}

std::vector<RowView> rowViewsFrom(const QVariant& value)
{
    std::vector<RowView> views;
    for (const SavedView& kept : savedViewsFrom(value))
        views.push_back(savedView(kept.title, kept.query));
    return views;
}

} // namespace steward
