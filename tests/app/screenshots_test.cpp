#include "support/campaign.h"
#include "support/test_registry.h"

#include <QDir>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace steward::screenshots_test {

using steward::test::Campaign;

/// The pictures that are looked at before a release: all there, in both looks and at both scales.
class ScreenshotsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPictureIsWritten();
};

void ScreenshotsTest::everyPictureIsWritten()
{
    const QTemporaryDir folder;
    const QTemporaryDir mocks;
    QImage mock(1440, 900, QImage::Format_RGB32);
    mock.fill(Qt::red);
    QVERIFY(mock.save(mocks.filePath(QStringLiteral("p-components-light.png"))));
    QProcess program;
    // In the short run those that have a mockup, and their neighbours: each takes two seconds.
    const QString shortRun = QStringLiteral("a-,b,c-bulk,d-,e-plan,f,g,h,i-,j-,k-,l-,m-,n-,o-,p-");
    if (!Campaign::isLong()) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("STEWARD_SCREENSHOT_SCENES"), shortRun);
        program.setProcessEnvironment(environment);
    }
    const auto isWritten = [begins = shortRun.split(QLatin1Char(','))](const char* scene) {
        return Campaign::isLong() || std::ranges::any_of(begins, [scene](const QString& begin) {
                   return QLatin1String(scene).startsWith(begin);
               });
    };
    program.start(
        qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward"),
        {QStringLiteral("--data-dir"), folder.filePath(QStringLiteral("data")), QStringLiteral("--screenshots"),
         folder.path(), QStringLiteral("--beside"), mocks.path()});
    QVERIFY(program.waitForFinished(1'100'000));
    QCOMPARE(program.exitCode(), 0);

    const QDir pictures(folder.path());
    const QImage beside(pictures.filePath(QStringLiteral("beside-p-components-light.png")));
    QVERIFY(beside.width() > mock.width());
    QCOMPARE(QColor(beside.pixel(700, 400)), QColor(Qt::red));
    const QStringList mockups{
        QStringLiteral("a-overview"),
        QStringLiteral("a-overview-w1100"),
        QStringLiteral("a-overview-w900"),
        QStringLiteral("l-palette"),
        QStringLiteral("p-components"),
        QStringLiteral("b1-instances"),
        QStringLiteral("b2-compare"),
        QStringLiteral("b3-history"),
        QStringLiteral("c-bulk"),
        QStringLiteral("d-duplicates"),
        QStringLiteral("e-plan"),
        QStringLiteral("e-plan-w1100"),
        QStringLiteral("e-plan-w900"),
        QStringLiteral("f1-running"),
        QStringLiteral("f2-result"),
        QStringLiteral("i-welcome"),
        QStringLiteral("j-settings"),
        QStringLiteral("n-journal"),
        QStringLiteral("o-guards"),
        QStringLiteral("k-store-down"),
        QStringLiteral("m-empty"),
        QStringLiteral("g-new-instance"),
        QStringLiteral("g2-in-the-way"),
        QStringLiteral("h1-pair"),
        QStringLiteral("h1-pair-w1100"),
        QStringLiteral("h1-pair-w900"),
        QStringLiteral("h2-paired"),
        QStringLiteral("h3-characters"),
        QStringLiteral("b1-instances-w1100"),
        QStringLiteral("b1-instances-w900")}; // named as the mockup is
    const auto nameOf = [&mockups](const char* scene, const char* look, int percent) {
        const QString name = QLatin1String(scene) + QLatin1Char('-') + QLatin1String(look);
        return mockups.contains(QLatin1String(scene)) && percent == 100
                   ? name + QStringLiteral(".png")
                   : QStringLiteral("%1-%2.png").arg(name, QString::number(percent));
    };
    const auto sizeOf = [](const char* scene) { // as the mockup is drawn
        const QLatin1String name(scene);
        return name.endsWith(QLatin1String("-w1100"))  ? QSize(1100, 760)
               : name.endsWith(QLatin1String("-w900")) ? QSize(900, 700)
                                                       : QSize(1440, 900);
    };
    for (const char* scene :
         {"l-palette",
          "p-components",
          "b1-instances",
          "b1-instances-w1100",
          "b1-instances-w900",
          "b2-compare",
          "b3-history",
          "c-bulk",
          "j-settings",
          "j-settings-names",
          "j-settings-protected",
          "j-settings-limits",
          "j-settings-limits-managed",
          "j-settings-alerts",
          "j-settings-appearance",
          "j-settings-shortcuts",
          "j-settings-passwords",
          "j-settings-about",
          "o-guards",
          "o-guards-plan",
          "i-welcome",
          "practice-table",
          "six-duplicates",
          "inspector-differences",
          "protected",
          "k-store-down",
          "m-empty",
          "staff",
          "locked",
          "refused-password",
          "empty",
          "g-new-instance",
          "g2-in-the-way",
          "creation-done",
          "creation-from-file",
          "h1-pair",
          "h1-pair-w1100",
          "h1-pair-w900",
          "h2-paired",
          "h3-characters",
          "pairing-other-phone",
          "pairing-lost",
          "pairing-reset",
          "plan-deletion",
          "plan-repair",
          "d-duplicates",
          "e-plan",
          "e-plan-w1100",
          "e-plan-w900",
          "f1-running",
          "f2-result",
          "adoption",
          "webhook",
          "interrupted",
          "n-journal",
          "a-overview",
          "a-overview-w1100",
          "a-overview-w900",
          "overview-store-down",
          "activity-empty",
          "activity-running",
          "activity-ended"}) {
        if (!isWritten(scene))
            continue;
        for (const char* look : {"light", "dark"}) {
            const auto picture = [&](int percent) { return QImage(pictures.filePath(nameOf(scene, look, percent))); };
            const QImage usual = picture(100);
            const QImage large = picture(150);
            QVERIFY2(!usual.isNull() && !large.isNull(), scene);
            QVERIFY2(large.width() > usual.width() * 4 / 3, scene);
            if (mockups.contains(QLatin1String(scene)))
                QCOMPARE(usual.size(), sizeOf(scene));
            // A picture of one colour shows nothing.
            QVERIFY2(usual.convertToFormat(QImage::Format_Indexed8).colorTable().size() > 8, scene);
        }
        const QString light = pictures.filePath(nameOf(scene, "light", 100));
        const QString dark = pictures.filePath(nameOf(scene, "dark", 100));
        QVERIFY2(qGray(QImage(light).pixel(3, 3)) > qGray(QImage(dark).pixel(3, 3)), scene);
    }
}

STEWARD_TEST(ScreenshotsTest)
} // namespace steward::screenshots_test

#include "screenshots_test.moc"
