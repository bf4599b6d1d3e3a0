#include "domain/audit/known_names.h"

#include "domain/audit/audit.h"
#include "domain/new_name.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct KnownText {
    Q_DECLARE_TR_FUNCTIONS(steward::KnownNames)
};

} // namespace

KnownNames::KnownNames(const Audit& audit)
{
    for (const AuditRow& row : audit.rows()) {
        if (!row.name.isEmpty() && (row.server || !row.integrations.empty()))
            m_byLikeness.insert(likenessOf(row.name), row.name);
    }
}

std::optional<InstanceName> KnownNames::lookAlike(const InstanceName& name) const
{
    const auto [first, last] = m_byLikeness.equal_range(likenessOf(name));
    const auto found = std::find_if(first, last, [&name](const InstanceName& each) { return each != name; });
    return found == last ? std::nullopt : std::optional(*found);
}

std::optional<QString> KnownNames::validateReuse(const InstanceName& name) const
{
    if (const auto trouble = validateName(name)) {
        //: %1 is an instance's name
        return KnownText::tr("No instance can be created again under the name “%1”: it starts or ends with a space, is "
                             "too long, or contains invisible characters. Nothing was changed. Create an instance "
                             "under a new name, or give the row another instance.")
            .arg(name.text());
    }
    if (const auto other = lookAlike(name)) {
        return lookAlikeSentence(name, *other) + QLatin1Char(' ') +
               KnownText::tr(
                   "Nothing was changed. Create an instance under a new name, or give the row another instance.");
    }
    return {};
}

} // namespace steward
