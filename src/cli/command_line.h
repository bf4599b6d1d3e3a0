#pragma once

#include "cli/apply_command.h"
#include "cli/command_table.h"
#include "cli/consent.h"
#include "cli/create_command.h"
#include "cli/pair_command.h"
#include "cli/plan_command.h"
#include "cli/watch_command.h"
#include "domain/error.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

/// What was typed: `steward-cli [--profile NAME | --practice] [--data-dir DIR] [--json] COMMAND` (CONTRACT).
struct CommandLine {
    CommandName command = CommandName::Help;
    QString profile; ///< empty: the environment, or practice
    bool practice = false;
    QString dataDirectory; ///< empty: the usual one
    bool json = false;
    bool verbose = false;      ///< details of errors on stderr
    bool residue = false;      ///< audit
    bool memory = false;       ///< audit
    bool webhooks = false;     ///< audit
    bool all = false;          ///< audit: the three together
    bool withInstance = false; ///< journal restore
    Consent consent;           ///< commands that change
    WatchOptions watch;        ///< watch; its pace comes from the profile
    QStringList keepExecute;   ///< guards apply; empty: the usual role
    QString instanceName;      ///< show
    QStringList names;         ///< the words after the command, as typed: instances, or what help is about
    CreateOptions create;      ///< create
    PairOptions pair;          ///< pair
    PlanOptions plan;          ///< plan
    ApplyOptions apply;        ///< apply, and whatever shows a plan and applies it

    /// `arguments` without the program's name. An unknown word, flag or command is an error that says what is possible.
    /// Also where the rest of the words is wrong.
    static bool wantsJson(const QStringList& arguments);
    static Result<CommandLine> parse(const QStringList& arguments);
};

} // namespace steward
