#include "workflows/writes/row_image_notes.h"

#include "domain/secret.h"
#include "stores/database_port.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace steward {
namespace {

const QString imageField = QStringLiteral("image");
const QString imageBeforeField = QStringLiteral("image_before");
const QString claimedRowField = QStringLiteral("row"); // an id in other steps

std::optional<RowImage> imageIn(const QJsonObject& fields, const QString& field)
{
    const QString text = fields.value(field).toString();
    return text.startsWith(QLatin1Char('{')) ? std::optional(RowImage{text.toUtf8()}) : std::nullopt;
}

const QByteArray hidden = QByteArrayLiteral("{webhook_url:");
constexpr qsizetype digestLength = 64;

/// Also of a config that is a string which holds an object.
QJsonObject configOf(const RowImage& image)
{
    const QJsonValue config = QJsonDocument::fromJson(image.json)[QLatin1String("config")];
    return config.isString() ? QJsonDocument::fromJson(config.toString().toUtf8()).object() : config.toObject();
}

QString addressIn(const QJsonObject& config)
{
    return config.value(QLatin1String("webhook_url")).toString();
}

/// Nothing in it looks like a secret, but for the row's own token, whose place is marked, and the instance's name.
bool isHarmless(const QJsonObject& config)
{
    QString address = addressIn(config);
    address.replace(QLatin1String("{webhook_token}"), QLatin1String("token"));
    for (const char* key : {"instance_name", "instance"}) {
        const QString name = config.value(QLatin1String(key)).toString();
        if (!name.isEmpty())
            address.replace(name, QLatin1String("name"));
    }
    return SecretUrl(address).redacted() == address;
}

QByteArray markOf(const QString& address)
{
    return hidden + QCryptographicHash::hash(address.toUtf8(), QCryptographicHash::Sha256).toHex() + '}';
}

/// The mark that stands in the image; empty where none does.
QByteArray markIn(const RowImage& image)
{
    const qsizetype at = image.json.indexOf(hidden);
    return at < 0 ? QByteArray() : image.json.mid(at, hidden.size() + digestLength + 1);
}

} // namespace

RowImage RowImageNotes::withoutSecrets(const RowImage& image)
{
    const QJsonObject config = configOf(image);
    const QString address = addressIn(config);
    if (address.isEmpty() || isHarmless(config))
        return image;
    RowImage kept = image;
    kept.json.replace(address.toUtf8(), markOf(address));
    if (addressIn(configOf(kept)) != address)
        return kept;
    // It stands there with characters that JSON escapes.
    QJsonObject row = QJsonDocument::fromJson(image.json).object();
    QJsonObject masked = config;
    masked.insert(QLatin1String("webhook_url"), QString::fromLatin1(markOf(address)));
    row.insert(QLatin1String("config"), masked);
    return {QJsonDocument(row).toJson(QJsonDocument::Compact)};
}

bool RowImageNotes::hasHiddenAddress(const RowImage& image)
{
    return !markIn(image).isEmpty();
}

void RowImageNotes::showAddress(RowImage& image, const RowImage& now, bool always)
{
    const QString address = addressIn(configOf(now));
    const QByteArray mark = markIn(image);
    if (!mark.isEmpty() && (always || mark == markOf(address)))
        image.json.replace(mark, address.toUtf8());
}

void RowImageNotes::replaceAddress(RowImage& image, const QByteArray& address)
{
    if (const QByteArray mark = markIn(image); !mark.isEmpty())
        image.json.replace(mark, address);
}

Result<void>
RowImageNotes::noteBefore(JournalStep& step, RowReading& database, const IntegrationId& row, const CallContext& limits)
{
    const auto image = database.image(row, limits);
    if (!image)
        return std::unexpected(image.error());
    if (*image)
        noteBefore(step, **image);
    return {};
}

void RowImageNotes::noteBefore(JournalStep& step, const RowImage& image)
{
    step.before.add(imageField, QString::fromUtf8(withoutSecrets(image).json));
}

void RowImageNotes::noteResult(
    JournalFields& after, const std::optional<RowImage>& imageBefore, const std::optional<RowImage>& imageAfter)
{
    if (imageBefore)
        after.add(imageBeforeField, QString::fromUtf8(withoutSecrets(*imageBefore).json));
    if (imageAfter)
        after.add(imageField, QString::fromUtf8(withoutSecrets(*imageAfter).json));
}

void RowImageNotes::noteEdits(const std::vector<RowEdit>& edits, JournalFields& after)
{
    if (!edits.empty())
        noteResult(after, edits.front().before, edits.front().after);
}

std::optional<RowImage> RowImageNotes::before(const JournaledStep& step)
{
    if (auto answered = imageIn(step.after, imageBeforeField))
        return answered;
    auto intended = imageIn(step.before, imageField);
    return intended ? intended : imageIn(step.before, claimedRowField);
}

std::optional<RowImage> RowImageNotes::after(const JournaledStep& step)
{
    auto answered = imageIn(step.after, imageField);
    return answered ? answered : imageIn(step.after, claimedRowField);
}

} // namespace steward
