#include "domain/query/row_text.h"

#include "domain/query/instance_state.h"

#include <algorithm>
#include <array>

namespace steward {
namespace {

bool isPlainAscii(const QString& text)
{
    return std::ranges::all_of(text, [](QChar character) { return character.unicode() < 0x80; });
}

QByteArray withoutControls(QByteArray bytes)
{
    for (char& byte : bytes) {
        if (static_cast<unsigned char>(byte) < 0x20)
            byte = ' ';
    }
    return bytes;
}

void appendWord(QByteArray& to, const QByteArray& word)
{
    if (word.isEmpty())
        return;
    to += word;
    to += ' ';
}

void appendPhone(QByteArray& to, const std::optional<PhoneNumber>& phone)
{
    if (phone)
        appendWord(to, QByteArray::number(phone->digits()));
}

void appendPhones(QByteArray& to, const AuditRow& row)
{
    std::optional<PhoneNumber> first;
    if (row.server)
        first = row.server->phone;
    appendPhone(to, first);
    // The same number once more would cost room and find nothing more.
    for (const Integration* integration : row.integrations) {
        for (const auto& phone : {integration->phone(), integration->expectedPhone}) {
            if (phone && (!first || phone->digits() != first->digits()))
                appendPhone(to, phone);
        }
    }
    const CacheEntry* entry = row.cacheEntry();
    if (entry && entry->phone && (!first || entry->phone->digits() != first->digits()))
        appendPhone(to, entry->phone);
}

void appendNames(QByteArray& to, const Audit& audit, const AuditRow& row)
{
    if (row.kind == RowKind::Instance) {
        const QString suffix = nameSuffix(row.name);
        appendWord(to, suffix.isEmpty() ? foldedText(row.name.text()) : suffix.toLatin1());
    }
    if (row.server)
        appendWord(to, foldedText(row.server->profileName));
    if (const Integration* integration = row.integration()) {
        appendWord(to, foldedText(integration->displayName));
        appendWord(to, foldedText(audit.clinicName(integration->clinicId)));
    }
}

/// Made once: a large fleet has many findings.
const QByteArray& latinWord(FindingCode code)
{
    static const auto words = [] {
        std::array<QByteArray, findingCodeCount> all;
        for (size_t place = 0; place < all.size(); ++place)
            all[place] = findingWord(static_cast<FindingCode>(place)).toLatin1();
        return all;
    }();
    return words[static_cast<size_t>(code)];
}

void appendIds(QByteArray& to, const AuditRow& row, const ProblemNames& names)
{
    if (!row.organizationId.isNull())
        appendWord(to, row.organizationId.toByteArray());
    if (row.integration())
        appendWord(to, row.integration()->id.toByteArray());
    appendWord(to, instanceStateWords(stateOf(row)).front());
    for (const Finding& finding : row.findings) {
        appendWord(to, latinWord(finding.code));
        appendWord(to, names.titles[static_cast<size_t>(finding.code)]);
    }
}

} // namespace

QByteArray foldedText(const QString& text)
{
    if (isPlainAscii(text))
        return withoutControls(text.toLatin1().toLower());
    QString plain = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    plain.removeIf([](QChar character) { return character.category() == QChar::Mark_NonSpacing; });
    return withoutControls(plain.toUtf8());
}

QByteArray digitsIn(const QByteArray& word)
{
    QByteArray digits;
    for (const char character : word) {
        if (character >= '0' && character <= '9')
            digits += character;
        else if (!QByteArrayView("+()-./ ").contains(character))
            return {};
    }
    return digits;
}

void appendRowText(QByteArray& to, const Audit& audit, const AuditRow& row, const ProblemNames& names)
{
    if (!row.organizationId.isNull())
        to += foldedText(audit.organizationName(row.organizationId));
    to += textPartEnd;
    appendPhones(to, row);
    to += textPartEnd;
    appendNames(to, audit, row);
    to += textPartEnd;
    to += foldedText(row.title());
    to += textPartEnd;
    if (row.integration())
        to += foldedText(row.integration()->status);
    to += textPartEnd;
    appendIds(to, row, names);
}

QByteArrayView textPart(QByteArrayView rowText, TextPart part)
{
    for (int skipped = 0; skipped < static_cast<int>(part); ++skipped)
        rowText = rowText.sliced(rowText.indexOf(textPartEnd) + 1);
    return part == TextPart::Ids ? rowText : rowText.first(rowText.indexOf(textPartEnd));
}

QByteArrayView textForPeople(QByteArrayView rowText)
{
    const qsizetype rest = textPart(rowText, TextPart::Instance).begin() - rowText.begin();
    return rowText.first(rest);
}

} // namespace steward
