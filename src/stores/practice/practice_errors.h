#pragma once

#include "domain/diagnosis.h"
#include "domain/error.h"
#include "domain/instance_name.h"

namespace steward {

/// "The practice server", "The practice database", "The practice cache".
QString practiceTitle(Store store);

/// The error of a store that was told to fail.
Error practiceFailure(ErrorKind kind, Store store);
Error practiceReadOnly(Store store);
Error practiceUnreachableName(const InstanceName& name);
Error practiceNotFound(const InstanceName& name);
Error practiceNameInUse(const InstanceName& name);

/// The doctor's report of a practice store: every check passed, or the first one failed and the rest skipped.
StoreDiagnosis practiceDiagnosis(Store store, const Result<void>& entered);

} // namespace steward
