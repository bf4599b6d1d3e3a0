#include "app/profiles/secrets_dialog.h"

#include "app/style/plain_text.h"
#include "domain/unknown_value.h"
#include "domain/word_table.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace steward {
namespace {

QString nameOf(SecretKind kind)
{
    static constexpr WordTable<SecretKind, 3> words{{"apiKey", "databasePassword", "cachePassword"}};
    return words.of(kind);
}

} // namespace

SecretsDialog::SecretsDialog(
    const QString& profile, const QString& why, const std::vector<SecretKind>& lacking, QWidget* parent)
    : QDialog(parent)
    , m_buttons(new QDialogButtonBox(this))
{
    //: The title of a window: %1 is a profile's name
    setWindowTitle(tr("Open %1").arg(profile));
    auto* column = new QVBoxLayout(this);
    const auto addWords = [&](const QString& words, const char* name) {
        auto* label = new QLabel(this);
        label->setObjectName(QLatin1String(name));
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setText(breakable(words));
        column->addWidget(label);
    };
    addWords(why, "why");
    addWords(
        tr("Enter here what the profile needs. It is kept in memory until Steward ends, and in no file. Leave a "
           "password empty where there is none."),
        "words");
    auto* form = new QFormLayout;
    column->addLayout(form);
    for (const SecretKind kind : lacking)
        addField(*form, kind);
    column->addStretch(1);
    column->addWidget(m_buttons);
    m_open = m_buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    m_buttons->addButton(QDialogButtonBox::Cancel);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(70 * fontMetrics().averageCharWidth());
    showOpen();
}

QString SecretsDialog::titleOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::ApiKey:
        return tr("&API key of the server:");
    case SecretKind::DatabasePassword:
        return tr("Password of the &database:");
    case SecretKind::CachePassword:
        return tr("Password of the &cache:");
    }
    return unknownText();
}

void SecretsDialog::addField(QFormLayout& form, SecretKind kind)
{
    auto* field = new QLineEdit(this);
    field->setObjectName(nameOf(kind));
    field->setEchoMode(QLineEdit::Password);
    field->setAccessibleName(titleOf(kind).remove(QLatin1Char('&')));
    connect(field, &QLineEdit::textChanged, this, &SecretsDialog::showOpen);
    form.addRow(titleOf(kind), field);
}

/// Without its key the server lets nobody in.
void SecretsDialog::showOpen()
{
    const auto* key = findChild<QLineEdit*>(nameOf(SecretKind::ApiKey));
    const bool isReady = !key || !key->text().isEmpty();
    m_open->setEnabled(isReady);
    m_open->setToolTip(isReady ? QString() : tr("Enter the API key first."));
}

Secret SecretsDialog::entered(SecretKind kind) const
{
    const auto* field = findChild<QLineEdit*>(nameOf(kind));
    return field ? Secret::fromText(field->text()) : Secret();
}

ProfileSecrets SecretsDialog::secrets() const
{
    return {entered(SecretKind::ApiKey), entered(SecretKind::DatabasePassword), entered(SecretKind::CachePassword)};
}

} // namespace steward
