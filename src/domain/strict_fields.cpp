#include "domain/strict_fields.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace steward {
namespace {

struct FieldText {
    Q_DECLARE_TR_FUNCTIONS(steward::StrictFields)
};

constexpr qsizetype longestText = 4096; ///< that a person writes
constexpr qsizetype longestList = 10000;

} // namespace

StrictFields::StrictFields(const QJsonValue& object, StrictDocument& document, QString path)
    : m_object(object.toObject())
    , m_document(document)
    , m_path(std::move(path))
{
    if (!object.isObject())
        refuse({});
}

StrictFields::~StrictFields()
{
    if (m_document.isLenient && !m_document.refusesUnknown)
        return;
    const QStringList keys = m_object.keys();
    if (!std::ranges::all_of(keys, [this](const QString& key) { return m_taken.contains(key); }))
        refuse(QStringLiteral("?")); // its name may be anything, so it is not told
}

QString StrictFields::pathOf(const QString& key) const
{
    return m_path.isEmpty() || key.isEmpty() ? m_path + key : m_path + QLatin1Char('.') + key;
}

void StrictFields::refuse(const QString& key, const QString& expected)
{
    if (!m_document.firstError)
        m_document.firstError = m_document.refusal(pathOf(key), expected);
}

QJsonValue StrictFields::take(const QString& key, QJsonValue::Type type, const QString& expected)
{
    m_taken.insert(key);
    QJsonValue value = m_object.value(key);
    if (value.type() == type)
        return value;
    refuse(key, expected);
    return {};
}

bool StrictFields::isNull(const QString& key)
{
    if (!m_object.value(key).isNull())
        return false;
    m_taken.insert(key);
    return true;
}

QString StrictFields::text(const QString& key, const QString& missing)
{
    if (isLeftOut(key))
        return missing;
    const QString expected = FieldText::tr("a text of ordinary length");
    QString text = take(key, QJsonValue::String, expected).toString();
    if (m_document.isLenient && (text.size() > longestText || text.contains(QChar::Null)))
        refuse(key, expected);
    return text;
}

QString StrictFields::requiredText(const QString& key)
{
    QString value = text(key);
    if (value.trimmed().isEmpty())
        refuse(key, FieldText::tr("there and not empty"));
    return value;
}

QStringList StrictFields::texts(const QString& key)
{
    if (isLeftOut(key))
        return {};
    const QString expected = FieldText::tr("a list of texts");
    const QJsonArray array = take(key, QJsonValue::Array, expected).toArray();
    QStringList texts;
    for (const QJsonValue item : array) {
        if (!item.isString() || item.toString().size() > longestText || array.size() > longestList) {
            refuse(key, expected);
            return {};
        }
        texts.append(item.toString());
    }
    return texts;
}

bool StrictFields::flag(const QString& key, bool missing)
{
    return isLeftOut(key) ? missing : take(key, QJsonValue::Bool, FieldText::tr("true or false")).toBool(missing);
}

qint64 StrictFields::number(const QString& key, qint64 missing, qint64 least, qint64 most)
{
    if (isLeftOut(key))
        return missing;
    //: %1 and %2 are numbers
    const QString expected = FieldText::tr("a whole number from %1 to %2").arg(least).arg(most);
    const double value = take(key, QJsonValue::Double, expected).toDouble();
    if (value >= static_cast<double>(least) && value <= static_cast<double>(most) && std::floor(value) == value)
        return static_cast<qint64>(value);
    refuse(key, expected);
    return missing;
}

std::optional<PhoneNumber> StrictFields::phone(const QString& key)
{
    if (isNull(key))
        return {};
    const QString written = text(key);
    const std::optional<PhoneNumber> phone = PhoneNumber::fromText(written);
    if (!phone || phone->text() != written)
        refuse(key);
    return phone;
}

InstanceName StrictFields::name(const QString& key)
{
    const QString shown = text(key);
    const QString hexKey = key + QStringLiteral("_hex");
    if (!has(hexKey))
        return InstanceName::fromText(shown);
    const QString hex = text(hexKey);
    InstanceName name = InstanceName::fromUtf8(QByteArray::fromHex(hex.toLatin1()));
    if (QString::fromLatin1(name.utf8().toHex()) != hex || name.text() != shown)
        refuse(hexKey);
    return name;
}

QJsonObject StrictFields::object(const QString& key)
{
    return isLeftOut(key) ? QJsonObject()
                          : take(key, QJsonValue::Object, FieldText::tr("an object in braces")).toObject();
}

void StrictFields::each(const QString& key, const std::function<void(const QJsonValue&, const QString&)>& visit)
{
    const QJsonArray array = take(key, QJsonValue::Array, {}).toArray();
    for (qsizetype index = 0; index < array.size(); ++index)
        visit(array.at(index), QStringLiteral("%1[%2]").arg(pathOf(key)).arg(index));
}

} // namespace steward
