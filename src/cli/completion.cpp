#include "cli/completion.h"

#include "cli/command_table.h"
#include "domain/audit/finding.h"
#include "domain/query/row_query.h"
#include "wording/query_words.h"

#include <algorithm>

namespace steward {
namespace {

const auto dashes = QStringLiteral("--");

bool takesValue(const QString& word)
{
    static const std::vector<CommandOption> options = allOptions();
    return std::ranges::any_of(options, [&word](const CommandOption& option) {
        return !option.value.isEmpty() && word == dashes + option.name;
    });
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
    std::vector<CommandOption> options = commonOptions();
    for (const CommandSpec& command : commandTable()) {
        if (command.firstWord() == operands.value(0) &&
            (command.secondWord().isEmpty() || command.secondWord() == operands.value(1)))
            options.insert(options.end(), command.options.begin(), command.options.end());
    }
    QStringList names;
    for (const CommandOption& option : options)
        names << dashes + option.name;
    return names;
}

QStringList wordsAfter(QStringList operands)
{
    if (operands.value(0) == QLatin1String("help"))
        operands.removeFirst();
    QStringList next;
    for (const CommandSpec& command : commandTable()) {
        if (operands.isEmpty())
            next << command.firstWord();
        else if (operands.size() == 1 && operands.first() == command.firstWord() && !command.secondWord().isEmpty())
            next << command.secondWord();
    }
    next.removeDuplicates();
    return next;
}

/// Of the command list, whose words are a query.
QStringList queryWords(const QString& started)
{
    QStringList words;
    for (const QueryCompletion& each : completionsFor(started, {}))
        words << each.word;
    return words;
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
    const QString& started = typed.last();
    const QStringList operands = operandsOf(before);
    QStringList found;
    if (!before.isEmpty() && takesValue(before.last()))
        found = valuesOf(before.last());
    else if (started.startsWith(QLatin1Char('-')))
        found = optionsFor(operands);
    else if (operands.value(0) == QLatin1String("list"))
        found = queryWords(started);
    else
        found = wordsAfter(operands);
    found.erase(
        std::remove_if(
            found.begin(), found.end(), [&started](const QString& word) { return !word.startsWith(started); }),
        found.end());
    return found;
}

} // namespace steward
