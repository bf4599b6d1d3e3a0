#pragma once

#include "domain/diagnosis.h"
#include "local/profile.h"

#include <QObject>

#include <array>
#include <functional>
#include <optional>
#include <stop_token>

namespace steward {

class ProfileService;

/// The doctor's tests of the three stores as they are entered, on workers. What was found holds for what was tested
/// alone: it is forgotten once that changes, and an answer that comes later is not heard. GUI thread only.
class StoreTests final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreTests)

public:
    struct Entered {
        Profile profile;
        ProfileSecrets secrets;
    };
    StoreTests(ProfileService& service, std::function<Entered()> entered, QObject* parent);
    ~StoreTests() override;

    void start(Store store);
    void startAll();
    /// Nothing is waited for; what is not known by then is not tested.
    void stop();
    /// Something of the store was changed.
    void forget(Store store);
    bool isRunning() const;
    bool isRunning(Store store) const { return part(store).isRunning; }
    const std::optional<StoreDiagnosis>& found(Store store) const { return part(store).found; }

Q_SIGNALS:
    void changed(steward::Store store);

private:
    struct Part {
        std::stop_source stop;
        int number = 0; ///< of the last test
        bool isRunning = false;
        std::optional<StoreDiagnosis> found;
    };
    Part& part(Store store) { return m_parts[static_cast<size_t>(store)]; }
    const Part& part(Store store) const { return m_parts[static_cast<size_t>(store)]; }
    void end(Store store);

    ProfileService& m_service;
    const std::function<Entered()> m_entered;
    std::array<Part, 3> m_parts;
};

} // namespace steward
