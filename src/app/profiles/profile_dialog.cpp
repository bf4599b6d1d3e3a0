#include "app/profiles/profile_dialog.h"

#include "app/profiles/profile_form.h"
#include "app/profiles/profile_service.h"
#include "app/style/appearance.h"
#include "app/style/environment_look.h"
#include "ui_profile_dialog.h"

#include <QFileDialog>
#include <QPushButton>

namespace steward {

ProfileDialog::ProfileDialog(const Profile& profile, ProfileService& service, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ProfileDialog>())
    , m_service(service)
    , m_profile(profile)
{
    m_ui->setupUi(this);
    for (const auto environment : {Environment::Production, Environment::Staging, Environment::Development}) {
        m_ui->environment->addItem(
            shapeIcon({MarkShape::Square, environmentTone(environment)}, palette()), environmentTitle(environment));
    }
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        doctor(store)->setStore(store);
    ProfileForm::fill(*m_ui, profile);
    m_ui->trouble->hide();
    connectParts();
    if (!profile.keychainId.isNull()) {
        m_service.secretsOf(profile, this, [this](const Result<ProfileSecrets>& secrets) {
            if (secrets)
                takeSecrets(*secrets);
            else
                printError(secrets.error().sentence);
        });
    }
    m_service.keychainState(this, [this](const KeychainAvailability& state) {
        m_ui->keychain->setText(
            state.persistent()
                ? tr("The API key and the passwords are kept in this computer's keychain, never in a file.")
                : state.sentence);
    });
}

ProfileDialog::~ProfileDialog()
{
    for (std::stop_source& test : m_tests)
        test.request_stop();
}

DoctorPanel* ProfileDialog::doctor(Store store)
{
    switch (store) {
    case Store::Server:
        return m_ui->serverDoctor;
    case Store::Database:
        return m_ui->databaseDoctor;
    case Store::Cache:
        return m_ui->cacheDoctor;
    }
    return nullptr;
}

void ProfileDialog::connectParts()
{
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &ProfileDialog::save);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        connect(doctor(store), &DoctorPanel::testWanted, this, [this, store] { test(store); });
    const auto browse = [this](QLineEdit* field) {
        auto* chooser = new QFileDialog(this, tr("Choose a certificate"));
        chooser->setAttribute(Qt::WA_DeleteOnClose);
        chooser->setFileMode(QFileDialog::ExistingFile);
        chooser->setNameFilter(tr("Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)"));
        connect(chooser, &QFileDialog::fileSelected, field, &QLineEdit::setText);
        chooser->open();
    };
    const std::initializer_list<std::pair<QPushButton*, QLineEdit*>> choosers{
        {m_ui->browseCaFile, m_ui->caFile},
        {m_ui->browseServerCaFile, m_ui->serverCaFile},
        {m_ui->browseDatabaseCaFile, m_ui->databaseCaFile},
        {m_ui->browseCacheCaFile, m_ui->cacheCaFile},
        {m_ui->browseCacheCertificateFile, m_ui->cacheCertificateFile},
        {m_ui->browseCacheKeyFile, m_ui->cacheKeyFile}};
    for (const auto& [button, field] : choosers)
        connect(button, &QPushButton::clicked, this, [browse, field = field] { browse(field); });
    const auto showTransport = [this] {
        const bool isSocket = m_ui->transport->currentIndex() == static_cast<int>(CacheSettings::Transport::Unix);
        for (QWidget* widget : {static_cast<QWidget*>(m_ui->socketPath), static_cast<QWidget*>(m_ui->socketPathLabel)})
            widget->setVisible(isSocket);
        for (QWidget* widget :
             {static_cast<QWidget*>(m_ui->cacheHost), static_cast<QWidget*>(m_ui->cacheHostLabel),
              static_cast<QWidget*>(m_ui->cachePort), static_cast<QWidget*>(m_ui->cachePortLabel)})
            widget->setVisible(!isSocket);
    };
    connect(m_ui->transport, &QComboBox::currentIndexChanged, this, showTransport);
    showTransport();
}

void ProfileDialog::takeSecrets(const ProfileSecrets& secrets)
{
    m_kept = secrets;
    const QString words = tr("kept; type to change it");
    if (!secrets.apiKey.isEmpty())
        m_ui->apiKey->setPlaceholderText(words);
    if (!secrets.databasePassword.isEmpty())
        m_ui->databasePassword->setPlaceholderText(words);
    if (!secrets.cachePassword.isEmpty())
        m_ui->cachePassword->setPlaceholderText(words);
}

Profile ProfileDialog::profile() const
{
    return ProfileForm::read(*m_ui, m_profile);
}

ProfileSecrets ProfileDialog::secrets() const
{
    const auto typedOr = [](const QLineEdit& field, const Secret& kept) {
        return field.text().isEmpty() ? kept : Secret::fromText(field.text());
    };
    return {
        typedOr(*m_ui->apiKey, m_kept.apiKey), typedOr(*m_ui->databasePassword, m_kept.databasePassword),
        typedOr(*m_ui->cachePassword, m_kept.cachePassword)};
}

void ProfileDialog::test(Store store)
{
    doctor(store)->setRunning();
    std::stop_source& running = m_tests[static_cast<size_t>(store)];
    running.request_stop();
    running = m_service.diagnose(profile(), secrets(), store, this, [this, store](const StoreDiagnosis& diagnosis) {
        doctor(store)->setDiagnosis(diagnosis);
    });
}

void ProfileDialog::save()
{
    const Profile entered = profile();
    if (entered.name.isEmpty()) {
        m_ui->tabs->setCurrentWidget(m_ui->generalTab);
        m_ui->name->setFocus();
        return printError(tr("Give the profile a name first."));
    }
    if (const auto usable = entered.toConnectionSettings(secrets(), {}); !usable)
        return printError(usable.error().sentence);
    if (const auto usable = checkWebhookTemplate(entered.webhookTemplate); !usable)
        return printError(usable.error().sentence);
    m_ui->buttons->setEnabled(false);
    m_service.save(entered, secrets(), this, [this](const Result<Profile>& result) {
        m_ui->buttons->setEnabled(true);
        if (!result)
            return printError(result.error().sentence);
        Q_EMIT saved(*result);
        accept();
    });
}

void ProfileDialog::printError(const QString& sentence)
{
    m_ui->trouble->setText(sentence);
    m_ui->trouble->show();
}

} // namespace steward
