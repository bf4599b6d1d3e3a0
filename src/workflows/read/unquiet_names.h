#pragma once

#include "domain/error.h"
#include "domain/instance_name.h"
#include "domain/store_records.h"
#include "workflows/journal/journal_folder.h"

#include <QHash>

#include <chrono>
#include <optional>

namespace steward {

struct JournaledStep;
struct Session;

/// Names whose log-out or deletion was not quiet, by the journal (WORKFLOWS, "Deletion"): what the server still does
/// about them by name would hit a new instance, or a phone paired meanwhile.
class UnquietNames final {
public:
    /// For so long after the request.
    static constexpr std::chrono::minutes held{30};

    /// Of one profile's operations. An empty path, as in practice: none. A journal that cannot be read, or is damaged:
    /// an error, since then nothing is known. Blocks.
    static Result<UnquietNames> read(const QString& journalPath, const QString& profileId, Timestamp now);

    /// Until when the name is neither created, enabled, restored nor paired; nothing: it may be.
    std::optional<Timestamp> heldUntil(const InstanceName& name) const;
    /// The same with the sentence for the person.
    std::optional<Error> refusal(const InstanceName& name) const;
    bool isEmpty() const { return m_until.isEmpty(); }

private:
    void take(const JournaledStep& step);

    Timestamp m_now{};
    QHash<QString, Timestamp> m_until; ///< by the name's text
};

/// Reads the journal of the workspace for one name: why it is not to be used yet. An unread journal is an error, too.
std::optional<Error> unquietRefusal(const Session& session, const InstanceName& name);
Timestamp currentTime();

} // namespace steward
