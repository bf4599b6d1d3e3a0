#include "domain/new_name.h"

#include "domain/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct NameText {
    Q_DECLARE_TR_FUNCTIONS(steward::NewName)
};

constexpr qsizetype longestName = 100; // bytes

/// What trimming takes away, in the server's language too.
bool isTrimmed(QChar character)
{
    return character.isSpace() || character == QChar(0xFEFF);
}

QString trimmed(QStringView text)
{
    while (!text.isEmpty() && isTrimmed(text.front()))
        text = text.mid(1);
    while (!text.isEmpty() && isTrimmed(text.back()))
        text.chop(1);
    return text.toString();
}

bool holdsUnseen(const QString& text)
{
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](uint each) { return isInvisible(each); });
}

} // namespace

std::optional<QString> troubleWithName(const InstanceName& name)
{
    if (name.isEmpty())
        return NameText::tr("An instance needs a name.");
    if (!name.isReachable())
        return NameText::tr("No request could ever reach an instance of that name. Choose another name.");
    if (name.utf8().size() > longestName)
        return NameText::tr("The name is too long: at most 100 bytes. Choose a shorter name.");
    const QString text = QString::fromUtf8(name.utf8());
    if (name.isValidUtf8() && trimmed(text) != text)
        return NameText::tr("The name begins or ends with a space, which servers take away. Type it without.");
    if (!name.isValidUtf8() || holdsUnseen(text))
        return NameText::tr("The name holds characters that cannot be seen. Type it anew.");
    return {};
}

InstanceName trimmedName(const InstanceName& name)
{
    return name.isValidUtf8() ? InstanceName::fromText(trimmed(QString::fromUtf8(name.utf8()))) : name;
}

QString likenessOf(const InstanceName& name)
{
    const QString composed = QString::fromUtf8(name.utf8()).normalized(QString::NormalizationForm_C);
    return trimmed(composed).toCaseFolded().normalized(QString::NormalizationForm_C);
}

QString lookAlikeSentence(const InstanceName& name, const InstanceName& standing)
{
    //: %1 and %2 are instances' names that look the same
    return NameText::tr(
               "The name \"%1\" looks like \"%2\", which stands already: they differ in case, in spaces at the "
               "ends or in how letters are written.")
        .arg(name.text(), standing.text());
}

} // namespace steward
