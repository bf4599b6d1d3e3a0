#include "app/shell/licences.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>

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

QString libraries()
{
    return QStringList{
        QStringLiteral("Qt: LGPL-3.0-only"),
        QStringLiteral("OpenSSL: Apache-2.0"),
        QStringLiteral("libpq: PostgreSQL"),
        QStringLiteral("hiredis: BSD-3-Clause"),
        QStringLiteral("simdjson: Apache-2.0 OR MIT"),
        QStringLiteral("RapidJSON: MIT"),
        QStringLiteral("SQLite: public domain"),
        QStringLiteral("libqrencode: LGPL-2.1-or-later"),
        QStringLiteral("QtKeychain: BSD-3-Clause"),
    }
        .join(QLatin1Char('\n'));
}

} // namespace

std::vector<Licence> licences()
{
    return {
        {QStringLiteral("Steward, Apache-2.0"), builtIn(QStringLiteral(":/licences/Steward"))},
        {LicenceText::tr("Libraries"), libraries()},
        {LicenceText::tr("Inter (font), OFL-1.1"), builtIn(QStringLiteral(":/fonts/OFL.txt"))},
        {LicenceText::tr("Lucide (icons), ISC"), builtIn(QStringLiteral(":/icons/lucide/LICENSE"))}};
}

} // namespace steward
