#pragma once

class QString;
class QWidget;

namespace Ui {
class ProfileEditor;
}

namespace steward {

struct ManagedSettings;

/// Locks what an administrator has set: of a profile of theirs all but the key and the passwords, of another one what
/// their switches and limits hold. `editor`: around the fields.
void lockManagedFields(
    const Ui::ProfileEditor& fields, const QWidget& editor, const ManagedSettings& managed, const QString& profileId);

} // namespace steward
