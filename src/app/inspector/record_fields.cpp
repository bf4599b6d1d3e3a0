#include "app/inspector/record_fields.h"

#include "app/table/cells.h"
#include "domain/unknown_value.h"

#include <QCoreApplication>
#include <QLocale>

namespace steward {
namespace {

struct FieldText {
    Q_DECLARE_TR_FUNCTIONS(steward::InspectorPanel)
};

using Values = std::array<QString, 3>;

/// The number, or what stands there and is none.
QString phoneText(const std::optional<PhoneNumber>& phone, const QString& odd)
{
    return phone ? phoneInGroups(*phone) : odd;
}

QString timeOrNothing(const std::optional<Timestamp>& time)
{
    return time ? timeText(time) : QString();
}

QString idText(const auto& id)
{
    return id.isNull() ? QString() : id.toString();
}

QString countText(qint64 count)
{
    return count < 0 ? QString() : QLocale().toString(count);
}

QString presenceTitle(Presence presence)
{
    switch (presence) {
    case Presence::Present:
        return FieldText::tr("present");
    case Presence::Absent:
        return FieldText::tr("absent");
    case Presence::Unknown:
        return FieldText::tr("not read");
    }
    return unknownText();
}

QString kindTitle(InstanceKind kind)
{
    switch (kind) {
    case InstanceKind::Baileys:
        return FieldText::tr("WhatsApp phone");
    case InstanceKind::Business:
        return FieldText::tr("WhatsApp Business API");
    case InstanceKind::Evolution:
        return FieldText::tr("Evolution channel");
    case InstanceKind::Other:
        return FieldText::tr("other kind");
    }
    return unknownText();
}

QString entryStateTitle(const CacheEntry& entry)
{
    switch (entry.state) {
    case CacheValueState::Readable:
        return {}; // as it should be: nothing to tell
    case CacheValueState::NotJson:
        return FieldText::tr("not JSON");
    case CacheValueState::NotObject:
        return FieldText::tr("not a JSON object");
    case CacheValueState::OtherType:
        //: %1 is a type of Redis values, such as "list"
        return FieldText::tr("a key of type %1").arg(entry.redisType);
    }
    return unknownText();
}

bool disagree(const std::optional<PhoneNumber>& a, const std::optional<PhoneNumber>& b)
{
    return !agree(a, b);
}

/// Gathers the fields of one row.
class FieldList final {
public:
    FieldList(const Audit& audit, const AuditRow& row)
        : m_audit(audit)
        , m_row(row)
        , m_server(row.server)
        , m_integration(row.integration())
        , m_entry(row.cacheEntry())
    {
    }

    std::vector<RecordField> all()
    {
        addPresence();
        addState();
        addOwner();
        addNumbers();
        addRouting();
        addTimes();
        addIdentity();
        return std::move(m_fields);
    }

private:
    void add(const QString& title, Values values, bool differs = false)
    {
        for (const QString& value : values) {
            if (!value.isEmpty()) {
                m_fields.push_back({title, std::move(values), differs});
                return;
            }
        }
    }

    void addPresence()
    {
        const std::array presences{m_row.inServer, m_row.inDatabase, m_row.inCache};
        // The cache alone may be empty without anything being wrong.
        const bool differs = (m_row.inServer == Presence::Present && m_row.inDatabase == Presence::Absent) ||
                             (m_row.inServer == Presence::Absent && m_row.inDatabase == Presence::Present) ||
                             m_row.has(FindingCode::StaleCache);
        add(FieldText::tr("Presence"),
            {presenceTitle(presences[0]), presenceTitle(presences[1]), presenceTitle(presences[2])}, differs);
    }

    void addState()
    {
        add(FieldText::tr("State"),
            {m_server ? connectionText(m_server->connection) : QString(),
             m_integration ? m_integration->status : QString(), m_entry ? entryStateTitle(*m_entry) : QString()},
            m_row.has(FindingCode::StatusDrift) || m_row.has(FindingCode::ConnectionLost) ||
                m_row.has(FindingCode::UnreadableCache));
        if (m_server) {
            const bool asked = m_row.memory != MemoryState::NotAsked;
            add(FieldText::tr("In memory"), {asked ? memoryText(m_row.memory) : FieldText::tr("not asked"), {}, {}},
                m_row.has(FindingCode::GhostInstance));
        }
        if (m_integration) {
            add(FieldText::tr("Enabled"),
                {QString(), m_integration->enabled ? FieldText::tr("yes") : FieldText::tr("no"), {}},
                m_row.has(FindingCode::DisabledButConnected));
        }
        if (m_row.integrations.size() > 1) {
            add(FieldText::tr("Rows"),
                {QString(), QLocale().toString(static_cast<qulonglong>(m_row.integrations.size())), {}},
                m_row.has(FindingCode::DuplicateIntegration));
        }
        if (m_entry) {
            const bool eternal = m_entry->ttlSeconds < 0;
            add(FieldText::tr("Time left"),
                {QString(), QString(),
                 eternal ? FieldText::tr("never expires") : durationText(std::chrono::seconds(m_entry->ttlSeconds))},
                eternal);
        }
    }

