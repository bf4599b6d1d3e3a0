#include "workflows/creation/creation_file.h"

#include "domain/new_name.h"
#include "stores/database_port.h"
#include "stores/limited_file.h"
#include "stores/store_factory.h"
#include "workflows/creation/csv_table.h"

#include <QCoreApplication>
#include <QHash>
#include <QMultiHash>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <expected>
#include <utility>

namespace steward {
namespace {

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationFile)
};

enum Column : quint8 {
    OrganizationColumn, ///< an id or a name
    OrganizationIdColumn,
    ClinicColumn,
    NameColumn,
    PhoneColumn,
    ColumnCount
};

constexpr std::array<QLatin1String, ColumnCount> columnNames{
    QLatin1String("organization"), QLatin1String("organization_id"), QLatin1String("clinic_id"), QLatin1String("name"),
    QLatin1String("phone")};

constexpr qsizetype longestShown = 40; // characters of what a file says, in a sentence

std::unexpected<Error> refusal(const QString& sentence, const QString& detail)
{
    return std::unexpected(Error{ErrorKind::InvalidSettings, sentence, QStringLiteral("creation file: ") + detail});
}

Result<QByteArray> bytesOf(const QString& path, const std::stop_token& stop)
{
    auto bytes = readLimitedFile(path, {.limit = largestCreationFile, .stop = stop});
    if (!bytes && bytes.error().kind == ErrorKind::InvalidSettings) {
        return refusal(
            FileText::tr("The file is larger than 10 MB. Split it into several files."), QStringLiteral("too large"));
    }
    return bytes;
}

Result<QString> textOf(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes); // drops the byte order mark
    if (decoder.hasError()) {
        return refusal(
            FileText::tr("The file is not UTF-8 text. Save it again as “CSV UTF-8”."), QStringLiteral("not UTF-8"));
    }
    return text;
}

Result<CsvTable> tableOf(const QString& text)
{
    CsvTable table = CsvTable::fromText(text);
    if (table.lines > longestCreationFile) {
        return refusal(
            FileText::tr("The file has more than 10,000 lines. Split it into several files."),
            QStringLiteral("%1 lines").arg(table.lines));
    }
    if (table.openQuote) {
        return refusal(
            //: %1 is a line's number
            FileText::tr("Line %1: the closing quotation mark is missing. Add it.").arg(*table.openQuote),
            QStringLiteral("quotation mark left open"));
    }
    if (table.records.size() < 2) {
        return refusal(
            FileText::tr("There is nothing to create in this file. Its first line has the names of the columns "
                         "(organization, clinic_id, name, phone), each further line is one instance."),
            QStringLiteral("no lines"));
    }
    return table;
}

/// Where each column stands; -1 where the file has it not.
using Places = std::array<int, ColumnCount>;

Result<Places> placesOf(const CsvRecord& header)
{
    Places places;
    places.fill(-1);
    if (!header.isWellFormed) {
        return refusal(
            FileText::tr("There is a stray quotation mark in the first line. That line has the names of the columns: "
                         "organization, clinic_id, name and phone."),
            QStringLiteral("quotation mark in the header"));
    }
    for (size_t place = 0; place < header.fields.size(); ++place) {
        const auto column = std::find(columnNames.begin(), columnNames.end(), header.fields[place]);
        if (column == columnNames.end()) {
            return refusal(
                //: %1 is what stands in a file where the name of a column is expected
                FileText::tr("Steward knows no column “%1”. The columns are organization (or organization_id), "
                             "clinic_id, name and phone.")
                    .arg(header.fields[place].left(longestShown)),
                QStringLiteral("unknown column"));
        }
        int& found = places[static_cast<size_t>(column - columnNames.begin())];
        if (found >= 0) {
            return refusal(
                //: %1 is a column's name
                FileText::tr("The file has the column %1 twice. Remove one of them.").arg(*column),
                QStringLiteral("repeated column"));
        }
        found = static_cast<int>(place);
    }
    const bool isNamed = places[OrganizationColumn] >= 0;
    const bool isById = places[OrganizationIdColumn] >= 0;
    if (!isNamed && !isById) {
        return refusal(
            FileText::tr("The file has no column organization. Add it to the first line."),
            QStringLiteral("no column organization"));
    }
    if (isNamed && isById) {
        return refusal(
            FileText::tr("The file has both columns, organization and organization_id. Remove one of them."),
            QStringLiteral("two columns for the organization"));
    }
    return places;
}

/// A UUID as people write it, and nothing that merely begins like one.
template<class Id>
std::optional<Id> idOf(const QString& text)
{
    const Id id = Id::fromString(text);
    if (id.isNull() || id.toString().compare(text, Qt::CaseInsensitive) != 0)
        return {};
    return id;
}

