#include "workflows/creation/csv_table.h"

#include <algorithm>

namespace steward {
namespace {

constexpr QChar quote(u'"');

bool isLineEnd(QChar character)
{
    return character == u'\n' || character == u'\r';
}

bool isBlankCharacter(QChar character)
{
    return character == u' ' || character == u'\t';
}

QString withoutBlanks(const QString& text)
{
    const auto first = std::find_if_not(text.begin(), text.end(), isBlankCharacter);
    auto last = text.end();
    while (last != first && isBlankCharacter(*(last - 1)))
        --last;
    return text.mid(first - text.begin(), last - first);
}

QChar separatorOf(const QString& text)
{
    bool quoted = false;
    bool isBlank = true;
    for (const QChar character : text) {
        if (character == quote)
            quoted = !quoted;
        else if (!quoted && character == u';')
            return u';';
        else if (!quoted && isLineEnd(character) && !isBlank)
            break;
        isBlank = isBlank && (isLineEnd(character) || isBlankCharacter(character));
    }
    return u',';
}

/// Walks through the text once, from field to field.
class CsvWalk final {
public:
    explicit CsvWalk(const QString& text)
        : m_text(text)
        , m_separator(separatorOf(text))
    {
    }

    bool atEnd() const { return m_place >= m_text.size(); }
    int line() const { return m_line; }
    std::optional<int> openQuote() const { return m_openQuote; }

    CsvRecord takeRecord()
    {
        CsvRecord record;
        record.line = m_line;
        do
            record.fields.push_back(takeField(record.isWellFormed));
        while (passSeparator());
        if (!atEnd())
            passLineEnd();
        return record;
    }

private:
    /// "\r\n" is one line end.
    bool isPair() const
    {
        return m_text[m_place] == u'\r' && m_place + 1 < m_text.size() && m_text[m_place + 1] == u'\n';
    }
    bool isDoubledQuote() const
    {
        return m_text[m_place] == quote && m_place + 1 < m_text.size() && m_text[m_place + 1] == quote;
    }
    bool fieldEnds() const { return atEnd() || m_text[m_place] == m_separator || isLineEnd(m_text[m_place]); }

    QString takeField(bool& isWellFormed)
    {
        if (!atEnd() && m_text[m_place] == quote) {
            QString field = takeQuoted();
            for (; !fieldEnds(); ++m_place) {
                field += m_text[m_place];
                isWellFormed = false;
            }
            return field;
        }
        const qsizetype start = m_place;
        for (; !fieldEnds(); ++m_place)
            isWellFormed = isWellFormed && m_text[m_place] != quote;
        return withoutBlanks(m_text.mid(start, m_place - start));
    }

    QString takeQuoted()
    {
        const int opened = m_line;
        QString field;
        ++m_place;
        while (!atEnd()) {
            const QChar character = m_text[m_place];
            const bool isDoubled = isDoubledQuote();
            if (character == quote && !isDoubled) {
                ++m_place;
                return field;
            }
            field += character;
            if (isLineEnd(character) && !isPair())
                ++m_line;
            m_place += isDoubled ? 2 : 1;
        }
        m_openQuote = opened;
        return field;
    }

    bool passSeparator()
    {
        if (atEnd() || m_text[m_place] != m_separator)
            return false;
        ++m_place;
        return true;
    }

    void passLineEnd()
    {
        m_place += isPair() ? 2 : 1;
        ++m_line;
    }

    const QString& m_text;
    const QChar m_separator;
    qsizetype m_place = 0;
    int m_line = 1;
    std::optional<int> m_openQuote;
};

} // namespace

bool CsvRecord::isBlank() const
{
    return isWellFormed &&
           std::all_of(fields.begin(), fields.end(), [](const QString& field) { return field.isEmpty(); });
}

CsvTable CsvTable::fromText(const QString& text)
{
    CsvTable table;
    CsvWalk walk(text);
    while (!walk.atEnd()) {
        CsvRecord record = walk.takeRecord();
        if (!record.isBlank())
            table.records.push_back(std::move(record));
    }
    table.openQuote = walk.openQuote();
    const bool endsWithLine = text.isEmpty() || isLineEnd(text.back());
    table.lines = endsWithLine ? walk.line() - 1 : walk.line();
    return table;
}

} // namespace steward
