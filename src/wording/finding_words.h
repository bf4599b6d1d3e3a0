#pragma once

#include "domain/audit/finding.h"
#include "wording/name_form.h"

namespace steward {

/// One sentence (translated): what is wrong, with its evidence. Plain text. `form`: of the other instances.
QString sentenceOf(const Finding& finding, NameForm form = NameForm::Whole);
QString findingTitle(FindingCode code);  ///< translated, for a chip: "Duplicates"
QString findingRepair(FindingCode code); ///< translated: the repair this finding will get

} // namespace steward
