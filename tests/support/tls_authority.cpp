#include "support/tls_authority.h"

#include "support/server_process.h"

#include <QFile>

namespace steward::rig {
namespace {

QString kindName(CertificateKind kind)
{
    switch (kind) {
    case CertificateKind::Valid:
        return QStringLiteral("valid");
    case CertificateKind::Expired:
        return QStringLiteral("expired");
    case CertificateKind::SelfSigned:
        return QStringLiteral("self-signed");
    case CertificateKind::WrongHost:
        return QStringLiteral("wrong-host");
    case CertificateKind::WrongAuthority:
        return QStringLiteral("wrong-authority");
    case CertificateKind::Intermediate:
        return QStringLiteral("below-intermediate");
    case CertificateKind::FullChain:
        return QStringLiteral("full-chain");
    case CertificateKind::Client:
        return QStringLiteral("client");
    }
    Q_UNREACHABLE();
}

QString subject(const QString& commonName)
{
    return QStringLiteral("/O=Steward tests/CN=%1").arg(commonName);
}

QByteArray authorityConfiguration(const QString& directory)
{
    return QStringLiteral("[ca]\ndefault_ca=rig\n[rig]\ndatabase=%1/index.txt\nnew_certs_dir=%1\nrand_serial=yes\n"
                          "default_md=sha256\npolicy=any\nunique_subject=no\ncopy_extensions=copy\n"
                          "[any]\norganizationName=optional\ncommonName=supplied\n")
        .arg(directory)
        .toUtf8();
}

} // namespace

TlsAuthority::TlsAuthority()
    : m_directory(ServerUser::ifRoot("postgres"))
{
}

QString TlsAuthority::caFile() const
{
    return m_directory.filePath(QStringLiteral("authority.crt"));
}

RigResult<void> TlsAuthority::start()
{
    m_directory.write(QStringLiteral("index.txt"), {});
    m_directory.write(QStringLiteral("ca.cnf"), authorityConfiguration(m_directory.path()));
    for (const QString& name : {QStringLiteral("authority"), QStringLiteral("other")}) {
        if (const auto made = makeAuthority(name); !made)
            return made;
    }
    return {};
}

RigResult<CertificateFiles> TlsAuthority::certificate(CertificateKind kind)
{
    const QString name = kindName(kind);
    const CertificateFiles files{
        m_directory.filePath(name + QStringLiteral(".crt")), m_directory.filePath(name + QStringLiteral(".key"))};
    if (QFile::exists(files.certificate))
        return files;
    if (const auto made = makeKey(name); !made)
        return std::unexpected(made.error());
    const bool isBelow = kind == CertificateKind::Intermediate || kind == CertificateKind::FullChain;
    const auto made = isBelow ? signedByIntermediate(name, kind == CertificateKind::FullChain) : sign(name, kind);
    if (!made)
        return std::unexpected(made.error());
    return files;
}

RigResult<void> TlsAuthority::makeKey(const QString& name)
{
    return openssl(
        {QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("EC"), QStringLiteral("-pkeyopt"),
         QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-out"), name + QStringLiteral(".key")});
}

RigResult<void> TlsAuthority::makeAuthority(const QString& name)
{
    if (const auto made = makeKey(name); !made)
        return made;
    return openssl(
        {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-new"), QStringLiteral("-key"),
         name + QStringLiteral(".key"), QStringLiteral("-out"), name + QStringLiteral(".crt"), QStringLiteral("-days"),
         QStringLiteral("3650"), QStringLiteral("-subj"), subject(name), QStringLiteral("-addext"),
         QStringLiteral("keyUsage=critical,keyCertSign,cRLSign")});
}

RigResult<void> TlsAuthority::sign(const QString& name, CertificateKind kind)
{
    const bool elsewhere = kind == CertificateKind::WrongHost;
    const QString host = elsewhere ? QStringLiteral("elsewhere.invalid") : QStringLiteral("localhost");
    const QString names = elsewhere ? QStringLiteral("subjectAltName=DNS:elsewhere.invalid")
                                    : QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1");
    const QString key = name + QStringLiteral(".key");
    const QString certificate = name + QStringLiteral(".crt");
    QStringList request{QStringLiteral("req"),   QStringLiteral("-new"), QStringLiteral("-key"),    key,
                        QStringLiteral("-subj"), subject(host),          QStringLiteral("-addext"), names};
    if (kind == CertificateKind::SelfSigned)
        return openssl(
            request << QStringLiteral("-x509") << QStringLiteral("-days") << QStringLiteral("365")
                    << QStringLiteral("-out") << certificate);
    const QString pending = name + QStringLiteral(".csr");
    if (const auto asked = openssl(request << QStringLiteral("-out") << pending); !asked)
        return asked;
    const bool expired = kind == CertificateKind::Expired;
    const QString signer =
        kind == CertificateKind::WrongAuthority ? QStringLiteral("other") : QStringLiteral("authority");
    return openssl(
        {QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"), QStringLiteral("-config"),
         QStringLiteral("ca.cnf"), QStringLiteral("-cert"), signer + QStringLiteral(".crt"), QStringLiteral("-keyfile"),
         signer + QStringLiteral(".key"), QStringLiteral("-in"), pending, QStringLiteral("-out"), certificate,
         QStringLiteral("-startdate"), QStringLiteral("20200101000000Z"), QStringLiteral("-enddate"),
         expired ? QStringLiteral("20210101000000Z") : QStringLiteral("20900101000000Z")});
}

RigResult<void> TlsAuthority::makeIntermediate()
{
    if (QFile::exists(m_directory.filePath(QStringLiteral("between.crt"))))
        return {};
    if (const auto made = makeKey(QStringLiteral("between")); !made)
        return made;
    const auto asked = openssl(
        {QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-key"), QStringLiteral("between.key"),
         QStringLiteral("-subj"), subject(QStringLiteral("between")), QStringLiteral("-addext"),
         QStringLiteral("basicConstraints=critical,CA:TRUE"), QStringLiteral("-addext"),
         QStringLiteral("keyUsage=critical,keyCertSign,cRLSign"), QStringLiteral("-out"),
         QStringLiteral("between.csr")});
    return asked ? signRequest(QStringLiteral("between"), QStringLiteral("authority")) : asked;
}

RigResult<void> TlsAuthority::signedByIntermediate(const QString& name, bool wholeChain)
{
    if (const auto made = makeIntermediate(); !made)
        return made;
    // As public authorities do, it says where the certificate above it is to be had.
    const auto asked = openssl(
        {QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-key"), name + QStringLiteral(".key"),
         QStringLiteral("-subj"), subject(QStringLiteral("localhost")), QStringLiteral("-addext"),
         QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"), QStringLiteral("-addext"),
         QStringLiteral("authorityInfoAccess=caIssuers;URI:http://authority.invalid/between.crt"),
         QStringLiteral("-out"), name + QStringLiteral(".csr")});
    if (!asked)
        return asked;
    if (const auto made = signRequest(name, QStringLiteral("between")); !made)
        return made;
    if (!wholeChain)
        return {};
    QFile leaf(m_directory.filePath(name + QStringLiteral(".crt")));
    QFile between(m_directory.filePath(QStringLiteral("between.crt")));
    if (!leaf.open(QIODevice::Append) || !between.open(QIODevice::ReadOnly) || leaf.write(between.readAll()) <= 0)
        return std::unexpected(QStringLiteral("the chain could not be written"));
    return {};
}

RigResult<void> TlsAuthority::signRequest(const QString& name, const QString& signer)
{
    return openssl(
        {QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"), QStringLiteral("-config"),
         QStringLiteral("ca.cnf"), QStringLiteral("-cert"), signer + QStringLiteral(".crt"), QStringLiteral("-keyfile"),
         signer + QStringLiteral(".key"), QStringLiteral("-in"), name + QStringLiteral(".csr"), QStringLiteral("-out"),
         name + QStringLiteral(".crt"), QStringLiteral("-startdate"), QStringLiteral("20200101000000Z"),
         QStringLiteral("-enddate"), QStringLiteral("20900101000000Z")});
}

RigResult<void> TlsAuthority::openssl(const QStringList& arguments)
{
    // As the servers' user, so that each key belongs to who has to read it.
    return runToEnd(
        {QStringLiteral("openssl"), arguments, m_directory.path(), m_directory.filePath(QStringLiteral("openssl.log")),
         m_directory.user()});
}

} // namespace steward::rig
