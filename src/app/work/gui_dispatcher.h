#pragma once

#include <QMetaObject>
#include <QObject>

#include <memory>
#include <mutex>

namespace steward {

/// Brings what a worker has to say to its owner's thread, and nowhere once the owner is gone. The owner keeps one as
/// long as it lives; workers keep the shared part.
class GuiDispatcher final {
    Q_DISABLE_COPY_MOVE(GuiDispatcher)

public:
    class Box final {
    public:
        explicit Box(QObject* owner)
            : m_owner(owner)
        {
        }
        /// From any thread: calls back on the owner's thread, if the owner still lives then.
        template<class Call>
        void post(Call call)
        {
            const std::lock_guard lock(m_mutex);
            if (m_owner)
                QMetaObject::invokeMethod(m_owner, std::move(call), Qt::QueuedConnection);
        }

    private:
        friend class GuiDispatcher;
        std::mutex m_mutex;
        QObject* m_owner;
    };

    explicit GuiDispatcher(QObject* owner)
        : m_box(std::make_shared<Box>(owner))
    {
    }
    ~GuiDispatcher()
    {
        const std::lock_guard lock(m_box->m_mutex);
        m_box->m_owner = nullptr;
    }
    std::shared_ptr<Box> box() const { return m_box; }

private:
    std::shared_ptr<Box> m_box;
};

} // namespace steward
