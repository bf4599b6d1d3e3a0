#include "workflows/journal/journal_errors.h"

#include <QCoreApplication>
#include <QDir>

namespace steward {
namespace {

struct JournalText {
    Q_DECLARE_TR_FUNCTIONS(steward::Journal)
};

} // namespace

Error journalDamaged(const QString& folder, const ChainDamage& damage)
{
    const QString shown = QDir::toNativeSeparators(folder);
    QString sentence;
    if (damage.record) {
        //: %1 is a folder's path, %2 the number of a record
        sentence = JournalText::tr(
                       "The journal in %1 is damaged: record %2 was changed or is missing, and what comes after it "
                       "cannot be trusted. Check with an audit that the stores agree, then move this folder elsewhere "
                       "and keep it: a new journal starts by itself.")
                       .arg(shown, QString::number(*damage.record));
    } else {
        //: %1 is a folder's path
        sentence =
            JournalText::tr(
                "The journal in %1 is damaged, so it does not say for certain what Steward did last. Check with an "
                "audit that the stores agree, then move this folder elsewhere and keep it: a new journal starts by "
                "itself.")
                .arg(shown);
    }
    return Error{ErrorKind::LocalFailure, sentence, QStringLiteral("journal %1: %2").arg(folder, damage.detail)};
}

Error journalUnreadable(const QString& path, const QString& detail)
{
    return Error{
        ErrorKind::LocalFailure,
        //: %1 is the path of a file or folder
        JournalText::tr("The journal in %1 could not be read. Check whether you may read it, then try again.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("journal %1: %2").arg(path, detail)};
}

Error journalNotWritten(const QString& path, const QString& detail)
{
    return Error{
        ErrorKind::LocalFailure,
        //: %1 is the path of a file or folder
        JournalText::tr("The journal in %1 could not be written. Check whether the disk is full and whether you may "
                        "write there, then try again.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("journal %1: %2").arg(path, detail)};
}

} // namespace steward
