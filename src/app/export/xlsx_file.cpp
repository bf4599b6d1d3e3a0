// The one file that wraps libxlsxwriter, which writes the workbooks that Excel opens.
#include "app/export/xlsx_file.h"

#include "domain/iso_time.h"
#include "stores/call_context.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <xlsxwriter.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace steward {
namespace {

struct XlsxText {
    Q_DECLARE_TR_FUNCTIONS(steward::XlsxFile)
};

constexpr int firstYear = 1900; ///< Excel knows no date before

std::unexpected<Error> notMade(const QString& detail)
{
    return std::unexpected(Error{
        ErrorKind::LocalFailure,
        XlsxText::tr("The Excel file could not be made. See whether the disk for temporary files is full."), detail});
}

/// As it stands in the file: Excel would read "_x0041_" as an A, and a file with what is no character not at all.
QByteArray bytesOf(QString text)
{
    static const QRegularExpression escape(QStringLiteral("_(?=x[0-9A-Fa-f]{4}_)"));
    static const QRegularExpression noCharacter(QStringLiteral("[\\x{0}\\x{fffe}\\x{ffff}]"));
    text.replace(escape, QStringLiteral("_x005F_"));
    text.replace(noCharacter, QString(QChar::ReplacementCharacter));
    if (text.size() > longestXlsxText) {
        text.truncate(longestXlsxText - 1);
        if (text.back().isHighSurrogate())
            text.chop(1);
        text += QChar(0x2026);
    }
    return text.toUtf8();
}

/// Whatever is written to it; closed and freed once.
class Workbook final {
    Q_DISABLE_COPY_MOVE(Workbook)

public:
    explicit Workbook(const QTemporaryDir& folder)
        : m_folder(QFile::encodeName(folder.path()))
        , m_path(QFile::encodeName(folder.filePath(QStringLiteral("rows.xlsx"))))
    {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = m_folder.data();
        m_book = workbook_new_opt(m_path.constData(), &options);
    }
    ~Workbook()
    {
        if (!m_book)
            return;
        // Nobody wants it any more: closed, it would be packed first, which takes its time.
        if (m_sheet && m_sheet->optimize_tmpfile)
            (void)std::fclose(std::exchange(m_sheet->optimize_tmpfile, nullptr));
        lxw_workbook_free(m_book);
    }

    bool begin(const XlsxSheet& sheet)
    {
        m_sheet = m_book ? workbook_add_worksheet(m_book, bytesOf(sheet.title).constData()) : nullptr;
        m_titleFormat = m_book ? workbook_add_format(m_book) : nullptr;
        m_timeFormat = m_book ? workbook_add_format(m_book) : nullptr;
        if (!m_sheet || !m_titleFormat || !m_timeFormat)
            return false;
        format_set_bold(m_titleFormat);
        format_set_num_format(m_timeFormat, "yyyy-mm-dd hh:mm");
        for (size_t place = 0; place < sheet.columns.size(); ++place) {
            const auto column = static_cast<lxw_col_t>(place);
            write(0, column, sheet.columns[place].title, m_titleFormat);
            keep(worksheet_set_column(m_sheet, column, column, sheet.columns[place].width, nullptr));
        }
        worksheet_freeze_panes(m_sheet, 1, 0);
        const auto lastRow = static_cast<lxw_row_t>(sheet.rowCount);
        if (!sheet.columns.empty())
            keep(worksheet_autofilter(m_sheet, 0, 0, lastRow, static_cast<lxw_col_t>(sheet.columns.size() - 1)));
        return m_error == LXW_NO_ERROR;
    }

    void write(lxw_row_t row, lxw_col_t column, const QString& text, lxw_format* format = nullptr)
    {
        if (!text.isEmpty())
            keep(worksheet_write_string(m_sheet, row, column, bytesOf(text).constData(), format));
    }

    void write(lxw_row_t row, lxw_col_t column, Timestamp time)
    {
        const QDateTime local = localTime(time);
        const QDate day = local.date();
        if (day.year() < firstYear || day.year() > 9999)
            return write(row, column, local.toString(Qt::ISODate));
        lxw_datetime moment{day.year(),          day.month(),           day.day(),
                            local.time().hour(), local.time().minute(), static_cast<double>(local.time().second())};
        keep(worksheet_write_datetime(m_sheet, row, column, &moment, m_timeFormat));
    }

    /// What is there by then is on the disk; its error, or the first one before.
    lxw_error close()
    {
        if (!holdsAllRows())
            keep(LXW_ERROR_CREATING_TMPFILE);
        keep(workbook_close(std::exchange(m_book, nullptr)));
        return m_error;
    }
    lxw_error error() const { return m_error; }
    QString path() const { return QFile::decodeName(m_path); }

private:
    /// The library looks at none of its writes of rows, and closes without an error where the disk took only some: they
    /// have to be there, with room for the copy it makes of them and for the packed file.
    bool holdsAllRows() const
    {
        std::FILE* rows = m_sheet->optimize_tmpfile;
        if (!rows || std::fflush(rows) != 0 || std::ferror(rows) != 0)
            return false;
        constexpr std::uintmax_t rest = 1'000'000; // what else is in such a file
        const long written = std::ftell(rows);
        std::error_code error;
        const auto room = std::filesystem::space(std::filesystem::path(m_folder.constData()), error);
        return !error && written >= 0 && room.available > 2 * static_cast<std::uintmax_t>(written) + rest;
    }

    void keep(lxw_error error)
    {
        if (m_error == LXW_NO_ERROR)
            m_error = error;
    }

    QByteArray m_folder;
    const QByteArray m_path;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    lxw_format* m_titleFormat = nullptr;
    lxw_format* m_timeFormat = nullptr;
    lxw_error m_error = LXW_NO_ERROR;
};

} // namespace

Result<QByteArray> xlsxOf(const XlsxSheet& sheet, const std::stop_token& stop)
{
    if (sheet.rowCount > mostXlsxRows) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            XlsxText::tr("An Excel file holds 1,048,575 rows at most. Filter the rows, or save them as CSV."),
            QStringLiteral("%1 rows").arg(sheet.rowCount)});
    }
    const QTemporaryDir folder;
    if (!folder.isValid())
        return notMade(folder.errorString());
    Workbook book(folder);
    bool isWritten = book.begin(sheet);
    for (size_t row = 0; isWritten && row < sheet.rowCount; ++row) {
        if (stop.stop_requested())
            return std::unexpected(stoppedError());
        const std::vector<XlsxCell> cells = sheet.row(row);
        for (size_t column = 0; column < cells.size(); ++column) {
            std::visit(
                [&](const auto& value) {
                    book.write(static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(column), value);
                },
                cells[column]);
        }
        isWritten = book.error() == LXW_NO_ERROR;
    }
    if (!isWritten || book.close() != LXW_NO_ERROR)
        return notMade(QString::fromUtf8(lxw_strerror(book.error())));
    QFile file(book.path());
    if (!file.open(QIODevice::ReadOnly))
        return notMade(file.errorString());
    return file.readAll();
}

} // namespace steward
