#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// One record of a CSV text. What stands outside quotation marks is without the blanks around it; what stands inside
/// them is kept character by character.
struct CsvRecord {
    int line = 0; ///< where it begins, from 1
    std::vector<QString> fields;
    bool isWellFormed = true; ///< false: a quotation mark inside a field without, or text behind a closing one
    bool isBlank() const;     ///< an empty line, or separators alone
};

/// A text as RFC 4180 has it; a line ends with CRLF, LF or CR. Pure.
struct CsvTable {
    std::vector<CsvRecord> records; ///< blank ones are left out
    int lines = 0;                  ///< of the text, blank ones too
    std::optional<int> openQuote;   ///< the line of a quotation mark that is never closed: nothing behind it is known

    /// The separator is ';' where the first record holds one outside quotation marks, else ','.
    static CsvTable fromText(const QString& text);
};

} // namespace steward
