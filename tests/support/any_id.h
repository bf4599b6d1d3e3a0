#pragma once

#include "domain/ids.h"

namespace steward::test {

/// An id of whichever kind it is put in the place of.
struct AnyId {
    QUuid uuid;

    template<class Tag>
    operator StrongId<Tag>() const // NOLINT(google-explicit-constructor)
    {
        return StrongId<Tag>(uuid);
    }
    QString toString() const { return uuid.toString(QUuid::WithoutBraces); }
};

inline AnyId newId()
{
    return {QUuid::createUuid()};
}

inline AnyId anId(QAnyStringView text)
{
    return {QUuid::fromString(text)};
}

} // namespace steward::test
