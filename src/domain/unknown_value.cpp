#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct UnknownValueText {
    Q_DECLARE_TR_FUNCTIONS(steward::UnknownValue)
};

} // namespace

QString unknownWord()
{
    return QStringLiteral("unknown");
}

QString unknownText()
{
    return UnknownValueText::tr("not known");
}

QString unknownSentence()
{
    return UnknownValueText::tr("What came of it is not known. Read again, and look at the stores.");
}

} // namespace steward
