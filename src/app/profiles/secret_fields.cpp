#include "app/profiles/secret_fields.h"

#include "app/style/icons.h"
#include "local/kept_secrets.h"
#include "ui_profile_editor.h"

namespace steward {
namespace {

void addEye(QLineEdit& field, const QString& words)
{
    QAction* eye = field.addAction(makeIcon(Icon::Eye, &Tokens::quiet), QLineEdit::TrailingPosition);
    eye->setObjectName(QStringLiteral("showSecret")); // unchecked when the window is locked
    eye->setCheckable(true);
    eye->setText(words);
    eye->setToolTip(words);
    QObject::connect(eye, &QAction::toggled, &field, [&field](bool isSeen) {
        field.setEchoMode(isSeen ? QLineEdit::Normal : QLineEdit::Password);
    });
}

} // namespace

SecretFields::SecretFields(Ui::ProfileEditor& fields)
    : m_fields{
          {{&ProfileSecrets::apiKey, fields.apiKey, fields.apiKeyHint},
           {&ProfileSecrets::databasePassword, fields.databasePassword, fields.databasePasswordHint},
           {&ProfileSecrets::cachePassword, fields.cachePassword, fields.cachePasswordHint}}}
    , m_keychain(fields.keychain)
{
    for (const Field& field : m_fields)
        addEye(*field.line, tr("Show what is typed"));
}

void SecretFields::type(const ProfileSecrets& secrets)
{
    for (const Field& field : m_fields)
        field.line->setText(QString::fromUtf8((secrets.*field.secret).reveal()));
}

ProfileSecrets SecretFields::typed() const
{
    ProfileSecrets secrets;
    for (const Field& field : m_fields)
        secrets.*field.secret = Secret::fromText(field.line->text());
    return secrets;
}

ProfileSecrets SecretFields::secrets(const Profile& before, const Profile& now) const
{
    ProfileSecrets secrets = typed();
    const ProfileSecrets stay = secretsThatStay(m_kept, before, now);
    for (const Field& field : m_fields) {
        if ((secrets.*field.secret).isEmpty())
            secrets.*field.secret = stay.*field.secret;
    }
    return secrets;
}

void SecretFields::showKept(const Profile& before, const Profile& now)
{
    const ProfileSecrets stay = secretsThatStay(m_kept, before, now);
    for (const Field& field : m_fields) {
        if (!(m_kept.*field.secret).isEmpty())
            field.line->setPlaceholderText(
                (stay.*field.secret).isEmpty() ? tr("type it anew: the address is another one")
                                               : tr("kept; type to change it"));
    }
}

void SecretFields::showKeychain(bool isPersistent, const QString& sentence)
{
    m_keychain->setText(
        isPersistent ? tr("The API key and the passwords are kept in this computer's keychain, never in a file.")
                     : sentence);
    for (const Field& field : m_fields)
        field.hint->setText(isPersistent ? tr("Kept in the system’s keychain") : tr("Kept until Steward ends"));
}

} // namespace steward
