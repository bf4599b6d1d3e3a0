#pragma once

#include "domain/audit/finding.h"

namespace steward {

/// One sentence (translated): what is wrong, with its evidence. Plain text.
QString sentenceOf(const Finding& finding);

} // namespace steward
