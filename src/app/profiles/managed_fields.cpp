#include "app/profiles/managed_fields.h"

#include "app/components/locked_field.h"
#include "local/managed_settings.h"
#include "ui_profile_editor.h"

#include <initializer_list>
#include <utility>

namespace steward {
namespace {

/// All of it; the key and the passwords are the person's.
void lockWhole(const Ui::ProfileEditor& fields, const QWidget& editor)
{
    for (QWidget* field : editor.findChildren<QWidget*>()) {
        const auto* line = qobject_cast<QLineEdit*>(field);
        const bool isField = line || qobject_cast<QSpinBox*>(field) || qobject_cast<QComboBox*>(field) ||
                             qobject_cast<QCheckBox*>(field) || qobject_cast<QPlainTextEdit*>(field);
        const bool isPart = qobject_cast<QSpinBox*>(field->parentWidget()) != nullptr;
        if (isField && !isPart && !(line && line->echoMode() == QLineEdit::Password))
            lockQuietly(*field);
    }
    for (QWidget* button :
         {fields.paste, fields.openEnv, fields.browseCaFile, fields.browseServerCaFile, fields.browseDatabaseCaFile,
          fields.browseCacheCaFile, fields.browseCacheCertificateFile, fields.browseCacheKeyFile})
        lockQuietly(*button);
    for (QWidget* field : std::initializer_list<QWidget*>{fields.name, fields.webhookTemplate, fields.readEvery})
        lockField(*field);
}

} // namespace

void lockManagedFields(
    const Ui::ProfileEditor& fields, const QWidget& editor, const ManagedSettings& managed, const QString& profileId)
{
    if (managed.find(profileId))
        return lockWhole(fields, editor);
    const std::initializer_list<std::pair<bool, QWidget*>> all{
        {managed.readOnly, fields.readOnly},
        {managed.forStaff, fields.forStaff},
        {managed.onlyEncrypted, fields.allowInsecure},
        {managed.pendingGrace.has_value(), fields.pendingGrace},
        {managed.stuckPairingAfter.has_value(), fields.stuckPairing},
        {managed.readEvery.has_value(), fields.readEvery}};
    for (const auto& [isSet, field] : all) {
        if (isSet)
            lockField(*field);
    }
}

} // namespace steward
