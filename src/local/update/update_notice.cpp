#include "local/update/update_notice.h"

#include "local/update/ed25519.h"
#include "stores/connection_settings.h"
#include "stores/evolution/http_client.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVersionNumber>

namespace steward {
namespace {

struct UpdateText {
    Q_DECLARE_TR_FUNCTIONS(steward::UpdateNotice)
};

constexpr qsizetype largestFile = 16 * 1024;

std::unexpected<Error> unsound(const QString& detail)
{
    return std::unexpected(Error{
        ErrorKind::BadAnswer,
        UpdateText::tr(
            "What came from the address for new versions is not signed by Steward's makers. It was not used. "
            "Correct the address."),
        detail});
}

/// Three numbers and nothing else; null otherwise.
QVersionNumber versionOf(const QString& text)
{
    qsizetype end = 0;
    const QVersionNumber version = QVersionNumber::fromString(text, &end);
    return end == text.size() && version.segmentCount() == 3 ? version : QVersionNumber();
}

} // namespace

Result<UpdateNotice> UpdateNotice::read(const QByteArray& file, const QByteArray& publicKey)
{
    const qsizetype line = file.indexOf('\n');
    if (line < 0 || file.size() > largestFile)
        return unsound(QStringLiteral("no notice of a version"));
    const QByteArray signature = QByteArray::fromBase64(file.left(line));
    const QByteArray text = file.mid(line + 1);
    // Before anything is read of it. A signature is written in one way alone.
    if (signature.toBase64() != file.left(line) || !isSignedWith(publicKey, text, signature))
        return unsound(QStringLiteral("notice of a version with a wrong signature"));
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    const UpdateNotice notice{
        object[QLatin1String("version")].toString(), QUrl(object[QLatin1String("page")].toString(), QUrl::StrictMode)};
    if (versionOf(notice.version).isNull() || notice.page.scheme() != QLatin1String("https") ||
        notice.page.host().isEmpty() || !notice.page.userInfo().isEmpty())
        return unsound(QStringLiteral("notice without a version and an https page"));
    return notice;
}

bool UpdateNotice::isNewerThan(const QString& current) const
{
    const QVersionNumber offered = versionOf(version);
    return !offered.isNull() && offered > versionOf(current);
}

Result<UpdateNotice> askForUpdate(const UpdateSource& source, const CallContext& limits)
{
    const QUrl& address = source.address;
    ServerSettings settings;
    settings.url.setScheme(address.scheme());
    settings.url.setHost(address.host());
    settings.url.setPort(address.port());
    QByteArray target = address.path(QUrl::FullyEncoded).toLatin1();
    if (address.hasQuery())
        target += '?' + address.query(QUrl::FullyEncoded).toLatin1();
    HttpClient client(settings);
    const Result<HttpAnswer> answer = client.send({"GET", target, {}, false}, limits);
    const QString why = answer ? QStringLiteral("status %1").arg(answer->status) : errorDetails(answer.error());
    if (!answer && answer.error().kind == ErrorKind::Stopped)
        return std::unexpected(answer.error());
    if (!answer || answer->status != 200) {
        return std::unexpected(Error{
            answer ? ErrorKind::Rejected : answer.error().kind,
            //: %1 is a web address
            UpdateText::tr("The address for new versions, %1, could not be read. Correct it, or try again later.")
                .arg(address.toDisplayString()),
            why});
    }
    return UpdateNotice::read(answer->body, source.publicKey);
}

} // namespace steward