/// As names are compared that people have typed.
QString likeTyped(const QString& name)
{
    return name.simplified().normalized(QString::NormalizationForm_C).toCaseFolded();
}

/// The organizations by their names.
class NamedOrganizations final {
public:
    explicit NamedOrganizations(const std::vector<Organization>& all)
    {
        for (const Organization& one : all)
            m_ids.insert(likeTyped(one.name), one.id);
    }
    /// Why there is not exactly one of this name; else its id.
    std::expected<OrganizationId, QString> find(const QString& name) const
    {
        const QList<OrganizationId> ids = m_ids.values(likeTyped(name));
        if (ids.size() == 1)
            return ids.front();
        const QString shown = name.left(longestShown);
        if (ids.isEmpty()) {
            //: %1 is a name
            return std::unexpected(
                FileText::tr("No organization is named “%1”. Mend the name, or enter its ID.").arg(shown));
        }
        //: %n is how many organizations, %1 the name they have
        return std::unexpected(FileText::tr(
                                   "%n organization(s) are named “%1”. Enter the ID of the one you mean.", nullptr,
                                   static_cast<int>(ids.size()))
                                   .arg(shown));
    }

private:
    QMultiHash<QString, OrganizationId> m_ids;
};

/// Turns the records into requests and remembers what earlier ones took.
class RequestReader final {
public:
    RequestReader(Places places, size_t fields, QString nameTemplate, Timestamp now, NamedOrganizations named)
        : m_places(places)
        , m_fields(fields)
        , m_template(std::move(nameTemplate))
        , m_now(now)
        , m_named(std::move(named))
    {
    }

    Result<CreationRequest> read(const CsvRecord& record)
    {
        CreationRequest request;
        if (const std::optional<QString> trouble = fill(request, record)) {
            return refusal(
                //: %1 is a line's number, %2 a sentence that says what is wrong with it
                FileText::tr("Line %1: %2").arg(QString::number(record.line), *trouble),
                QStringLiteral("line %1").arg(record.line));
        }
        return request;
    }

private:
    QString field(const CsvRecord& record, Column column) const
    {
        const int place = m_places[column];
        return place < 0 ? QString() : record.fields[static_cast<size_t>(place)];
    }

    std::optional<QString> fill(CreationRequest& request, const CsvRecord& record)
    {
        if (!record.isWellFormed) {
            return FileText::tr(
                "There is a stray quotation mark. Put the whole field in quotation marks and double those inside it.");
        }
        if (record.fields.size() != m_fields) {
            //: %n is how many fields a line has to have
            return FileText::tr(
                "The line needs %n field(s), as many as the first line.", nullptr, static_cast<int>(m_fields));
        }
        // All three, even after a trouble: what a line names is taken for the later ones whatever else is wrong with
        // it.
        const std::optional<QString> organization = fillOrganization(request, record);
        const std::optional<QString> name = fillName(request, record, !organization);
        const std::optional<QString> phone = fillPhone(request, field(record, PhoneColumn), record.line);
        return organization ? organization : name ? name : phone;
    }

    /// By id, or by name where the file's column may hold one.
    std::expected<OrganizationId, QString> organizationOf(const CsvRecord& record) const
    {
        const bool mayBeNamed = m_places[OrganizationColumn] >= 0;
        const QString text = field(record, mayBeNamed ? OrganizationColumn : OrganizationIdColumn);
        if (const std::optional<OrganizationId> id = idOf<OrganizationId>(text))
            return *id;
        if (!mayBeNamed) {
            return std::unexpected(
                FileText::tr("organization_id takes an ID such as 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11."));
        }
        if (text.isEmpty())
            return std::unexpected(FileText::tr("Enter the organization's name or its ID."));
        return m_named.find(text);
    }

    std::optional<QString> fillOrganization(CreationRequest& request, const CsvRecord& record)
    {
        const std::expected<OrganizationId, QString> organization = organizationOf(record);
        if (!organization)
            return organization.error();
        if (const int earlier = m_organizations.value(*organization)) {
            //: %1 is a line's number
            return FileText::tr("Line %1 already has this organization, and each can have only one instance. Remove "
                                "one of the two lines.")
                .arg(earlier);
        }
        m_organizations.insert(*organization, record.line);
        request.organizationId = *organization;
        const QString clinicText = field(record, ClinicColumn);
        const std::optional<ClinicId> clinic = idOf<ClinicId>(clinicText);
        if (!clinicText.isEmpty() && !clinic) {
            return FileText::tr("clinic_id takes an ID such as 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11. Leave it empty "
                                "for the organization's first clinic.");
        }
        request.clinicId = clinic;
        return {};
    }

