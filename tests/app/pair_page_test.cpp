#include "app/desk.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include "app/operations/operation_service.h"
#include "app/pairing/code_card.h"
#include "app/pairing/full_screen_code.h"
#include "app/pairing/pair_page.h"
#include "app/pairing/pairing_words.h"
#include "app/pairing/qr_picture.h"
#include "app/pairing/qr_view.h"
#include "app/style/appearance.h"
#include "app/style/type.h"
#include "app/table/instance_table.h"
#include "stores/live_stores.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::pair_page_test {
using Phase = PairingStatus::Phase;

namespace {

template<class Widget>
Widget& part(QWidget& dialog, const char* name)
{
    return *dialog.findChild<Widget*>(QLatin1String(name));
}

PairingDesk::Times shortTimes()
{
    PairingDesk::Times times;
    times.pairing.codeLife = 3s;
    times.pairing.poll = 40ms;
    times.pairing.call = 5s;
    times.pairing.closing = 2s;
    times.pairing.number = 3s;
    times.pairing.lostAfter = 700ms;
    times.whole = 30s;
    return times;
}

QString nameOf(int clinic)
{
    return QString::fromLatin1(GeneratedFleet::instanceName(clinic));
}

PairingTarget targetOf(int clinic)
{
    return {
        InstanceName::fromText(nameOf(clinic)),
        QStringLiteral("Clinica %1").arg(clinic),
        QStringLiteral("Centro"),
        {},
        {}};
}

/// A desk of its own, and the page that watches it.
struct PairingSeat {
    explicit PairingSeat(OperationService& operations, const std::vector<int>& clinics, PairingDesk::Times times)
        : desk(operations, times)
        , page(desk, operations)
    {
        page.resize(scaled(1368), scaled(820));
        page.show();
        std::vector<PairingTarget> targets;
        for (const int clinic : clinics)
            targets.push_back(targetOf(clinic));
        desk.pair(targets);
    }
    Phase phase() const { return desk.status().phase; }
    PairingQueue::State state(int place) const { return desk.queue().entries()[static_cast<size_t>(place)].state; }

