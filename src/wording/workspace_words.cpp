#include "wording/workspace_words.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct WorkspaceText {
    Q_DECLARE_TR_FUNCTIONS(steward::WorkspaceWords)
};

} // namespace

QString WorkspaceWords::isReadOnly()
{
    return WorkspaceText::tr("This workspace is read only. Nothing can be changed here.");
}

QString WorkspaceWords::storesAreRead()
{
    return WorkspaceText::tr("The three stores are being read.");
}

QString WorkspaceWords::keepsNoJournal()
{
    return WorkspaceText::tr("Practice keeps no journal.");
}

QString WorkspaceWords::willHappen()
{
    return WorkspaceText::tr("This is what will happen. Nothing has changed yet.");
}

QString WorkspaceWords::wasReadInPart(Store store)
{
    switch (store) {
    case Store::Server:
        return WorkspaceText::tr("The server was read in part only");
    case Store::Database:
        return WorkspaceText::tr("The database was read in part only");
    case Store::Cache:
        return WorkspaceText::tr("The cache was read in part only");
    }
    return unknownText();
}

QString WorkspaceWords::countsAsNotRead()
{
    return WorkspaceText::tr("It counts as not read.");
}

QString WorkspaceWords::whyNotRead(Store store, const Error& error)
{
    if (!error.inPart)
        return error.sentence;
    return wasReadInPart(store) + QStringLiteral(". ") + countsAsNotRead() + QLatin1Char(' ') + error.sentence;
}

} // namespace steward
