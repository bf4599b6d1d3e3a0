#include "app/desk.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include "app/operations/operation_service.h"
#include "app/pairing/full_screen_code.h"
#include "app/pairing/pairing_dialog.h"
#include "app/pairing/qr_picture.h"
#include "app/pairing/qr_view.h"
#include "app/style/appearance.h"
#include "app/table/instance_table.h"
#include "stores/live_stores.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;
using Phase = PairingStatus::Phase;

namespace {

template<class Widget>
Widget& part(QWidget& dialog, const char* name)
{
    return *dialog.findChild<Widget*>(QLatin1String(name));
}

PairingDialog::Times shortTimes()
{
    PairingDialog::Times times;
    times.pairing.codeLife = 3s;
    times.pairing.poll = 40ms;
    times.pairing.call = 5s;
    times.pairing.closing = 2s;
    times.pairing.number = 3s;
    times.pairing.lostAfter = 700ms;
    times.whole = 30s;
    times.moment = 300ms;
    return times;
}

QString nameOf(int clinic)
{
    return QString::fromLatin1(GeneratedFleet::instanceName(clinic));
}

PairingTarget targetOf(int clinic)
{
    return {InstanceName::fromText(nameOf(clinic)), QStringLiteral("Clinica %1").arg(clinic)};
}

QString digitsOf(int clinic)
{
    return QStringLiteral("5511%1").arg(988'880'000 + clinic);
}

QString jidOf(const QString& digits)
{
    return digits + QStringLiteral("@s.whatsapp.net");
}

} // namespace

/// Pairing end to end: real PostgreSQL and Redis, a server that answers as recorded, and phones that scan.
class PairingDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void pairsAndClosesByItself();
    void theNextCodeFollowsByItself();
    void anotherPhoneIsUnlinked();
    void byNumberShowsEightCharacters();
    void eachTroubleHasItsNextStep_data();
    void eachTroubleHasItsNextStep();
    void aCodeOfUnknownAgeCountsNothingDown();
    void theQueueGoesOnByItself();
    void theCodeIsBlackOnWhiteInTheDark();
    void theCodeFillsTheScreenAndLeavesIt();

private:
    ProfileContext stores() const;
    QByteArray column(int clinic, const QString& expression)
    {
        return m_fleet->postgres
            .value(
                QStringLiteral("select %1 from healthcare.integrations where config->>'instance_name' = '%2'")
                    .arg(expression, nameOf(clinic)),
                m_fleet->database())
            .value_or("not read");
    }

    void takeServerAway()
    {
        m_fleet->serverProxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
        m_fleet->serverProxy->dropAll();
    }

    std::unique_ptr<LiveFleet> m_fleet;
    std::unique_ptr<QTemporaryDir> m_folder;
    BackgroundRunner m_runner;
    std::unique_ptr<OperationService> m_operations;
};

void PairingDialogTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{16, 0});
    RIG_VERIFY(m_fleet->start());
    for (EvolutionInstance instance : m_fleet->server.instances()) {
        instance.connectionStatus = QStringLiteral("close");
        instance.ownerJid.clear();
        m_fleet->server.addInstance(instance);
    }
    RIG_VERIFY(m_fleet->postgres.execute(
        QStringLiteral("update healthcare.integrations set status = 'pending', phone_number = null, connected_at = "
                       "null"),
        m_fleet->database()));
    m_folder = std::make_unique<QTemporaryDir>();
}

ProfileContext PairingDialogTest::stores() const
{
    ProfileContext set;
    set.stores = std::make_shared<LiveStores>(m_fleet->settings());
    set.title = QStringLiteral("Real stores");
    set.profileId = QStringLiteral("real");
    set.journalPath = m_folder->filePath(QStringLiteral("journal"));
    return set;
}

void PairingDialogTest::init()
{
    m_fleet->heal();
    m_fleet->server.setOffline(false);
    m_fleet->server.setCodeRules(3s, 30);
    m_fleet->server.clearRequests();
    m_operations = std::make_unique<OperationService>(stores(), m_runner);
}

