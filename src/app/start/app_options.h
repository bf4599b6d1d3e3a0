#pragma once

#include "domain/error.h"
#include "local/translations.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace steward {

/// What the program was started with: `steward [--profile NAME | --practice] [--data-dir DIR] [--lang LANGUAGE]
/// [--background] [--screenshots DIR [--beside DIR]] [FILE]`.
struct AppOptions {
    QString profile; ///< id or name
    bool practice = false;
    bool background = false;          ///< beside the clock where the desktop has room there, else minimized
    QString dataDirectory;            ///< empty: the usual one
    std::optional<Language> language; ///< nothing: as the settings say
    QString screenshots;              ///< folder to write pictures into, instead of opening a window
    QString beside;                   ///< folder with pictures to put beside them
    QString file;                     ///< a plan or a profile, whole path
    bool help = false;
    bool version = false;

    /// `arguments` without the program's name. An unknown flag is an error that names it.
    static Result<AppOptions> parse(const QStringList& arguments);
};

QString appHelpText();

} // namespace steward
