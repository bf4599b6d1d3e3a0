#pragma once

#include <QByteArray>
#include <QString>

namespace steward {

/// The file of a loaded library whose name holds `part`; empty where none is loaded.
QString loadedLibrary(const QString& part);
/// The file of the library whose function `user` calls, a loaded library's file, or the program itself where it is
/// empty. Empty where it calls none of that name.
QString libraryCalledBy(const QString& user, const QByteArray& function);

} // namespace steward
