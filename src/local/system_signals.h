#pragma once

#include <QObject>

#include <stop_token>

namespace steward {

/// Output that nobody reads is an exit code, not an end in the middle.
void ignoreBrokenPipes();

/// Turns the system's signs that the program shall end into a stop: Ctrl-C, Ctrl-backslash, a polite end and a closed
/// terminal (SIGINT, SIGQUIT, SIGTERM, SIGHUP; on Windows the console's Ctrl-C, Ctrl-Break and close, a log-off and a
/// shutdown). A second Ctrl-C ends the program at once. One at a time, on a thread with an event loop.
class Interruption final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Interruption)

public:
    explicit Interruption(QObject* parent = nullptr);
    ~Interruption() override;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
};

} // namespace steward
