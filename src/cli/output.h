#pragma once

#include <QFile>

namespace steward {

/// Standard output: remembers whether all that was written arrived (CONTRACT: else exit 1).
class Output : public QFile {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Output)

public:
    Output() = default;

    /// What was written so far is with whoever reads it; false where it is not.
    bool flushAll();
    bool isEmpty() const { return m_isEmpty; }

protected:
    qint64 writeData(const char* data, qint64 length) override;

private:
    bool m_isEmpty = true;
    bool m_isWhole = true;
};

} // namespace steward
