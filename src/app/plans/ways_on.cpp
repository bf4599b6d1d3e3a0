#include "app/plans/ways_on.h"

#include "app/style/plain_text.h"
#include "domain/query/instance_state.h"
#include "domain/unknown_value.h"

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
    SkipReason reason;
    WayOn::Kind way;
};
/// Of any other reason the sentence itself says what to do.
constexpr std::array waysFor{
    WayFor{SkipReason::CleanFirst, WayOn::Kind::Clean},
    WayFor{SkipReason::ChooseOrganization, WayOn::Kind::Organization},
    WayFor{SkipReason::DecideOrganization, WayOn::Kind::Organization},
    WayFor{SkipReason::NoRow, WayOn::Kind::Organization},
    WayFor{SkipReason::PairAgain, WayOn::Kind::Pair},
    WayFor{SkipReason::NoWebhookAddress, WayOn::Kind::Webhook},
    WayFor{SkipReason::NamelessRow, WayOn::Kind::NameRow},
    WayFor{SkipReason::NamelessRow, WayOn::Kind::RemoveRow},
    WayFor{SkipReason::OtherPhoneLinked, WayOn::Kind::UsePhone},
    WayFor{SkipReason::OtherPhoneLinked, WayOn::Kind::Unlink},
    WayFor{SkipReason::Connected, WayOn::Kind::Unlink},
    WayFor{SkipReason::RowDisabled, WayOn::Kind::Enable},
    WayFor{SkipReason::WasConnected, WayOn::Kind::Enable},
    WayFor{SkipReason::SharedPhone, WayOn::Kind::Disable},
    WayFor{SkipReason::SharedPhone, WayOn::Kind::Delete},
    WayFor{SkipReason::WasConnected, WayOn::Kind::Delete}};

PlanRequest requestFor(PlanKind kind, const InstanceName& name)
{
    PlanRequest request;
    request.kind = kind;
    request.names = {name};
    return request;
}

/// The plan that the way leads to; nothing is done by it before a person has seen and confirmed it.
PlanRequest requestFor(WayOn::Kind kind, const PlanItem& item)
{
    PlanRequest repair = requestFor(PlanKind::Repair, item.name);
    switch (kind) {
    case WayOn::Kind::NameRow:
    case WayOn::Kind::RemoveRow:
        repair.names.clear();
        if (!item.seen.rows.empty())
            repair.row = RowChoice{item.seen.rows.front().id, {}};
        return repair;
    case WayOn::Kind::UsePhone:
        repair.usePhone = true;
        return repair;
    case WayOn::Kind::Unlink:
        return requestFor(PlanKind::Unlink, item.name);
    case WayOn::Kind::Enable:
        return requestFor(PlanKind::Enable, item.name);
    case WayOn::Kind::Disable:
        return requestFor(PlanKind::Disable, item.name);
    case WayOn::Kind::Delete:
        return requestFor(PlanKind::Delete, item.name);
    case WayOn::Kind::Clean:
    case WayOn::Kind::Organization:
    case WayOn::Kind::Pair:
    case WayOn::Kind::Webhook:
        break;
    }
    return {};
}

void add(std::vector<WayOn>& ways, WayOn::Kind kind, const PlanItem& item)
{
    auto way = std::ranges::find(ways, kind, &WayOn::kind);
    if (way == ways.end())
        way = ways.insert(ways.end(), {kind, item.name, {}, requestFor(kind, item), {}});
    const bool isNew = std::ranges::find(way->organizations, item.organizationId) == way->organizations.end();
    if (kind == WayOn::Kind::Clean && isNew && !item.organizationId.isNull())
        way->organizations.push_back(item.organizationId);
}

bool leadsNowhere(const WayOn& way)
{
    const bool isAboutRow = way.kind == WayOn::Kind::NameRow || way.kind == WayOn::Kind::RemoveRow;
    return (isAboutRow && !way.request.row) || (way.kind == WayOn::Kind::NameRow && way.choices.empty());
}

} // namespace

std::vector<InstanceName> nameableInstances(const Audit& audit)
{
    std::vector<InstanceName> names;
    for (const AuditRow& row : audit.rows()) {
        if (row.kind == RowKind::Instance && row.server && row.integrations.empty() && row.isPhone() &&
            row.name.isReachable() && !row.isIgnored)
            names.push_back(row.name);
    }
    return names;
}

std::vector<WayOn> waysOn(const Plan& plan, const Audit& audit)
{
    std::vector<WayOn> ways;
    if (plan.kind() == PlanKind::Clean) // it is the way
        return ways;
    for (size_t place = 0; place < std::min(plan.items.size(), mostItems); ++place) {
        const PlanItemRef item = plan.items.at(place);
        for (const Skipped& left : item->left) {
            for (const WayFor& each : waysFor) {
                if (each.reason == left.reason)
                    add(ways, each.way, *item);
            }
        }
    }
    for (WayOn& way : ways) {
        if (way.kind == WayOn::Kind::NameRow)
            way.choices = nameableInstances(audit);
    }
    std::erase_if(ways, leadsNowhere);
    return ways;
}

QString wayOnText(const WayOn& way)
{
    constexpr qsizetype mostLetters = 30;
    const QString name = withoutMnemonics(shortName(way.name).left(mostLetters)); // the button's own dots follow it
    switch (way.kind) {
    case WayOn::Kind::Clean:
        return WayText::tr("Clean d&uplicates…");
    case WayOn::Kind::Organization:
        //: A button: %1 is the name of an instance
        return WayText::tr("Give %1 an &organization…").arg(name);
    case WayOn::Kind::Pair:
        //: A button: %1 is the name of an instance
        return WayText::tr("&Pair %1…").arg(name);
    case WayOn::Kind::Webhook:
        return WayText::tr("Enter the &webhook address…");
    case WayOn::Kind::NameRow:
        return WayText::tr("Choose the row's &instance…");
    case WayOn::Kind::RemoveRow:
        return WayText::tr("&Remove the row…");
    case WayOn::Kind::UsePhone:
        //: A button: %1 is the name of an instance
        return WayText::tr("&Use this phone for %1…").arg(name);
    case WayOn::Kind::Unlink:
        //: A button: %1 is the name of an instance
        return WayText::tr("Un&link the phone of %1…").arg(name);
    case WayOn::Kind::Enable:
        //: A button: %1 is the name of an instance
        return WayText::tr("&Enable %1…").arg(name);
    case WayOn::Kind::Disable:
        //: A button: %1 is the name of an instance
        return WayText::tr("Di&sable %1…").arg(name);
    case WayOn::Kind::Delete:
        //: A button: %1 is the name of an instance
        return WayText::tr("&Delete %1…").arg(name);
    }
    return unknownText();
}

} // namespace steward
