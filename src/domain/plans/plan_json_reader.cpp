#include "domain/plans/plan_json.h"

#include "domain/iso_time.h"
#include "domain/plans/plan_json_words.h"
#include "domain/plans/strict_fields.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace steward {
namespace {

struct PlanReaderText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanReader)
};

constexpr WordTable<Connection, 4> connectionWords{{"open", "connecting", "close", "other"}};

/// Reads the parts of a plan's document. Each remembers the document's first trouble only; the values of a document
/// with one are never used.
class PlanReader final {
public:
    explicit PlanReader(std::optional<Error>& firstError)
        : m_firstError(firstError)
    {
    }

    PlanItem item(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        PlanItem item;
        item.task = fields.word(QStringLiteral("task"), itemTaskFromWord);
        item.name = fields.name(QStringLiteral("instance_name"));
        item.identity = "name:" + item.name.utf8();
        if (fields.has(QStringLiteral("identity")))
            item.identity = fields.text(QStringLiteral("identity")).toLatin1();
        item.organizationId = fields.id<OrganizationId>(QStringLiteral("organization_id"));
        if (fields.has(QStringLiteral("group")))
            item.group = static_cast<int>(fields.number(QStringLiteral("group"), 0));
        item.findings = findings(fields, QStringLiteral("findings"));
        item.seen = seen(fields.object(QStringLiteral("seen")), fields.pathOf(QStringLiteral("seen")));
        fields.each(QStringLiteral("steps"), [this, &item](const QJsonValue& each, const QString& at) {
            item.steps.push_back(step(each, at));
        });
        fields.each(QStringLiteral("left"), [this, &item](const QJsonValue& each, const QString& at) {
            item.left.push_back(left(each, at));
        });
        item.loss = loss(fields.object(QStringLiteral("loss")), fields.pathOf(QStringLiteral("loss")));
        return item;
    }

    PlanGroup group(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        PlanGroup group;
        group.organizationId = fields.id<OrganizationId>(QStringLiteral("organization_id"));
        group.phone = fields.phone(QStringLiteral("phone_number"));
        group.members = names(fields, QStringLiteral("members"));
        if (!fields.isNull(QStringLiteral("keeper")))
            group.survivor = name(fields.object(QStringLiteral("keeper")), fields.pathOf(QStringLiteral("keeper")));
        group.isPicked = fields.flag(QStringLiteral("picked"));
        group.score = fields.text(QStringLiteral("score"));
        if (!fields.isNull(QStringLiteral("left")))
            group.left = left(fields.object(QStringLiteral("left")), fields.pathOf(QStringLiteral("left")));
        return group;
    }

    PlanRequest request(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        PlanRequest request;
        request.names = names(fields, QStringLiteral("names"));
        request.keep = names(fields, QStringLiteral("keep"));
        request.findings = findings(fields, QStringLiteral("findings"));
        request.withResidue = fields.flag(QStringLiteral("with_residue"));
        readDecision(request, fields);
        fields.each(QStringLiteral("others"), [&](const QJsonValue& each, const QString&) {
            if (!each.isString())
                fields.refuse(QStringLiteral("others"));
            request.others.push_back(each.toString().toLatin1());
        });
        fields.each(QStringLiteral("organizations"), [&](const QJsonValue& each, const QString&) {
            const OrganizationId id = OrganizationId::fromJson(each);
            if (id.isNull())
                fields.refuse(QStringLiteral("organizations"));
            request.organizations.push_back(id);
        });
        fields.each(QStringLiteral("adopt"), [&](const QJsonValue& each, const QString& at) {
            StrictFields pair(each, m_firstError, at);
            const InstanceName name = pair.name(QStringLiteral("instance_name"));
            request.adopt.emplace(name, pair.id<OrganizationId>(QStringLiteral("organization_id")));
        });
        return request;
    }

private:
    /// What stands in a plan only where it was asked for.
    void readDecision(PlanRequest& request, StrictFields& fields)
    {
        const auto flag = [&fields](const QString& key) { return fields.has(key) && fields.flag(key); };
        request.usePhone = flag(QStringLiteral("use_phone"));
        request.withWebhooks = flag(QStringLiteral("with_webhooks"));
        if (!fields.has(QStringLiteral("row")))
            return;
        StrictFields row(fields.object(QStringLiteral("row")), m_firstError, fields.pathOf(QStringLiteral("row")));
        request.row = RowChoice{row.id<IntegrationId>(QStringLiteral("integration_id")), {}};
        if (row.has(QStringLiteral("instance_name")))
            request.row->name = row.name(QStringLiteral("instance_name"));
    }

    InstanceName name(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        return fields.name(QStringLiteral("instance_name"));
    }

    std::vector<InstanceName> names(StrictFields& fields, const QString& key)
    {
        std::vector<InstanceName> read;
        fields.each(key, [this, &read](const QJsonValue& each, const QString& at) { read.push_back(name(each, at)); });
        return read;
    }

