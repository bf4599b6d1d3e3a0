#include "support/evolution_instances.h"

#include "support/evolution_json.h"
#include "support/http_message.h"

#include <QRandomGenerator>

namespace steward::rig {

EvolutionInstances::Entry& EvolutionInstances::add(EvolutionInstance instance)
{
    remove(instance.name);
    if (instance.id.isNull())
        instance.id = QUuid::createUuid();
    if (instance.token.isNull())
        instance.token = QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
    if (!instance.createdAt.isValid())
        instance.createdAt = now();
    if (!instance.updatedAt.isValid())
        instance.updatedAt = instance.createdAt;
    if (instance.webhook && instance.webhook->id.isEmpty())
        instance.webhook->id = rowIdentifier();
    if (instance.webhook && !instance.webhook->createdAt.isValid())
        instance.webhook->createdAt = instance.webhook->updatedAt = instance.createdAt;
    const quint64 place = m_nextPlace++;
    m_places.insert(instance.name, place);
    m_list.clear();
    return m_rows.emplace(place, Entry{.instance = std::move(instance)}).first->second;
}

void EvolutionInstances::settle()
{
    const auto now = Clock::now();
    while (!m_planned.empty() && m_planned.begin()->first <= now) {
        const Planned planned = m_planned.extract(m_planned.begin()).mapped();
        const auto place = m_places.constFind(planned.name);
        if (place != m_places.cend() && m_rows.at(*place).instance.id == planned.instance)
            planned.event(*this, m_rows.at(*place));
    }
    while (!m_plannedByName.empty() && m_plannedByName.begin()->first <= now) {
        const Planned planned = m_plannedByName.extract(m_plannedByName.begin()).mapped();
        const auto place = m_places.constFind(planned.name);
        if (place == m_places.cend())
            continue;
        Entry& entry = m_rows.at(*place);
        m_strangersMet += entry.instance.id == planned.instance ? 0 : 1;
        planned.event(*this, entry);
    }
    rotateCodes(now);
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const QString name = m_due.begin()->second;
        m_due.erase(m_due.begin());
        const auto place = m_places.constFind(name);
        if (place != m_places.cend() && m_rows.at(*place).deleting)
            remove(name);
    }
}

EvolutionInstances::Entry* EvolutionInstances::find(const QString& name)
{
    settle();
    const auto place = m_places.constFind(name);
    return place == m_places.cend() ? nullptr : &m_rows.at(*place);
}

EvolutionInstances::Entry* EvolutionInstances::findById(const QString& id)
{
    settle();
    const QUuid uuid(id);
    for (auto& [place, entry] : m_rows) {
        if (!uuid.isNull() && entry.instance.id == uuid)
            return &entry;
    }
    return nullptr;
}

EvolutionInstances::Entry* EvolutionInstances::findByNumber(const QString& number)
{
    settle();
    for (auto& [place, entry] : m_rows) {
        if (entry.instance.number == number)
            return &entry;
    }
    return nullptr;
}

bool EvolutionInstances::tokenExists(const QString& token)
{
    settle();
    for (const auto& [place, entry] : m_rows) {
        if (entry.instance.token == token)
            return true;
    }
    return false;
}

bool EvolutionInstances::isEmpty()
{
    settle();
    return m_rows.empty();
}

qsizetype EvolutionInstances::size()
{
    settle();
    return static_cast<qsizetype>(m_rows.size());
}

void EvolutionInstances::remove(const QString& name)
{
    const auto place = m_places.constFind(name);
    if (place == m_places.cend())
        return;
    m_rows.erase(*place);
    m_places.erase(place);
    m_sessions.remove(name);
    m_list.clear();
}

void EvolutionInstances::clear()
{
    m_rows.clear();
    m_places.clear();
    m_due.clear();
    m_sessions.clear();
    m_planned.clear();
    m_plannedByName.clear();
    m_list.clear();
}

void EvolutionInstances::edited(Entry& entry)
{
    entry.listText.clear();
    m_list.clear();
}

