#include "local/history/alerts.h"

#include "domain/plans/store_trouble.h"
#include "domain/unknown_value.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace steward {
namespace {

struct AlertText {
    Q_DECLARE_TR_FUNCTIONS(steward::Alerts)
};

constexpr FindingCode duplicateCodes[] = {
    FindingCode::DuplicateInstance, FindingCode::DuplicateIntegration, FindingCode::DuplicatePhone};

bool isConnected(const InstanceMoment& moment)
{
    return moment.state == InstanceState::Connected;
}

/// Not what was only not known before.
bool isNew(FindingCode code, const InstanceMoment& now, const InstanceMoment* before)
{
    return now.has(code) && (!before || (before->knows(code) && !before->has(code)));
}

/// What one change is told of once: all instances of an organization together, one without an organization alone.
QByteArray groupOf(const InstanceName& name, const OrganizationId& organization)
{
    return organization.isNull() ? 'n' + name.utf8() : 'o' + organization.uuid().toRfc4122();
}

Alert alertOf(AlertKind kind, const Audit& audit, const InstanceName& name, const OrganizationId& organization)
{
    Alert alert;
    alert.kind = kind;
    alert.at = audit.snapshot().takenAt;
    alert.instance = name;
    alert.organization = organization;
    alert.organizationName = organization.isNull() ? QString() : audit.organizationName(organization);
    return alert;
}

/// By their place in the audit's order, which is that of the names.
void order(std::vector<Alert>& alerts)
{
    std::ranges::stable_sort(alerts, [](const Alert& left, const Alert& right) {
        return std::pair(left.kind, left.instance.utf8()) < std::pair(right.kind, right.instance.utf8());
    });
}

template<class Instances>
void tellDisconnected(const Audit& audit, const Instances& before, const Instances& now, std::vector<Alert>& alerts)
{
    struct Group {
        InstanceName name; ///< the first that was connected
        OrganizationId organization;
        bool isInView = false;
        bool isConnected = false; ///< now
    };
    QHash<QByteArray, Group> groups;
    for (auto was = before.cbegin(); was != before.cend(); ++was) {
        if (!isConnected(was->moment))
            continue;
        Group& group = groups[groupOf(was.key(), was->organization)];
        if (group.name.isEmpty() || was.key().utf8() < group.name.utf8())
            group.name = was.key();
        group.organization = was->organization;
        const auto is = now.constFind(was.key());
        group.isInView = group.isInView || was->isInView || (is != now.cend() && is->isInView);
        // One that belonged to nobody is the same one where it has been assigned since.
        if (was->organization.isNull() && is != now.cend() && isConnected(is->moment))
            group.isConnected = true;
    }
    for (auto is = now.cbegin(); is != now.cend(); ++is) {
        if (!isConnected(is->moment))
            continue;
        if (const auto group = groups.find(groupOf(is.key(), is->organization)); group != groups.end())
            group->isConnected = true;
    }
    for (const Group& group : std::as_const(groups)) {
        if (group.isConnected || !group.isInView)
            continue;
        alerts.push_back(alertOf(AlertKind::Disconnected, audit, group.name, group.organization));
        if (const auto is = now.constFind(group.name); is != now.cend()) {
            alerts.back().reason = is->moment.reason;
            if (is->moment.has(FindingCode::ConnectionLost))
                alerts.back().finding = FindingCode::ConnectionLost;
        }
    }
}

/// One for each organization, or each phone that is used twice; it names the instance that was not there before.
template<class Instances>
void tellDuplicates(const Audit& audit, const Instances& before, const Instances& now, std::vector<Alert>& alerts)
{
    for (const FindingCode code : duplicateCodes) {
        QMap<QByteArray, std::pair<bool, Alert>> told; // whether it names one that is new
        for (auto is = now.cbegin(); is != now.cend(); ++is) {
            const auto was = before.constFind(is.key());
            const bool wasThere = was != before.cend() && was->moment.state.has_value();
            if (!isNew(code, is->moment, was != before.cend() ? &was->moment : nullptr) || !is->isInView)
                continue;
            const bool isPhone = code == FindingCode::DuplicatePhone && is->moment.phone;
            const QByteArray group =
                isPhone ? 'p' + QByteArray::number(is->moment.phone->digits()) : groupOf(is.key(), is->organization);
            const auto known = told.constFind(group);
            const bool isBetter = known == told.cend() || (!wasThere && !known->first) ||
                                  (wasThere != known->first && is.key().utf8() < known->second.instance.utf8());
            if (!isBetter)
                continue;
            Alert alert = alertOf(AlertKind::Duplicate, audit, is.key(), is->organization);
            alert.finding = code;
            told.insert(group, {!wasThere, alert});
        }
        for (const auto& [isNewOne, alert] : std::as_const(told))
            alerts.push_back(alert);
    }
}

template<class Instances>
void tellStuck(const Audit& audit, const Instances& before, const Instances& now, std::vector<Alert>& alerts)
{
    for (auto is = now.cbegin(); is != now.cend(); ++is) {
        const auto was = before.constFind(is.key());
        if (!is->isInView ||
            !isNew(FindingCode::StuckPairing, is->moment, was != before.cend() ? &was->moment : nullptr))
            continue;
        alerts.push_back(alertOf(AlertKind::PairingStuck, audit, is.key(), is->organization));
        alerts.back().finding = FindingCode::StuckPairing;
    }
}

template<class Content>
bool isUnread(const Reading<Content>& reading)
{
    return reading.error() && reading.error()->kind != ErrorKind::Stopped;
}

bool wasStopped(const Snapshot& snapshot)
{
    const auto isStopped = [](const auto& reading) {
        return reading.error() && reading.error()->kind == ErrorKind::Stopped;
    };
    return isStopped(snapshot.server) || isStopped(snapshot.database) || isStopped(snapshot.cache);
}

/// What is named: the organization, else the instance.
QString nameIn(const Alert& alert)
{
    if (!alert.organizationName.isEmpty())
        return alert.organizationName;
    return alert.organization.isNull() ? alert.instance.text() : alert.organization.toString();
}

QString namesIn(const std::vector<Alert>& alerts)
{
    constexpr qsizetype told = 2;
    QStringList names;
    for (const Alert& alert : alerts) {
        if (const QString name = nameIn(alert); !names.contains(name))
            names << name;
    }
    const auto more = static_cast<int>(names.size() - told);
    const QString first = names.mid(0, told).join(QStringLiteral(", "));
    //: %1 are names of organizations, %n how many more there are
    return more <= 0 ? first : AlertText::tr("%1 and %n more", nullptr, more).arg(first);
}

QString sentenceOf(AlertKind kind, const std::vector<Alert>& alerts)
{
    const auto count = static_cast<int>(alerts.size());
    const QString names = namesIn(alerts);
    switch (kind) {
    case AlertKind::Disconnected:
        //: %n is how many, %1 some of their names
        return AlertText::tr("%n organization(s) not connected any more: %1.", nullptr, count).arg(names);
    case AlertKind::PairingStuck:
        //: %n is how many, %1 some of their names
        return AlertText::tr("%n pairing(s) stuck: %1.", nullptr, count).arg(names);
    case AlertKind::Duplicate:
        //: %n is how many, %1 some of their names
        return AlertText::tr("%n new duplicate(s): %1.", nullptr, count).arg(names);
    case AlertKind::StoreUnread:
        break;
    }
    QStringList stores;
    for (const Alert& alert : alerts)
        stores << watchedStoreTitle(alert.store.value_or(Store::Server));
    //: %1 are stores, such as "Server, Cache"
    return AlertText::tr("Cannot be read: %1.").arg(stores.join(QStringLiteral(", ")));
}

} // namespace