void PairingDialogTest::pairsAndClosesByItself()
{
    PairingDialog dialog(*m_operations, {targetOf(0)}, shortTimes());
    dialog.show();
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    QVERIFY(part<QrView>(dialog, "code").isVisible());
    QVERIFY(part<QrView>(dialog, "code").code());
    QVERIFY2(part<QLabel>(dialog, "number").text().contains(QLatin1Char('1')), "code 1 of n");
    QVERIFY(part<QLabel>(dialog, "countdown").text().contains(QLatin1String(" s")));
    QVERIFY(m_fleet->server.scan(nameOf(0), jidOf(digitsOf(0))));
    QTRY_COMPARE(dialog.status().phase, Phase::Open);
    QTRY_VERIFY(part<QLabel>(dialog, "headline").text().contains(digitsOf(0)));
    QVERIFY(!part<QrView>(dialog, "code").code()); // a code that was used is shown no more
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(column(0, QStringLiteral("status")), QByteArray("active"));
    QCOMPARE(column(0, QStringLiteral("phone_number")).right(12), digitsOf(0).toLatin1().right(12));
    QTRY_COMPARE(m_runner.running(), 0);
}

void PairingDialogTest::theNextCodeFollowsByItself()
{
    m_fleet->server.setCodeRules(600ms, 30);
    PairingDialog::Times times = shortTimes();
    times.pairing.codeLife = 600ms;
    PairingDialog dialog(*m_operations, {targetOf(1)}, times);
    dialog.show();
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    const QString first = dialog.status().code;
    QTRY_VERIFY(!dialog.status().code.isEmpty() && dialog.status().code != first);
    QTRY_VERIFY(part<QLabel>(dialog, "number").text().startsWith(QStringLiteral("Code 2")));
    part<QPushButton>(dialog, "close").click();
    QTRY_COMPARE(m_runner.running(), 0);
}

