#pragma once

#include "domain/audit/snapshot.h"

namespace steward {

/// What the server answered by name in the readings of one window, kept from one reading to the next: an answer counts
/// for its age (VerdictAges). Webhooks come back as if they had been asked, with their time; memory counts for the
/// verdict alone. Of an instance that was made anew, or is listed no more, nothing is kept.
class EarlierAnswers final {
public:
    /// Takes over what the reading was told; the newest counts.
    void take(const Snapshot& snapshot);
    /// Something was written there: it has to be asked again.
    void forget(const InstanceName& name) { m_answers.remove(name); }
    /// Into a new reading, before it is evaluated. Its own answers stay.
    void addTo(Snapshot& snapshot) const;
    bool isEmpty() const { return m_answers.isEmpty(); }

private:
    struct Webhook {
        std::optional<WebhookSettings> settings;
        Timestamp at{};
    };
    struct Answer {
        std::optional<InstanceId> id; ///< of the instance
        std::optional<EarlierMemory> memory;
        std::optional<Webhook> webhook;
    };

    QHash<InstanceName, Answer> m_answers;
};

} // namespace steward
