#include "app/palette/palette_entries.h"

#include "app/table/audit_index.h"
#include "app/table/cells.h"
#include "app/table/row_uses.h"
#include "wording/finding_words.h"

#include <QHash>

#include <algorithm>

namespace steward {
namespace {

constexpr int leastDigits = 3;

Mark connectionShape(const AuditRow& row)
{
    if (!row.server && !row.isUnlisted()) {
        return row.inServer == Presence::Absent ? Mark{MarkShape::Dash, Tone::Quiet}
                                                : Mark{MarkShape::Question, Tone::Quiet};
    }
    switch (row.connection()) {
    case Connection::Open:
        return {MarkShape::FilledRing, Tone::Good};
    case Connection::Close:
        return {MarkShape::Ring, Tone::Quiet};
    case Connection::Connecting:
        return {MarkShape::DottedRing, Tone::Busy};
    case Connection::Other:
        return {MarkShape::Question, Tone::Quiet};
    }
    return {MarkShape::Question, Tone::Quiet};
}

bool isOpenShape(const Mark& mark)
{
    return mark.shape == MarkShape::FilledRing;
}

QString phoneOf(const AuditRow& row)
{
    const std::optional<PhoneNumber> phone = row.phone();
    return phone ? phoneInGroups(*phone) : QString();
}

void takeRow(PaletteEntries::Organization& organization, const AuditRow& row, std::optional<Severity>& worst)
{
    if (row.kind != RowKind::Instance)
        return;
    const Mark mark = connectionShape(row);
    const bool isBetter = isOpenShape(mark) && !isOpenShape(organization.mark);
    if (!organization.first || isBetter) {
        organization.first = row.name;
        organization.mark = mark;
    }
    if (organization.phone.isEmpty() || isBetter)
        organization.phone = phoneOf(row);
    if (usesOf(row).canBePaired && !isOpenShape(mark))
        organization.pairable = ++organization.pairables == 1 ? std::optional(row.name) : std::nullopt;
    organization.hasDuplicates = organization.hasDuplicates || row.has(FindingCode::DuplicateInstance);
    for (const Finding& finding : row.findings) {
        if (worst && finding.severity() <= *worst)
            continue;
        worst = finding.severity();
        organization.problem = findingTitle(finding.code);
        organization.problemMark = severityMark(worst);
    }
}

/// 0: begins with it, 1: a word of it does, 2: it stands within.
int rankAt(const QString& text, qsizetype place)
{
    if (place == 0)
        return 0;
    return text.at(place - 1).isLetterOrNumber() ? 2 : 1;
}

} // namespace

QString foldedLetters(const QString& text)
{
    QString folded;
    folded.reserve(text.size());
    // One character for one, so that what matches can be marked in the text itself.
    for (const QChar letter : text) {
        const QString parts = QString(letter).normalized(QString::NormalizationForm_KD);
        folded += parts.isEmpty() ? letter.toCaseFolded() : parts.front().toCaseFolded();
    }
    return folded;
}

std::shared_ptr<const PaletteEntries> makePaletteEntries(const AuditIndex& index)
{
    auto entries = std::make_shared<PaletteEntries>();
    QHash<OrganizationId, size_t> places;
    for (const OrganizationSummary& summary : index.organizations()) {
        if (summary.id.isNull())
            continue;
        places.insert(summary.id, entries->organizations.size());
        PaletteEntries::Organization organization;
        organization.id = summary.id;
        organization.name = summary.name;
        organization.folded = foldedLetters(summary.name);
        organization.instances = summary.instances;
        organization.mark = {summary.instances < 0 ? MarkShape::Question : MarkShape::Dash, Tone::Quiet};
        entries->organizations.push_back(std::move(organization));
    }
    std::vector<std::optional<Severity>> worst(entries->organizations.size());
    for (const AuditRow& row : index.audit().rows()) {
        const auto place = places.constFind(row.organizationId);
        if (place != places.cend())
            takeRow(entries->organizations[*place], row, worst[*place]);
        if (row.kind != RowKind::Instance)
            continue;
        const std::optional<PhoneNumber> phone = row.phone();
        entries->instances.push_back(
            {row.name, foldedLetters(row.name.text()), phone ? phone->text().mid(1) : QString(), phoneOf(row),
             index.audit().organizationName(row.organizationId), connectionShape(row), usesOf(row).canBePaired});
    }
    for (const FindingCode code : index.audit().counts().findings.keys())
        entries->problems.insert(code);
    return entries;
}

std::optional<TextMatch> matchOf(const QString& folded, const QStringList& words)
{
    TextMatch match;
    for (const QString& word : words) {
        qsizetype best = folded.indexOf(word);
        if (best < 0)
            return {};
        for (qsizetype place = best; place >= 0 && rankAt(folded, best) > 1; place = folded.indexOf(word, place + 1)) {
            if (rankAt(folded, place) < rankAt(folded, best))
                best = place;
        }
        match.rank += rankAt(folded, best);
        match.marks.emplace_back(static_cast<int>(best), static_cast<int>(word.size()));
    }
    return match;
}

QString digitsOf(const QString& text)
{
    QString digits;
    for (const QChar letter : text) {
        if (letter.isDigit())
            digits += QChar(u'0' + static_cast<char16_t>(letter.digitValue()));
        else if (!QStringLiteral("+-(). ").contains(letter))
            return {};
    }
    return digits.size() < leastDigits ? QString() : digits;
}

} // namespace steward