    void addOwner()
    {
        const std::optional<OrganizationId> inName = m_row.name.embeddedUuid();
        Values values;
        if (inName && m_server) {
            //: %1 is the organization whose id stands in the instance's name
            values[0] = FieldText::tr("%1 (in the name)").arg(m_audit.organizationName(*inName));
        }
        if (m_integration)
            values[1] = m_audit.organizationName(m_integration->organizationId);
        if (m_entry) {
            values[2] = m_entry->organizationText.isEmpty() ? m_audit.organizationName(m_entry->organizationId)
                                                            : m_entry->organizationText;
        }
        const bool cacheDiffers = m_entry && m_integration && !values[2].isEmpty() && values[1] != values[2];
        add(FieldText::tr("Organization"), values, cacheDiffers || m_row.has(FindingCode::OrganizationMismatch));

        const QString rowClinic = m_integration ? m_audit.clinicName(m_integration->clinicId) : QString();
        QString cacheClinic;
        if (m_entry)
            cacheClinic = m_entry->clinicText.isEmpty() ? m_audit.clinicName(m_entry->clinicId) : m_entry->clinicText;
        add(FieldText::tr("Clinic"), {QString(), rowClinic, cacheClinic},
            !rowClinic.isEmpty() && !cacheClinic.isEmpty() && rowClinic != cacheClinic);
    }

    void addNumbers()
    {
        const auto server = m_server ? m_server->phone : std::nullopt;
        const auto row = m_integration ? m_integration->phone() : std::nullopt;
        const auto cache = m_entry ? m_entry->phone : std::nullopt;
        add(FieldText::tr("Phone"),
            {phoneText(server, m_server ? m_server->oddPhone : QString()),
             phoneText(row, m_integration ? m_integration->oddPhone : QString()),
             phoneText(cache, m_entry ? m_entry->oddPhone : QString())},
            disagree(server, row) || disagree(server, cache) || disagree(row, cache));
        add(FieldText::tr("Display name"),
            {m_server ? m_server->profileName : QString(), m_integration ? m_integration->displayName : QString(),
             m_entry ? m_entry->displayName : QString()});
        if (!m_server)
            return;
        add(FieldText::tr("Messages"), {countText(m_server->messages), {}, {}});
        add(FieldText::tr("Contacts"), {countText(m_server->contacts), {}, {}});
    }

    void addRouting()
    {
        const auto asked = m_audit.snapshot().webhooks.constFind(m_row.name);
        QString server;
        if (asked != m_audit.snapshot().webhooks.cend()) {
            if (!asked->has_value())
                server = FieldText::tr("none is set");
            else
                server = (*asked)->enabled ? (*asked)->url.redacted() : FieldText::tr("switched off");
        }
        add(FieldText::tr("Webhook"), {server, m_integration ? m_integration->maskedWebhookUrl : QString(), {}},
            m_row.has(FindingCode::WebhookMismatch));
        const CacheEntry* tokenEntry = m_row.tokenEntries.empty() ? nullptr : m_row.tokenEntries.front();
        add(FieldText::tr("Webhook token"),
            {QString(), m_integration ? m_integration->webhookToken.masked() : QString(),
             tokenEntry ? tokenEntry->token.masked() : QString()},
            m_integration && tokenEntry && !(m_integration->webhookToken == tokenEntry->token));
    }

    void addTimes()
    {
        add(FieldText::tr("Created"), {m_server ? timeOrNothing(m_server->createdAt) : QString(),
                                       m_integration ? timeOrNothing(m_integration->createdAt) : QString(),
                                       {}});
        add(FieldText::tr("Changed"), {m_server ? timeOrNothing(m_server->updatedAt) : QString(),
                                       m_integration ? timeOrNothing(m_integration->updatedAt) : QString(),
                                       {}});
        if (!m_integration)
            return;
        add(FieldText::tr("Paired"), {QString(), timeOrNothing(m_integration->connectedAt), {}});
        add(FieldText::tr("Last seen"), {QString(), timeOrNothing(m_integration->lastSeenAt), {}});
    }

    void addIdentity()
    {
        if (m_integration) {
            const bool two = !m_integration->instanceName.isEmpty() && !m_integration->legacyName.isEmpty() &&
                             m_integration->instanceName != m_integration->legacyName;
            if (two) {
                add(FieldText::tr("Older name"), {QString(), m_integration->legacyName.text(), {}}, true);
            }
        }
        if (m_server)
            add(FieldText::tr("Kind"), {kindTitle(m_server->kind), {}, {}});
        add(FieldText::tr("Id"), {m_server ? idText(m_server->id.value_or(InstanceId())) : QString(),
                                  m_integration ? idText(m_integration->id) : QString(),
                                  {}});
    }

    const Audit& m_audit;
    const AuditRow& m_row;
    const ServerInstance* m_server;
    const Integration* m_integration;
    const CacheEntry* m_entry;
    std::vector<RecordField> m_fields;
};

} // namespace

std::vector<RecordField> recordFields(const Audit& audit, const AuditRow& row)
{
    return FieldList(audit, row).all();
}

} // namespace steward
