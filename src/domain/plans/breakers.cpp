#include "domain/plans/breakers.h"

#include "domain/plans/plan_facts.h"
#include "domain/unknown_value.h"
#include "domain/visible_text.h"
#include "domain/word_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

constexpr qint64 manyInstances = 5;
constexpr qint64 manyConnected = 5;

struct BreakerText {
    Q_DECLARE_TR_FUNCTIONS(steward::Breakers)
};

constexpr WordTable<BreakerCode, static_cast<size_t>(BreakerCode::ManyInstances) + 1> breakerWords{{
    "store-unread",
    "read-only-profile",
    "administrators-only",
    "protected",
    "other-stores",
    "right-missing",
    "store-empty",
    "stores-do-not-match",
    "many-connected",
    "connected",
    "production",
    "many-instances",
}};

QString titleOf(Store store)
{
    switch (store) {
    case Store::Server:
        return BreakerText::tr("server");
    case Store::Database:
        return BreakerText::tr("database");
    case Store::Cache:
        return BreakerText::tr("cache");
    }
    return unknownText();
}

bool hasImpassable(const std::vector<TrippedBreaker>& tripped)
{
    return std::any_of(
        tripped.begin(), tripped.end(), [](const TrippedBreaker& each) { return !isPassable(each.code); });
}

class Judgement final {
public:
    Judgement(const Audit& audit, const Plan& plan, const PlanTally& tally, const BreakerFacts& facts)
        : m_audit(audit)
        , m_plan(plan)
        , m_tally(tally)
        , m_facts(facts)
    {
    }

    BreakerVerdict verdict(qint64 namedProtected)
    {
        judgeNever(namedProtected);
        const bool changes = m_tally.changed > 0;
        if (m_audit.allStoresRead() && (changes || choosesForItself()))
            judgeStores();
        if (m_audit.allStoresRead() && changes)
            judgeRemovals();
        if (changes && !m_verdict.tripped.empty() && !hasImpassable(m_verdict.tripped))
            m_verdict.confirm = text();
        return std::move(m_verdict);
    }

private:
    void trip(BreakerCode code, const QString& because) { m_verdict.tripped.push_back({code, because}); }

    void judgeUnread(Store store, const std::optional<Error>& error, bool isWhole)
    {
        if (isWhole)
            return;
        const QString why = error ? error->sentence : BreakerText::tr("It was not read.");
        //: %1 is "server", "database" or "cache", %2 a sentence that says why
        trip(
            BreakerCode::StoreUnread,
            BreakerText::tr("The %1 was not read completely, so nothing was changed. %2").arg(titleOf(store), why));
    }

    /// What it would choose for removal it leaves while the stores are suspicious: "nothing to do" would be untrue.
    bool choosesForItself() const
    {
        const PlanRequest& request = m_plan.request;
        return request.kind == PlanKind::Clean ||
               (request.kind == PlanKind::Repair && request.names.empty() && request.others.empty());
    }

    void judgeNever(qint64 namedProtected)
    {
        const Snapshot& snapshot = m_audit.snapshot();
        judgeUnread(Store::Server, snapshot.server.error(), snapshot.server.isWhole());
        judgeUnread(Store::Database, snapshot.database.error(), snapshot.database.isWhole());
        judgeUnread(Store::Cache, snapshot.cache.error(), snapshot.cache.isWhole());
        if (m_audit.allStoresRead() && snapshot.serverStarting) {
            trip(
                BreakerCode::StoreUnread,
                BreakerText::tr("The server is still starting, so nothing was changed. Try again in a minute."));
        }
        if (m_facts.readOnly)
            trip(
                BreakerCode::ReadOnlyProfile,
                BreakerText::tr("This profile is read only. Use one that allows changes."));
        if (!mayApplyPlans(m_facts.role))
            trip(BreakerCode::AdministratorsOnly, administratorsOnly().sentence);
        if (namedProtected > 0) {
            trip(
                BreakerCode::Protected,
                BreakerText::tr(
                    "%n of them are protected. Leave them out, or remove their protection first.", nullptr,
                    static_cast<int>(namedProtected)));
        }
        if (const auto belongs = checkBelongs(m_plan, m_facts.profileId, m_facts.environment); !belongs)
            trip(BreakerCode::OtherStores, belongs.error().sentence);
        for (const QString& missing : m_facts.missingRights) {
            //: %1 is a sentence that says which right to which store is missing
            trip(BreakerCode::RightMissing, BreakerText::tr("Nothing was changed. %1").arg(missing));
        }
    }