QString alertWord(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Disconnected:
        return QStringLiteral("disconnected");
    case AlertKind::PairingStuck:
        return QStringLiteral("pairing-stuck");
    case AlertKind::Duplicate:
        return QStringLiteral("new-duplicate");
    case AlertKind::StoreUnread:
        return QStringLiteral("store-unread");
    }
    return QStringLiteral("unknown");
}

QString watchedStoreTitle(Store store)
{
    switch (store) {
    case Store::Server:
        return AlertText::tr("Server");
    case Store::Database:
        return AlertText::tr("Database");
    case Store::Cache:
        return AlertText::tr("Cache");
    }
    return unknownText();
}

QString alertSentence(const Alert& alert)
{
    const QString name = nameIn(alert);
    const QString reason = disconnectionWords(alert.reason);
    switch (alert.kind) {
    case AlertKind::Disconnected:
        //: %1 is an organization
        return AlertText::tr("%1 is not connected any more.").arg(name) +
               (reason.isEmpty() ? QString() : QLatin1Char(' ') + reason);
    case AlertKind::PairingStuck:
        //: %1 is an organization
        return AlertText::tr("The pairing of %1 is stuck: it waits for a phone for too long.").arg(name);
    case AlertKind::Duplicate:
        if (alert.finding == FindingCode::DuplicatePhone)
            //: %1 is an organization
            return AlertText::tr("The phone of %1 is used by another instance too.").arg(name);
        if (alert.finding == FindingCode::DuplicateIntegration)
            //: %1 is an organization
            return AlertText::tr("%1 has more than one active row now.").arg(name);
        //: %1 is an organization
        return AlertText::tr("%1 has more than one instance now.").arg(name);
    case AlertKind::StoreUnread:
        break;
    }
    switch (alert.store.value_or(Store::Server)) {
    case Store::Server:
        return AlertText::tr("The server cannot be read. Nothing is concluded about it.");
    case Store::Database:
        return AlertText::tr("The database cannot be read. Nothing is concluded about it.");
    case Store::Cache:
        return AlertText::tr("The cache cannot be read. Nothing is concluded about it.");
    }
    return unknownText();
}