void EvolutionInstances::changed(Entry& entry)
{
    entry.instance.updatedAt = now();
    edited(entry);
    quint64& place = m_places[entry.instance.name];
    auto node = m_rows.extract(place); // keeps the entry where it lies in memory
    place = m_nextPlace++;
    node.key() = place;
    m_rows.insert(std::move(node));
}

void EvolutionInstances::beginDeletion(
    Entry& entry, std::chrono::milliseconds delay, std::chrono::milliseconds interval)
{
    if (entry.deleting)
        return;
    entry.deleting = true;
    endSession(entry);
    entry.instance.connectionStatus = QStringLiteral("close");
    changed(entry);
    if (delay.count() < 0)
        return;
    const auto gone = std::max(Clock::now() + delay, m_lastGone + interval);
    m_lastGone = gone;
    m_due.emplace(gone, entry.instance.name);
}

void EvolutionInstances::holdDeletion(Entry& entry, std::chrono::milliseconds time, const Event& goes)
{
    if (entry.deleting || entry.held)
        return; // its post is on the way
    entry.held = true;
    endSession(entry);
    entry.instance.connectionStatus = QStringLiteral("close");
    entry.instance.memory = EvolutionMemory::AsListed;
    changed(entry);
    if (time.count() >= 0)
        later(time, entry, goes);
}

void EvolutionInstances::later(std::chrono::milliseconds delay, Entry& entry, const Event& event)
{
    if (delay.count() <= 0)
        event(*this, entry);
    else
        m_planned.emplace(Clock::now() + delay, Planned{entry.instance.name, entry.instance.id, event});
}

void EvolutionInstances::laterByName(std::chrono::milliseconds delay, const QString& name, const Event& event)
{
    const auto place = m_places.constFind(name);
    const QUuid instance = place == m_places.cend() ? QUuid() : m_rows.at(*place).instance.id;
    m_plannedByName.emplace(Clock::now() + delay, Planned{name, instance, event});
}

void EvolutionInstances::setCodeRules(std::chrono::milliseconds life, int limit)
{
    m_codeLife = life;
    m_codeLimit = limit;
}

