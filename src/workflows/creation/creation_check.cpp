#include "domain/audit/audit.h"
#include "domain/audit/other_names.h"
#include "domain/plans/plan_facts.h"
#include "wording/skip_words.h"
#include "workflows/creation/creation_request.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct CheckText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationCheck)
};

Error refused(ErrorKind kind, const QString& sentence, const QString& detail)
{
    return {kind, sentence, detail};
}

/// The first store that was not read whole.
std::optional<Error> unreadStore(const Snapshot& snapshot)
{
    const auto errorOf = [](const auto& reading) {
        return reading.error().value_or(
            Error{ErrorKind::LocalFailure, CheckText::tr("A store was not read."), QStringLiteral("not asked")});
    };
    if (!snapshot.server.isWhole())
        return errorOf(snapshot.server);
    if (!snapshot.database.isWhole())
        return errorOf(snapshot.database);
    if (!snapshot.cache.isWhole())
        return errorOf(snapshot.cache);
    return {};
}

std::optional<Error> unreadRefusal(const Audit& audit)
{
    if (const auto unread = unreadStore(audit.snapshot())) {
        //: %1 is a sentence that says what went wrong
        const QString sentence = CheckText::tr("Nothing is created while a store cannot be read completely: Steward "
                                               "would not see what is there already. %1");
        return refused(unread->kind, sentence.arg(unread->sentence), unread->detail);
    }
    if (audit.snapshot().serverStarting) {
        return refused(
            ErrorKind::Loading, CheckText::tr("The server is still starting. Try again in a minute."),
            QStringLiteral("most memory states are missing"));
    }
    return {};
}

std::optional<Error> unknownOrganization(const Audit& audit, const CreationRequest& request)
{
    const DatabaseListing& listing = *audit.snapshot().database;
    const auto knows = [](const auto& all, const auto& id) {
        return std::any_of(all.begin(), all.end(), [&id](const auto& one) { return one.id == id; });
    };
    if (request.organizationId.isNull() ||
        (listing.organizationsKnown && !knows(listing.organizations, request.organizationId))) {
        return refused(
            ErrorKind::NotFound, CheckText::tr("The database has no such organization. Check the ID."),
            QStringLiteral("organization not found"));
    }
    if (!request.clinicId || !listing.clinicsKnown)
        return {};
    const bool belongs = std::any_of(listing.clinics.begin(), listing.clinics.end(), [&request](const Clinic& clinic) {
        return clinic.id == request.clinicId && clinic.organizationId == request.organizationId && clinic.active;
    });
    if (belongs)
        return {};
    return refused(
        ErrorKind::NotFound, CheckText::tr("The organization has no such active clinic. Choose another clinic."),
        QStringLiteral("clinic not found"));
}

std::optional<Error> refusalOf(const Audit& audit, const CreationRequest& request)
{
    if (auto trouble = validateName(request.name)) {
        if (request.finishRow)
            trouble =
                CheckText::tr(
                    "No instance can be created under the name in the row. Give the row a new name, or remove it. ") +
                *trouble;
        return refused(ErrorKind::InvalidSettings, *trouble, QStringLiteral("name refused"));
    }
    if (auto unread = unreadRefusal(audit))
        return unread;
    return unknownOrganization(audit, request);
}

/// Looks for what stands in the way of one request.
class ConflictFinder final {
public:
    ConflictFinder(const Audit& audit, const CreationRequest& request)
        : m_audit(audit)
        , m_request(request)
        , m_otherNames(audit)
    {
    }

    std::vector<Conflict> find()
    {
        for (const AuditRow& row : m_audit.rows())
            look(row);
        return std::move(m_found);
    }

private:
    const Integration* enabledOfOrganization(const AuditRow& row) const
    {
        for (const Integration* integration : row.integrations) {
            if (integration->enabled && integration->organizationId == m_request.organizationId)
                return integration;
        }
        return nullptr;
    }
    bool isListedForOrganization(const AuditRow& row) const
    {
        return row.inServer == Presence::Present &&
               (row.organizationId == m_request.organizationId || row.name.embeddedUuid() == m_request.organizationId);
    }
    bool isFinished(const AuditRow& row) const
    {
        const bool isOurs =
            std::any_of(row.integrations.begin(), row.integrations.end(), [this](const Integration* one) {
                return one->id == m_request.finishRow && one->enabled;
            });
        return m_request.finishRow && isOurs && isProvenAbsent(row) && row.name == m_request.name &&
               row.integrations.size() == 1 && !underAnotherName(row);
    }
    bool isLookAlike(const AuditRow& row) const
    {
        return row.kind == RowKind::Instance && row.name != m_request.name &&
               (row.server || !row.integrations.empty()) && likenessOf(row.name) == m_likeness;
    }
    static QString chooseAnother() { return QLatin1Char(' ') + CheckText::tr("Choose another name."); }
    bool hasItsPhone(const AuditRow& row) const
    {
        if (!m_request.expectedPhone || !row.isPhone())
            return false;
        if (row.server && row.connection() == Connection::Open && row.server->phone == m_request.expectedPhone)
            return true;
        const Integration* enabled = row.enabledIntegration();
        return enabled &&
               (enabled->phone() == m_request.expectedPhone || enabled->expectedPhone == m_request.expectedPhone);
    }

