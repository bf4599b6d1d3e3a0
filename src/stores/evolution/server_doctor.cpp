#include "stores/evolution/server_doctor.h"

#include "stores/evolution/http_client.h"
#include "stores/evolution/server_probe.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace steward {
namespace {

struct DoctorText {
    Q_DECLARE_TR_FUNCTIONS(steward::ServerDoctor)
};

bool concernsTls(ErrorKind kind)
{
    return kind >= ErrorKind::TlsUntrusted && kind <= ErrorKind::InsecureRefused;
}

/// The kinds after which the server cannot be said to have answered.
bool concernsReach(ErrorKind kind)
{
    return kind == ErrorKind::NameNotFound || kind == ErrorKind::Refused || kind == ErrorKind::NoIpv6 ||
           kind == ErrorKind::TimedOut || kind == ErrorKind::ConnectionLost || kind == ErrorKind::InvalidSettings ||
           kind == ErrorKind::Redirected || kind == ErrorKind::GatewayFailed;
}

} // namespace

StoreDiagnosis ServerDoctor::diagnose(const CallContext& limits)
{
    QElapsedTimer elapsed;
    elapsed.start();
    m_diagnosis.store = Store::Server;
    if (connect(limits))
        readList(limits);
    skipRest(m_diagnosis);
    m_diagnosis.elapsedMs = elapsed.elapsed();
    return std::move(m_diagnosis);
}

bool ServerDoctor::connect(const CallContext& limits)
{
    const auto verdict = verifyKey(m_client, limits);
    if (!verdict && (concernsTls(verdict.error().kind) || concernsReach(verdict.error().kind) ||
                     verdict.error().kind == ErrorKind::Stopped)) {
        connectionFailed(verdict.error());
        return false;
    }
    connectionPassed();
    // A firewall may refuse this POST and let the list through.
    if (!verdict && verdict.error().kind == ErrorKind::RefusedInFront)
        return true;
    if (!verdict) {
        failed(CheckId::Credentials, verdict.error());
        return false;
    }
    if (*verdict == KeyVerdict::Wrong) {
        m_diagnosis.checks.push_back(troubledCheck(
            CheckId::Credentials, CheckState::Failed, ErrorKind::WrongKey, Store::Server,
            DoctorText::tr("The server refuses the key.")));
        return false;
    }
    m_keyIsConfirmed = *verdict == KeyVerdict::Global;
    return true;
}

void ServerDoctor::connectionFailed(const Error& error)
{
    if (error.kind == ErrorKind::Stopped)
        return;
    if (!concernsTls(error.kind)) {
        failed(CheckId::Reachable, error);
        return;
    }
    m_diagnosis.checks.push_back(
        error.kind == ErrorKind::InsecureRefused
            ? skippedCheck(CheckId::Reachable)
            : passedCheck(CheckId::Reachable, DoctorText::tr("The host answers.")));
    failed(CheckId::Tls, error);
}

void ServerDoctor::connectionPassed()
{
    m_diagnosis.checks.push_back(passedCheck(CheckId::Reachable, DoctorText::tr("The server answers.")));
    const QUrl& url = m_client.settings().url;
    if (url.scheme() == QLatin1String("https"))
        m_diagnosis.checks.push_back(passedCheck(CheckId::Tls, DoctorText::tr("Encrypted and verified.")));
    else if (isLoopbackHost(url.host()))
        m_diagnosis.checks.push_back(passedCheck(CheckId::Tls, DoctorText::tr("loopback, not encrypted")));
    else
        m_diagnosis.checks.push_back(troubledCheck(
            CheckId::Tls, CheckState::Warning, ErrorKind::InsecureRefused, Store::Server,
            DoctorText::tr("Not encrypted, as the profile allows.")));
}

bool ServerDoctor::readList(const CallContext& limits)
{
    QElapsedTimer elapsed;
    elapsed.start();
    const auto listing = m_readList(limits);
    const std::chrono::milliseconds took(elapsed.elapsed());
    if (!listing && listing.error().kind == ErrorKind::Stopped)
        return false;
    const bool keyRefused = !listing && listing.error().kind == ErrorKind::WrongKey;
    if (keyRefused || (!listing && !m_keyIsConfirmed)) {
        failed(CheckId::Credentials, listing.error());
        return false;
    }
    m_diagnosis.checks.push_back(passedCheck(CheckId::Credentials, DoctorText::tr("The server accepts the key.")));
    if (!listing) {
        m_diagnosis.checks.push_back(skippedCheck(CheckId::Version));
        failed(CheckId::Read, listing.error());
        return false;
    }
    tellVersion(listing->majorVersion, limits);
    tellList(*listing, took);
    return true;
}

void ServerDoctor::tellList(const ServerListing& listing, std::chrono::milliseconds took)
{
    //: %n is the number of instances that the server lists
    QString said = DoctorText::tr("%n instance(s) listed.", nullptr, static_cast<int>(listing.instances.size()));
    for (const OddEntry& odd : listing.odd)
        said += QLatin1Char(' ') + oddEntrySentence(odd);
    Check check = passedCheck(CheckId::Read, said);
    if (took >= m_slow) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(took).count();
        check.state = CheckState::Warning;
        //: %n is a number of seconds
        check.said +=
            QLatin1Char(' ') + DoctorText::tr("Slow: it took %n second(s).", nullptr, static_cast<int>(seconds));
        check.cause = DoctorText::tr("The server is slow: it has many instances, much to do, or a slow database.");
        check.cure = DoctorText::tr("Nothing has to be done for reading. Look at the server's load, and at what stands "
                                    "between it and this computer, if it stays so.");
    }
    m_diagnosis.checks.push_back(check);
}

void ServerDoctor::tellVersion(int majorOfList, const CallContext& limits)
{
    m_diagnosis.version = bannerVersion(m_client, limits);
    const int major = m_diagnosis.version.isEmpty() ? majorOfList : majorOf(m_diagnosis.version);
    if (major > 2) {
        m_diagnosis.checks.push_back(troubledCheck(
            CheckId::Version, CheckState::Warning, ErrorKind::BadAnswer, Store::Server,
            //: %1 is a version such as "3.0.1"
            DoctorText::tr("Version %1 is newer than those Steward was made for.").arg(m_diagnosis.version)));
        return;
    }
    QString said = DoctorText::tr("The server did not tell its version.");
    if (!m_diagnosis.version.isEmpty())
        said = m_diagnosis.version;
    else if (major > 0)
        //: %1 is 1 or 2
        said = DoctorText::tr("Version %1, by the shape of its list.").arg(major);
    m_diagnosis.checks.push_back(passedCheck(CheckId::Version, said));
}

void ServerDoctor::failed(CheckId id, const Error& error)
{
    m_diagnosis.checks.push_back(failedCheck(id, error, Store::Server, error.sentence));
}

} // namespace steward
