#include "stores/practice/practice_world.h"

#include "stores/practice/practice_errors.h"

#include <QCryptographicHash>
#include <QThread>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::seconds backendLifetime{3600};

QByteArray drawBytes(quint64& drawn)
{
    return QCryptographicHash::hash("steward practice " + QByteArray::number(++drawn), QCryptographicHash::Sha256);
}

bool hasEnabledRow(const PracticeState& state, const InstanceName& name)
{
    return std::any_of(state.rows.begin(), state.rows.end(), [&name](const PracticeRow& row) {
        return row.isOurs() && row.row.enabled && row.row.names(name);
    });
}

} // namespace

bool PracticeEntry::isAt(const CacheKey& key) const
{
    if (entry.kind != key.kind)
        return false;
    return key.kind == CacheKeyKind::Instance ? entry.name == key.name : entry.token == key.token;
}

PracticeInstance* PracticeState::instance(const InstanceName& name)
{
    const auto found = std::find_if(instances.begin(), instances.end(), [&name](const PracticeInstance& instance) {
        return instance.listed.name == name;
    });
    return found == instances.end() ? nullptr : &*found;
}

PracticeEntry* PracticeState::entry(const CacheKey& key)
{
    const auto found = std::find_if(
        entries.begin(), entries.end(), [&key](const PracticeEntry& candidate) { return candidate.isAt(key); });
    return found == entries.end() ? nullptr : &*found;
}

QUuid PracticeState::drawUuid()
{
    QByteArray bytes = drawBytes(drawn).first(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40); // a random UUID's version and variant
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

WebhookToken PracticeState::drawToken()
{
    return WebhookToken(
        drawBytes(drawn).first(24).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

PairingAnswer PracticeState::codeOf(PracticeInstance& instance, Timestamp moment)
{
    const PracticePairing& pairing = *instance.pairing;
    const int number = pairing.firstNumber + static_cast<int>((moment - pairing.startedAt) / codeLife);
    instance.codesShown = number;
    quint64 seed = pairing.seed + static_cast<quint64>(number) * 1'000'003;
    const auto part = [&seed] { return QString::fromLatin1(drawBytes(seed).toBase64()); };
    PairingAnswer answer{.kind = PairingAnswer::Kind::Code, .number = number};
    answer.code = QStringLiteral("2@practice") + part() + QLatin1Char(',') + part() + QLatin1Char(',') + part();
    if (pairing.byNumber)
        answer.pairingCode = QString::fromLatin1(drawBytes(seed).toHex().left(8).toUpper());
    return answer;
}

void PracticeState::scan(PracticeInstance& instance, Timestamp moment)
{
    const std::optional<PhoneNumber> typed =
        instance.pairing && instance.pairing->byNumber ? instance.pairing->typed : std::nullopt;
    instance.pairing.reset();
    instance.memory = MemoryState::Open;
    instance.listed.connection = Connection::Open;
    instance.listed.updatedAt = moment;
    const auto row = std::find_if(rows.begin(), rows.end(), [&instance](const PracticeRow& candidate) {
        return candidate.isOurs() && candidate.row.enabled && candidate.row.names(instance.listed.name);
    });
    if (row != rows.end() && (row->row.expectedPhone || row->row.phone()))
        instance.listed.phone = row->row.expectedPhone ? row->row.expectedPhone : row->row.phone();
    if (typed)
        instance.listed.phone = typed;
    if (!instance.listed.phone) {
        const auto digits = static_cast<unsigned char>(drawBytes(drawn).front());
        instance.listed.phone =
            PhoneNumber::fromText(QStringLiteral("55119970%1").arg(digits, 5, 10, QLatin1Char('0')));
    }
}

Timestamp PracticeWorld::systemClock()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

PracticeWorld::PracticeWorld(Clock clock)
    : m_clock(std::move(clock))
{
}

void PracticeWorld::setFault(Store store, const PracticeFault& fault)
{
    const std::lock_guard lock(m_mutex);
    m_faults.at(static_cast<size_t>(store)) = fault;
}

qint64 PracticeWorld::callCount(Store store) const
{
    const std::lock_guard lock(m_mutex);
    return m_calls.at(static_cast<size_t>(store));
}

PracticeFault PracticeWorld::arrive(Store store) const
{
    const std::lock_guard lock(m_mutex);
    ++m_calls.at(static_cast<size_t>(store));
    return m_faults.at(static_cast<size_t>(store));
}

bool PracticeWorld::isSilent(Store store) const
{
    const std::lock_guard lock(m_mutex);
    return m_faults.at(static_cast<size_t>(store)).isSilent;
}

Result<void> PracticeWorld::enter(Store store, const CallContext& limits) const
{
    assertWorkerThread();
    if (limits.stopped())
        return std::unexpected(stoppedError());
    const PracticeFault wrong = arrive(store);
    const QDeadlineTimer answered(wrong.delay);
    for (;;) {
        if (limits.stopped())
            return std::unexpected(stoppedError());
        if (limits.expired())
            return std::unexpected(timedOutError(practiceTitle(store), QStringLiteral("practice store was slow")));
        const bool isLate = answered.hasExpired();
        if (isLate && !isSilent(store))
            break;
        const qint64 wait = isLate ? 20 : std::min<qint64>(answered.remainingTime(), 20);
        QThread::msleep(static_cast<unsigned long>(std::clamp<qint64>(limits.slice(static_cast<int>(wait)), 1, 20)));
    }
    if (wrong.failure)
        return std::unexpected(practiceFailure(*wrong.failure, store));
    return {};
}

void PracticeWorld::settle(Timestamp moment)
{
    std::erase_if(m_state.instances, [moment](const PracticeInstance& instance) {
        return instance.leavesListAt && *instance.leavesListAt <= moment;
    });
    for (PracticeInstance& instance : m_state.instances) {
        if (instance.pairing && instance.pairing->startedAt + m_state.scanTime <= moment)
            m_state.scan(instance, moment);
    }
    for (PracticeEntry& entry : m_state.entries) {
        if (entry.inUse && entry.expiresAt && *entry.expiresAt <= moment && hasEnabledRow(m_state, entry.entry.name))
            entry.expiresAt = moment + backendLifetime;
    }
    std::erase_if(m_state.entries, [moment](const PracticeEntry& entry) {
        return entry.expiresAt && *entry.expiresAt <= moment;
    });
}

} // namespace steward
