#include "app/plans/ways_on.h"

#include "app/style/plain_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct WayText {
    Q_DECLARE_TR_FUNCTIONS(steward::WayOn)
};

constexpr size_t mostItems = 500; ///< of more the first tell enough

struct WayFor {
    LeftReason reason;
    WayOn::Kind way;
};
/// Of any other reason the sentence itself says what to do.
constexpr std::array waysFor{
    WayFor{LeftReason::CleanFirst, WayOn::Kind::Clean},
    WayFor{LeftReason::ChooseOrganization, WayOn::Kind::Organization},
    WayFor{LeftReason::NoRow, WayOn::Kind::Organization}, WayFor{LeftReason::PairAgain, WayOn::Kind::Pair},
    WayFor{LeftReason::NoWebhookAddress, WayOn::Kind::Webhook}};

void add(std::vector<WayOn>& ways, WayOn::Kind kind, const PlanItem& item)
{
    auto way = std::ranges::find(ways, kind, &WayOn::kind);
    if (way == ways.end())
        way = ways.insert(ways.end(), {kind, item.name, {}});
    const bool isNew = std::ranges::find(way->organizations, item.organizationId) == way->organizations.end();
    if (kind == WayOn::Kind::Clean && isNew && !item.organizationId.isNull())
        way->organizations.push_back(item.organizationId);
}

} // namespace

std::vector<WayOn> waysOn(const Plan& plan)
{
    std::vector<WayOn> ways;
    if (plan.kind() == PlanKind::Clean) // it is the way
        return ways;
    for (size_t place = 0; place < std::min(plan.items.size(), mostItems); ++place) {
        const PlanItemRef item = plan.items.at(place);
        for (const LeftOut& left : item->left) {
            const auto* way = std::ranges::find(waysFor, left.reason, &WayFor::reason);
            if (way != waysFor.end())
                add(ways, way->way, *item);
        }
    }
    return ways;
}

QString wayOnText(const WayOn& way)
{
    constexpr qsizetype mostLetters = 30;
    QString name = way.name.text();
    name = withoutMnemonics(name.left(mostLetters)); // the button's own dots follow it
    switch (way.kind) {
    case WayOn::Kind::Clean:
        return WayText::tr("Clean D&uplicates…");
    case WayOn::Kind::Organization:
        //: A button: %1 is the name of an instance
        return WayText::tr("Give %1 an &Organization…").arg(name);
    case WayOn::Kind::Pair:
        //: A button: %1 is the name of an instance
        return WayText::tr("&Pair %1…").arg(name);
    case WayOn::Kind::Webhook:
        return WayText::tr("Enter the &Webhook Address…");
    }
    Q_UNREACHABLE();
}

} // namespace steward
