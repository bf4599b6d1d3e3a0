#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace steward {

/// A JSON document that a person may have edited. Of its troubles the first is kept, which names a field and never its
/// value. It outlives what reads it.
struct StrictDocument {
    /// `expected` completes "… must be %1"; often empty.
    std::function<Error(const QString& field, const QString& expected)> refusal;
    /// A missing field gives the default and an unknown one is ignored; else either is an error.
    bool isLenient = false;
    /// An unknown field is an error all the same: what was misspelled is not taken for what is left out.
    bool refusesUnknown = false;
    std::optional<Error> firstError = {};
};

/// Reads one object of such a document: what is of another type or out of its range is an error, and gives the default.
class StrictFields final {
    Q_DISABLE_COPY_MOVE(StrictFields)

public:
    StrictFields(const QJsonValue& object, StrictDocument& document, QString path = {});
    /// A field that nobody asked for is an error.
    ~StrictFields();

    bool has(const QString& key) const { return m_object.contains(key); }
    void readApart(const QString& key) { m_taken.insert(key); } ///< it is known, and read otherwise
    bool isNull(const QString& key);                            ///< there, and null: then it is read
    QString text(const QString& key, const QString& missing = {});
    QString requiredText(const QString& key);
    QStringList texts(const QString& key);
    bool flag(const QString& key, bool missing = false);
    qint64 number(const QString& key, qint64 least) { return number(key, least, least, largestWhole); }
    qint64 number(const QString& key, qint64 missing, qint64 least, qint64 most);
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
    StrictFields child(const QString& key) { return {object(key), m_document, pathOf(key)}; }
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
    /// Where a value has the right type and yet does not fit.
    void refuse(const QString& key, const QString& expected = {});
    StrictDocument& document() { return m_document; }

private:
    /// Beyond it a JSON number is no whole number any more.
    static constexpr qint64 largestWhole = 9007199254740992;

    bool isLeftOut(const QString& key) const { return m_document.isLenient && !has(key); }
    QJsonValue take(const QString& key, QJsonValue::Type type, const QString& expected);

    QJsonObject m_object;
    StrictDocument& m_document;
    QString m_path;
    QSet<QString> m_taken;
};

} // namespace steward
