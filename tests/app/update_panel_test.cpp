#include "app/shell/update_offer.h"
#include "app/shell/update_panel.h"
#include "app/shell/window_settings.h"
#include "app/work/background_runner.h"
#include "support/notice_signer.h"
#include "support/test_registry.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::update_panel_test {

namespace {

/// A place where a version is announced.
class Announcer final {
public:
    explicit Announcer(QByteArray file)
        : m_file(std::move(file))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                m_asked += socket->readAll();
                socket->write(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + QByteArray::number(m_file.size()) +
                    "\r\n\r\n" + m_file);
                socket->disconnectFromHost();
            });
        });
    }
    QString address() const { return QStringLiteral("http://127.0.0.1:%1/steward/newest").arg(m_server.serverPort()); }
    int times() const { return static_cast<int>(m_asked.count("GET /steward/newest HTTP/1.1\r\n")); }

private:
    QTcpServer m_server;
    QByteArray m_file;
    QByteArray m_asked;
};

QByteArray announcementOf(const char* version)
{
    return QByteArray(R"({"version": ")") + version + R"(", "page": "https://steward.example/download"})";
}

/// A panel whose program is version 1.1.0, of these makers.
struct Panel {
    explicit Panel(const Announcer& announcer, WindowSettings& settings)
        : widget({makers.publicKey(), announcer.address(), QStringLiteral("1.1.0")}, runner, settings)
        , pages(&widget, &UpdatePanel::pageWanted)
    {
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* each : widget.findChildren<QPushButton*>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    QPushButton* look() const { return button(QStringLiteral("Look now")); }
    QPushButton* open() const { return button(QStringLiteral("Open the download page")); }
    QString said() const
    {
        QString all;
        for (const QLabel* label : widget.findChildren<QLabel*>())
            all += label->text();
        return all;
    }

    const NoticeSigner makers{'m'};
    BackgroundRunner runner;
    UpdatePanel widget;
    QSignalSpy pages;
};

} // namespace

class UpdatePanelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProgramWithoutAKeyHasNone();
    void nobodyIsAskedBeforeAPersonWants();
    void aNewerVersionOpensItsPageAlone();
    void theNewestSaysSo();
    void whatOthersSignedIsNotUsed();
    void onceADayWhereItIsOn();
    void theAddressIsKept();
};

void UpdatePanelTest::aProgramWithoutAKeyHasNone()
{
    BackgroundRunner runner;
    WindowSettings settings;
    QVERIFY(!makeUpdatePanel(runner, settings));
}

void UpdatePanelTest::nobodyIsAskedBeforeAPersonWants()
{
    const Announcer announcer(NoticeSigner('m').sign(announcementOf("1.2.0")));
    WindowSettings settings;
    QVERIFY(!settings.looksForUpdates());
    const Panel panel(announcer, settings);
    QVERIFY(!panel.widget.findChild<QCheckBox*>()->isChecked());
    QTest::qWait(200);
    QCOMPARE(announcer.times(), 0);
}

void UpdatePanelTest::aNewerVersionOpensItsPageAlone()
{
    const Announcer announcer(NoticeSigner('m').sign(announcementOf("1.2.0")));
    WindowSettings settings;
    const Panel panel(announcer, settings);
    QVERIFY(!panel.open()->isVisibleTo(&panel.widget));
    panel.look()->click();
    QTRY_VERIFY(panel.said().contains(QStringLiteral("1.2.0")));
    QCOMPARE(panel.pages.size(), 0);
    QVERIFY(panel.open()->isVisibleTo(&panel.widget));
    panel.open()->click();
    QCOMPARE(panel.pages.size(), 1);
    QCOMPARE(panel.pages.first().first().toUrl(), QUrl(QStringLiteral("https://steward.example/download")));
    QCOMPARE(announcer.times(), 1);
}

void UpdatePanelTest::theNewestSaysSo()
{
    for (const char* version : {"1.1.0", "1.0.9"}) {
        const Announcer announcer(NoticeSigner('m').sign(announcementOf(version)));
        WindowSettings settings;
        const Panel panel(announcer, settings);
        panel.look()->click();
        QTRY_COMPARE(panel.said(), QStringLiteral("This is the newest version."));
        QVERIFY(!panel.open()->isVisibleTo(&panel.widget));
    }
}

void UpdatePanelTest::whatOthersSignedIsNotUsed()
{
    const Announcer announcer(NoticeSigner('o').sign(announcementOf("9.0.0")));
    WindowSettings settings;
    const Panel panel(announcer, settings);
    panel.look()->click();
    QTRY_VERIFY(panel.said().contains(QStringLiteral("not signed by Steward's makers")));
    QVERIFY(!panel.open()->isVisibleTo(&panel.widget));
    QVERIFY(!panel.said().contains(QStringLiteral("9.0.0")));
}

void UpdatePanelTest::onceADayWhereItIsOn()
{
    const Announcer announcer(NoticeSigner('m').sign(announcementOf("1.2.0")));
    WindowSettings settings;
    {
        const Panel panel(announcer, settings);
        panel.widget.findChild<QCheckBox*>()->click();
        QTRY_COMPARE(announcer.times(), 1);
        QTRY_VERIFY(panel.look()->isEnabled());
    }
    {
        const Panel again(announcer, settings);
        QTest::qWait(200);
        QCOMPARE(announcer.times(), 1);
    }
    settings.setLookedForUpdateAt(QDateTime::currentDateTimeUtc().addDays(-1));
    const Panel tomorrow(announcer, settings);
    QTRY_COMPARE(announcer.times(), 2);
}

void UpdatePanelTest::theAddressIsKept()
{
    const Announcer announcer(NoticeSigner('m').sign(announcementOf("1.2.0")));
    const Announcer other(NoticeSigner('m').sign(announcementOf("1.3.0")));
    WindowSettings settings;
    {
        const Panel panel(announcer, settings);
        auto* address = panel.widget.findChild<QLineEdit*>();
        address->setText(other.address());
        Q_EMIT address->editingFinished();
    }
    const Panel again(announcer, settings);
    again.look()->click();
    QTRY_VERIFY(again.said().contains(QStringLiteral("1.3.0")));
    QCOMPARE(announcer.times(), 0);
}

STEWARD_TEST(UpdatePanelTest)
} // namespace steward::update_panel_test

#include "update_panel_test.moc"
