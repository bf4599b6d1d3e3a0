#pragma once

#include "domain/error.h"

#include <QString>
#include <QStringList>

namespace steward {

enum class CommandName { Doctor, Audit, Show, JournalList, JournalVerify, Help, Version };

/// What was typed: `steward-cli [--profile NAME | --practice] [--data-dir DIR] [--json] COMMAND` (CONTRACT).
struct CommandLine {
    CommandName command = CommandName::Help;
    QString profile; ///< empty: the environment, or practice
    bool practice = false;
    QString dataDirectory; ///< empty: the usual one
    bool json = false;
    bool residue = false; ///< audit
    bool memory = false;  ///< audit
    QString instanceName; ///< show

    /// `arguments` without the program's name. An unknown word, flag or command is an error that says what is possible.
    static Result<CommandLine> parse(const QStringList& arguments);
};

QString helpText();

} // namespace steward
