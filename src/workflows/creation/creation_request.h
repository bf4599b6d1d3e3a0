#pragma once

#include "domain/error.h"
#include "domain/ids.h"
#include "domain/instance_name.h"
#include "domain/new_name.h"
#include "domain/phone_number.h"
#include "domain/plans/store_trouble.h"
#include "domain/store_records.h"

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace steward {

struct AuditRow;
class Audit;

/// What is to be created.
struct CreationRequest {
    OrganizationId organizationId;
    std::optional<ClinicId> clinicId; ///< nothing: the organization's first active clinic by name
    InstanceName name;                ///< see defaultInstanceName()
    std::optional<PhoneNumber> expectedPhone;
    /// The enabled row without an instance that is to get one ("finish it"); nothing: a new one. Then organization and
    /// name are the row's.
    std::optional<IntegrationId> finishRow;
};

/// What of what stands already can be done instead of creating.
enum class SuggestedAction : quint8 { Open, PairAgain, Finish };

/// Something that stands in the way of a creation.
struct Conflict {
    InstanceName name; ///< empty for a row that names no instance
    OrganizationId organizationId;
    std::optional<IntegrationId> integrationId; ///< nothing without a row
    QString because;                            ///< one sentence (translated)
    std::optional<SuggestedAction> offer;       ///< nothing: it is for the person to look at
    bool isHealthy = false;                     ///< listed, row, no finding of warning or worse
};

/// What the three stores say of a request (WORKFLOWS, "Creation" 1). Pure.
struct CreationCheck {
    std::vector<Conflict> standing; ///< empty: nothing is in the way
    std::vector<QString> notices;   ///< what the person should know and that is not in the way
    std::optional<Error> refusal;   ///< an unread store, an unknown organization, a name that cannot be

    bool isGreen() const { return standing.empty() && !refusal; }
};

CreationCheck checkCreation(const Audit& audit, const CreationRequest& request);
/// Whose connectionState the check hangs on: the names of the organizations, the names asked for, those of the phones.
std::vector<InstanceName> namesForCreation(const Audit& audit, const std::vector<CreationRequest>& requests);
/// The server did not say whether the name is free: its list does not show it, and it did not answer for it.
std::optional<Error> nameNotConcluded(const Audit& audit, const CreationRequest& request);

/// The server lists nothing although active rows say that it should, beside those of which `removedByUs` explains it
/// and those that are being made: what stands for the organization is not seen then, and nothing new is created. A row
/// that is finished is asked for by its name, and goes on.
std::optional<Error> listNotBelieved(
    const Audit& audit, const CreationRequest& request, std::chrono::minutes pendingGrace,
    const RemovedByUs& removedByUs);

/// Why a number cannot be used: not E.164 (a plus or none, 8 to 15 digits, not beginning with 0). Nothing for "".
std::optional<QString> validatePhone(const QString& text);
/// The template of StoreNames filled in.
InstanceName defaultInstanceName(const QString& nameTemplate, const OrganizationId& organizationId, Timestamp now);

} // namespace steward
