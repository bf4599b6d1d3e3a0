#pragma once

#include "domain/audit/finding.h"

namespace steward {

/// Instances by their names, or by the ends of these (shortName()), as in the table.
enum class NameForm : quint8 { Whole, Short };

/// One sentence (translated): what is wrong, with its evidence. Plain text. `form`: of the other instances.
QString sentenceOf(const Finding& finding, NameForm form = NameForm::Whole);

} // namespace steward
