#include "workflows/apply_subject.h"

#include <algorithm>

namespace steward::test {
namespace {

const QString owner = QStringLiteral("5511977776666@s.whatsapp.net");

bool holds(const QByteArray& whole, const QByteArray& part)
{
    const QByteArrayList lines = whole.split('\n');
    return std::ranges::all_of(part.split('\n'), [&lines](const QByteArray& line) { return lines.contains(line); });
}

QString idOf(const NewClinic& clinic)
{
    return clinic.organization.toString();
}

} // namespace

QString deedWord(Deed deed)
{
    static const QStringList words{QStringLiteral("delete"), QStringLiteral("clean"), QStringLiteral("disable"),
                                   QStringLiteral("enable"), QStringLiteral("warm"),  QStringLiteral("adopt")};
    return words.at(static_cast<qsizetype>(deed));
}

ApplySubject::ApplySubject(CreationRig& rig, ApplyRig& apply, Deed deed)
    : m_rig(rig)
    , m_apply(apply)
    , m_deed(deed)
    , m_bystanders(rig.picture())
{
    const int count = deed == Deed::Clean ? 6 : deed == Deed::Delete ? 2 : 1;
    for (int number = 0; number < count; ++number) {
        if (m_clinics.empty() || deed != Deed::Clean)
            m_clinics.push_back(rig.addOrganization());
        StoredInstance one;
        one.clinic = m_clinics.back();
        one.name = QStringLiteral("clinic-%1-%2").arg(idOf(one.clinic)).arg(number);
        const bool isSurvivor = deed == Deed::Clean && number == 2;
        if (isSurvivor || deed == Deed::Disable) {
            one.connection = QStringLiteral("open");
            one.ownerJid = owner;
        }
        one.isEnabled = deed != Deed::Enable && (deed != Deed::Clean || number == 0);
        one.hasRow = deed != Deed::Adopt;
        one.isCached = deed != Deed::Warm && deed != Deed::Adopt && deed != Deed::Enable;
        apply.store(one);
        m_names << one.name;
        if (isSurvivor)
            m_keeper = one.name;
    }
    if (!m_keeper.isEmpty())
        m_keeperId = rig.fleet.server.instance(m_keeper)->id;
    const PlanKind kind = deed == Deed::Delete    ? PlanKind::Delete
                          : deed == Deed::Clean   ? PlanKind::Clean
                          : deed == Deed::Disable ? PlanKind::Disable
                          : deed == Deed::Enable  ? PlanKind::Enable
                                                  : PlanKind::Repair;
    m_request = ApplyRig::request(kind, deed == Deed::Clean ? QStringList() : m_names);
    if (deed == Deed::Clean)
        m_request.organizations = {m_clinics.front().organization};
    look();
    m_before = m_states;
}

ApplySubject::~ApplySubject()
{
    for (const QString& name : std::as_const(m_names)) {
        m_rig.fleet.server.removeInstance(name);
        static_cast<void>(m_rig.fleet.redis.command({"DEL", "whatsapp:instance:" + name.toUtf8()}));
    }
    for (const NewClinic& clinic : m_clinics) {
        const QString ours =
            QStringLiteral("from healthcare.integrations where organization_id = '%1'").arg(idOf(clinic));
        const QByteArray tokens = m_apply.value(QStringLiteral("select string_agg(webhook_token, ' ') ") + ours);
        for (const QByteArray& token : tokens.split(' '))
            static_cast<void>(m_rig.fleet.redis.command({"DEL", "whatsapp:token:" + token}));
        m_apply.execute(
            QStringLiteral("delete %1; delete from healthcare.clinics where organization_id = '%2'; delete from "
                           "core.organizations where id = '%2'")
                .arg(ours, idOf(clinic)));
    }
}

void ApplySubject::look()
{
    QStringList organizations;
    for (const NewClinic& clinic : m_clinics)
        organizations << QLatin1Char('\'') + idOf(clinic) + QLatin1Char('\'');
    const auto rows = m_rig.fleet.postgres.query(
        QStringLiteral("select config->>'instance_name', enabled::text, webhook_token from healthcare.integrations "
                       "where organization_id in (%1) order by id")
            .arg(organizations.join(QLatin1Char(','))),
        m_rig.fleet.database());
    m_states.clear();
    for (const QString& name : std::as_const(m_names)) {
        QByteArrayList enabled;
        bool hasTokenEntry = false;
        for (const rig::PostgresRow& row : rows ? *rows : std::vector<rig::PostgresRow>()) {
            if (row.at(0) != name.toUtf8())
                continue;
            enabled << row.at(1).value_or("null");
            hasTokenEntry = hasTokenEntry || m_apply.hasKey("whatsapp:token:" + row.at(2).value_or("null"));
        }
        const auto instance = m_rig.fleet.server.instance(name);
        m_states.insert(
            name, QStringLiteral("%1, row %2, entries %3%4")
                      .arg(
                          instance ? instance->connectionStatus : QStringLiteral("not listed"),
                          rows ? QString::fromUtf8(enabled.join(' ')) : QStringLiteral("unread"),
                          m_apply.hasKey("whatsapp:instance:" + name.toUtf8()) ? QStringLiteral("name ") : QString(),
                          hasTokenEntry ? QStringLiteral("token") : QString()));
    }
}

bool ApplySubject::isUntouched(const QString& name)
{
    const QString now = stateOf(name);
    const QString before = m_before.value(name);
    // The first one's row names the survivor once that is taken, and with the row its token's entry.
    const bool isRepointed = m_deed == Deed::Clean && name == m_names.front() && !now.startsWith(u"not listed");
    return now == before || (isRepointed && now == QStringLiteral("close, row , entries name "));
}

bool ApplySubject::isOfDeed(const QString& name)
{
    switch (m_deed) {
    case Deed::Delete:
        return stateOf(name) == QStringLiteral("not listed, row , entries ");
    case Deed::Clean:
        return name == m_keeper ? m_rig.holdsInAllThree(m_clinics.front().organization, InstanceName::fromText(name))
                                : stateOf(name) == QStringLiteral("not listed, row , entries ");
    case Deed::Disable:
        return stateOf(name) == QStringLiteral("close, row false, entries ");
    default:
        return m_rig.holdsInAllThree(m_clinics.front().organization, InstanceName::fromText(name));
    }
}

bool ApplySubject::isDone()
{
    look();
    return std::ranges::all_of(m_names, [this](const QString& name) { return isOfDeed(name); });
}

std::optional<QString> ApplySubject::violationOfAnswer(const ChangeResult& result)
{
    for (const ChangeItem& item : result.items) {
        const QString name = item.instanceName.text();
        const bool saysGone = item.server == StoreOutcome::Gone || item.database == StoreOutcome::Gone ||
                              item.cache == StoreOutcome::Gone;
        const QString remains = saysGone ? m_apply.remains(name) : QString();
        if (item.server == StoreOutcome::Gone && remains.contains(u"server"))
            return QStringLiteral("says gone from the server, and is there: ") + name;
        if (item.database == StoreOutcome::Gone && remains.contains(u"row"))
            return QStringLiteral("says that the row is gone, and it is there: ") + name;
        if (item.cache == StoreOutcome::Gone && m_deed != Deed::Clean && remains.contains(u"cache"))
            return QStringLiteral("says that the entry is gone, and it is there: ") + name;
    }
    if (result.outcome == OperationOutcome::Done && !isDone())
        return QStringLiteral("says done, and is not");
    if (result.outcome != OperationOutcome::Done && result.outcome != OperationOutcome::Failed && !result.error &&
        std::ranges::none_of(result.items, [](const ChangeItem& item) { return item.error.has_value(); }))
        return QStringLiteral("not done, and says not why");
    return {};
}

std::optional<QString> ApplySubject::violationAtRest()
{
    look();
    if (!bystandersStand())
        return QStringLiteral("something of another organization was changed");
    if (m_deed == Deed::Delete || m_deed == Deed::Clean) {
        for (const QString& name : std::as_const(m_names)) {
            if (name != m_keeper && isListed(name) && !isUntouched(name))
                return QStringLiteral("listed still, and is %1 (was %2)").arg(stateOf(name), m_before.value(name));
        }
    }
    return m_keeper.isEmpty() ? std::nullopt : violationOfSurvivor();
}

std::optional<QString> ApplySubject::violationOfSurvivor()
{
    const auto survivor = m_rig.fleet.server.instance(m_keeper);
    if (!survivor || survivor->id != m_keeperId || survivor->connectionStatus != QStringLiteral("open"))
        return QStringLiteral("the keeper is not as it was on the server");
    if (m_rig.enabledRows(m_clinics.front().organization) != 1)
        return QStringLiteral("%1 enabled rows").arg(m_rig.enabledRows(m_clinics.front().organization));
    const QByteArray token = m_apply.value(
        QStringLiteral("select webhook_token from healthcare.integrations where enabled and organization_id = '%1'")
            .arg(idOf(m_clinics.front())));
    const bool isSet = survivor->webhook && !survivor->webhook->url.isEmpty();
    if (isSet && !survivor->webhook->url.contains(QString::fromUtf8(token)))
        return QStringLiteral("the keeper's webhook carries another token than its row");
    return {};
}

std::optional<QString> ApplySubject::violationOfEnd()
{
    look();
    for (const QString& name : std::as_const(m_names)) {
        const bool isUnchangedSurvivor = name == m_keeper && !isOfDeed(name) && isListed(name);
        if (!isOfDeed(name) && !isUntouched(name) && !isUnchangedSurvivor)
            return QStringLiteral("neither done nor as it was: %1 (was %2)").arg(stateOf(name), m_before.value(name));
    }
    const bool anyGone = std::ranges::any_of(m_names, [this](const QString& name) { return !isListed(name); });
    if (!m_keeper.isEmpty() && anyGone && !isOfDeed(m_keeper))
        return QStringLiteral("others are gone, and the keeper does not stand in all three stores: ") +
               stateOf(m_keeper);
    return violationAtRest();
}

bool ApplySubject::bystandersStand()
{
    const StorePicture now = m_rig.picture();
    return holds(now.server, m_bystanders.server) && holds(now.database, m_bystanders.database) &&
           holds(now.cache, m_bystanders.cache);
}

} // namespace steward::test
