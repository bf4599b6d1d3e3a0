#include "workflows/journal/apply_words.h"

namespace steward {
namespace {

const QString prefix = QStringLiteral("apply-");

} // namespace

QString applyKind(PlanKind kind)
{
    return prefix + planKindWord(kind);
}

bool isApplyKind(const QString& kind)
{
    return kind.startsWith(prefix) && planKindFromWord(QStringView(kind).mid(prefix.size())).has_value();
}

} // namespace steward