    static std::vector<FindingCode> findings(StrictFields& fields, const QString& key)
    {
        std::vector<FindingCode> read;
        fields.each(key, [&](const QJsonValue& each, const QString&) {
            if (const auto code = findingFromWord(each.toString()))
                read.push_back(*code);
            else
                fields.refuse(key);
        });
        return read;
    }

    static TokenKey token(StrictFields& fields)
    {
        const QString key = QStringLiteral("token_sha256");
        const std::optional<TokenDigest> digest = TokenDigest::fromText(fields.text(key));
        if (!digest)
            fields.refuse(key);
        return {fields.text(QStringLiteral("token")), digest.value_or(TokenDigest::of({}))};
    }

    StepValues values(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        StepValues values;
        const auto read = [&fields](const char* name, auto& value, const auto& reading) {
            const QString key = QLatin1String(name);
            if (fields.has(key))
                value = reading(key);
        };
        const auto text = [&fields](const QString& key) { return fields.text(key); };
        const auto flag = [&fields](const QString& key) { return fields.flag(key); };
        read("instance_name", values.instanceName, [&fields](const QString& key) { return fields.name(key); });
        read("organization_id", values.organizationId, [&fields](const QString& key) {
            return fields.id<OrganizationId>(key);
        });
        read("clinic_id", values.clinicId, [&fields](const QString& key) { return fields.id<ClinicId>(key); });
        read("enabled", values.enabled, flag);
        read("status", values.status, text);
        read("phone_number", values.phone, [&fields](const QString& key) { return fields.phone(key); });
        read("expected_phone", values.expectedPhone, [&fields](const QString& key) { return fields.phone(key); });
        read("protected", values.isProtected, flag);
        read("connection", values.connection, [&fields](const QString& key) {
            return fields.word(key, [](const QString& word) { return connectionWords.from(word); });
        });
        read("display_name", values.displayName, text);
        read("webhook", values.webhook, text);
        read("ttl_seconds", values.ttlSeconds, [&fields](const QString& key) { return fields.number(key, -2); });
        read("messages", values.messages, [&fields](const QString& key) { return fields.number(key, 0); });
        return values;
    }

    PlanStep step(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        PlanStep step;
        step.action = fields.word(QStringLiteral("action"), stepActionFromWord);
        if (fields.has(QStringLiteral("instance_name")))
            step.instance = fields.name(QStringLiteral("instance_name"));
        if (fields.has(QStringLiteral("integration_id")))
            step.rowId = fields.id<IntegrationId>(QStringLiteral("integration_id")).orNone();
        if (hasKey(step.action))
            step.keyKind = fields.word(QStringLiteral("key"), [](const QString& word) { return keyWords.from(word); });
        if (fields.has(QStringLiteral("token")))
            step.token = token(fields);
        step.before = values(fields.object(QStringLiteral("before")), fields.pathOf(QStringLiteral("before")));
        step.after = values(fields.object(QStringLiteral("after")), fields.pathOf(QStringLiteral("after")));
        // Said for the reader; another store or sign than the action's would be a lie.
        if (fields.text(QStringLiteral("store")) != placeWord(step.place()))
            fields.refuse(QStringLiteral("store"));
        if (fields.text(QStringLiteral("sign")) != signWords.of(step.sign()))
            fields.refuse(QStringLiteral("sign"));
        return step;
    }

    SeenRow seenRow(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        SeenRow row;
        row.id = fields.id<IntegrationId>(QStringLiteral("integration_id"));
        row.organizationId = fields.id<OrganizationId>(QStringLiteral("organization_id"));
        row.clinicId = fields.id<ClinicId>(QStringLiteral("clinic_id"));
        row.instanceName = fields.name(QStringLiteral("instance_name"));
        row.legacyName = fields.name(QStringLiteral("legacy_name"));
        row.enabled = fields.flag(QStringLiteral("enabled"));
        row.status = fields.text(QStringLiteral("status"));
        row.phone = fields.phone(QStringLiteral("phone_number"));
        row.isProtected = fields.flag(QStringLiteral("protected"));
        return row;
    }

    SeenEntry seenEntry(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        SeenEntry entry;
        entry.kind = fields.word(QStringLiteral("key"), [](const QString& word) { return keyWords.from(word); });
        entry.state =
            fields.word(QStringLiteral("state"), [](const QString& word) { return valueStateWords.from(word); });
        entry.organizationId = fields.id<OrganizationId>(QStringLiteral("organization_id"));
        entry.phone = fields.phone(QStringLiteral("phone_number"));
        if (fields.has(QStringLiteral("organization_text")))
            entry.organizationText = fields.text(QStringLiteral("organization_text"));
        if (entry.kind == CacheKeyKind::Instance)
            entry.name = fields.name(QStringLiteral("instance_name"));
        else
            entry.token = token(fields);
        return entry;
    }

