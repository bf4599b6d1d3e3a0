#include "workflows/creation/creation_request.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RequestText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationRequest)
};

constexpr qsizetype longestNumber = 15; // digits, E.164
constexpr qsizetype shortestNumber = 8;

} // namespace

std::optional<QString> validatePhone(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return {};
    QString digits;
    for (qsizetype place = 0; place < trimmed.size(); ++place) {
        const QChar character = trimmed[place];
        if (character >= QLatin1Char('0') && character <= QLatin1Char('9'))
            digits += character;
        else if (!QStringLiteral(" -.()/").contains(character) && !(place == 0 && character == QLatin1Char('+')))
            return RequestText::tr("Write the number in digits, with the country code first: +55 11 98888-7777.");
    }
    if (!trimmed.startsWith(QLatin1Char('+')) && digits.startsWith(QLatin1String("00")))
        digits.remove(0, 2);
    if (digits.startsWith(QLatin1Char('0')))
        return RequestText::tr("The number starts with the country code, not with 0: +55 11 98888-7777.");
    if (digits.size() < shortestNumber)
        return RequestText::tr("The number is too short. It starts with the country code: +55 11 98888-7777.");
    if (digits.size() > longestNumber)
        return RequestText::tr("The number is too long: at most 15 digits.");
    if (!PhoneNumber::fromText(trimmed)) {
        return RequestText::tr("This may not be the number that you mean: a spreadsheet may have changed it, or it is "
                               "two numbers. Write one number with the country code first: +55 11 98888-7777.");
    }
    return {};
}

InstanceName defaultInstanceName(const QString& nameTemplate, const OrganizationId& organizationId, Timestamp now)
{
    QString name = nameTemplate;
    name.replace(QLatin1String("{organization_id}"), organizationId.toString());
    name.replace(QLatin1String("{milliseconds}"), QString::number(now.time_since_epoch().count()));
    return InstanceName::fromText(name);
}

} // namespace steward