    PairingDesk desk;
    PairPage page;
};

QString digitsIn(const QString& text)
{
    QString digits;
    for (const QChar letter : text) {
        if (letter.isDigit())
            digits += letter;
    }
    return digits;
}

QString textsIn(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts.join(QLatin1Char('\n'));
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
class PairPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void pairsAndStaysUntilThePersonGoesOn();
    void theNextCodeFollowsByItself();
    void anotherPhoneIsUnlinked();
    void anotherPhoneIsKept();
    void byNumberShowsEightCharacters();
    void eachTroubleHasItsNextStep_data();
    void eachTroubleHasItsNextStep();
    void whatIsRefusedHereIsNoFaultOfTheServer();
    void aCodeOfUnknownAgeCountsNothingDown();
    void theNextIsOfferedAndStartsWithEnter();
    void oneThatIsLeftWaitsAgain();
    void leavingThePageEndsNothing();
    void saysWhatIsSaidOnThePhone();
    void theCodeIsBlackOnWhiteInTheDark();
    void theCodeFillsTheScreenAndLeavesIt();
    void everyWidthShowsCodeAndSteps();
    void practiceSaysThatItLinksByItself_data();
    void practiceSaysThatItLinksByItself();

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

    void expectPhone(int clinic)
    {
        RIG_VERIFY(m_fleet->postgres.execute(
            QStringLiteral("update healthcare.integrations set config = config || "
                           "jsonb_build_object('expected_phone', '%1') where config->>'instance_name' = '%2'")
                .arg(digitsOf(clinic), nameOf(clinic)),
            m_fleet->database()));
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

void PairPageTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{18, 0});
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

ProfileContext PairPageTest::stores() const
{
    ProfileContext set;
    set.role = Role::Administrator;
    set.stores = std::make_shared<LiveStores>(m_fleet->settings());
    set.title = QStringLiteral("Real stores");
    set.profileId = QStringLiteral("real");
    set.journalPath = m_folder->filePath(QStringLiteral("journal"));
    return set;
}

void PairPageTest::init()
{
    m_fleet->heal();
    m_fleet->server.setOffline(false);
    m_fleet->server.setCodeRules(3s, 30);
    m_fleet->server.clearRequests();
    m_operations = std::make_unique<OperationService>(stores(), m_runner);
}

void PairPageTest::pairsAndStaysUntilThePersonGoesOn()
{
    PairingSeat seat(*m_operations, {0}, shortTimes());
    QTRY_COMPARE(seat.phase(), Phase::Code);
    auto& code = part<QrView>(seat.page, "code");
    QVERIFY(code.isVisible() && code.code());
    QVERIFY(code.width() >= scaled(360));
    const QString sentence = part<QLabel>(seat.page, "countdown").text();
    QVERIFY2(sentence.contains(QStringLiteral("Code 1 of 30")) && sentence.contains(QStringLiteral(" s.")), "counts");
    QVERIFY(m_fleet->server.scan(nameOf(0), jidOf(digitsOf(0))));
    QTRY_COMPARE(seat.state(0), PairingQueue::State::Paired);
    QVERIFY(!code.code()); // a code that was used is shown no more
    QVERIFY(!code.isVisible());
    auto& paired = part<QWidget>(seat.page, "paired");
    QVERIFY(paired.isVisible());
    QVERIFY2(digitsIn(textsIn(paired)).contains(digitsOf(0)), qPrintable(textsIn(paired)));
    QVERIFY(textsIn(paired).contains(QStringLiteral("Written to the database")));
    QTest::qWait(800);
    QVERIFY(paired.isVisible()); // it stays
    QCOMPARE(column(0, QStringLiteral("status")), QByteArray("active"));
    QCOMPARE(column(0, QStringLiteral("phone_number")).right(12), digitsOf(0).toLatin1().right(12));
    QTRY_COMPARE(m_runner.running(), 0);
    QWidget window; // with a head, as in the program
    auto* column = new QVBoxLayout(&window);
    column->addWidget(new QPushButton(QStringLiteral("Practice")));
    column->addWidget(&seat.page);
    const auto apart = qScopeGuard([&seat] { seat.page.setParent(nullptr); });
    window.show();
    auto& goOn = part<QPushButton>(seat.page, "goOn");
    goOn.setFocus();
    QTest::keyClick(&goOn, Qt::Key_Return); // nobody else waits
    QVERIFY(!paired.isVisible());
    auto& choose = part<QPushButton>(seat.page, "chooseInstances");
    QVERIFY(choose.isVisible());
    QCOMPARE(window.focusWidget(), &choose); // what Enter presses next is the page's, not the head's
    QCOMPARE(seat.desk.queue().paired(), 1); // it is today's all the same
    QCOMPARE(m_runner.running(), 0);
}

void PairPageTest::theNextCodeFollowsByItself()
{
    m_fleet->server.setCodeRules(600ms, 30);
    PairingDesk::Times times = shortTimes();
    times.pairing.codeLife = 600ms;
    PairingSeat seat(*m_operations, {1}, times);
    QTRY_COMPARE(seat.phase(), Phase::Code);
    const QString first = seat.desk.status().code;
    QTRY_VERIFY(!seat.desk.status().code.isEmpty() && seat.desk.status().code != first);
    QTRY_VERIFY(part<QLabel>(seat.page, "countdown").text().contains(QStringLiteral("Code 2 of")));
    part<QPushButton>(seat.page, "skip").click();
    QTRY_COMPARE(m_runner.running(), 0);
    QCOMPARE(seat.state(0), PairingQueue::State::Skipped);
}

void PairPageTest::anotherPhoneIsUnlinked()
{
    expectPhone(2);
    PairingSeat seat(*m_operations, {2}, shortTimes());
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QVERIFY2(digitsIn(part<QLabel>(seat.page, "expected").text()).contains(digitsOf(2)), "the number expected");
    const QString other = QStringLiteral("5521977776666");
    QVERIFY(m_fleet->server.scan(nameOf(2), jidOf(other)));
    auto& unlink = part<QPushButton>(seat.page, "unlink");
    QTRY_VERIFY_WITH_TIMEOUT(unlink.isVisible(), 15'000);
    QVERIFY(digitsIn(part<QLabel>(seat.page, "headline").text()).contains(other));
    QVERIFY(digitsIn(part<QLabel>(seat.page, "sentence").text()).contains(digitsOf(2)));
    QVERIFY(seat.state(0) != PairingQueue::State::Paired);
    // A phone is logged out by a plan that is shown and agreed to, never by the button alone.
    const QSignalSpy unlinking(&seat.page, &PairPage::unlinkWanted);
    unlink.click();
    QCOMPARE(unlinking.size(), 1);
    QCOMPARE(unlinking.front().front().value<InstanceName>().text(), nameOf(2));
    auto& again = part<QPushButton>(seat.page, "again");
    QVERIFY(again.isVisible() && !unlink.isVisible());
    QTRY_COMPARE(m_runner.running(), 0);
    QCOMPARE(m_fleet->server.instance(nameOf(2))->connectionStatus, QStringLiteral("open"));
    QVERIFY(column(2, QStringLiteral("phone_number")).isEmpty() || column(2, QStringLiteral("status")) != "active");
    m_fleet->server.setListed(nameOf(2), QStringLiteral("close")); // what the plan did
    m_fleet->server.setMemory(nameOf(2), EvolutionMemory::Close);
    // With the clinic's own phone it goes through.
    again.click();
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QVERIFY(m_fleet->server.scan(nameOf(2), jidOf(digitsOf(2))));
    QTRY_COMPARE_WITH_TIMEOUT(seat.state(0), PairingQueue::State::Paired, 15'000);
    QVERIFY(textsIn(part<QWidget>(seat.page, "paired")).contains(QStringLiteral("as expected")));
    QCOMPARE(column(2, QStringLiteral("status")), QByteArray("active"));
}

void PairPageTest::anotherPhoneIsKept()
{
    expectPhone(14);
    PairingSeat seat(*m_operations, {14, 15}, shortTimes());
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QVERIFY(m_fleet->server.scan(nameOf(14), jidOf(QStringLiteral("5521977775555"))));
    auto& keep = part<QPushButton>(seat.page, "keep");
    QTRY_VERIFY_WITH_TIMEOUT(keep.isVisible(), 15'000);
    keep.click();
    QCOMPARE(seat.state(0), PairingQueue::State::Paired);
    QVERIFY(column(14, QStringLiteral("phone_number")).isEmpty()); // a number that nobody expected is written nowhere
    QCOMPARE(seat.state(1), PairingQueue::State::Waiting);         // the next is offered
    QVERIFY(part<QPushButton>(seat.page, "goOn").isVisible());
    QTRY_COMPARE(m_runner.running(), 0);
}

void PairPageTest::byNumberShowsEightCharacters()
{
    PairingSeat seat(*m_operations, {3}, shortTimes());
    QTRY_COMPARE(seat.phase(), Phase::Code);
    auto& byNumber = part<QPushButton>(seat.page, "byNumber");
    QVERIFY(!byNumber.isEnabled());
    part<QLineEdit>(seat.page, "phone").setText(QStringLiteral("12"));
    QVERIFY(!byNumber.isEnabled());
    part<QLineEdit>(seat.page, "phone").setText(digitsOf(3));
    byNumber.click(); // while a code is shown: closed first
    auto& characters = part<CharacterTiles>(seat.page, "characters");
    QTRY_VERIFY_WITH_TIMEOUT(characters.isVisible(), 15'000);
    QCOMPARE(characters.characters().size(), 8);
    QCOMPARE(characters.accessibleName().split(QLatin1Char(' ')).size(), 8); // read letter by letter
    QVERIFY(digitsIn(part<QLabel>(seat.page, "expected").text()).contains(digitsOf(3)));
    QVERIFY(textsIn(part<QWidget>(seat.page, "steps")).contains(QStringLiteral("8 characters")));
    QGuiApplication::clipboard()->clear();
    part<QPushButton>(seat.page, "copyCharacters").click();
    QCOMPARE(QGuiApplication::clipboard()->text(), characters.characters());
    QVERIFY(m_fleet->server.scan(nameOf(3), jidOf(digitsOf(3))));
    QTRY_COMPARE(seat.state(0), PairingQueue::State::Paired);
}

void PairPageTest::eachTroubleHasItsNextStep_data()
{
    QTest::addColumn<int>("phase");
    QTest::addColumn<int>("clinic");
    QTest::newRow("the limit is reached") << static_cast<int>(Phase::LimitReached) << 4;
    QTest::newRow("refused") << static_cast<int>(Phase::Refused) << 5;
    QTest::newRow("no code") << static_cast<int>(Phase::NoCode) << 6;
    QTest::newRow("lost") << static_cast<int>(Phase::Lost) << 7;
    QTest::newRow("absent") << static_cast<int>(Phase::Absent) << 8;
}

void PairPageTest::eachTroubleHasItsNextStep()
{
    QFETCH(int, phase);
    QFETCH(int, clinic);
    const auto wanted = static_cast<Phase>(phase);
    PairingDesk::Times times = shortTimes();
    if (wanted == Phase::LimitReached) {
        m_fleet->server.setCodeRules(400ms, 1);
        times.pairing.codeLife = 400ms;
    }
    if (wanted == Phase::NoCode)
        m_fleet->server.setOffline(true);
    if (wanted == Phase::Absent)
        m_fleet->server.removeInstance(nameOf(clinic));
    PairingSeat seat(*m_operations, {clinic}, times);
    if (wanted == Phase::Refused || wanted == Phase::Lost)
        QTRY_COMPARE(seat.phase(), Phase::Code);
    if (wanted == Phase::Refused)
        QVERIFY(m_fleet->server.refuse(nameOf(clinic)));
    if (wanted == Phase::Lost)
        takeServerAway();
    auto& again = part<QPushButton>(seat.page, "again");
    QTRY_VERIFY_WITH_TIMEOUT(again.isVisible(), 15'000);
    QCOMPARE(static_cast<int>(seat.phase()), phase);
    QVERIFY(!part<QLabel>(seat.page, "headline").text().isEmpty());
    QVERIFY(!part<QLabel>(seat.page, "sentence").text().isEmpty());
    QVERIFY(!part<QrView>(seat.page, "code").code());
    QVERIFY(!part<QLabel>(seat.page, "countdown").isVisible());
    QCOMPARE(seat.state(0), PairingQueue::State::Stopped);
}

/// Without an active row nothing is asked of the server, and a reset would be refused for the same.
void PairPageTest::whatIsRefusedHereIsNoFaultOfTheServer()
{
    const auto enableRow = [this](bool isEnabled) {
        return m_fleet->postgres.execute(
            QStringLiteral("update healthcare.integrations set enabled = %1 where config->>'instance_name' = '%2'")
                .arg(isEnabled ? QStringLiteral("true") : QStringLiteral("false"), nameOf(9)),
            m_fleet->database());
    };
    RIG_VERIFY(enableRow(false));
    PairingSeat seat(*m_operations, {9}, shortTimes());
    auto& again = part<QPushButton>(seat.page, "again");
    QTRY_VERIFY_WITH_TIMEOUT(again.isVisible(), 15'000);
    QCOMPARE(part<QLabel>(seat.page, "headline").text(), QStringLiteral("It cannot be paired as things are"));
    QVERIFY(part<QLabel>(seat.page, "sentence").text().contains(QStringLiteral("no active row")));
    QVERIFY(!part<QPushButton>(seat.page, "reset").isVisible());
    RIG_VERIFY(enableRow(true)); // for those that follow
}

void PairPageTest::aCodeOfUnknownAgeCountsNothingDown()
{
    // A code that somebody else's desk has asked for.
    PairingSeat first(*m_operations, {9}, shortTimes());
    QTRY_COMPARE(first.phase(), Phase::Code);
    PairingSeat second(*m_operations, {9}, shortTimes());
    QTRY_COMPARE(second.phase(), Phase::Code);
    QVERIFY(!second.desk.status().expires);
    QVERIFY(!part<QLabel>(second.page, "countdown").text().contains(QLatin1String(" s.")));
}

void PairPageTest::theNextIsOfferedAndStartsWithEnter()
{
    PairingSeat seat(*m_operations, {10, 11, 12}, shortTimes());
    const auto& queue = part<QListWidget>(seat.page, "queue");
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QVERIFY(queue.item(0)->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Now")));
    QVERIFY(queue.item(1)->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Next")));
    QVERIFY(queue.item(2)->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Waits")));
    QVERIFY(m_fleet->server.scan(nameOf(10), jidOf(digitsOf(10))));
    QTRY_COMPARE(seat.state(0), PairingQueue::State::Paired);
    QTRY_COMPARE(m_runner.running(), 0);
    m_fleet->server.clearRequests();
    QTest::qWait(700);
    QCOMPARE(seat.state(1), PairingQueue::State::Waiting); // nothing starts by itself
    QCOMPARE(m_runner.running(), 0);
    QCOMPARE(part<QLabel>(seat.page, "nextName").text(), QStringLiteral("Clinica 11"));
    QTest::keyClick(&seat.page, Qt::Key_Return);
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QCOMPARE(seat.state(1), PairingQueue::State::Now);
    part<QPushButton>(seat.page, "skip").click();
    QTRY_COMPARE(m_runner.running(), 0);
    QCOMPARE(seat.state(2), PairingQueue::State::Waiting);
    QTest::keyClick(&seat.page, Qt::Key_Return);
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QVERIFY(m_fleet->server.scan(nameOf(12), jidOf(digitsOf(12))));
    QTRY_COMPARE(seat.state(2), PairingQueue::State::Paired);
    QCOMPARE(seat.state(1), PairingQueue::State::Skipped);
    QCOMPARE(part<QLabel>(seat.page, "count").text(), QStringLiteral("2 of 3 connected"));
    QVERIFY(queue.item(0)->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Connected ")));
    seat.desk.skip(); // what is left is no more than was
    QCOMPARE(seat.desk.queue().entries().size(), size_t{3});
}

/// Another one is asked for while a code is shown: that one waits again, and one that was linked meanwhile is linked.
void PairPageTest::oneThatIsLeftWaitsAgain()
{
    PairingSeat seat(*m_operations, {4}, shortTimes());
    m_fleet->server.setCodeRules(3s, 30);
    QTRY_COMPARE(seat.phase(), Phase::Code);
    seat.desk.pair({targetOf(5)});
    QCOMPARE(seat.state(0), PairingQueue::State::Waiting);
    QCOMPARE(seat.state(1), PairingQueue::State::Now);
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QVERIFY(part<QLabel>(seat.page, "title").text().contains(QStringLiteral("Clinica 5")));
    seat.desk.add({targetOf(7)});
    QCOMPARE(seat.state(1), PairingQueue::State::Now); // what is added waits behind it
    QCOMPARE(seat.state(2), PairingQueue::State::Waiting);
    seat.desk.pair({targetOf(4)}); // the same one once more is no second entry
    QCOMPARE(seat.desk.queue().entries().size(), size_t{3});
    QCOMPARE(seat.state(0), PairingQueue::State::Now);
    seat.desk.skip();
    QTRY_COMPARE(m_runner.running(), 0);
}

void PairPageTest::leavingThePageEndsNothing()
{
    PairingSeat seat(*m_operations, {6}, shortTimes());
    m_fleet->server.setOffline(false);
    QTRY_COMPARE(seat.phase(), Phase::Code);
    seat.page.hide();
    QTest::qWait(200);
    QCOMPARE(seat.phase(), Phase::Code);
    QVERIFY(m_fleet->server.scan(nameOf(6), jidOf(digitsOf(6))));
    QTRY_COMPARE(seat.state(0), PairingQueue::State::Paired);
    seat.page.show();
    QVERIFY(part<QWidget>(seat.page, "paired").isVisible()); // what came of it is seen when one comes back
    // With the desk it ends: a code that nobody sees is no use.
    {
        PairingSeat left(*m_operations, {13}, shortTimes());
        QTRY_COMPARE(left.phase(), Phase::Code);
    }
    QTRY_COMPARE(m_runner.running(), 0);
}

void PairPageTest::saysWhatIsSaidOnThePhone()
{
    PairingSeat seat(*m_operations, {13}, shortTimes());
    QTRY_COMPARE(seat.phase(), Phase::Code);
    auto& steps = part<QWidget>(seat.page, "steps");
    for (const char* said : {"Open WhatsApp", "Linked devices", "Link a device", "Point the camera", "Connected"})
        QVERIFY2(textsIn(steps).contains(QLatin1String(said)), said);
    part<StepsLanguageBox>(seat.page, "language").setLanguage(Language::Portuguese);
    for (const char* said : {"Abra o WhatsApp", "Aparelhos conectados", "Conectar um aparelho", "aparecer Conectado"})
        QTRY_VERIFY2(textsIn(steps).contains(QLatin1String(said)), said);
    QVERIFY(!textsIn(steps).contains(QStringLiteral("Linked devices")));
    QVERIFY(part<QLabel>(seat.page, "expected").text().contains(QStringLiteral("No number is expected")));
    seat.desk.skip();
    QTRY_COMPARE(m_runner.running(), 0);
}

void PairPageTest::theCodeIsBlackOnWhiteInTheDark()
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

void PairPageTest::theCodeFillsTheScreenAndLeavesIt()
{
    PairingSeat seat(*m_operations, {13}, shortTimes());
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QGuiApplication::clipboard()->clear();
    part<QPushButton>(seat.page, "copy").click();
    QTRY_VERIFY(!QGuiApplication::clipboard()->image().isNull());
    QVERIFY(!part<QLabel>(seat.page, "note").text().isEmpty());
    seat.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&seat.page));
    QTest::keyClick(&seat.page, Qt::Key_F11);
    QPointer<FullScreenCode> screen = seat.page.findChild<FullScreenCode*>();
    QVERIFY(screen && screen->isFullScreen());
    screen->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(screen));
    QTest::keyClick(screen, Qt::Key_F11);
    QTRY_VERIFY(!screen);
    part<QPushButton>(seat.page, "fullScreen").click();
    screen = seat.page.findChild<FullScreenCode*>();
    QVERIFY(screen && screen->isFullScreen());
    QVERIFY(screen->findChild<QrView*>()->code());
    QTest::keyClick(screen, Qt::Key_Escape);
    QTRY_VERIFY(!screen);
    QVERIFY(seat.page.isVisible());
    part<QPushButton>(seat.page, "fullScreen").click();
    screen = seat.page.findChild<FullScreenCode*>();
    QVERIFY(m_fleet->server.scan(nameOf(13), jidOf(digitsOf(13))));
    QTRY_VERIFY(!screen); // a code that was used is shown nowhere
    QTRY_COMPARE(seat.state(0), PairingQueue::State::Paired);
}

/// As drawn for three widths of the window: the code stays large enough, and nothing of the steps is out of sight.
void PairPageTest::everyWidthShowsCodeAndSteps()
{
    PairingSeat seat(*m_operations, {11}, shortTimes());
    QTRY_COMPARE(seat.phase(), Phase::Code);
    const QPoint corner;
    for (const QSize& design : {QSize(1368, 820), QSize(1028, 680), QSize(848, 620)}) {
        const QSize size(scaled(design.width()), scaled(design.height()));
        seat.page.resize(size);
        QCoreApplication::processEvents();
        const auto& code = part<QrView>(seat.page, "code");
        QVERIFY(code.isVisible());
        const QByteArray side = QByteArray::number(code.width());
        QVERIFY2(code.width() >= scaled(360) && code.height() >= scaled(360), side.constData());
        for (const char* shown : {"steps", "byNumber", "fullScreen", "copy", "reset"}) {
            const auto& widget = part<QWidget>(seat.page, shown);
            const auto left = [&] { return widget.mapTo(&seat.page, corner).x(); };
            QTRY_VERIFY2(widget.isVisible() && left() >= 0 && left() + widget.width() <= size.width(), shown);
        }
        const bool isShort = design.width() < 900;
        QCOMPARE(part<QWidget>(seat.page, "queue").isVisible(), !isShort);
        QCOMPARE(part<QPushButton>(seat.page, "shortSkip").isVisible(), isShort);
    }
    seat.desk.skip();
    QTRY_COMPARE(m_runner.running(), 0);
}

void PairPageTest::practiceSaysThatItLinksByItself_data()
{
    QTest::addColumn<bool>("isPractice");
    QTest::addColumn<int>("clinic");
    QTest::newRow("practice") << true << 16;
    QTest::newRow("a workspace of one's own") << false << 17;
}

/// Beside the code and beside the characters, and only there, where nobody has a phone to scan with.
void PairPageTest::practiceSaysThatItLinksByItself()
{
    QFETCH(const bool, isPractice);
    QFETCH(const int, clinic);
    ProfileContext set = stores();
    set.isPractice = isPractice;
    m_operations = std::make_unique<OperationService>(set, m_runner);
    PairingSeat seat(*m_operations, {clinic}, shortTimes());
    const auto isSaid = [&seat] {
        const auto& sentence = part<QLabel>(seat.page, "sentence");
        return sentence.isVisible() && sentence.text().contains(QStringLiteral("connects by itself"));
    };
    QTRY_COMPARE(seat.phase(), Phase::Code);
    QCOMPARE(isSaid(), isPractice);
    seat.desk.pairByNumber(*PhoneNumber::fromText(digitsOf(clinic)));
    QTRY_VERIFY_WITH_TIMEOUT(part<CharacterTiles>(seat.page, "characters").isVisible(), 15'000);
    QCOMPARE(isSaid(), isPractice);
    QVERIFY(m_fleet->server.scan(nameOf(clinic), jidOf(digitsOf(clinic))));
    QTRY_COMPARE(seat.state(0), PairingQueue::State::Paired);
    QVERIFY(!isSaid());
    QTRY_COMPARE(m_runner.running(), 0);
}

STEWARD_TEST(PairPageTest)
} // namespace steward::pair_page_test

#include "pair_page_test.moc"
