#pragma once

#include "domain/plans/plan.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

enum class CommandName {
    Doctor,
    Audit,
    List,
    Show,
    Watch,
    ProfilesExport,
    ProfilesImport,
    Profiles,
    GuardsStatus,
    GuardsSql,
    GuardsApply,
    Create,
    Pair,
    PlanDelete,
    PlanClean,
    PlanRepair,
    Apply,
    Delete,
    Clean,
    Repair,
    Disable,
    Enable,
    Protect,
    Unprotect,
    Unlink,
    Reset,
    SetWebhook,
    Restart,
    JournalList,
    JournalResume,
    JournalVerify,
    JournalRestore,
    SupportBundle,
    Help,
    Version
};

/// An option as it is typed, without dashes.
struct CommandOption {
    QString name;
    QString value;   ///< "NAME"; empty: it takes none
    QString summary; ///< what it does, in the person's language
};

/// How many words a command takes after its own.
enum class Operands { None, One, AtLeastOne, Any };

/// One command, listed once: the parser, `--help`, the manual page and the completion are made of it.
struct CommandSpec {
    CommandName name = CommandName::Help;
    QString words; ///< "audit", "journal list"
    Operands operands = Operands::None;
    QString operand;                    ///< "NAME"; empty where it takes none
    QString summary;                    ///< one sentence, in the person's language
    std::vector<CommandOption> options; ///< its own, beside the common ones
    QStringList examples;               ///< each as typed after `steward-cli`
    std::optional<PlanKind> plan = {};  ///< what it makes, whether it shows it only or applies it

    QString firstWord() const { return words.section(QLatin1Char(' '), 0, 0); }
    QString secondWord() const { return words.section(QLatin1Char(' '), 1); } ///< empty where it has one
    bool hasOption(const QString& option) const;
    QString usage() const; ///< "create [--organization UUID] …", without the common options
};

/// Every command, in the order in which help lists them.
std::vector<CommandSpec> commandTable();
/// The options that every command takes.
std::vector<CommandOption> commonOptions();
/// All of them, each name once.
std::vector<CommandOption> allOptions();

} // namespace steward
