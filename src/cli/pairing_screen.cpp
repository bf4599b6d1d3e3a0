#include "cli/pairing_screen.h"

#include "workflows/base/qr_code.h"

#include <QCoreApplication>

#include <utility>

namespace steward {
namespace {

struct ScreenText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingScreen)
};

using Phase = PairingStatus::Phase;

QString codeText(const PairingStatus& status, bool withColours)
{
    if (!status.pairingCode.isEmpty()) {
        const QString spaced = status.pairingCode.left(4) + QLatin1Char('-') + status.pairingCode.mid(4);
        //: %1 is eight characters to type, such as "J429-82MY"
        return ScreenText::tr(
                   "On the phone, open WhatsApp, Linked devices, Link with phone number, and type\n\n    %1\n")
                   .arg(spaced) +
               QLatin1Char('\n');
    }
    const std::optional<QrCode> code = QrCode::fromText(status.code);
    if (!code)
        return ScreenText::tr("The code that the server sent cannot be drawn as a QR code.") + QLatin1Char('\n');
    return withColours ? code->forTerminal() : code->asBlocks();
}

} // namespace

PairingScreen::PairingScreen(const Console& console, bool isTerminal)
    : m_console(console)
    , m_isTerminal(isTerminal)
{
    if (m_isTerminal)
        m_clock = std::jthread([this](const std::stop_token& stop) { countDown(stop); });
}

PairingScreen::~PairingScreen()
{
    if (m_clock.joinable()) {
        m_clock.request_stop();
        m_clock.join();
    }
    endLine();
}

void PairingScreen::countDown(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_wake.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
        if (!stop.stop_requested() && m_shown.phase == Phase::Code)
            drawFoot();
    }
}

void PairingScreen::changed(const PairingStatus& status)
{
    const std::lock_guard lock(m_mutex);
    const bool isNewCode = status.phase == Phase::Code && status.code != m_shown.code;
    const bool isNewPhase = status.phase != m_shown.phase || m_linesDrawn == 0;
    m_shown = status;
    if (isNewCode)
        drawCode();
    if (isNewCode || (isNewPhase && !status.isOver()))
        drawFoot();
    if (status.isOver())
        endLine();
}

void PairingScreen::drawCode()
{
    const QString drawn = codeText(m_shown, m_isTerminal);
    if (m_isTerminal && m_linesDrawn > 0)
        m_console.out->write(QStringLiteral("\r\x1b[%1A\x1b[J").arg(m_linesDrawn).toUtf8());
    else
        endLine();
    m_console.out->write(drawn.toUtf8());
    m_linesDrawn = static_cast<int>(drawn.count(QLatin1Char('\n')));
}

QString PairingScreen::footText() const
{
    if (m_shown.phase == Phase::Closing)
        return ScreenText::tr("Ending the earlier attempt first…");
    if (m_shown.phase != Phase::Code)
        return ScreenText::tr("Asking the server for a code…");
    //: %1 is a code's number, %2 how many codes there are at most
    QString number = ScreenText::tr("Code %1 of %2").arg(m_shown.number).arg(m_shown.limit);
    if (!m_isTerminal || !m_shown.expires)
        return number;
    const auto seconds = static_cast<int>((m_shown.expires->remainingTime() + 999) / 1000);
    if (seconds <= 0)
        return number + QStringLiteral(" · ") + ScreenText::tr("a new code is coming…");
    //: how long a code can still be scanned
    return number + QStringLiteral(" · ") + ScreenText::tr("a new code comes in %n s", nullptr, seconds);
}

void PairingScreen::drawFoot()
{
    if (m_isTerminal) {
        m_console.out->write("\r\x1b[K" + footText().toUtf8());
        m_isLineOpen = true;
    } else {
        m_console.print(footText());
    }
    m_console.flush(); // a code that waits in a buffer is scanned by nobody
}

void PairingScreen::endLine()
{
    if (std::exchange(m_isLineOpen, false))
        m_console.out->write("\n");
}

} // namespace steward
