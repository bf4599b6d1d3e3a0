#pragma once

#include "cli/console.h"
#include "workflows/read/audit_reader.h"

#include <QElapsedTimer>

#include <chrono>

namespace steward {

/// Says on stderr, every few seconds, how far a reading has come that asks the server many questions. Says nothing of
/// one that is through before.
class QuestionProgress final : public AuditProgress {
    Q_DISABLE_COPY_MOVE(QuestionProgress)

public:
    explicit QuestionProgress(
        const Console& console, std::chrono::milliseconds every = std::chrono::milliseconds(2000));

    void questionsThrough(qint64 through, qint64 all) override;

private:
    const Console& m_console;
    const std::chrono::milliseconds m_every;
    QElapsedTimer m_since;
};

} // namespace steward
