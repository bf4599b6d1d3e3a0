#include "app/profiles/profile_editor.h"

#include "app/components/pill.h"
#include "app/profiles/managed_fields.h"
#include "app/profiles/paste_catcher.h"
#include "app/profiles/profile_form.h"
#include "app/profiles/profile_service.h"
#include "app/profiles/secret_fields.h"
#include "app/profiles/store_cards.h"
#include "app/style/environment_look.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"
#include "app/style/type.h"
#include "local/pasted_settings.h"
#include "ui_profile_editor.h"
#include "wording/value_titles.h"

#include <QEvent>
#include <QFileDialog>

#include <algorithm>

namespace steward {
namespace {

constexpr qreal widestPage = 1080;
constexpr qreal narrowPage = 700;

/// No wider than one reads with ease, the head as wide as the cards below it; narrow, it stands in one column.
void fitPage(Ui::ProfileEditor& fields, StoreCards& cards)
{
    const int width = fields.pages->width();
    const QMargins margins = fields.connectionsContent->layout()->contentsMargins();
    const int inner = fields.pages->layoutDirection() == Qt::RightToLeft ? margins.left() : margins.right();
    fields.head->setContentsMargins(readingMargins(0, 0, std::max(inner, width - scaled(widestPage) + inner), 0));
    cards.setStacked(width < scaled(narrowPage));
}

} // namespace

ProfileEditor::ProfileEditor(const Profile& profile, ProfileService& service, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfileEditor>())
    , m_service(service)
    , m_tests(new StoreTests(
          service,
          [this] {
              return StoreTests::Entered{this->profile(), secrets()};
          },
          this))
    , m_profile(profile)
{
    m_ui->setupUi(this);
    turnMargins(*this);
    for (const auto environment : {Environment::Production, Environment::Staging, Environment::Development}) {
        m_ui->environment->addItem(
            shapeIcon({MarkShape::Square, environmentTone(environment)}, palette()), environmentTitle(environment));
    }
    m_secrets = std::make_unique<SecretFields>(*m_ui);
    m_cards = new StoreCards(*m_ui, *m_tests, this);
    fill(profile);
    m_shown = this->profile();
    dress();
    lockManagedFields(*m_ui, *this, m_service.managed(), profile.id);
    connectParts();
    connectFields();
    connectFiles();
    setCancelable(false);
    say(Tone::Quiet, {});
    setSection(Section::Connections);
    if (profile.id.isEmpty())
        m_cards->unfoldAll();
    else
        m_cards->unfold(Store::Server);
    askForSecrets();
    showTransport();
    showState();
}

ProfileEditor::~ProfileEditor() = default;

void ProfileEditor::dress()
{
    m_ui->heading->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    m_ui->unsaved->setLook(TextSize::Small, QFont::Normal, &Tokens::quiet);
    const QList<TextLabel*> labels = findChildren<TextLabel*>();
    for (TextLabel* one : labels) {
        if (one->buddy() || one == m_ui->safetyLabel)
            one->setLook(TextSize::Body, QFont::Medium, &Tokens::text);
        else if (one->objectName().endsWith(QLatin1String("Hint")))
            one->setLook(TextSize::Small, QFont::Normal, &Tokens::quiet);
    }
    for (TextLabel* words : {m_ui->pasteWords, m_ui->keychain, m_ui->namesHint})
        words->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->exportProfile->setIcon(makeIcon(Icon::Upload));
    m_ui->paste->setIcon(makeIcon(Icon::ClipboardPaste));
    m_ui->openEnv->setIcon(makeIcon(Icon::FileUp));
    for (QWidget* page : {m_ui->connectionsContent, m_ui->namesContent, m_ui->limitsContent})
        page->setMaximumWidth(scaled(widestPage));
    for (QPushButton* button : {m_ui->remove, m_ui->exportProfile})
        button->setVisible(!m_profile.id.isEmpty());
}

void ProfileEditor::fill(const Profile& profile)
{
    ProfileForm::fill(*m_ui, m_service.managed().applied(profile));
}

void ProfileEditor::askForSecrets()
{
    if (!m_profile.keychainId.isNull()) {
        m_service.secretsOf(m_profile, this, [this](const Result<ProfileSecrets>& secrets) {
            if (secrets)
                takeSecrets(*secrets);
            else
                say(Tone::Error, secrets.error().sentence); // the rest can be edited and tested all the same
        });
    }
    m_service.keychainState(this, [this](const KeychainAvailability& state) {
        m_secrets->showKeychain(state.persistent(), state.sentence);
    });
}

void ProfileEditor::connectParts()
{
    m_ui->pages->installEventFilter(this);
    connect(m_ui->save, &QPushButton::clicked, this, &ProfileEditor::save);
    connect(m_ui->cancel, &QPushButton::clicked, this, &ProfileEditor::cancelled);
    const auto* catcher = new PasteCatcher(*m_ui, m_service, *this);
    connect(catcher, &PasteCatcher::caught, this, &ProfileEditor::paste);
    connect(catcher, &PasteCatcher::failed, this, [this](const QString& sentence) { say(Tone::Warning, sentence); });
    connect(m_ui->exportProfile, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(m_profile.id); });
    connect(m_ui->remove, &QPushButton::clicked, this, [this] { Q_EMIT removeWanted(m_profile.id); });
}