    SeenState seen(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        SeenState seen;
        if (!fields.isNull(QStringLiteral("server"))) {
            StrictFields server(
                fields.object(QStringLiteral("server")), m_firstError, fields.pathOf(QStringLiteral("server")));
            seen.server = SeenInstance{
                server.id<InstanceId>(QStringLiteral("id")).orNone(), server.flag(QStringLiteral("open")),
                server.phone(QStringLiteral("phone_number"))};
        }
        if (fields.has(QStringLiteral("server_unknown")))
            seen.serverUnknown = fields.flag(QStringLiteral("server_unknown"));
        fields.each(QStringLiteral("database"), [this, &seen](const QJsonValue& each, const QString& at) {
            seen.rows.push_back(seenRow(each, at));
        });
        fields.each(QStringLiteral("cache"), [this, &seen](const QJsonValue& each, const QString& at) {
            seen.entries.push_back(seenEntry(each, at));
        });
        seen.isProtectedByProfile = fields.flag(QStringLiteral("protected_by_profile"));
        return seen;
    }

    Skipped left(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        Skipped left;
        left.reason = fields.word(QStringLiteral("reason"), leftReasonFromWord);
        left.because = fields.text(QStringLiteral("because"));
        if (fields.has(QStringLiteral("finding")))
            left.finding = fields.word(QStringLiteral("finding"), findingFromWord);
        return left;
    }

    Loss loss(const QJsonValue& json, const QString& path)
    {
        StrictFields fields(json, m_firstError, path);
        Loss loss;
        loss.phone = fields.phone(QStringLiteral("phone_number"));
        loss.profileName = fields.text(QStringLiteral("profile_name"));
        loss.connected = fields.flag(QStringLiteral("connected"));
        loss.isPhone = !fields.has(QStringLiteral("is_phone")) || fields.flag(QStringLiteral("is_phone"));
        loss.messages = fields.number(QStringLiteral("messages"), -1);
        loss.contacts = fields.number(QStringLiteral("contacts"), -1);
        loss.chats = fields.number(QStringLiteral("chats"), -1);
        loss.undelivered = fields.number(QStringLiteral("undelivered"), -1);
        return loss;
    }

    std::optional<Error>& m_firstError;
};

std::unexpected<Error> refusedVersion()
{
    return std::unexpected(Error{
        ErrorKind::InvalidSettings,
        PlanReaderText::tr("This plan was made by another version of Steward. Make it again with this one."),
        QStringLiteral("plan: version")});
}

Timestamp readTime(StrictFields& fields, const QString& key)
{
    const QString written = fields.text(key);
    const std::optional<Timestamp> time = timeFromIso(written);
    if (!time || !written.endsWith(QLatin1Char('Z')))
        fields.refuse(key);
    return time.value_or(Timestamp());
}

/// The numbers have to be those of the items: they are what a person agrees to.
bool agrees(QJsonObject summary, const PlanTally& tally)
{
    QJsonObject own = planSummaryJson(tally);
    own.remove(QStringLiteral("text")); // in the language of who wrote it
    return summary.take(QStringLiteral("text")).isString() && summary == own;
}

} // namespace

Result<Plan> planFromJson(const QByteArray& document)
{
    const QJsonDocument parsed = QJsonDocument::fromJson(document);
    if (parsed.isObject() && parsed.object().contains(QStringLiteral("version")) &&
        parsed.object().value(QStringLiteral("version")) != QJsonValue(planVersion))
        return refusedVersion();
    std::optional<Error> firstError;
    Plan plan;
    {
        StrictFields fields(
            parsed.isObject() ? QJsonValue(parsed.object()) : QJsonValue(), firstError, QStringLiteral("plan"));
        PlanReader reader(firstError);
        fields.number(QStringLiteral("version"), planVersion);
        plan.request = reader.request(fields.object(QStringLiteral("request")), QStringLiteral("request"));
        plan.request.kind = fields.word(QStringLiteral("kind"), planKindFromWord);
        plan.profileId = fields.text(QStringLiteral("profile"));
        plan.environment = fields.word(QStringLiteral("environment"), environmentFromWord);
        plan.takenAt = readTime(fields, QStringLiteral("taken_at"));
        if (plan.kind() == PlanKind::Clean) {
            fields.each(QStringLiteral("groups"), [&](const QJsonValue& each, const QString& at) {
                plan.groups.push_back(reader.group(each, at));
            });
        }
        fields.each(QStringLiteral("items"), [&](const QJsonValue& each, const QString& at) {
            plan.items.push_back(reader.item(each, at));
            if (plan.items.back().group.value_or(-1) >= static_cast<int>(plan.groups.size()))
                fields.refuse(QStringLiteral("items"));
        });
        if (!agrees(fields.object(QStringLiteral("summary")), plan.tally()))
            fields.refuse(QStringLiteral("summary"));
        if (fields.has(QStringLiteral("confirm")))
            plan.confirm = fields.text(QStringLiteral("confirm"));
    }
    if (firstError)
        return std::unexpected(*firstError);
    return plan;
}

} // namespace steward
