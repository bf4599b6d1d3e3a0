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

std::optional<QString> validateName(const InstanceName& name)
{
    if (name.isEmpty())
        return NameText::tr("An instance needs a name.");
    if (!name.isReachable())
        return NameText::tr("No address could reach an instance of this name. Choose another name.");
    if (name.utf8().size() > longestName)
        return NameText::tr("The name is longer than 100 bytes. Choose a shorter one.");
    const QString text = QString::fromUtf8(name.utf8());
    if (name.isValidUtf8() && trimmed(text) != text)
        return NameText::tr("The name starts or ends with a space, which servers remove. Leave the space out.");
    if (!name.isValidUtf8() || holdsUnseen(text))
        return NameText::tr("The name contains invisible characters. Type it again.");
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
    return NameText::tr("The name “%1” looks like “%2”, which is taken: they differ only in upper and lower case, in "
                        "spaces or in how letters are encoded.")
        .arg(name.text(), standing.text());
}

} // namespace steward
