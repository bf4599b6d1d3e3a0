#include "domain/plans/strict_fields.h"

#include <QCoreApplication>

#include <cmath>

namespace steward {
namespace {

struct StrictText {
    Q_DECLARE_TR_FUNCTIONS(steward::StrictFields)
};

/// Beyond it a JSON number is no whole number any more.
constexpr double largestWhole = 9007199254740992.0;

} // namespace

StrictFields::StrictFields(const QJsonValue& object, std::optional<Error>& firstError, QString path)
    : m_object(object.toObject())
    , m_firstError(firstError)
    , m_path(std::move(path))
{
    if (!object.isObject())
        refuse({});
}

StrictFields::~StrictFields()
{
    const QStringList keys = m_object.keys();
    for (const QString& key : keys) {
        if (!m_taken.contains(key))
            refuse(QStringLiteral("?")); // its name may be anything, so it is not told
    }
}

QString StrictFields::pathOf(const QString& key) const
{
    if (key.isEmpty())
        return m_path;
    return m_path.isEmpty() ? key : m_path + QLatin1Char('.') + key;
}

void StrictFields::refuse(const QString& key)
{
    if (m_firstError)
        return;
    const QString path = pathOf(key);
    //: %1 is the place of a field in a file, such as "items[3].steps"
    m_firstError = Error{
        ErrorKind::InvalidSettings,
        StrictText::tr("This is not a plan as Steward writes it (see “%1”). Make the plan again.").arg(path),
        QStringLiteral("plan: ") + path};
}

QJsonValue StrictFields::take(const QString& key, QJsonValue::Type type)
{
    m_taken.insert(key);
    const QJsonValue value = m_object.value(key);
    if (value.type() != type) {
        refuse(key);
        return {};
    }
    return value;
}

bool StrictFields::isNull(const QString& key)
{
    if (!m_object.value(key).isNull())
        return false;
    m_taken.insert(key);
    return true;
}

QString StrictFields::text(const QString& key)
{
    return take(key, QJsonValue::String).toString();
}

bool StrictFields::flag(const QString& key)
{
    return take(key, QJsonValue::Bool).toBool();
}

qint64 StrictFields::number(const QString& key, qint64 least)
{
    const double value = take(key, QJsonValue::Double).toDouble();
    if (value < static_cast<double>(least) || value > largestWhole || std::floor(value) != value) {
        refuse(key);
        return least;
    }
    return static_cast<qint64>(value);
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
    const InstanceName name = InstanceName::fromUtf8(QByteArray::fromHex(hex.toLatin1()));
    if (QString::fromLatin1(name.utf8().toHex()) != hex || name.text() != shown)
        refuse(hexKey);
    return name;
}

QJsonObject StrictFields::object(const QString& key)
{
    return take(key, QJsonValue::Object).toObject();
}

void StrictFields::each(const QString& key, const std::function<void(const QJsonValue&, const QString&)>& visit)
{
    const QJsonArray array = take(key, QJsonValue::Array).toArray();
    for (qsizetype index = 0; index < array.size(); ++index)
        visit(array.at(index), QStringLiteral("%1[%2]").arg(pathOf(key)).arg(index));
}

} // namespace steward
