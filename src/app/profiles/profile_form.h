#pragma once

#include "local/profile.h"

namespace Ui {
class ProfileEditor;
}

namespace steward {

/// Brings a profile into the editor's fields and back. What no field shows is kept as `known` has it.
class ProfileForm final {
public:
    static void fill(Ui::ProfileEditor& fields, const Profile& profile);
    static Profile read(const Ui::ProfileEditor& fields, const Profile& known);
};

} // namespace steward
