#include "support/evolution_listener.h"

#include "support/http_connection.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace steward::rig {

RigResult<QSslConfiguration> serverTls(const CertificateFiles& files)
{
    QFile keyFile(files.key);
    if (!keyFile.open(QIODevice::ReadOnly))
        return std::unexpected(QStringLiteral("the key cannot be read"));
    const QSslKey key(keyFile.readAll(), QSsl::Ec);
    const auto chain = QSslCertificate::fromPath(files.certificate);
    if (key.isNull() || chain.isEmpty())
        return std::unexpected(QStringLiteral("the certificate or its key is not understood"));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

EvolutionListener::EvolutionListener(std::shared_ptr<EvolutionState> state, std::optional<QSslConfiguration> tls)
    : m_state(std::move(state))
    , m_tls(std::move(tls))
{
    setListenBacklogSize(256);
}

int EvolutionListener::open(int port)
{
    return isListening() || listen(QHostAddress::LocalHost, static_cast<quint16>(port)) ? serverPort() : 0;
}

void EvolutionListener::shut()
{
    close();
    qDeleteAll(findChildren<HttpConnection*>(Qt::FindDirectChildrenOnly));
}

void EvolutionListener::incomingConnection(qintptr handle)
{
    m_state->connectionAccepted();
    if (!m_tls) {
        auto* socket = new QTcpSocket;
        socket->setSocketDescriptor(handle);
        new HttpConnection(socket, m_state, this);
        return;
    }
    auto* socket = new QSslSocket;
    socket->setSslConfiguration(*m_tls);
    socket->setSocketDescriptor(handle);
    new HttpConnection(socket, m_state, this);
    socket->startServerEncryption();
}

} // namespace steward::rig
