#pragma once

#include <QByteArray>
#include <QHash>
#include <QStringList>

namespace steward::test {

/// steward-cli on a terminal of its own (a pty), as a person sits before it.
class TerminalProcess final {
    Q_DISABLE_COPY_MOVE(TerminalProcess)

public:
    TerminalProcess(
        const QStringList& arguments, const QHash<QString, QString>& environment, const QString& dataDirectory);
    ~TerminalProcess();

    /// What stands on the screen once the text has appeared there; what stood there when the time was over, else.
    QByteArray waitFor(const QByteArray& text, int milliseconds = 30'000);
    void type(const QByteArray& keys);
    /// The terminal's window is closed.
    void hangUp();
    /// The exit code; −1: it had to be killed, or a signal ended it.
    int waitForEnd(int milliseconds = 60'000);
    const QByteArray& screen() const { return m_screen; }

private:
    /// False: nothing more will come.
    bool readMore(int milliseconds);

    int m_terminal = -1;
    int m_process = -1;
    QByteArray m_screen;
};

} // namespace steward::test
