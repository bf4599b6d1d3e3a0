#include "wording/workspace_words.h"

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

} // namespace steward
