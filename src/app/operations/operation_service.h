#pragma once

#include "app/operations/written_names.h"
#include "app/work/background_runner.h"
#include "app/work/error_log.h"
#include "app/work/gui_dispatcher.h"
#include "stores/profile_context.h"
#include "workflows/session/session.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <stop_token>
#include <variant>

namespace steward {

class ActivityLog;

/// Runs workflows on workers for the window: each with a journal of its own, told to its asker while it runs and when
/// it has ended, unless the asker is gone by then. Several may run at once. GUI thread only; never waits.
class OperationService final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationService)

public:
    using Stop = std::stop_token;
    template<class News>
    using Tell = std::function<void(const News&)>;

    OperationService(ProfileContext stores, BackgroundRunner& runner, QObject* parent = nullptr);

    const ProfileContext& stores() const { return m_stores; }
    /// What is done and was done in this session.
    ActivityLog& activities() { return *m_activities; }

    /// `work` runs on a worker and calls `tell` there as often as it likes; `heard` and `ended` are called here. An
    /// error: the journal could not be opened, and nothing was done. The answer stops the work.
    template<class Answer, class News>
    std::stop_source
    run(QObject* asker, std::function<Answer(const Session&, const Tell<News>&, const Stop&)> work,
        std::function<void(const News&)> heard, std::function<void(const Result<Answer>&)> ended);

    /// For what changes nothing in the stores: without a journal.
    template<class Answer>
    std::stop_source
    ask(QObject* asker, std::function<Answer(const ProfileContext&, const Stop&)> work,
        std::function<void(const Answer&)> ended);

    /// Writes a file as a whole.
    void save(
        const QString& path, const QByteArray& content, QObject* asker, std::function<void(const Result<void>&)> ended);

Q_SIGNALS:
    /// An operation may have written there; nothing: it may be anywhere. Comes before changed().
    void written(const std::optional<std::vector<steward::InstanceName>>& names);
    /// An operation that may have changed something has ended.
    void changed();

private:
    /// What ends next is the work that began these operations of the journal.
    void nameEnding(const std::vector<OperationId>& started);

    ProfileContext m_stores;
    BackgroundRunner& m_runner;
    ActivityLog* m_activities;
    GuiDispatcher m_post;
};

template<class Answer, class News>
std::stop_source OperationService::run(
    QObject* asker, std::function<Answer(const Session&, const Tell<News>&, const Stop&)> work,
    std::function<void(const News&)> heard, std::function<void(const Result<Answer>&)> ended)
{
    return m_runner.run([this, work = std::move(work), heard = std::move(heard), ended = std::move(ended),
                         asker = QPointer<QObject>(asker), stores = m_stores, box = m_post.box()](const Stop& stop) {
        // The asker is copied into the queue and looked at on its own thread only.
        const Tell<News> tell = [&](const News& event) {
            box->post([heard, asker, event] {
                if (asker)
                    heard(event);
            });
        };
        std::vector<OperationId> started;
        Result<Answer> answer = [&]() -> Result<Answer> {
            const auto opened = Session::open(stores);
            if (!opened)
                return std::unexpected(opened.error());
            Result<Answer> came = work(*opened, tell, stop);
            started = opened->started();
            return came;
        }();
        logErrors("Run an operation…", errorsIn(answer));
        box->post([this, ended, asker, started, answer = std::move(answer)] {
            Q_EMIT written(namesWritten(answer));
            Q_EMIT changed();
            const QPointer<OperationService> stays(this);
            nameEnding(started);
            if (asker)
                ended(answer);
            if (stays)
                nameEnding({}); // what changes later is no end of this work
        });
    });
}

template<class Answer>
std::stop_source OperationService::ask(
    QObject* asker, std::function<Answer(const ProfileContext&, const Stop&)> work,
    std::function<void(const Answer&)> ended)
{
    return m_runner.run([work = std::move(work), ended = std::move(ended), asker = QPointer<QObject>(asker),
                         stores = m_stores, box = m_post.box()](const Stop& stop) {
        Answer answer = work(stores, stop);
        logErrors("Ask for an operation…", errorsIn(answer));
        box->post([ended, asker, answer = std::move(answer)] {
            if (asker)
                ended(answer);
        });
    });
}

} // namespace steward
