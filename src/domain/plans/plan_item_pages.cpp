#include "domain/plans/plan_item_pages.h"

#include "domain/plans/plan_fields.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <type_traits>

namespace steward {
namespace {

struct PagesText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanItems)
};

constexpr qint32 mostReserved = 1'000;
constexpr int quick = 1; // of zlib's levels

/// Writes what it is shown.
class Packer final {
public:
    explicit Packer(QDataStream& stream)
        : m_stream(stream)
    {
    }
    template<class T>
    requires std::is_enum_v<T>
    void take(const T& value) { m_stream << static_cast<qint32>(value); }
    template<class T>
    requires(!std::is_enum_v<T>) void take(const T& value) { m_stream << value; }
    template<class Tag>
    void take(const StrongId<Tag>& id)
    {
        m_stream << id.uuid();
    }
    void take(const InstanceName& name) { m_stream << name.utf8(); }
    void take(const PhoneNumber& phone) { m_stream << phone.text(); }
    void take(const TokenKey& token) { m_stream << token.masked << token.digest.text(); }
    bool takeFlag(bool flag)
    {
        m_stream << flag;
        return flag;
    }
    qint32 takeSize(size_t size)
    {
        m_stream << static_cast<qint32>(size);
        return static_cast<qint32>(size);
    }

private:
    QDataStream& m_stream;
};

/// Fills what it is shown; what does not fit is left to the stream's status.
class Unpacker final {
public:
    explicit Unpacker(QDataStream& stream)
        : m_stream(stream)
    {
    }
    template<class T>
    requires std::is_enum_v<T>
    void take(T& value) { value = static_cast<T>(read<qint32>()); }
    template<class T>
    requires(!std::is_enum_v<T>) void take(T& value) { m_stream >> value; }
    template<class Tag>
    void take(StrongId<Tag>& id)
    {
        id = StrongId<Tag>(read<QUuid>());
    }
    void take(InstanceName& name) { name = InstanceName::fromUtf8(read<QByteArray>()); }
    void take(PhoneNumber& phone) { fill(phone, PhoneNumber::fromText(read<QString>())); }
    void take(TokenKey& token)
    {
        token.masked = read<QString>();
        fill(token.digest, TokenDigest::fromText(read<QString>()));
    }
    bool takeFlag(bool) { return read<bool>(); }
    qint32 takeSize(size_t)
    {
        const qint32 size = read<qint32>();
        return m_stream.status() == QDataStream::Ok ? size : 0;
    }

private:
    template<class T>
    T read()
    {
        T value{};
        m_stream >> value;
        return value;
    }
    template<class T>
    void fill(T& value, const std::optional<T>& found)
    {
        if (found)
            value = *found;
        else
            m_stream.setStatus(QDataStream::ReadCorruptData);
    }

    QDataStream& m_stream;
};

/// What an optional is filled from before it is read.
template<class T>
T blank()
{
    if constexpr (std::is_same_v<T, PhoneNumber>)
        return *PhoneNumber::fromText(u"10000000");
    else if constexpr (std::is_same_v<T, TokenKey>)
        return {{}, TokenDigest::of({})};
    else
        return {};
}

template<class T>
constexpr bool isList = false;
template<class T>
constexpr bool isList<std::vector<T>> = true;

template<class Way, class T>
void pass(Way& way, T& value);
template<class Way, class T>
void passMaybe(Way& way, T& value);
template<class Way, class T>
void passAll(Way& way, T& values);

template<class Way, class T>
void pass(Way& way, T& value)
{
    if constexpr (requires { value.has_value(); })
        passMaybe(way, value);
    else if constexpr (isList<std::remove_const_t<T>>)
        passAll(way, value);
    else if constexpr (hasPlanFields<T>)
        eachField<T>([&](const auto& field) { pass(way, value.*field.place); });
    else
        way.take(value);
}

template<class Way, class T>
void passMaybe(Way& way, T& value)
{
    if (!way.takeFlag(value.has_value()))
        return;
    if constexpr (!std::is_const_v<T>)
        value.emplace(blank<typename T::value_type>());
    pass(way, *value);
}

template<class Way, class T>
void passAll(Way& way, T& values)
{
    const qint32 size = way.takeSize(values.size());
    if constexpr (!std::is_const_v<T>)
        values.reserve(static_cast<size_t>(std::clamp(size, 0, mostReserved)));
    for (qint32 place = 0; place < size; ++place) {
        if constexpr (!std::is_const_v<T>)
            values.emplace_back();
        pass(way, values[static_cast<size_t>(place)]);
    }
}

} // namespace

QByteArray packedItems(const std::vector<PlanItem>& items)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    Packer packer(stream);
    passAll(packer, items);
    return qCompress(bytes, quick);
}

Result<std::vector<PlanItem>> unpackedItems(const QByteArray& bytes)
{
    const QByteArray plain = qUncompress(bytes);
    QDataStream stream(plain);
    std::vector<PlanItem> items;
    Unpacker unpacker(stream);
    passAll(unpacker, items);
    if (stream.status() != QDataStream::Ok || !stream.atEnd() || plain.isEmpty())
        return std::unexpected(unreadableItems());
    return items;
}

Error unreadableItems()
{
    return {
        ErrorKind::LocalFailure,
        PagesText::tr("Part of this plan could not be read from this computer's disk, so Steward stopped here. Make "
                      "the plan again."),
        QStringLiteral("plan pages")};
}

} // namespace steward
