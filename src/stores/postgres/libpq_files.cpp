#include "stores/postgres/libpq_files.h"

#include "stores/system_library.h"

#include <QCoreApplication>
#include <QDir>
#include <QSqlDatabase>

namespace steward {
namespace {

struct FilesText {
    Q_DECLARE_TR_FUNCTIONS(steward::LibpqFiles)
};

LibpqFiles lookUp()
{
    const auto name = QStringLiteral("steward-libpq-files");
    QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name); // loads it
    QSqlDatabase::removeDatabase(name);
    const QByteArray function("PQclear"); // which both call
    const QString driver = loadedLibrary(QStringLiteral("qsqlpsql"));
    return {libraryCalledBy({}, function), driver.isEmpty() ? QString() : libraryCalledBy(driver, function)};
}

} // namespace

const LibpqFiles& libpqFiles()
{
    static const LibpqFiles files = lookUp();
    return files;
}

Result<void> checkLibpqFiles(const LibpqFiles& files)
{
    if (files.areOne())
        return {};
    return std::unexpected(Error{
        ErrorKind::LocalFailure,
        //: %1 and %2 are files' paths
        FilesText::tr("Steward uses the PostgreSQL library %1 and its database driver uses %2, which do not go "
                      "together. Install Steward anew.")
            .arg(QDir::toNativeSeparators(files.program), QDir::toNativeSeparators(files.driver)),
        QStringLiteral("libpq of the program %1, of the driver %2").arg(files.program, files.driver)});
}

Check libpqCheck(const LibpqFiles& files)
{
    if (const Result<void> one = checkLibpqFiles(files); !one) {
        return {
            CheckId::Library,
            CheckState::Failed,
            one.error().kind,
            one.error().sentence,
            FilesText::tr("Another program's folder comes before Steward's, or a file of Steward was replaced."),
            FilesText::tr("Install Steward anew."),
            errorDetails(one.error())};
    }
    const QString path = QDir::toNativeSeparators(files.program);
    const QString driver = QDir::toNativeSeparators(files.driver);
    //: %1 is a file's path
    const QString builtIn = FilesText::tr("The program uses %1; the database driver is built in.").arg(path);
    //: %1 and %2 are files' paths, here the same
    const QString both = FilesText::tr("The program uses %1, its database driver %2.").arg(path, driver);
    return passedCheck(CheckId::Library, driver.isEmpty() ? builtIn : both);
}

} // namespace steward
