#include "app/profiles/profile_form.h"

#include "ui_profile_editor.h"

namespace steward {
namespace {

QString textOf(const QByteArray& bytes)
{
    return QString::fromUtf8(bytes);
}

void fillNames(Ui::ProfileEditor& fields, const StoreNames& names)
{
    fields.schema->setText(names.schema);
    fields.integrationsTable->setText(names.integrationsTable);
    fields.clinicsTable->setText(names.clinicsTable);
    fields.organizationsSchema->setText(names.organizationsSchema);
    fields.organizationsTable->setText(names.organizationsTable);
    fields.functionSchema->setText(names.functionSchema);
    fields.saveFunction->setText(names.saveFunction);
    fields.instanceKeyPrefix->setText(textOf(names.instanceKeyPrefix));
    fields.tokenKeyPrefix->setText(textOf(names.tokenKeyPrefix));
    fields.residuePrefix->setText(textOf(names.residuePrefix));
    fields.workerGroup->setText(textOf(names.workerGroup));
    fields.addedChannel->setText(textOf(names.addedChannel));
    fields.removedChannel->setText(textOf(names.removedChannel));
    fields.instanceNameTemplate->setText(names.instanceNameTemplate);
}

/// An emptied field means the usual name.
QString nameOr(const QLineEdit& field, const QString& usual)
{
    return field.text().isEmpty() ? usual : field.text();
}

QByteArray nameOr(const QLineEdit& field, const QByteArray& usual)
{
    return field.text().isEmpty() ? usual : field.text().toUtf8();
}

StoreNames readNames(const Ui::ProfileEditor& fields, StoreNames names)
{
    const StoreNames usual;
    names.schema = nameOr(*fields.schema, usual.schema);
    names.integrationsTable = nameOr(*fields.integrationsTable, usual.integrationsTable);
    names.clinicsTable = nameOr(*fields.clinicsTable, usual.clinicsTable);
    names.organizationsSchema = nameOr(*fields.organizationsSchema, usual.organizationsSchema);
    names.organizationsTable = nameOr(*fields.organizationsTable, usual.organizationsTable);
    names.functionSchema = nameOr(*fields.functionSchema, usual.functionSchema);
    names.saveFunction = nameOr(*fields.saveFunction, usual.saveFunction);
    names.instanceKeyPrefix = nameOr(*fields.instanceKeyPrefix, usual.instanceKeyPrefix);
    names.tokenKeyPrefix = nameOr(*fields.tokenKeyPrefix, usual.tokenKeyPrefix);
    names.residuePrefix = nameOr(*fields.residuePrefix, usual.residuePrefix);
    names.workerGroup = nameOr(*fields.workerGroup, usual.workerGroup);
    names.addedChannel = nameOr(*fields.addedChannel, usual.addedChannel);
    names.removedChannel = nameOr(*fields.removedChannel, usual.removedChannel);
    names.instanceNameTemplate = nameOr(*fields.instanceNameTemplate, usual.instanceNameTemplate);
    return names;
}

} // namespace

void ProfileForm::fill(Ui::ProfileEditor& fields, const Profile& profile)
{
    fields.name->setText(profile.name);
    fields.environment->setCurrentIndex(static_cast<int>(profile.environment));
    fields.readOnly->setChecked(profile.readOnly);
    fields.forStaff->setChecked(profile.role == Role::Staff);
    fields.caFile->setText(profile.caFile);
    fields.allowInsecure->setChecked(profile.allowInsecure);
    fields.webhookTemplate->setText(profile.webhookTemplate);
    fields.ignore->setPlainText(profile.ignore.texts().join(QLatin1Char('\n')));
    fields.serverUrl->setText(profile.serverUrl);
    fields.serverCaFile->setText(profile.serverCaFile);
    fields.databaseHost->setText(profile.database.host);
    fields.databasePort->setValue(profile.database.port);
    fields.databaseName->setText(profile.database.database);
    fields.databaseUser->setText(profile.database.user);
    const int mode = fields.sslMode->findText(profile.database.sslMode);
    fields.sslMode->setCurrentIndex(mode > 0 ? mode : 0);
    fields.databaseCaFile->setText(profile.database.caFile);
    fields.transport->setCurrentIndex(static_cast<int>(profile.cache.transport));
    fields.cacheHost->setText(profile.cache.host);
    fields.cachePort->setValue(profile.cache.port);
    fields.socketPath->setText(profile.cache.socketPath);
    fields.cacheUser->setText(profile.cache.user);
    fields.cacheDatabase->setValue(profile.cache.database);
    fields.cacheCaFile->setText(profile.cache.caFile);
    fields.cacheCertificateFile->setText(profile.cache.certificateFile);
    fields.cacheKeyFile->setText(profile.cache.keyFile);
    fields.pendingGrace->setValue(static_cast<int>(profile.pendingGrace.count()));
    fields.stuckPairing->setValue(static_cast<int>(profile.stuckPairingAfter.count()));
    fields.readEvery->setValue(static_cast<int>(profile.readEvery.count()));
    fillNames(fields, profile.names);
}

Profile ProfileForm::read(const Ui::ProfileEditor& fields, const Profile& known)
{
    Profile profile = known;
    profile.name = fields.name->text().trimmed();
    profile.environment = static_cast<Environment>(fields.environment->currentIndex());
    profile.readOnly = fields.readOnly->isChecked();
    profile.role = fields.forStaff->isChecked() ? Role::Staff : Role::Administrator;
    profile.caFile = fields.caFile->text().trimmed();
    profile.allowInsecure = fields.allowInsecure->isChecked();
    profile.webhookTemplate = fields.webhookTemplate->text().trimmed();
    profile.ignore = IgnorePatterns::fromTexts(fields.ignore->toPlainText().split(QLatin1Char('\n')));
    profile.serverUrl = fields.serverUrl->text().trimmed();
    profile.serverCaFile = fields.serverCaFile->text().trimmed();
    profile.database.host = fields.databaseHost->text().trimmed();
    profile.database.port = fields.databasePort->value();
    profile.database.database = fields.databaseName->text().trimmed();
    profile.database.user = fields.databaseUser->text().trimmed();
    profile.database.sslMode = fields.sslMode->currentIndex() <= 0 ? QString() : fields.sslMode->currentText();
    profile.database.caFile = fields.databaseCaFile->text().trimmed();
    profile.cache.transport = static_cast<CacheSettings::Transport>(fields.transport->currentIndex());
    profile.cache.host = fields.cacheHost->text().trimmed();
    profile.cache.port = fields.cachePort->value();
    profile.cache.socketPath = fields.socketPath->text().trimmed();
    profile.cache.user = fields.cacheUser->text().trimmed();
    profile.cache.database = fields.cacheDatabase->value();
    profile.cache.caFile = fields.cacheCaFile->text().trimmed();
    profile.cache.certificateFile = fields.cacheCertificateFile->text().trimmed();
    profile.cache.keyFile = fields.cacheKeyFile->text().trimmed();
    profile.pendingGrace = std::chrono::minutes(fields.pendingGrace->value());
    profile.stuckPairingAfter = std::chrono::minutes(fields.stuckPairing->value());
    profile.readEvery = std::chrono::minutes(fields.readEvery->value());
    profile.names = readNames(fields, known.names);
    return profile;
}

} // namespace steward
