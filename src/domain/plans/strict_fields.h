#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>

#include <functional>
#include <optional>

namespace steward {

/// Reads one object of a document that Steward wrote and a person may have edited: every field that is asked for has to
/// be there with its type, and no other may be. The first trouble of the whole document is kept in `firstError`, which
/// names the field and never its value, and outlives this object.
class StrictFields final {
    Q_DISABLE_COPY_MOVE(StrictFields)

public:
    StrictFields(const QJsonValue& object, std::optional<Error>& firstError, QString path);
    /// A field that nobody asked for is an error.
    ~StrictFields();

    bool has(const QString& key) const { return m_object.contains(key); }
    bool isNull(const QString& key); ///< there, and null: then it is read
    QString text(const QString& key);
    bool flag(const QString& key);
    qint64 number(const QString& key, qint64 least);
    template<class Id>
    Id id(const QString& key) ///< null reads as a null id
    {
        if (isNull(key))
            return {};
        const QString written = text(key);
        const Id id = Id::fromString(written);
        if (id.isNull() || id.toString() != written)
            refuse(key);
        return id;
    }
    std::optional<PhoneNumber> phone(const QString& key); ///< null: nothing
    InstanceName name(const QString& key);                ///< with its "…_hex"
    QJsonObject object(const QString& key);
    /// visit(element, its path) for each of an array.
    void each(const QString& key, const std::function<void(const QJsonValue&, const QString&)>& visit);
    /// A word that fromWord knows.
    template<class FromWord>
    auto word(const QString& key, const FromWord& fromWord)
    {
        auto value = fromWord(text(key));
        if (!value)
            refuse(key);
        return value.value_or(typename decltype(value)::value_type{});
    }

    QString pathOf(const QString& key) const;
    void refuse(const QString& key);
    std::optional<Error>& firstError() { return m_firstError; }

private:
    QJsonValue take(const QString& key, QJsonValue::Type type);

    QJsonObject m_object;
    std::optional<Error>& m_firstError;
    QString m_path;
    QSet<QString> m_taken;
};

} // namespace steward
