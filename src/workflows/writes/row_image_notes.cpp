#include "workflows/writes/row_image_notes.h"

#include "domain/secret.h"
#include "stores/database_port.h"
#include "workflows/writes/row_secrets.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace steward {
namespace {

struct ImageText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowImageNotes)
};

const QString imageField = QStringLiteral("image");
const QString imageBeforeField = QStringLiteral("image_before");
const QString claimedRowField = QStringLiteral("row"); // an id in other steps

std::optional<RowImage> imageIn(const QJsonObject& fields, const QString& field)
{
    const QString text = fields.value(field).toString();
    return text.startsWith(QLatin1Char('{')) ? std::optional(RowImage{text.toUtf8()}) : std::nullopt;
}

const QString hidden = QStringLiteral("{webhook_url:");
constexpr qsizetype digestLength = 64;
const row_secrets::Place addressPlace{QStringLiteral("config"), QStringLiteral("webhook_url")};

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

QString markOf(const QString& address)
{
    return hidden +
           QString::fromLatin1(QCryptographicHash::hash(address.toUtf8(), QCryptographicHash::Sha256).toHex()) +
           QLatin1Char('}');
}

/// The mark that stands in the image; empty where none does.
QString markIn(const RowImage& image)
{
    const qsizetype at = image.json.indexOf(hidden.toLatin1());
    return at < 0 ? QString() : QString::fromLatin1(image.json.mid(at, hidden.size() + digestLength + 1));
}

void replaceIn(RowImage& image, const row_secrets::Replace& with)
{
    if (const auto other = row_secrets::replaced(image.json, with))
        image.json = *other;
}

void replaceMark(RowImage& image, const QString& mark, const QString& address)
{
    replaceIn(image, [&](const row_secrets::Place&, const row_secrets::Value& value) {
        return value.isString && value.text.contains(mark)
                   ? std::optional(row_secrets::Value{QString(value.text).replace(mark, address)})
                   : std::nullopt;
    });
}

/// Of the row as it is now: the one that was hidden, wherever it stands, or with `always` what stands in its place.
void showSecrets(RowImage& image, const RowImage& now, bool always)
{
    using row_secrets::Value;
    QHash<QString, Value> standing; // by what stands for it
    QHash<row_secrets::Place, Value> placed;
    (void)row_secrets::replaced(now.json, [&](const row_secrets::Place& place, const Value& value) {
        if (row_secrets::isSecret(place, value))
            standing.insert(row_secrets::markOf(value).text, value);
        placed.insert(place, value);
        return std::optional<Value>();
    });
    replaceIn(image, [&](const row_secrets::Place& place, const Value& value) -> std::optional<Value> {
        if (!row_secrets::isMark(value))
            return {};
        if (const auto found = standing.constFind(value.text); found != standing.cend())
            return *found;
        const auto present = placed.constFind(place);
        return always && present != placed.cend() ? std::optional(*present) : std::nullopt;
    });
}

} // namespace

bool RowImageNotes::isReadable(const RowImage& image)
{
    return QJsonDocument::fromJson(image.json).isObject();
}

Error RowImageNotes::notReadable()
{
    return {
        ErrorKind::Rejected,
        ImageText::tr("The column config of this row holds something that Steward cannot read, such as a number of "
                      "hundreds of digits, so a change could not be taken back. The row was left as it is. Ask the "
                      "database's administrator to correct it."),
        QStringLiteral("the row's image is no JSON that can be read")};
}

Error RowImageNotes::secretNotKept()
{
    return {
        ErrorKind::Rejected,
        ImageText::tr(
            "A secret in the row's config has changed since, and Steward keeps none, so the row was left as it "
            "is. Look at the row."),
        QStringLiteral("a hidden secret does not stand any more")};
}

RowImage RowImageNotes::withoutSecrets(const RowImage& image)
{
    if (!isReadable(image)) // nothing is known of what is secret in it
        return {};
    const QJsonObject config = configOf(image);
    const QString address = isHarmless(config) ? QString() : addressIn(config);
    using row_secrets::Value;
    const auto kept = row_secrets::replaced(image.json, [&](const row_secrets::Place& place, const Value& value) {
        std::optional<Value> other;
        if (!address.isEmpty() && value.isString && value.text.contains(address))
            other = Value{QString(value.text).replace(address, markOf(address))};
        const bool isSecret = place != addressPlace && row_secrets::isSecret(place, value);
        return isSecret ? std::optional(row_secrets::markOf(value)) : other;
    });
    return {kept.value_or(QByteArray())};
}

bool RowImageNotes::hasHiddenAddress(const RowImage& image)
{
    return !markIn(image).isEmpty();
}

QStringList RowImageNotes::hiddenSecrets(const RowImage& image)
{
    QStringList places;
    (void)row_secrets::replaced(image.json, [&](const row_secrets::Place& place, const row_secrets::Value& value) {
        if (row_secrets::isMark(value))
            places << place.join(QLatin1Char('.'));
        return std::optional<row_secrets::Value>();
    });
    return places;
}

void RowImageNotes::showHidden(RowImage& image, const RowImage& now, bool always)
{
    const QString address = addressIn(configOf(now));
    const QString mark = markIn(image);
    if (!mark.isEmpty() && (always || mark == markOf(address)))
        replaceMark(image, mark, address);
    if (!hiddenSecrets(image).isEmpty())
        showSecrets(image, now, always);
}

void RowImageNotes::replaceHidden(RowImage& image, const QString& address)
{
    if (const QString mark = markIn(image); !mark.isEmpty())
        replaceMark(image, mark, address);
    replaceIn(image, [](const row_secrets::Place&, const row_secrets::Value& value) {
        return row_secrets::isMark(value) ? std::optional(row_secrets::emptied(value)) : std::nullopt;
    });
}

Result<void>
RowImageNotes::noteBefore(JournalStep& step, RowReading& database, const IntegrationId& row, const CallContext& limits)
{
    const auto image = database.image(row, limits);
    if (!image)
        return std::unexpected(image.error());
    return *image ? noteBefore(step, **image) : Result<void>();
}

Result<void> RowImageNotes::noteBefore(JournalStep& step, const RowImage& image)
{
    if (!isReadable(image))
        return std::unexpected(notReadable());
    step.before.add(imageField, QString::fromUtf8(withoutSecrets(image).json));
    return {};
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