    void look(const AuditRow& row)
    {
        if (isFinished(row))
            return;
        if (const Integration* integration = enabledOfOrganization(row))
            add(row, integration, sentenceFor(row), offerFor(row));
        else if (isListedForOrganization(row))
            add(row, row.integration(), sentenceFor(row),
                row.isPhone() ? std::optional(SuggestedAction::Open) : std::nullopt);
        else if (row.kind == RowKind::Instance && row.name == m_request.name)
            add(row, row.integration(), nameSentence(row),
                row.server ? std::optional(SuggestedAction::Open) : std::nullopt);
        else if (isLookAlike(row))
            add(row, row.integration(), lookAlikeSentence(m_request.name, row.name) + chooseAnother(),
                row.server ? std::optional(SuggestedAction::Open) : std::nullopt);
        else if (hasItsPhone(row))
            add(row, row.integration(), phoneSentence(row),
                row.server ? std::optional(SuggestedAction::Open) : std::nullopt);
    }
    void add(const AuditRow& row, const Integration* integration, QString because, std::optional<SuggestedAction> offer)
    {
        Conflict standing;
        standing.name = row.name;
        standing.organizationId = integration ? integration->organizationId : row.organizationId;
        standing.integrationId = integration ? std::optional(integration->id) : std::nullopt;
        standing.because = std::move(because);
        standing.offer = offer;
        standing.isHealthy = row.server && row.enabledIntegration() && row.isHealthy();
        m_found.push_back(std::move(standing));
    }

    /// By both witnesses; a row without a name has no instance to be there.
    static bool isProvenAbsent(const AuditRow& row) { return row.inServer == Presence::Absent; }

    /// A listed instance without a row that seems to be this row's.
    const AuditRow* underAnotherName(const AuditRow& row) const
    {
        for (const Integration* integration : row.integrations) {
            const std::vector<const AuditRow*> others = m_otherNames.instancesFor(*integration);
            if (!others.empty())
                return others.front();
        }
        return nullptr;
    }

    std::optional<SuggestedAction> offerFor(const AuditRow& row) const
    {
        if (!row.isPhone())
            return {};
        if (!row.server) {
            const bool canFinish = isProvenAbsent(row) && row.name.isReachable() && row.integrations.size() == 1;
            return canFinish && !underAnotherName(row) ? std::optional(SuggestedAction::Finish) : std::nullopt;
        }
        return row.connection() == Connection::Open ? SuggestedAction::Open : SuggestedAction::PairAgain;
    }
    QString sentenceFor(const AuditRow& row) const
    {
        const QString title = row.title();
        if (row.isUnlisted()) {
            //: %1 is an instance's name
            return CheckText::tr("The organization has the instance %1: the server runs it but does not list it. Ask "
                                 "the server's administrator.")
                .arg(title);
        }
        if (!row.server && row.inServer == Presence::Unknown)
            return sentenceOf(leftBecause(SkipReason::NotConcluded, title));
        if (const AuditRow* other = row.server ? nullptr : underAnotherName(row))
            return sentenceOf(leftBecause(SkipReason::OtherName, other->title()));
        if (!row.server) {
            //: %1 is an instance's name
            return CheckText::tr("The organization has an active row for %1, but the server has no such instance.")
                .arg(title);
        }
        if (!row.enabledIntegration()) {
            //: %1 is an instance's name
            return CheckText::tr("The server has the organization's instance %1, but no active row names it.")
                .arg(title);
        }
        if (row.connection() == Connection::Open) {
            //: %1 is an instance's name
            return CheckText::tr("The organization already has the instance %1, and it is connected.").arg(title);
        }
        //: %1 is an instance's name
        return CheckText::tr("The organization already has the instance %1. It is not connected.").arg(title);
    }
    QString nameSentence(const AuditRow& row) const
    {
        if (row.integration() && row.integration()->organizationId != m_request.organizationId) {
            //: %1 is an instance's name, %2 an organization's
            return CheckText::tr("A row of %2 has the name %1. Choose another name.")
                .arg(row.title(), m_audit.organizationName(row.integration()->organizationId));
        }
        if (row.integration()) {
            //: %1 is an instance's name
            return CheckText::tr("A switched-off row has the name %1. Choose another name.").arg(row.title());
        }
        if (row.isUnlisted()) {
            //: %1 is an instance's name
            return CheckText::tr("The server runs an instance named %1 that it does not list. Choose another name.")
                .arg(row.title());
        }
        if (row.server) {
            //: %1 is an instance's name
            return CheckText::tr("The server already has an instance named %1. Choose another name.").arg(row.title());
        }
        //: %1 is an instance's name
        return CheckText::tr("There still is a cache entry for the name %1. Choose another name.").arg(row.title());
    }
    QString phoneSentence(const AuditRow& row) const
    {
        const Integration* enabled = row.enabledIntegration();
        const bool isExpected = enabled && enabled->expectedPhone == m_request.expectedPhone;
        const bool hasAnother = !row.server || row.server->phone != m_request.expectedPhone;
        if (isExpected && hasAnother && enabled->phone() != m_request.expectedPhone) {
            //: %1 is a phone number, %2 an instance's name, %3 an organization's
            return CheckText::tr("The instance %2 of %3 is waiting for the phone %1 already.")
                .arg(m_request.expectedPhone->text(), row.title(), m_audit.organizationName(row.organizationId));
        }
        //: %1 is a phone number, %2 an instance's name, %3 an organization's
        return CheckText::tr("The instance %2 of %3 already has the number %1.")
            .arg(m_request.expectedPhone->text(), row.title(), m_audit.organizationName(row.organizationId));
    }

