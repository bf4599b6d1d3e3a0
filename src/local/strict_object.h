#pragma once

#include "domain/error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace steward {

/// Reads the fields of a JSON object that a person may have edited. A missing field gives the default; one of another
/// type or out of its range gives the default and an error, of which the first is kept for the whole document. Unknown
/// fields are ignored. Errors name the field, never its value.
class StrictObject final {
public:
    /// `firstError` outlives this object and those that child() makes of it.
    StrictObject(QJsonObject object, std::optional<Error>& firstError, QString path = {});

    QString text(const QString& key, const QString& missing = {});
    QString requiredText(const QString& key);
    int number(const QString& key, int missing, int least, int most);
    bool flag(const QString& key, bool missing);
    QStringList texts(const QString& key);
    StrictObject child(const QString& key);

    bool has(const QString& key) const { return m_object.contains(key); }
    /// Where a value has the right type and yet does not fit: `expected` completes "… must be %1".
    void refuse(const QString& key, const QString& expected);

private:
    QJsonObject m_object;
    std::optional<Error>& m_firstError;
    QString m_path;
};

} // namespace steward
