#include "local/strict_object.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace steward {
namespace {

struct FieldText {
    Q_DECLARE_TR_FUNCTIONS(steward::StrictObject)
};

constexpr qsizetype longestText = 4096;
constexpr qsizetype longestList = 10000;

} // namespace

StrictObject::StrictObject(QJsonObject object, std::optional<Error>& firstError, QString path)
    : m_object(std::move(object))
    , m_firstError(firstError)
    , m_path(std::move(path))
{
}

QString StrictObject::text(const QString& key, const QString& missing)
{
    if (!has(key))
        return missing;
    const QJsonValue value = m_object.value(key);
    if (value.isString() && value.toString().size() <= longestText && !value.toString().contains(QChar::Null))
        return value.toString();
    refuse(key, FieldText::tr("a text of ordinary length"));
    return missing;
}

QString StrictObject::requiredText(const QString& key)
{
    const QString value = text(key);
    if (value.trimmed().isEmpty())
        refuse(key, FieldText::tr("there and not empty"));
    return value;
}

int StrictObject::number(const QString& key, int missing, int least, int most)
{
    if (!has(key))
        return missing;
    const QJsonValue value = m_object.value(key);
    const double real = value.toDouble();
    const int whole = value.toInt(least - 1);
    if (value.isDouble() && static_cast<double>(whole) == real && whole >= least && whole <= most)
        return whole;
    //: %1 and %2 are numbers
    refuse(key, FieldText::tr("a whole number from %1 to %2").arg(least).arg(most));
    return missing;
}

bool StrictObject::flag(const QString& key, bool missing)
{
    if (!has(key))
        return missing;
    const QJsonValue value = m_object.value(key);
    if (!value.isBool())
        refuse(key, FieldText::tr("true or false"));
    return value.toBool(missing);
}

QStringList StrictObject::texts(const QString& key)
{
    if (!has(key))
        return {};
    const QJsonValue value = m_object.value(key);
    const QJsonArray array = value.toArray();
    bool fits = value.isArray() && array.size() <= longestList;
    QStringList texts;
    for (const QJsonValue& item : array) {
        fits = fits && item.isString() && item.toString().size() <= longestText;
        texts.append(item.toString());
    }
    if (fits)
        return texts;
    refuse(key, FieldText::tr("a list of texts"));
    return {};
}

StrictObject StrictObject::child(const QString& key)
{
    const QJsonValue value = m_object.value(key);
    if (has(key) && !value.isObject())
        refuse(key, FieldText::tr("an object in braces"));
    return {value.toObject(), m_firstError, m_path + key + QLatin1Char('.')};
}

void StrictObject::refuse(const QString& key, const QString& expected)
{
    if (m_firstError)
        return;
    const QString field = m_path + key;
    m_firstError = Error{
        ErrorKind::InvalidSettings,
        //: %1 is a field's name such as cache.port, %2 completes the sentence, such as "a whole number from 1 to 9"
        FieldText::tr("This profile cannot be used: the field %1 must be %2.").arg(field, expected),
        QStringLiteral("profile field %1 does not fit").arg(field)};
}

} // namespace steward