void EvolutionInstances::giveCode(EvolutionInstance& instance, const QString& number)
{
    const auto random = [](qsizetype length, const char* alphabet) {
        const QByteArrayView letters(alphabet);
        QString out;
        while (out.size() < length)
            out += QLatin1Char(letters[QRandomGenerator::global()->bounded(static_cast<int>(letters.size()))]);
        return out;
    };
    const auto key = [&] {
        return random(43, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") + QLatin1Char('=');
    };
    instance.connectionStatus = QStringLiteral("connecting");
    instance.memory = EvolutionMemory::AsListed;
    instance.qrCount += 1;
    instance.qrCode = QStringLiteral("2@") + key() + key() + key() + QLatin1Char(',') + key() + QLatin1Char(',') +
                      key() + QLatin1Char(',') + key();
    instance.pairingCode = number.isEmpty() ? QString() : random(8, "ABCDEFGHJKLMNPQRSTVWXYZ123456789");
}

void EvolutionInstances::beginSession(Entry& entry, const QString& number)
{
    giveCode(entry.instance, number);
    m_sessions.insert(entry.instance.name, {entry.instance.id, number, Clock::now()});
    changed(entry);
    if (!entry.instance.phoneThatScans.isEmpty()) {
        later(entry.instance.scansAfter, entry, [](EvolutionInstances& all, Entry& shown) {
            all.scan(shown, shown.instance.phoneThatScans, std::chrono::milliseconds(200));
        });
    }
}

void EvolutionInstances::rotateCodes(Clock::time_point now)
{
    for (auto session = m_sessions.begin(); session != m_sessions.end();) {
        EvolutionInstance& instance = m_rows.at(m_places.value(session.key())).instance;
        bool over = false;
        while (!over && session->codeSince + m_codeLife <= now) {
            session->codeSince += m_codeLife;
            over = instance.qrCount >= m_codeLimit;
            if (!over)
                giveCode(instance, session->number);
        }
        if (over) { // memory closes, the list stays connecting, and only this sets the count back
            instance.memory = EvolutionMemory::Close;
            instance.qrCode.clear();
            instance.pairingCode.clear();
            instance.qrCount = 0;
        }
        session = over ? m_sessions.erase(session) : std::next(session);
    }
}

bool EvolutionInstances::scan(Entry& entry, const QString& ownerJid, std::chrono::milliseconds listDelay)
{
    if (!hasSession(entry))
        return false;
    endSession(entry);
    entry.instance.memory = EvolutionMemory::Open;
    entry.instance.qrCode.clear();
    entry.instance.pairingCode.clear();
    later(listDelay, entry, [ownerJid](EvolutionInstances& all, Entry& scanned) {
        scanned.instance.connectionStatus = QStringLiteral("open");
        scanned.instance.memory = EvolutionMemory::AsListed;
        scanned.instance.ownerJid = ownerJid;
        all.changed(scanned);
    });
    return true;
}

QString EvolutionInstances::memory(const Entry& entry) const
{
    if (entry.deleting || entry.instance.hidden || m_starting)
        return {};
    switch (entry.instance.memory) {
    case EvolutionMemory::AsListed:
        return entry.instance.connectionStatus;
    case EvolutionMemory::Open:
        return QStringLiteral("open");
    case EvolutionMemory::Connecting:
        return QStringLiteral("connecting");
    case EvolutionMemory::Close:
        return QStringLiteral("close");
    case EvolutionMemory::Missing:
        break;
    }
    return {};
}

void EvolutionInstances::setStarting(bool starting)
{
    m_starting = starting;
}

const QByteArray& EvolutionInstances::listText(Entry& entry)
{
    if (entry.listText.isEmpty())
        entry.listText = evolution_json::listItem(entry.instance);
    return entry.listText;
}

const QByteArray& EvolutionInstances::listBody()
{
    settle();
    if (!m_list.isEmpty())
        return m_list;
    m_gzipped.clear();
    m_tag.clear();
    m_list = "[";
    m_list.reserve(static_cast<qsizetype>(m_rows.size()) * 1000);
    for (auto& [place, entry] : m_rows) {
        if (entry.instance.hidden || entry.instance.unlisted)
            continue;
        if (m_list.size() > 1)
            m_list += ',';
        m_list += listText(entry);
    }
    m_list += ']';
    return m_list;
}

const QByteArray& EvolutionInstances::gzippedListBody()
{
    const QByteArray& body = listBody();
    if (m_gzipped.isEmpty())
        m_gzipped = gzipped(body);
    return m_gzipped;
}

const QByteArray& EvolutionInstances::listTag()
{
    const QByteArray& body = listBody();
    if (m_tag.isEmpty())
        m_tag = weakEntityTag(body);
    return m_tag;
}

QByteArray EvolutionInstances::listBodyOfToken(const QString& token)
{
    settle();
    QByteArrayList items;
    for (auto& [place, entry] : m_rows) {
        if (entry.instance.token == token && !entry.instance.hidden && !entry.instance.unlisted)
            items.append(listText(entry));
    }
    return '[' + items.join(',') + ']';
}

QByteArray EvolutionInstances::listBodyV1(int port, const std::optional<QString>& token)
{
    settle();
    QByteArrayList items;
    for (auto& [place, entry] : m_rows) {
        const QString state = memory(entry);
        if (!state.isNull() && (!token || entry.instance.token == *token))
            items.append(evolution_json::listItemV1(entry.instance, state, port));
    }
    return '[' + items.join(',') + ']';
}

std::vector<EvolutionInstance> EvolutionInstances::all()
{
    settle();
    std::vector<EvolutionInstance> out;
    out.reserve(m_rows.size());
    for (const auto& [place, entry] : m_rows)
        out.push_back(entry.instance);
    return out;
}

} // namespace steward::rig
