#pragma once

#include <QObject>

#include <stop_token>

namespace steward {

/// Output that nobody reads is an exit code, not an end in the middle.
void ignoreBrokenPipes();

/// Turns Ctrl-C, Ctrl-backslash, a polite end and a closed terminal (SIGINT, SIGQUIT, SIGTERM, SIGHUP) into a stop; a
/// second Ctrl-C ends the program at once.
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