    void judgeStores()
    {
        if (const auto empty = emptyStore(m_audit, m_facts.removedByUs))
            trip(BreakerCode::StoreEmpty, *empty);
        if (const auto strangers = suspectList(m_audit, m_facts.removedByUs))
            trip(BreakerCode::StoresDoNotMatch, *strangers);
    }

    void judgeRemovals()
    {
        if (m_tally.destructive == 0)
            return;
        const auto connected = std::count_if(m_audit.rows().begin(), m_audit.rows().end(), [](const AuditRow& row) {
            return row.isPhone() && mayBeOpen(row);
        });
        const qint64 gone = m_tally.connectedDestructive;
        if (connected > manyConnected && gone * 5 > connected) {
            //: %1 and %2 are numbers of instances
            trip(
                BreakerCode::ManyConnected, BreakerText::tr("%1 of %2 connected instances would be disconnected.")
                                                .arg(QString::number(gone), QString::number(connected)));
        }
        if (gone > 0) {
            trip(
                BreakerCode::Connected, BreakerText::tr(
                                            "%n of them are connected: their phones have to be paired again.", nullptr,
                                            static_cast<int>(gone)));
        }
        if (const qint64 channels = m_tally.connectedChannels; channels > 0) {
            trip(
                BreakerCode::Connected, BreakerText::tr(
                                            "%n of them are connected but are no WHATSAPP-BAILEYS instances: they "
                                            "would receive nothing any more.",
                                            nullptr, static_cast<int>(channels)));
        }
        if (m_facts.environment == Environment::Production)
            trip(BreakerCode::Production, BreakerText::tr("This is PRODUCTION."));
        if (m_tally.destructive > manyInstances) {
            trip(
                BreakerCode::ManyInstances,
                BreakerText::tr(
                    "Many at once: %n instance(s) or row(s) would be deleted or disconnected.", nullptr,
                    static_cast<int>(m_tally.destructive)));
        }
    }

    QString text() const
    {
        // CONTRACT: the number of instances that are deleted, where any are.
        if (const qint64 deleted = m_tally.count(StepAction::DeleteInstance); deleted > 0)
            return deleted == 1 ? m_tally.firstDeleted.text() : QString::number(deleted);
        const bool destroys = m_tally.destructive > 0;
        const qint64 count = destroys ? m_tally.destructive : m_tally.changed;
        if (count != 1)
            return QString::number(count);
        const InstanceName& name = destroys ? m_tally.firstDestructive : m_tally.firstChanged;
        return name.isEmpty() ? QString::number(count) : name.text();
    }

    const Audit& m_audit;
    const Plan& m_plan;
    const PlanTally& m_tally;
    const BreakerFacts& m_facts;
    BreakerVerdict m_verdict;
};

} // namespace

QString breakerWord(BreakerCode code)
{
    return breakerWords.of(code);
}

bool BreakerVerdict::isRefused() const
{
    return hasImpassable(tripped) || (!tripped.empty() && !confirm);
}

std::optional<Error> BreakerVerdict::refusal(const std::optional<QString>& typed) const
{
    const bool refused = isRefused();
    if (!refused && (!confirm || (typed && isTypedAs(*typed, *confirm))))
        return {};
    QStringList reasons;
    QStringList codes;
    for (const TrippedBreaker& each : tripped) {
        if (isPassable(each.code) && hasImpassable(tripped))
            continue;
        reasons << each.because;
        codes << breakerWord(each.code);
    }
    if (!refused) {
        //: %1 is the text to be typed: an instance's name or a number
        reasons << BreakerText::tr("To do it anyway, type: %1").arg(typeableText(*confirm));
    }
    const bool isReadOnly = std::any_of(tripped.begin(), tripped.end(), [](const TrippedBreaker& each) {
        return each.code == BreakerCode::ReadOnlyProfile;
    });
    return Error{
        isReadOnly ? ErrorKind::ReadOnlyProfile : ErrorKind::Rejected, reasons.join(QLatin1Char(' ')),
        codes.join(QLatin1Char(' '))};
}

BreakerVerdict judge(const Audit& audit, const Plan& plan, const BreakerFacts& facts)
{
    // Named one by one they are refused; where the program chose, they are only left out.
    const bool isChosen = plan.kind() == PlanKind::Clean || plan.kind() == PlanKind::Repair ||
                          plan.kind() == PlanKind::Protect || plan.kind() == PlanKind::Unprotect;
    return judge(audit, plan, plan.tally(), isChosen ? 0 : plan.items.protectedOnes(), facts);
}

BreakerVerdict
judge(const Audit& audit, const Plan& head, const PlanTally& tally, qint64 namedProtected, const BreakerFacts& facts)
{
    return Judgement(audit, head, tally, facts).verdict(namedProtected);
}

} // namespace steward
