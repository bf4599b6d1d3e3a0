#pragma once

#include "app/style/appearance.h"

#include <QApplication>
#include <QTest>

namespace steward::test {

/// One row for each look of the window.
inline void addLooks()
{
    QTest::addColumn<int>("look");
    QTest::newRow("light") << static_cast<int>(Appearance::Light);
    QTest::newRow("dark") << static_cast<int>(Appearance::Dark);
}

/// The look of the test's row, until its end.
class LookOfTest final {
    Q_DISABLE_COPY_MOVE(LookOfTest)

public:
    LookOfTest()
    {
        QFETCH(int, look);
        applyAppearance(application(), static_cast<Appearance>(look));
    }
    ~LookOfTest() { applyAppearance(application(), Appearance::Light); }

private:
    static QApplication& application() { return *qobject_cast<QApplication*>(QCoreApplication::instance()); }
};

} // namespace steward::test
