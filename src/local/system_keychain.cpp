#include "local/system_keychain.h"

#include "domain/word_table.h"

#include <QCoreApplication>

namespace steward {
namespace {

using Outcome = KeychainJobs::Outcome;

struct KeychainText {
    Q_DECLARE_TR_FUNCTIONS(steward::SystemKeychain)
};

QString kindWord(SecretKind kind)
{
    static constexpr WordTable<SecretKind, 3> words{{"api-key", "database-password", "cache-password"}};
    return words.of(kind);
}

/// Whole by itself: the credential store of Windows knows no service beside the key.
QString entryKey(const QUuid& keychainId, SecretKind kind)
{
    return QStringLiteral("steward/%1/%2").arg(keychainId.toString(QUuid::WithoutBraces), kindWord(kind));
}

Error errorOf(const KeychainJobs::Answer& answer)
{
    switch (answer.outcome) {
    case Outcome::Stopped:
        return stoppedError();
    case Outcome::TimedOut:
        return {
            ErrorKind::TimedOut,
            KeychainText::tr(
                "This computer's keychain did not answer in time. See whether a window asks for its password, then "
                "try again."),
            answer.detail};
    case Outcome::Done:
    case Outcome::NotFound:
    case Outcome::Failed:
        break;
    }
    return {
        ErrorKind::LocalFailure,
        KeychainText::tr(
            "This computer's keychain cannot be used. Unlock it and try again, or enter the secrets for this "
            "session only."),
        answer.detail};
}

} // namespace

KeychainAvailability SystemKeychain::probe(const CallContext& limits)
{
    const Result<void> proven = proveWritable(limits);
    if (proven)
        return {KeychainState::Persistent, {}, {}};
    return {KeychainState::Unavailable, proven.error().sentence, proven.error().detail};
}

Result<std::optional<Secret>> SystemKeychain::read(const QUuid& keychainId, SecretKind kind, const CallContext& limits)
{
    assertWorkerThread();
    const QString key = entryKey(keychainId, kind);
    KeychainJobs::Answer answer = m_jobs.read(key, limits);
    if (answer.outcome == Outcome::NotFound) {
        // A locked keychain says so of every entry; the write unlocks it or fails.
        if (const Result<void> proven = proveWritable(limits); !proven)
            return std::unexpected(proven.error());
        answer = m_jobs.read(key, limits);
    }
    if (answer.outcome == Outcome::NotFound)
        return std::nullopt;
    if (answer.outcome != Outcome::Done)
        return std::unexpected(errorOf(answer));
    return Secret(answer.data);
}

Result<void>
SystemKeychain::write(const QUuid& keychainId, SecretKind kind, const Secret& secret, const CallContext& limits)
{
    assertWorkerThread();
    if (secret.isEmpty())
        return remove(keychainId, kind, limits);
    if (secret.reveal().size() > largestSecret) {
        return std::unexpected(Error{
            ErrorKind::InvalidSettings,
            KeychainText::tr("This secret is longer than a keychain can hold. See whether it was copied correctly."),
            QStringLiteral("secret longer than %1 bytes").arg(largestSecret)});
    }
    const KeychainJobs::Answer answer = m_jobs.write(entryKey(keychainId, kind), secret.reveal(), limits);
    if (answer.outcome != Outcome::Done)
        return std::unexpected(errorOf(answer));
    return {};
}

Result<void> SystemKeychain::remove(const QUuid& keychainId, SecretKind kind, const CallContext& limits)
{
    assertWorkerThread();
    if (const Result<void> proven = proveWritable(limits); !proven)
        return proven;
    const KeychainJobs::Answer answer = m_jobs.remove(entryKey(keychainId, kind), limits);
    if (answer.outcome != Outcome::Done && answer.outcome != Outcome::NotFound)
        return std::unexpected(errorOf(answer));
    return {};
}

Result<void> SystemKeychain::proveWritable(const CallContext& limits)
{
    assertWorkerThread();
    // A key of its own each time: two programs may probe at once.
    const QUuid mark = QUuid::createUuid();
    const QString key = QStringLiteral("steward/probe/") + mark.toString(QUuid::WithoutBraces);
    KeychainJobs::Answer answer = m_jobs.write(key, mark.toRfc4122(), limits);
    if (answer.outcome != Outcome::Done)
        return std::unexpected(errorOf(answer));
    answer = m_jobs.read(key, limits);
    const bool kept = answer.outcome == Outcome::Done && answer.data == mark.toRfc4122();
    m_jobs.remove(key, limits);
    if (!kept)
        return std::unexpected(errorOf(answer));
    return {};
}

} // namespace steward