    const Audit& m_audit;
    const CreationRequest& m_request;
    const OtherNames m_otherNames;
    const QString m_likeness = likenessOf(m_request.name);
    std::vector<Conflict> m_found;
};

std::vector<QString> noticesFor(const Audit& audit, const CreationRequest& request)
{
    std::vector<QString> notices;
    const DatabaseListing& listing = *audit.snapshot().database;
    const auto organization =
        std::find_if(listing.organizations.begin(), listing.organizations.end(), [&request](const Organization& one) {
            return one.id == request.organizationId;
        });
    if (organization != listing.organizations.end() && !organization->active)
        notices.push_back(CheckText::tr("The organization is not active."));
    const bool hasClinic =
        std::any_of(listing.clinics.begin(), listing.clinics.end(), [&request](const Clinic& clinic) {
            return clinic.active && clinic.organizationId == request.organizationId;
        });
    if (listing.clinicsKnown && !hasClinic)
        notices.push_back(CheckText::tr("The organization has no active clinic, so the instance belongs to none."));
    if (!audit.hasWebhookAddress()) {
        notices.push_back(CheckText::tr(
            "The profile has no webhook address, so nobody will receive this instance's messages. Enter one in the "
            "profile (command line: STEWARD_WEBHOOK_URL); repair the instance then, if it is already there."));
    }
    return notices;
}

} // namespace

std::vector<InstanceName> namesForCreation(const Audit& audit, const std::vector<CreationRequest>& requests)
{
    QSet<InstanceName> wanted;
    QSet<OrganizationId> organizations;
    QSet<quint64> phones;
    for (const CreationRequest& request : requests) {
        wanted.insert(request.name);
        organizations.insert(request.organizationId);
        if (request.expectedPhone)
            phones.insert(request.expectedPhone->canonical());
    }
    const auto concerns = [&](const AuditRow& row) {
        const auto phone = row.phone();
        return organizations.contains(row.organizationId) || (phone && phones.contains(phone->canonical())) ||
               organizations.contains(row.name.embeddedUuid().value_or(OrganizationId())) ||
               std::any_of(row.integrations.begin(), row.integrations.end(), [&](const Integration* each) {
                   return organizations.contains(each->organizationId);
               });
    };
    for (const AuditRow& row : audit.rows()) {
        if (row.kind == RowKind::Instance && concerns(row))
            wanted.insert(row.name);
    }
    wanted.removeIf([](const InstanceName& name) { return !name.isReachable(); });
    std::vector<InstanceName> names(wanted.begin(), wanted.end());
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<Error> nameNotConcluded(const Audit& audit, const CreationRequest& request)
{
    if (audit.presenceOnServer(request.name) != Presence::Unknown)
        return {};
    return refused(
        ErrorKind::OutcomeUnknown, sentenceOf(leftBecause(SkipReason::NotConcluded, request.name.text())),
        QStringLiteral("connectionState of the name without an answer"));
}

std::optional<Error> listNotBelieved(
    const Audit& audit, const CreationRequest& request, std::chrono::minutes pendingGrace,
    const RemovedByUs& removedByUs)
{
    if (request.finishRow || !audit.allStoresRead() || !audit.snapshot().server->instances.empty())
        return {};
    const std::vector<Integration>& rows = audit.snapshot().database->integrations;
    const auto missing = std::ranges::count_if(rows, [&](const Integration& row) {
        return row.enabled && row.isNamed() && !isBeingMade(row, audit.snapshot().databaseTime(), pendingGrace) &&
               !(removedByUs && removedByUs(Store::Server, row.name()));
    });
    if (missing == 0)
        return {};
    return refused(
        ErrorKind::OutcomeUnknown,
        //: %n is a number of rows
        CheckText::tr(
            "The server lists nothing, but %n active row(s) name an instance. So nothing new is created: "
            "Steward would not see what is there already. Check the profile and read again. If the server "
            "has really lost them, create their missing instances or disable their rows first.",
            nullptr, static_cast<int>(missing)),
        QStringLiteral("the list is empty and enabled rows stand"));
}

CreationCheck checkCreation(const Audit& audit, const CreationRequest& request)
{
    CreationCheck check;
    check.refusal = refusalOf(audit, request);
    if (check.refusal)
        return check;
    check.standing = ConflictFinder(audit, request).find();
    check.notices = noticesFor(audit, request);
    return check;
}

} // namespace steward