QString alertsSentence(const std::vector<Alert>& alerts)
{
    if (alerts.size() == 1)
        return alertSentence(alerts.front());
    QMap<AlertKind, std::vector<Alert>> kinds;
    for (const Alert& alert : alerts)
        kinds[alert.kind].push_back(alert);
    QStringList sentences;
    for (auto kind = kinds.cbegin(); kind != kinds.cend(); ++kind)
        sentences << (kind->size() == 1 ? alertSentence(kind->front()) : sentenceOf(kind.key(), *kind));
    return sentences.join(QLatin1Char(' '));
}

// The codes are Baileys' (DisconnectReason), which the server hands on.
QString disconnectionWords(int reason)
{
    switch (reason) {
    case 401:
        return AlertText::tr("It was logged out: on the phone, or by an operator.");
    case 403:
        return AlertText::tr("WhatsApp has blocked the number.");
    case 408:
        return AlertText::tr("The connection to WhatsApp was lost.");
    case 411:
        return AlertText::tr("The phone's WhatsApp is too old for linked devices.");
    case 428:
        return AlertText::tr("WhatsApp closed the connection.");
    case 440:
        return AlertText::tr("Another program has taken this connection.");
    case 500:
        return AlertText::tr("The session was damaged. The phone has to be paired again.");
    case 503:
        return AlertText::tr("WhatsApp's service was not reachable.");
    case 515:
        return AlertText::tr("WhatsApp asked for a restart of the connection.");
    default: // codes of another program: what is not known is not said
        return {};
    }
}

void AlertWatch::takeStores(const Audit& audit, std::vector<Alert>& alerts)
{
    const Snapshot& snapshot = audit.snapshot();
    const std::array<bool, 3> now{isUnread(snapshot.server), isUnread(snapshot.database), isUnread(snapshot.cache)};
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        const auto place = static_cast<size_t>(store);
        if (!now[place] || m_isUnread[place])
            continue;
        alerts.push_back(alertOf(AlertKind::StoreUnread, audit, {}, {}));
        alerts.back().store = store;
    }
    m_isUnread = now;
}

AlertWatch::Instances AlertWatch::instancesOf(const Audit& audit, const ReadingRecord& record) const
{
    Instances instances;
    instances.reserve(static_cast<qsizetype>(record.instances.size()));
    for (const InstanceRecord& instance : record.instances)
        instances.insert(instance.name, {instance.organization, instance.now, m_view.isEmpty()});
    if (m_view.isEmpty())
        return instances;
    QByteArray text;
    for (const AuditRow& row : audit.rows()) {
        const RowFacts facts = factsOf(audit, row, m_names, text);
        if (const auto found = instances.find(row.name); found != instances.end() && m_view.matches(facts))
            found->isInView = true;
    }
    return instances;
}

std::vector<Alert> AlertWatch::take(const Audit& audit)
{
    std::vector<Alert> alerts;
    if (wasStopped(audit.snapshot()))
        return alerts;
    takeStores(audit, alerts);
    const std::optional<ReadingRecord> record = recordOf(audit);
    if (!record || suspectList(audit, {}))
        return alerts;
    Instances now = instancesOf(audit, *record);
    if (m_last) {
        for (auto is = now.begin(); is != now.end(); ++is) {
            if (const auto was = m_last->constFind(is.key()); was != m_last->cend()) {
                is->moment = mergedMoment(was->moment, is->moment);
                if (is->organization.isNull())
                    is->organization = was->organization;
            }
        }
        tellDisconnected(audit, *m_last, now, alerts);
        tellStuck(audit, *m_last, now, alerts);
        tellDuplicates(audit, *m_last, now, alerts);
        order(alerts);
    }
    m_last = std::move(now);
    return alerts;
}

} // namespace steward
