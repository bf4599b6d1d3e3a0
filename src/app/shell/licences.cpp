#include "app/shell/licences.h"

#include <QCoreApplication>
#include <QFile>

namespace steward {
namespace {

struct LicenceText {
    Q_DECLARE_TR_FUNCTIONS(steward::Licences)
};

/// What is built in, and so needs no disk.
QString builtIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// A library under Steward's own licence.
Licence alsoApache(const QString& title)
{
    return {title, builtIn(QStringLiteral(":/licences/Steward"))};
}

Licence ofLibrary(const QString& name, const QString& licence)
{
    return {name + QStringLiteral(", ") + licence, builtIn(QStringLiteral(":/licences/%1.txt").arg(name))};
}

} // namespace

std::vector<Licence> licences()
{
    return {
        alsoApache(QStringLiteral("Steward, Apache-2.0")),
        ofLibrary(QStringLiteral("Qt"), QStringLiteral("LGPL-3.0-only")),
        alsoApache(QStringLiteral("OpenSSL, Apache-2.0")),
        ofLibrary(QStringLiteral("libpq"), QStringLiteral("PostgreSQL")),
        ofLibrary(QStringLiteral("SQLite"), LicenceText::tr("public domain")),
        ofLibrary(QStringLiteral("hiredis"), QStringLiteral("BSD-3-Clause")),
        alsoApache(QStringLiteral("simdjson, Apache-2.0")),
        ofLibrary(QStringLiteral("RapidJSON"), QStringLiteral("MIT")),
        ofLibrary(QStringLiteral("libqrencode"), QStringLiteral("LGPL-2.1-or-later")),
        ofLibrary(QStringLiteral("libxlsxwriter"), QStringLiteral("BSD-2-Clause")),
        ofLibrary(QStringLiteral("QtKeychain"), QStringLiteral("BSD-3-Clause")),
        {LicenceText::tr("Inter (font), OFL-1.1"), builtIn(QStringLiteral(":/fonts/OFL.txt"))},
        {LicenceText::tr("Lucide (icons), ISC"), builtIn(QStringLiteral(":/icons/lucide/LICENSE"))}};
}

} // namespace steward
