#pragma once

#include "workflows/read/check_pace.h"
#include "workflows/read/check_questions.h"

#include <functional>
#include <stop_token>

namespace steward {

class StoreFactory;

/// One round of questions about every instance, in the background: a few at once, never faster than the rate, slower
/// where the server answers slowly. Changes nothing.
class BackgroundCheck final {
    Q_DISABLE_COPY_MOVE(BackgroundCheck)

public:
    struct Settings {
        CheckRate rate;
        std::chrono::milliseconds tellEvery{5000};  ///< answers so far, at most so often
        std::chrono::milliseconds secondLook{5000}; ///< between the two looks at what list and memory disagree on
        std::chrono::milliseconds timePerQuestion{20'000};
        std::function<Timestamp()> clock = {}; ///< empty: the system's
    };
    struct News {
        qint64 asked = 0; ///< instances
        qint64 all = 0;
        CheckAnswers answers; ///< since the news before
    };
    /// Called on the workers, one call at a time.
    using Tell = std::function<void(const News&)>;

    BackgroundCheck(const StoreFactory& stores, Settings settings);

    /// `listedClosed`: whose memory is asked a second time where it says open. Blocks; the last news is told before it
    /// returns, unless it was stopped.
    void
    run(const std::vector<CheckQuestion>& questions, const QSet<InstanceName>& listedClosed, const Tell& tell,
        const std::stop_token& stop);

private:
    const StoreFactory& m_stores;
    const Settings m_settings;
};

} // namespace steward
