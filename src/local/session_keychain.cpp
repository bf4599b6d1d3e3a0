#include "local/session_keychain.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct SessionText {
    Q_DECLARE_TR_FUNCTIONS(steward::SessionKeychain)
};

std::pair<QUuid, int> slot(const QUuid& keychainId, SecretKind kind)
{
    return {keychainId, static_cast<int>(kind)};
}

} // namespace

KeychainAvailability SessionKeychain::probe(const CallContext&)
{
    return {
        KeychainState::SessionOnly,
        SessionText::tr("Secrets are kept for this session only. They have to be entered again at the next start."),
        QStringLiteral("secrets in memory")};
}

Result<std::optional<Secret>> SessionKeychain::read(const QUuid& keychainId, SecretKind kind, const CallContext&)
{
    const QMutexLocker locked(&m_mutex);
    const auto found = m_secrets.constFind(slot(keychainId, kind));
    return found == m_secrets.constEnd() ? std::nullopt : std::optional(*found);
}

Result<void> SessionKeychain::write(const QUuid& keychainId, SecretKind kind, const Secret& secret, const CallContext&)
{
    const QMutexLocker locked(&m_mutex);
    if (secret.isEmpty())
        m_secrets.remove(slot(keychainId, kind));
    else
        m_secrets.insert(slot(keychainId, kind), secret);
    return {};
}

Result<void> SessionKeychain::remove(const QUuid& keychainId, SecretKind kind, const CallContext&)
{
    const QMutexLocker locked(&m_mutex);
    m_secrets.remove(slot(keychainId, kind));
    return {};
}

} // namespace steward
