#pragma once

#include "domain/diagnosis.h"
#include "stores/practice/practice_errors.h"
#include "stores/practice/practice_world.h"

#include <QElapsedTimer>

#include <memory>

namespace steward {

/// The way into one store of a practice workspace: whoever comes waits and fails as the world says, and changes it only
/// where the profile may.
class PracticeDoor final {
public:
    PracticeDoor(std::shared_ptr<PracticeWorld> world, Store store, bool readOnly)
        : m_world(std::move(world))
        , m_store(store)
        , m_readOnly(readOnly)
    {
    }

    bool isReadOnly() const { return m_readOnly; }
    Result<void> enterToChange(const CallContext& limits) const
    {
        return m_readOnly ? std::unexpected(practiceReadOnly(m_store)) : m_world->enter(m_store, limits);
    }
    /// What visit(state, now) answers, a Result or not.
    template<class Visit>
    auto read(const CallContext& limits, Visit&& visit) const
    {
        return visited(m_world->enter(m_store, limits), visit);
    }
    template<class Visit>
    auto change(const CallContext& limits, Visit&& visit) const
    {
        return visited(enterToChange(limits), visit);
    }
    StoreDiagnosis diagnose(const CallContext& limits) const
    {
        QElapsedTimer timer;
        timer.start();
        StoreDiagnosis diagnosis = practiceDiagnosis(m_store, m_world->enter(m_store, limits));
        diagnosis.elapsedMs = timer.elapsed();
        return diagnosis;
    }

private:
    template<class T>
    static Result<T> asResult(T answer)
    {
        return answer;
    }
    template<class T>
    static Result<T> asResult(Result<T> answer)
    {
        return answer;
    }
    template<class Visit>
    auto visited(const Result<void>& entered, Visit& visit) const
    {
        using Answer = decltype(asResult(m_world->visit(visit)));
        return entered ? asResult(m_world->visit(visit)) : Answer(std::unexpected(entered.error()));
    }

    std::shared_ptr<PracticeWorld> m_world;
    Store m_store;
    bool m_readOnly;
};

/// One store of a practice workspace.
template<class Port>
class PracticePort : public Port {
    Q_DISABLE_COPY_MOVE(PracticePort)

public:
    explicit PracticePort(PracticeDoor door)
        : m_door(std::move(door))
    {
    }
    StoreDiagnosis diagnose(const CallContext& limits) override { return m_door.diagnose(limits); }

protected:
    const PracticeDoor m_door;
};

} // namespace steward
