#include "domain/plans/agreed_plan.h"

#include "domain/visible_text.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct AgreedText {
    Q_DECLARE_TR_FUNCTIONS(steward::AgreedPlan)
};

Error nothingShown()
{
    return {
        ErrorKind::Rejected, AgreedText::tr("The plan had nothing to do, so nothing was changed."),
        QStringLiteral("nothing was shown")};
}

Error notAskedWhenShown(const QStringList& reasons, const QStringList& codes)
{
    return {
        ErrorKind::Rejected,
        //: %1 is one sentence or more that say what is so by now
        AgreedText::tr("%1 The plan that you saw did not say so, so nothing was changed. Make the plan again.")
            .arg(reasons.join(QLatin1Char(' '))),
        QStringLiteral("not asked when shown: ") + codes.join(QLatin1Char(' '))};
}

} // namespace

Result<AgreedPlan>
AgreedPlan::from(std::shared_ptr<const Plan> shown, const BreakerVerdict& verdict, const std::optional<QString>& typed)
{
    if (const auto refusal = verdict.refusal(typed))
        return std::unexpected(*refusal);
    if (const auto trouble = shown->items.trouble())
        return std::unexpected(*trouble);
    if (shown->tally().changed == 0)
        return std::unexpected(nothingShown());
    AgreedPlan agreed;
    agreed.m_plan = std::move(shown);
    agreed.m_typed = typed;
    for (const TrippedBreaker& tripped : verdict.tripped)
        agreed.m_passed.insert(static_cast<int>(tripped.code));
    return agreed;
}

std::optional<Error> AgreedPlan::refusalBy(const BreakerVerdict& now, const std::optional<QString>& asked) const
{
    if (now.isRefused())
        return now.refusal({});
    QStringList reasons;
    QStringList codes;
    for (const TrippedBreaker& tripped : now.tripped) {
        if (m_passed.contains(static_cast<int>(tripped.code)))
            continue;
        reasons << tripped.because;
        codes << breakerWord(tripped.code);
    }
    if (!reasons.isEmpty())
        return notAskedWhenShown(reasons, codes);
    // Less of it is left by now, perhaps; the text is that of what was shown.
    const bool isTyped = !now.confirm || (m_typed && asked && isTypedAs(*m_typed, *asked));
    return isTyped ? std::nullopt : now.refusal({});
}

} // namespace steward
