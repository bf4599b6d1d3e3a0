#pragma once

#include "support/rig_result.h"
#include "support/scratch_directory.h"

namespace steward::rig {

enum class CertificateKind {
    Valid,          ///< for localhost, 127.0.0.1 and ::1
    Expired,        ///< the same, its dates past
    SelfSigned,     ///< signed by itself
    WrongHost,      ///< for elsewhere.invalid
    WrongAuthority, ///< signed by another authority than caFile()
    Intermediate,   ///< for the same hosts, signed by one whom caFile() signed, and without that one's certificate
    FullChain,      ///< the same with it
    Client,         ///< for a client, signed by caFile()
};

/// PEM files. The key is 0600 and owned by the user that PostgreSQL runs as.
struct CertificateFiles {
    QString certificate;
    QString key;
};

/// Makes certificates with the openssl command line. Each kind is made once and kept.
class TlsAuthority final {
    Q_DISABLE_COPY_MOVE(TlsAuthority)

public:
    TlsAuthority();

    /// Makes the authority and the other one; before everything else.
    RigResult<void> start();
    /// What a client trusts.
    QString caFile() const;
    RigResult<CertificateFiles> certificate(CertificateKind kind);

private:
    RigResult<void> makeAuthority(const QString& name);
    RigResult<void> makeKey(const QString& name);
    RigResult<void> signedByIntermediate(const QString& name, bool wholeChain);
    RigResult<void> makeIntermediate();
    RigResult<void> signRequest(const QString& name, const QString& signer);
    RigResult<void> sign(const QString& name, CertificateKind kind);
    RigResult<void> openssl(const QStringList& arguments);

    ScratchDirectory m_directory;
};

} // namespace steward::rig
