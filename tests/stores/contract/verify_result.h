#pragma once

#include "domain/error.h"

#include <QTest>

namespace steward::test {

/// The error's kind and detail; nothing where there is none.
template<class T>
QByteArray words(const Result<T>& result)
{
    return result ? QByteArray()
                  : (errorWord(result.error().kind) + QLatin1String(": ") + result.error().detail).toUtf8();
}

} // namespace steward::test

/// Fails the test with the error's own words where there is one.
#define VERIFY_RESULT(result) QVERIFY2((result).has_value(), steward::test::words(result).constData())
