#include "architecture/named_places.h"

#include "architecture/source_tree.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace steward::test {
namespace {

bool occurs(const QString& text, const QString& pattern)
{
    return text.contains(QRegularExpression(pattern));
}

void addMatches(QStringList& places, const QString& text, const QRegularExpression& pattern)
{
    for (auto matches = pattern.globalMatch(text); matches.hasNext();)
        places << matches.next().captured(1);
}

} // namespace

QStringList placesIn(const QString& markdown)
{
    static const QRegularExpression span(QStringLiteral("`([^`\\n]+)`"));
    static const QRegularExpression drawn(QStringLiteral("\\b([A-Z]\\w+::\\w+|[a-z]+(?:[A-Z][a-z]+)+)\\b"));
    QStringList places;
    const QStringList parts = markdown.split(QStringLiteral("```"));
    for (qsizetype part = 0; part < parts.size(); ++part)
        addMatches(places, parts[part], part % 2 == 0 ? span : drawn);
    places.removeIf([](const QString& place) {
        return place.startsWith(QStringLiteral("./dev ")) || place.startsWith(QStringLiteral("steward"));
    });
    places.removeDuplicates();
    return places;
}

NamedPlaces::NamedPlaces()
{
    for (const char* folder : {"src", "tests", "docs", "ui", "resources", "translations", "installer"})
        m_files << filesBelow(QLatin1String(folder), {QStringLiteral("*")});
    for (const QString& file : m_files) {
        if (file.endsWith(QStringLiteral(".h")) || file.endsWith(QStringLiteral(".cpp")))
            m_contents << contentOf(file);
    }
    m_all = m_contents.join(QLatin1Char('\n'));
}

bool NamedPlaces::exists(const QString& place) const
{
    static const QRegularExpression file(QStringLiteral("/|\\.(md|h|cpp|svg|ui|ts|txt|json|sql|1|sh|py)$"));
    static const QRegularExpression name(QStringLiteral("^[A-Za-z_]\\w*$"));
    if (place.contains(file))
        return isFile(place);
    QString plain = place;
    const bool isCall = plain.endsWith(QStringLiteral("()"));
    if (isCall)
        plain.chop(2);
    if (plain.contains(QStringLiteral("::")))
        return hasMember(plain.section(QStringLiteral("::"), 0, 0), plain.section(QStringLiteral("::"), 1));
    if (!plain.contains(name))
        return false;
    if (isCall)
        return occurs(m_all, QStringLiteral("\\b%1\\(").arg(plain));
    if (plain.front().isUpper())
        return isDeclared(plain);
    return occurs(m_all, QStringLiteral("\\b%1\\b").arg(plain)) || isFile(plain);
}

/// From the project's folder; a file's name alone may stand anywhere.
bool NamedPlaces::isFile(const QString& path) const
{
    if (QDir(projectFolder()).exists(path))
        return true;
    return !path.contains(QLatin1Char('/')) && std::ranges::any_of(m_files, [&path](const QString& file) {
        return file.section(QLatin1Char('/'), -1) == path;
    });
}

bool NamedPlaces::isDeclared(const QString& type) const
{
    return occurs(m_all, QStringLiteral("\\b(class|struct|enum|namespace|using)\\s+%1\\b").arg(type));
}

bool NamedPlaces::hasMember(const QString& type, const QString& member) const
{
    if (!isDeclared(type))
        return false;
    if (occurs(m_all, QStringLiteral("\\b%1::%2\\b").arg(type, member)))
        return true;
    return std::ranges::any_of(m_contents, [&](const QString& content) {
        return occurs(content, QStringLiteral("\\b(class|struct|enum class|namespace) %1\\b[^;]*\\{").arg(type)) &&
               occurs(content, QStringLiteral("\\b%1\\b").arg(member));
    });
}

} // namespace steward::test