void PairingDialogTest::anotherPhoneIsUnlinked()
{
    RIG_VERIFY(m_fleet->postgres.execute(
        QStringLiteral("update healthcare.integrations set config = config || jsonb_build_object('expected_phone', "
                       "'%1') where config->>'instance_name' = '%2'")
            .arg(digitsOf(2), nameOf(2)),
        m_fleet->database()));
    PairingDialog dialog(*m_operations, {targetOf(2)}, shortTimes());
    dialog.show();
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    const QString other = QStringLiteral("5521977776666");
    QVERIFY(m_fleet->server.scan(nameOf(2), jidOf(other)));
    auto& unlink = part<QPushButton>(dialog, "unlink");
    QTRY_VERIFY_WITH_TIMEOUT(unlink.isVisible(), 15'000);
    QVERIFY(part<QLabel>(dialog, "headline").text().contains(other));
    QVERIFY(part<QLabel>(dialog, "sentence").text().contains(digitsOf(2)));
    QTest::qWait(600);
    QVERIFY(dialog.isVisible()); // it does not close over a warning
    unlink.click();
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(dialog, "again").isVisible(), 15'000);
    QVERIFY(column(2, QStringLiteral("phone_number")).isEmpty() || column(2, QStringLiteral("status")) != "active");
    // With the clinic's own phone it goes through.
    part<QPushButton>(dialog, "again").click();
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    QVERIFY(m_fleet->server.scan(nameOf(2), jidOf(digitsOf(2))));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.isVisible(), 15'000);
    QCOMPARE(column(2, QStringLiteral("status")), QByteArray("active"));
}

void PairingDialogTest::byNumberShowsEightCharacters()
{
    PairingDialog dialog(*m_operations, {targetOf(3)}, shortTimes());
    dialog.show();
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    auto& byNumber = part<QPushButton>(dialog, "byNumber");
    QVERIFY(!byNumber.isEnabled());
    part<QLineEdit>(dialog, "phone").setText(QStringLiteral("12"));
    QVERIFY(!byNumber.isEnabled());
    part<QLineEdit>(dialog, "phone").setText(digitsOf(3));
    byNumber.click(); // while a code is shown: closed first
    QTRY_VERIFY_WITH_TIMEOUT(part<QLabel>(dialog, "characters").isVisible(), 15'000);
    const QString shown = part<QLabel>(dialog, "characters").text();
    QCOMPARE(shown.size(), 9);
    QCOMPARE(shown.at(4), QLatin1Char(' '));
    QVERIFY(m_fleet->server.scan(nameOf(3), jidOf(digitsOf(3))));
    QTRY_VERIFY(!dialog.isVisible());
}

void PairingDialogTest::eachTroubleHasItsNextStep_data()
{
    QTest::addColumn<int>("phase");
    QTest::addColumn<int>("clinic");
    QTest::newRow("the limit is reached") << static_cast<int>(Phase::LimitReached) << 4;
    QTest::newRow("refused") << static_cast<int>(Phase::Refused) << 5;
    QTest::newRow("no code") << static_cast<int>(Phase::NoCode) << 6;
    QTest::newRow("lost") << static_cast<int>(Phase::Lost) << 7;
    QTest::newRow("absent") << static_cast<int>(Phase::Absent) << 8;
}

void PairingDialogTest::eachTroubleHasItsNextStep()
{
    QFETCH(int, phase);
    QFETCH(int, clinic);
    const auto wanted = static_cast<Phase>(phase);
    PairingDialog::Times times = shortTimes();
    if (wanted == Phase::LimitReached) {
        m_fleet->server.setCodeRules(400ms, 1);
        times.pairing.codeLife = 400ms;
    }
    if (wanted == Phase::NoCode)
        m_fleet->server.setOffline(true);
    if (wanted == Phase::Absent)
        m_fleet->server.removeInstance(nameOf(clinic));
    PairingDialog dialog(*m_operations, {targetOf(clinic)}, times);
    dialog.show();
    if (wanted == Phase::Refused || wanted == Phase::Lost)
        QTRY_COMPARE(dialog.status().phase, Phase::Code);
    if (wanted == Phase::Refused)
        QVERIFY(m_fleet->server.refuse(nameOf(clinic)));
    if (wanted == Phase::Lost)
        takeServerAway();
    auto& again = part<QPushButton>(dialog, "again");
    QTRY_VERIFY_WITH_TIMEOUT(again.isVisible(), 15'000);
    QCOMPARE(static_cast<int>(dialog.status().phase), phase);
    QVERIFY(!part<QLabel>(dialog, "headline").text().isEmpty());
    QVERIFY(!part<QLabel>(dialog, "sentence").text().isEmpty());
    QVERIFY(!part<QrView>(dialog, "code").code());
    QVERIFY(part<QLabel>(dialog, "countdown").text().isEmpty());
}

void PairingDialogTest::aCodeOfUnknownAgeCountsNothingDown()
{
    // A code that somebody else's dialog has asked for.
    PairingDialog first(*m_operations, {targetOf(9)}, shortTimes());
    first.show();
    QTRY_COMPARE(first.status().phase, Phase::Code);
    PairingDialog second(*m_operations, {targetOf(9)}, shortTimes());
    second.show();
    QTRY_COMPARE(second.status().phase, Phase::Code);
    QVERIFY(!second.status().expires);
    QVERIFY(!part<QLabel>(second, "countdown").text().contains(QLatin1String(" s")));
}

void PairingDialogTest::theQueueGoesOnByItself()
{
    PairingDialog dialog(*m_operations, {targetOf(10), targetOf(11), targetOf(12)}, shortTimes());
    dialog.show();
    QVERIFY(part<QWidget>(dialog, "queuePanel").isVisible());
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    QVERIFY(m_fleet->server.scan(nameOf(10), jidOf(digitsOf(10))));
    QTRY_COMPARE(dialog.queue().current(), 1);
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    part<QPushButton>(dialog, "skip").click();
    QTRY_COMPARE(dialog.queue().current(), 2);
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    QVERIFY(m_fleet->server.scan(nameOf(12), jidOf(digitsOf(12))));
    QTRY_COMPARE(dialog.queue().entries()[2].state, PairingQueue::State::Paired);
    QTest::qWait(500);
    QVERIFY(dialog.isVisible()); // one was skipped: the list stays to be seen
    QCOMPARE(dialog.queue().entries()[0].state, PairingQueue::State::Paired);
    QCOMPARE(dialog.queue().entries()[1].state, PairingQueue::State::Skipped);
    QVERIFY(part<QLabel>(dialog, "queueTitle").text().startsWith(QLatin1Char('2')));
}

void PairingDialogTest::theCodeIsBlackOnWhiteInTheDark()
{
    applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), Appearance::Dark);
    const auto light = qScopeGuard(
        [] { applyAppearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), Appearance::Light); });
    QrView view;
    view.setCode(QrCode::fromText(QStringLiteral("2@dark-theme")));
    const QrCode code = *view.code();
    for (const int side : {240, 411, 900}) {
        view.resize(side, side);
        const QImage image = view.grab().toImage();
        const int modules = code.size() + 2 * QrCode::quietZone;
        const int module = side / modules;
        const int corner = (side - module * modules) / 2;
        int wrong = 0;
        for (int y = -QrCode::quietZone; y < code.size() + QrCode::quietZone; ++y) {
            for (int x = -QrCode::quietZone; x < code.size() + QrCode::quietZone; ++x) {
                const QPoint middle(
                    corner + (x + QrCode::quietZone) * module + module / 2,
                    corner + (y + QrCode::quietZone) * module + module / 2);
                const QRgb wanted = code.isDark(x, y) ? qRgb(0, 0, 0) : qRgb(255, 255, 255);
                wrong += image.pixel(middle) == wanted ? 0 : 1;
            }
        }
        QVERIFY2(wrong == 0, qPrintable(QStringLiteral("%1 modules of %2 at %3").arg(wrong).arg(modules).arg(side)));
    }
    // No seams between the modules at a scale of one and a half.
    QImage scaled(600, 600, QImage::Format_RGB32);
    scaled.fill(Qt::darkGray);
    scaled.setDevicePixelRatio(1.5);
    QPainter painter(&scaled);
    paintQrCode(painter, QRectF(0, 0, 400, 400), code);
    painter.end();
    const int modules = code.size() + 2 * QrCode::quietZone;
    const int module = 600 / modules;
    const int corner = static_cast<int>(std::lround(300 - module * modules / 2.0));
    int seams = 0;
    for (int y = 0; y < module * modules; ++y) {
        for (int x = 0; x < module * modules; ++x) {
            const bool isDark = code.isDark(x / module - QrCode::quietZone, y / module - QrCode::quietZone);
            seams += scaled.pixel(corner + x, corner + y) == (isDark ? qRgb(0, 0, 0) : qRgb(255, 255, 255)) ? 0 : 1;
        }
    }
    QCOMPARE(seams, 0);
    const QImage picture =
        QImage::fromData(qrPng(code, {QStringLiteral("Clinica"), QStringLiteral("Expires at 12:00")}));
    QCOMPARE(picture.pixel(2, 2), qRgb(255, 255, 255));
    QVERIFY(picture.height() > picture.width()); // the words stand below
    const QByteArray svg = code.svg({QStringLiteral("<b>Clinica</b>")});
    QVERIFY(svg.contains("&lt;b&gt;Clinica"));
}

