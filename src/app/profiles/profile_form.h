#pragma once

#include "local/profile.h"

namespace Ui {
class ProfileDialog;
}

namespace steward {

/// Brings a profile into the dialog's fields and back. What no field shows is kept as `known` has it.
class ProfileForm final {
public:
    static void fill(Ui::ProfileDialog& fields, const Profile& profile);
    static Profile read(const Ui::ProfileDialog& fields, const Profile& known);
};

} // namespace steward
