#include "app/help/manual.h"

#include "domain/query/row_text.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace steward {
namespace {

QString manualFile(const QString& name)
{
    QFile file(QStringLiteral(":/manual/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

std::vector<ManualSection> sectionsOf(const QString& markdown)
{
    // Each begins with its id in a comment, which nobody sees: <!-- instances -->
    static const QRegularExpression mark(
        QStringLiteral("^<!-- ([a-z-]+) -->\\s*$"), QRegularExpression::MultilineOption);
    std::vector<ManualSection> sections;
    std::vector<QRegularExpressionMatch> marks;
    for (auto matches = mark.globalMatch(markdown); matches.hasNext();)
        marks.push_back(matches.next());
    for (size_t at = 0; at < marks.size(); ++at) {
        const qsizetype begin = marks[at].capturedEnd();
        const qsizetype end = at + 1 < marks.size() ? marks[at + 1].capturedStart() : markdown.size();
        ManualSection section{marks[at].captured(1), {}, markdown.mid(begin, end - begin).trimmed()};
        section.title = section.text.section(QLatin1Char('\n'), 0, 0).remove(QLatin1Char('#')).trimmed();
        sections.push_back(std::move(section));
    }
    return sections;
}

std::vector<ManualSection> manualIn(Language language)
{
    const Language meant = resolved(language);
    std::vector<ManualSection> sections =
        meant == Language::English ? std::vector<ManualSection>{}
                                   : sectionsOf(manualFile(QStringLiteral("manual.%1.md").arg(languageWord(meant))));
    return sections.empty() ? sectionsOf(manualFile(QStringLiteral("manual.md"))) : sections;
}

bool holdsWords(const ManualSection& section, const QString& words)
{
    const QByteArray text = foldedText(section.text);
    const QList<QByteArray> each = foldedText(words).split(' ');
    return std::ranges::all_of(each, [&text](const QByteArray& word) { return text.contains(word); });
}

} // namespace steward