    std::optional<QString> fillName(CreationRequest& request, const CsvRecord& record, bool mayMake)
    {
        const QString text = field(record, NameColumn);
        if (text.isEmpty() && !mayMake)
            return {};
        request.name = text.isEmpty() ? freeName(request.organizationId) : InstanceName::fromText(text);
        // As the creation would refuse it once the earlier line's instance stands.
        const QString likeness = likenessOf(request.name);
        if (const auto earlier = m_names.constFind(likeness); earlier != m_names.cend()) {
            if (earlier->first != request.name)
                return lookAlikeSentence(request.name, earlier->first);
            //: %1 is a line's number
            return FileText::tr("Line %1 already has this name. Choose another name.").arg(earlier->second);
        }
        m_names.insert(likeness, {request.name, record.line});
        return validateName(request.name);
    }

    std::optional<QString> fillPhone(CreationRequest& request, const QString& text, int line)
    {
        if (std::optional<QString> trouble = validatePhone(text))
            return trouble;
        request.expectedPhone = PhoneNumber::fromText(text);
        if (!request.expectedPhone)
            return {};
        if (const int earlier = m_phones.value(request.expectedPhone->canonical())) {
            //: %1 is a line's number
            return FileText::tr("Line %1 already has this number, and a phone can be linked to only one instance. "
                                "Correct one of the two lines.")
                .arg(earlier);
        }
        m_phones.insert(request.expectedPhone->canonical(), line);
        return {};
    }

    /// A template without the organization would give every line of one run the same name.
    InstanceName freeName(const OrganizationId& organization)
    {
        InstanceName name = defaultInstanceName(m_template, organization, m_now);
        m_now += std::chrono::milliseconds(1);
        return name;
    }

    const Places m_places;
    const size_t m_fields;
    const QString m_template;
    Timestamp m_now;
    const NamedOrganizations m_named;
    QHash<OrganizationId, int> m_organizations;           ///< with the line that has it
    QHash<QString, std::pair<InstanceName, int>> m_names; ///< by their likeness
    QHash<quint64, int> m_phones;                         ///< by their canonical digits
};

/// Asked for only where a line names one: a file of ids is read without the database.
Result<NamedOrganizations>
organizationsNamedIn(const CsvTable& table, const Places& places, const ListOrganizations& organizations)
{
    const int place = places[OrganizationColumn];
    const bool isAnyNamed =
        place >= 0 && std::any_of(table.records.begin() + 1, table.records.end(), [place](const CsvRecord& record) {
            const QString text = record.fields.size() > static_cast<size_t>(place)
                                     ? record.fields[static_cast<size_t>(place)]
                                     : QString();
            return !text.isEmpty() && !idOf<OrganizationId>(text);
        });
    if (!isAnyNamed)
        return NamedOrganizations({});
    const Result<std::vector<Organization>> all = organizations();
    if (!all)
        return std::unexpected(all.error());
    return NamedOrganizations(*all);
}

} // namespace

Result<std::vector<Result<CreationRequest>>> readCreationFile(
    const QString& path, const QString& nameTemplate, Timestamp now, const ListOrganizations& organizations,
    const std::stop_token& stop)
{
    const Result<QByteArray> bytes = bytesOf(path, stop);
    if (!bytes)
        return std::unexpected(bytes.error());
    const Result<QString> text = textOf(*bytes);
    if (!text)
        return std::unexpected(text.error());
    const Result<CsvTable> table = tableOf(*text);
    if (!table)
        return std::unexpected(table.error());
    const CsvRecord& header = table->records.front();
    const Result<Places> places = placesOf(header);
    if (!places)
        return std::unexpected(places.error());
    Result<NamedOrganizations> named = organizationsNamedIn(*table, *places, organizations);
    if (!named)
        return std::unexpected(named.error());
    RequestReader reader(*places, header.fields.size(), nameTemplate, now, std::move(*named));
    std::vector<Result<CreationRequest>> requests;
    for (auto record = table->records.begin() + 1; record != table->records.end(); ++record)
        requests.push_back(reader.read(*record));
    return requests;
}

ListOrganizations listingOrganizations(const StoreFactory& stores, const CallContext& limits)
{
    return [&stores, limits]() -> Result<std::vector<Organization>> {
        Result<DatabaseListing> listing = stores.makeDatabase()->list(limits);
        if (!listing)
            return std::unexpected(listing.error());
        if (listing->organizationsKnown)
            return std::move(listing->organizations);
        return refusal(
            FileText::tr("The organizations' names cannot be read in the database. Enter their IDs in the file."),
            QStringLiteral("organizations not readable"));
    };
}

QByteArray creationFileTemplate()
{
    // With the mark by which spreadsheets know that it is UTF-8.
    return "\xEF\xBB\xBForganization,clinic_id,name,phone\r\n";
}

} // namespace steward
