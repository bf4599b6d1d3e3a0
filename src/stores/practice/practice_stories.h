#pragma once

#include "stores/practice/practice_tenant.h"

namespace steward {

/// What happened to a healthy tenant. Each story leads to the findings that its comment names, and to no other one of
/// warning or worse.
using PracticeStory = void (*)(PracticeTenant&);

namespace story {

void healthy(PracticeTenant& tenant);
void healthyLegacyName(PracticeTenant& tenant);    ///< the name stands under config.instance
void healthyWithoutClinic(PracticeTenant& tenant); ///< clinic_id null
void healthyBusiness(PracticeTenant& tenant);      ///< a WHATSAPP-BUSINESS instance
void healthyDisabled(PracticeTenant& tenant);      ///< row disabled, instance closed, nothing cached
void healthyTextForShow(PracticeTenant& tenant);   ///< emoji, HTML and right-to-left text in the name
void healthyWithQueues(PracticeTenant& tenant);    ///< its queues hold messages, three of them undelivered
void withoutAnything(PracticeTenant& tenant);      ///< an organization that has no WhatsApp yet
void beingCreated(PracticeTenant& tenant);         ///< a claim three minutes old

void sixInstances(PracticeTenant& tenant);         ///< DOMAIN, "What goes wrong" 2: duplicates, orphans, drift, stale
void twoEnabledRows(PracticeTenant& tenant);       ///< duplicate-integration
void orphanedInstance(PracticeTenant& tenant);     ///< orphaned-instance
void orphanedIntegration(PracticeTenant& tenant);  ///< orphaned-integration
void staleKeys(PracticeTenant& tenant);            ///< stale-cache: one of each key kind
void coldCache(PracticeTenant& tenant);            ///< cold-cache (info)
void otherValuesCached(PracticeTenant& tenant);    ///< cache-mismatch: organization and number
void unreadableCache(PracticeTenant& tenant);      ///< unreadable-cache: pickle and a list
void eternalCache(PracticeTenant& tenant);         ///< eternal-cache
void openButPending(PracticeTenant& tenant);       ///< status-drift
void closedButActive(PracticeTenant& tenant);      ///< status-drift
void otherPhone(PracticeTenant& tenant);           ///< phone-mismatch
void connectionLost(PracticeTenant& tenant);       ///< connection-lost
void ghost(PracticeTenant& tenant);                ///< ghost-instance
void unlisted(PracticeTenant& tenant);             ///< unlisted-instance
void listBehindMemory(PracticeTenant& tenant);     ///< state-mismatch
void stuckPairing(PracticeTenant& tenant);         ///< stuck-pairing
void disabledButConnected(PracticeTenant& tenant); ///< disabled-but-connected
void namelessRow(PracticeTenant& tenant);          ///< nameless-integration
void webhookOff(PracticeTenant& tenant);           ///< webhook-mismatch
void webhookMissing(PracticeTenant& tenant);       ///< webhook-mismatch
void webhookDead(PracticeTenant& tenant);          ///< webhook-mismatch; holds its deletion for minutes
/// organization-mismatch: the instance still carries the UUID of the organization of the name given by
/// practiceFormerOwner().
void formerOwner(PracticeTenant& tenant);

} // namespace story

/// The organization whose instance another one took over.
QString practiceFormerOwner();

} // namespace steward
