#pragma once

#include "domain/query/instance_state.h"

namespace steward {

/// Instances by their names, or by the ends of these (shortName()), as in the table.
enum class NameForm : quint8 { Whole, Short };

inline QString shownName(const InstanceName& name, NameForm form)
{
    return form == NameForm::Short ? shortName(name) : name.text();
}

} // namespace steward