void PairingDialogTest::theCodeFillsTheScreenAndLeavesIt()
{
    PairingDialog dialog(*m_operations, {targetOf(13)}, shortTimes());
    dialog.show();
    QTRY_COMPARE(dialog.status().phase, Phase::Code);
    QGuiApplication::clipboard()->clear();
    part<QPushButton>(dialog, "copy").click();
    QTRY_VERIFY(!QGuiApplication::clipboard()->image().isNull());
    part<QPushButton>(dialog, "fullScreen").click();
    QPointer<FullScreenCode> screen = dialog.findChild<FullScreenCode*>();
    QVERIFY(screen && screen->isFullScreen());
    QVERIFY(screen->findChild<QrView*>()->code());
    QTest::keyClick(screen, Qt::Key_Escape);
    QTRY_VERIFY(!screen);
    QVERIFY(dialog.isVisible());
    part<QPushButton>(dialog, "fullScreen").click();
    screen = dialog.findChild<FullScreenCode*>();
    QVERIFY(m_fleet->server.scan(nameOf(13), jidOf(digitsOf(13))));
    QTRY_VERIFY(!screen); // a code that was used is shown nowhere
    QTRY_VERIFY(!dialog.isVisible());
}

STEWARD_TEST(PairingDialogTest)
#include "pairing_dialog_test.moc"
