#include "cli/completion.h"

#include "cli/command_line.h"
#include "domain/audit/finding.h"

#include <algorithm>

namespace steward {
namespace {

const auto dashes = QStringLiteral("--");

bool takesValue(const QString& word)
{
    static const QStringList names = optionsWithValue();
    return word.startsWith(dashes) && names.contains(word.mid(dashes.size()));
}

/// What was typed that is no option and no option's value.
QStringList operandsOf(const QStringList& typed)
{
    QStringList operands;
    for (qsizetype index = 0; index < typed.size(); ++index) {
        if (takesValue(typed[index]))
            ++index;
        else if (!typed[index].startsWith(QLatin1Char('-')))
            operands << typed[index];
    }
    return operands;
}

QStringList valuesOf(const QString& option)
{
    if (option == QLatin1String("--if-exists"))
        return {QStringLiteral("fail"), QStringLiteral("reuse"), QStringLiteral("replace")};
    if (option != QLatin1String("--finding"))
        return {};
    QStringList codes;
    for (int code = 0; code < findingCodeCount; ++code)
        codes << findingWord(static_cast<FindingCode>(code));
    return codes;
}

QStringList optionsFor(const QStringList& operands)
{
    QStringList names = commonOptions();
    for (const CommandWords& words : commandWords()) {
        if (words.first == operands.value(0) && (words.second.isEmpty() || words.second == operands.value(1)))
            names += words.options;
    }
    for (QString& name : names)
        name.prepend(dashes);
    return names;
}

QStringList wordsAfter(const QStringList& operands)
{
    QStringList next;
    for (const CommandWords& words : commandWords()) {
        if (operands.isEmpty())
            next << words.first;
        else if (operands.size() == 1 && operands.first() == words.first && !words.second.isEmpty())
            next << words.second;
    }
    next.removeDuplicates();
    return next;
}

} // namespace

QString completionWord()
{
    return QStringLiteral("__complete");
}

QStringList completions(const QStringList& typed)
{
    if (typed.isEmpty())
        return {};
    const QStringList before = typed.mid(0, typed.size() - 1);
    const QString& begun = typed.last();
    const QStringList operands = operandsOf(before);
    QStringList found;
    if (!before.isEmpty() && takesValue(before.last()))
        found = valuesOf(before.last());
    else if (begun.startsWith(QLatin1Char('-')))
        found = optionsFor(operands);
    else
        found = wordsAfter(operands);
    found.erase(
        std::remove_if(found.begin(), found.end(), [&begun](const QString& word) { return !word.startsWith(begun); }),
        found.end());
    return found;
}

} // namespace steward
