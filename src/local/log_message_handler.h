#pragma once

#include <QtGlobal>

namespace steward {

class Log;

/// Sends Qt's messages to the log while it lives, and redacted to the handler that was there before. Made by main, at
/// most one at a time; ends after every thread that could still write a message.
class LogMessageHandler final {
    Q_DISABLE_COPY_MOVE(LogMessageHandler)

public:
    explicit LogMessageHandler(Log& log);
    ~LogMessageHandler();
};

} // namespace steward