void ProfileEditor::connectFields()
{
    for (QLineEdit* field : findChildren<QLineEdit*>())
        connect(field, &QLineEdit::textChanged, this, [this, field] { changeField(*field); });
    for (QSpinBox* field : findChildren<QSpinBox*>())
        connect(field, &QSpinBox::valueChanged, this, [this, field] { changeField(*field); });
    for (QComboBox* field : findChildren<QComboBox*>())
        connect(field, &QComboBox::currentIndexChanged, this, [this, field] { changeField(*field); });
    for (QCheckBox* field : findChildren<QCheckBox*>())
        connect(field, &QCheckBox::toggled, this, [this, field] { changeField(*field); });
    connect(m_ui->ignore, &QPlainTextEdit::textChanged, this, [this] { changeField(*m_ui->ignore); });
    connect(m_ui->transport, &QComboBox::currentIndexChanged, this, &ProfileEditor::showTransport);
}

void ProfileEditor::connectFiles()
{
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
}

void ProfileEditor::setSection(Section section)
{
    m_ui->pages->setCurrentIndex(static_cast<int>(section));
    switch (section) {
    case Section::Connections:
        m_ui->heading->setText(m_profile.id.isEmpty() ? tr("Connect to your servers") : tr("Connections"));
        break;
    case Section::Names:
        m_ui->heading->setText(tr("Names and webhook"));
        break;
    case Section::Limits:
        m_ui->heading->setText(tr("Limits"));
        break;
    }
    for (QWidget* button : {m_ui->testAll, m_ui->exportProfile, m_ui->remove})
        button->setVisible(section == Section::Connections && (button == m_ui->testAll || !m_profile.id.isEmpty()));
    if (m_service.managed().find(m_profile.id))
        m_ui->remove->hide();
}

void ProfileEditor::setCancelable(bool isCancelable)
{
    m_ui->cancel->setVisible(isCancelable);
}

void ProfileEditor::takeSecrets(const ProfileSecrets& secrets)
{
    m_secrets->keep(secrets);
    m_secrets->showKept(m_profile, profile());
}

Profile ProfileEditor::profile() const
{
    return ProfileForm::read(*m_ui, m_profile);
}

ProfileSecrets ProfileEditor::secrets() const
{
    return m_secrets->secrets(m_profile, profile());
}

bool ProfileEditor::isDirty() const
{
    return profile() != m_shown || m_secrets->typed() != ProfileSecrets{};
}

void ProfileEditor::discard()
{
    fill(m_shown);
    m_secrets->type({});
    say(Tone::Quiet, {});
}

void ProfileEditor::paste(const QString& text)
{
    if (m_service.managed().find(m_profile.id))
        return say(
            Tone::Warning, tr("Your administrator has set this workspace. Only its key and passwords are yours."));
    const Result<PastedSettings> pasted = PastedSettings::fromText(text);
    if (pasted)
        take(*pasted);
    else
        say(Tone::Warning, pasted.error().sentence);
}

void ProfileEditor::take(const PastedSettings& pasted)
{
    const Profile before = profile();
    const ProfileSecrets had = secrets();
    const ProfileSecrets typed = pasted.applied(m_secrets->typed(), before);
    fill(pasted.applied(before));
    m_secrets->type(typed);
    //: %1 lists what was pasted, such as "database address, database password"
    QStringList sentences{tr("Filled in: %1.").arg(pasted.taken().join(QStringLiteral(", ")))};
    sentences << pasted.trouble();
    if (pasted.leftOut() > 0)
        sentences << tr("%n other variable(s) were left out.", nullptr, pasted.leftOut());
    const ProfileSecrets has = secrets();
    const bool lacksSecret = (has.apiKey.isEmpty() && !had.apiKey.isEmpty()) ||
                             (has.databasePassword.isEmpty() && !had.databasePassword.isEmpty()) ||
                             (has.cachePassword.isEmpty() && !had.cachePassword.isEmpty());
    if (lacksSecret)
        sentences << tr("The address is another one, so its key or password has to be entered anew.");
    say(pasted.trouble().isEmpty() && !lacksSecret ? Tone::Good : Tone::Warning, sentences.join(QLatin1Char(' ')));
    m_cards->unfoldAll();
}

