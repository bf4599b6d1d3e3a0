#pragma once

#include <QByteArray>
#include <QIODevice>

#include <algorithm>
#include <cstring>

namespace steward {

/// The body of a request that has to arrive once (WORKFLOWS, "Sending to the server"). It is sequential and cannot be
/// rewound, so Qt cannot send it a second time by itself when the peer closes early: it ends in ContentReSendError.
/// Works with an empty body too. Needs DoNotBufferUploadDataAttribute and a Content-Length.
class OnceOnlyBody final : public QIODevice {
public:
    explicit OnceOnlyBody(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_given == m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_given; }
    qint64 size() const override { return m_bytes.size(); }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    /// True once a byte was asked for, so that a part of it may have left.
    bool wasRead() const { return m_wasRead; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        m_wasRead = true;
        if (atEnd())
            return -1;
        const qint64 given = std::min<qint64>(most, m_bytes.size() - m_given);
        std::memcpy(data, m_bytes.constData() + m_given, static_cast<size_t>(given));
        m_given += given;
        return given;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_given = 0;
    bool m_wasRead = false;
};

} // namespace steward
