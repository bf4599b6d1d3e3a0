#pragma once

#include "domain/error.h"
#include "domain/store_records.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <stop_token>
#include <variant>
#include <vector>

namespace steward {

struct XlsxColumn {
    QString title;
    int width = 0; ///< in letters
};

/// A text, which is never taken for a formula, a link or a number; or a moment, which is a date there.
using XlsxCell = std::variant<QString, Timestamp>;

/// One sheet: a row of titles that stays in sight and can be filtered by, and rows that are asked for one by one.
struct XlsxSheet {
    QString title;
    std::vector<XlsxColumn> columns;
    size_t rowCount = 0;
    std::function<std::vector<XlsxCell>(size_t)> row;
};

constexpr size_t mostXlsxRows = 1'048'575;    ///< below the titles: Excel opens no more
constexpr qsizetype longestXlsxText = 32'767; ///< what is longer ends in an ellipsis

/// The file's content. What does not fit into a cell is cut; more rows than there may be are an error. Made in a
/// private folder for temporary files, which is gone afterwards. Blocks: on a worker. A stop ends it at the next row.
Result<QByteArray> xlsxOf(const XlsxSheet& sheet, const std::stop_token& stop);

} // namespace steward