bool ProfileEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_ui->pages && event->type() == QEvent::Resize)
        fitPage(*m_ui, *m_cards);
    return QWidget::eventFilter(watched, event);
}

void ProfileEditor::changeField(const QWidget& field)
{
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        if (m_cards->holds(store, field) || &field == m_ui->caFile || &field == m_ui->allowInsecure ||
            &field == m_ui->readOnly)
            m_tests->forget(store);
    }
    showState();
}

void ProfileEditor::showState()
{
    const bool isNew = isDirty();
    m_ui->unsaved->setVisible(isNew && !m_profile.id.isEmpty());
    m_ui->save->setText(m_profile.id.isEmpty() ? tr("&Save and open") : tr("Sa&ve"));
    m_ui->save->setEnabled(isNew && !m_isSaving);
    m_ui->save->setToolTip(isNew ? QString() : tr("Nothing was changed."));
    m_ui->exportProfile->setToolTip(isNew ? tr("What is saved is exported, not what was entered since.") : QString());
    const auto environment = static_cast<Environment>(m_ui->environment->currentIndex());
    m_ui->tag->setEnvironment(environmentTitle(environment).toUpper(), environmentColor(environment));
    m_ui->environmentHint->setText(
        environment == Environment::Production ? tr("Asks for a typed confirmation") : QString());
    m_cards->showSummaries();
    m_secrets->showKept(m_profile, profile());
}

void ProfileEditor::showTransport()
{
    const bool isSocket = m_ui->transport->currentIndex() == static_cast<int>(CacheSettings::Transport::Unix);
    m_ui->socketBox->setVisible(isSocket);
    m_ui->cachePlaceBox->setVisible(!isSocket);
}

void ProfileEditor::say(Tone tone, const QString& sentence)
{
    m_ui->notice->setTone(tone);
    m_ui->trouble->setText(breakable(sentence));
    m_ui->notice->setVisible(!sentence.isEmpty());
}

bool ProfileEditor::refuses(const Profile& entered)
{
    const auto refuse = [this](Section section, const QString& sentence) {
        setSection(section);
        Q_EMIT sectionWanted(section);
        say(Tone::Error, sentence);
        return true;
    };
    if (entered.name.isEmpty()) {
        refuse(Section::Connections, tr("Give the workspace a name first."));
        m_ui->name->setFocus();
        return true;
    }
    if (const auto usable = entered.toConnectionSettings(secrets(), {}); !usable)
        return refuse(Section::Connections, usable.error().sentence);
    if (const auto usable = checkWebhookTemplate(entered.webhookTemplate); !usable)
        return refuse(Section::Names, usable.error().sentence);
    return false;
}

void ProfileEditor::testAll()
{
    if (!m_tests->isRunning())
        m_tests->startAll();
}

void ProfileEditor::save()
{
    if (m_isSaving || refuses(profile()))
        return;
    setSaving(true);
    // What is kept goes with it, and may be other by now, from another window; an empty secret would be removed.
    m_service.secretsOf(m_profile, this, [this](const Result<ProfileSecrets>& kept) {
        if (kept) {
            takeSecrets(*kept);
            return write();
        }
        setSaving(false);
        say(Tone::Error, kept.error().sentence);
    });
}

void ProfileEditor::setSaving(bool isSaving)
{
    m_isSaving = isSaving;
    m_ui->pages->setEnabled(!isSaving);
    showState();
}

void ProfileEditor::write()
{
    const bool isNew = m_profile.id.isEmpty();
    const EditedProfile edited{profile(), isNew ? std::nullopt : std::optional(m_profile)};
    m_service.save(edited, secrets(), this, [this, secrets = secrets()](const Result<Profile>& result) {
        setSaving(false);
        if (result) {
            takeSaved(*result, secrets);
        } else {
            say(Tone::Error, result.error().sentence);
            readAgain();
        }
        showState();
    });
}

void ProfileEditor::readAgain()
{
    if (m_profile.id.isEmpty())
        return;
    m_service.load(m_profile.id, this, [this](const Result<Profile>& now) {
        if (now && !m_isSaving && !EditedProfile::isSame(*now, m_profile))
            takeOther(*now);
    });
}

void ProfileEditor::takeOther(const Profile& now)
{
    const std::optional<Profile> entered = isDirty() ? std::optional(profile()) : std::nullopt;
    m_profile = now;
    fill(now);
    m_shown = profile();
    if (entered)
        fill(*entered);
    showState();
}

void ProfileEditor::takeSaved(const Profile& profile, const ProfileSecrets& secrets)
{
    m_profile = profile;
    m_secrets->type({});
    takeSecrets(secrets);
    fill(profile);
    m_shown = this->profile();
    say(Tone::Quiet, {});
    Q_EMIT saved(profile);
}

} // namespace steward
