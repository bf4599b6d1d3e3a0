#include "app/creation/creation_form.h"

#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "app/workspace/workspace.h"
#include "ui_creation_form.h"

#include <QCollator>
#include <QListView>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::milliseconds typingPause{200};

void setNote(QLabel& label, const QString& text, Tone tone)
{
    QPalette colored = label.palette();
    colored.setColor(QPalette::WindowText, toneColor(tone, QGuiApplication::palette()));
    label.setPalette(colored);
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

QString join(const std::vector<QString>& sentences)
{
    return QStringList(sentences.begin(), sentences.end()).join(QLatin1Char('\n'));
}

} // namespace

CreationForm::CreationForm(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::CreationForm>())
{
    m_ui->setupUi(this);
    m_choices.offerIn(*m_ui->organization);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(typingPause);
    connect(&m_checkTimer, &QTimer::timeout, this, &CreationForm::check);
    connect(m_ui->organization, &QLineEdit::textChanged, this, &CreationForm::takeOrganization);
    connect(m_ui->clinic, &QComboBox::currentIndexChanged, this, &CreationForm::checkAgain);
    connect(m_ui->phone, &QLineEdit::textChanged, this, &CreationForm::checkAgain);
    connect(m_ui->name, &QLineEdit::textChanged, this, &CreationForm::checkAgain);
    connect(m_ui->replace, &QPushButton::clicked, this, [this] {
        if (const std::vector<InstanceName> names = replaceable(); !names.empty())
            Q_EMIT replaceWanted(request(), names);
    });
    connect(m_ui->standing, &ConflictList::taken, this, &CreationForm::take);
    connect(m_ui->create, &QPushButton::clicked, this, &CreationForm::create);
    connect(m_ui->cancel, &QPushButton::clicked, this, &CreationForm::closeWanted);
}

CreationForm::~CreationForm() = default;

void CreationForm::start(
    OperationService& operations, Workspace& workspace, const std::optional<OrganizationId>& organization)
{
    m_operations = &operations;
    m_workspace = &workspace;
    connect(m_workspace, &Workspace::indexChanged, this, &CreationForm::takeIndex);
    takeIndex();
    if (organization && m_workspace->index())
        m_ui->organization->setText(m_choices.textOf(*organization));
    takeOrganization();
    (m_organization ? m_ui->phone : m_ui->organization)->setFocus();
}

void CreationForm::enter(const CreationRequest& request)
{
    m_ui->organization->setText(m_choices.textOf(request.organizationId));
    if (const int clinic = m_ui->clinic->findData(request.clinicId.value_or(ClinicId()).uuid()); clinic >= 0)
        m_ui->clinic->setCurrentIndex(clinic);
    m_ui->phone->setText(request.expectedPhone ? request.expectedPhone->text() : QString());
    if (!request.finishRow)
        m_ui->name->setText(request.name.text());
    checkAgain();
}

void CreationForm::takeIndex()
{
    if (!m_workspace->index())
        return showCheck();
    m_choices.setIndex(m_workspace->index());
    takeOrganization(); // what was typed may be known now
    checkAgain();
}

void CreationForm::takeOrganization()
{
    const std::optional<OrganizationId> chosen = m_choices.find(m_ui->organization->text());
    const bool isOther = chosen != m_organization;
    m_organization = chosen;
    setNote(*m_ui->organizationNote, chosen ? m_choices.standingOf(*chosen) : QString(), Tone::Warning);
    if (!isOther)
        return checkAgain();
    m_finishing.reset();
    m_ui->name->setReadOnly(false);
    fillClinics();
    m_ui->name->setText(
        chosen ? defaultInstanceName(
                     m_operations->stores().names.instanceNameTemplate, *chosen,
                     std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()))
                     .text()
               : QString());
    m_ui->name->setCursorPosition(0);
    checkAgain();
}

void CreationForm::fillClinics()
{
    m_ui->clinic->clear();
    m_ui->clinic->addItem(tr("The first active clinic"), QUuid());
    if (!m_organization || !m_workspace->index() || !m_workspace->index()->audit().snapshot().database.isWhole())
        return;
    std::vector<const Clinic*> clinics;
    for (const Clinic& clinic : m_workspace->index()->audit().snapshot().database->clinics) {
        if (clinic.active && clinic.organizationId == *m_organization)
            clinics.push_back(&clinic);
    }
    std::sort(clinics.begin(), clinics.end(), [order = QCollator(QLocale())](const Clinic* a, const Clinic* b) {
        return order.compare(a->name, b->name) < 0;
    });
    for (const Clinic* clinic : clinics)
        m_ui->clinic->addItem(clinic->name, clinic->id.uuid());
}

CreationRequest CreationForm::request() const
{
    CreationRequest request;
    request.organizationId = m_organization.value_or(OrganizationId());
    request.clinicId = ClinicId(m_ui->clinic->currentData().toUuid()).orNone();
    request.name = InstanceName::fromText(m_ui->name->text());
    request.expectedPhone = PhoneNumber::fromText(m_ui->phone->text());
    if (m_finishing) {
        request.name = m_finishing->name;
        request.finishRow = m_finishing->integrationId;
    }
    return request;
}

void CreationForm::take(const Conflict& standing)
{
    switch (*standing.offer) {
    case SuggestedAction::Open:
        Q_EMIT openWanted(standing.name);
        break;
    case SuggestedAction::PairAgain:
        Q_EMIT pairWanted(standing.name);
        break;
    case SuggestedAction::Finish:
        finish(standing);
        break;
    }
}

void CreationForm::finish(const Conflict& standing)
{
    m_finishing = standing;
    m_ui->name->setText(standing.name.text());
    m_ui->name->setReadOnly(true); // name and token of the row are kept
    checkAgain();
    m_ui->create->setFocus();
}

void CreationForm::checkAgain()
{
    ++m_checkNumber;
    m_check.reset();
    if (obstacle().isEmpty())
        m_checkTimer.start();
    else
        m_checkTimer.stop();
    showCheck();
}

QString CreationForm::obstacle() const
{
    if (m_operations && m_operations->stores().readOnly)
        return tr("This profile only reads. Choose one that may change the stores.");
    if (!m_workspace || !m_workspace->index())
        return tr("The three stores are read first.");
    if (m_ui->organization->text().trimmed().isEmpty())
        return tr("Choose the organization.");
    if (!m_organization)
        return tr("No organization has this name. Choose one from the list.");
    if (validatePhone(m_ui->phone->text()))
        return tr("Mend the number, or leave it empty.");
    if (validateName(request().name))
        return tr("Mend the name.");
    return {};
}

void CreationForm::check()
{
    if (!obstacle().isEmpty())
        return;
    m_operations->ask<CreationCheck>(
        this,
        [index = m_workspace->index(), request = request()](const ProfileContext&, const std::stop_token&) {
            return checkCreation(index->audit(), request);
        },
        [this, number = m_checkNumber](const CreationCheck& check) {
            if (number != m_checkNumber)
                return; // something else is entered by now
            m_check = check;
            showCheck();
        });
}

void CreationForm::showCheck()
{
    setNote(*m_ui->phoneNote, validatePhone(m_ui->phone->text()).value_or(QString()), Tone::Error);
    const bool isNamed = m_organization && !m_finishing;
    setNote(*m_ui->nameNote, isNamed ? validateName(request().name).value_or(QString()) : QString(), Tone::Error);
    QString reason = obstacle();
    m_ui->replace->setVisible(!replaceable().empty());
    m_ui->standing->setConflicts(m_check ? m_check->standing : std::vector<Conflict>{});
    QString verdict;
    Tone tone = Tone::Warning;
    if (m_check && m_check->refusal) {
        verdict = m_check->refusal->sentence;
        reason = tr("It cannot be checked; see above.");
        tone = Tone::Error;
    } else if (m_check && !m_check->standing.empty()) {
        verdict = tr("This stands in the way:");
        reason = tr("Something stands in the way; see above.");
    } else if (m_check) {
        verdict = join(m_check->notices);
        if (m_finishing)
            verdict = tr("The row stays as it is and gets its instance.");
    } else if (reason.isEmpty()) {
        reason = tr("Looking whether it is free…");
    }
    setNote(*m_ui->verdict, breakable(verdict), tone);
    m_ui->create->setText(m_finishing ? tr("Create &Its Instance") : tr("Create the &Instance"));
    m_ui->create->setEnabled(reason.isEmpty() && m_check && m_check->isGreen());
    if (m_ui->create->isEnabled())
        reason = tr("Free in all three stores.");
    m_ui->reason->setText(reason);
}

std::vector<InstanceName> CreationForm::replaceable() const
{
    std::vector<InstanceName> names;
    if (!m_check || m_check->refusal || !m_organization || m_finishing)
        return names;
    for (const Conflict& standing : m_check->standing) {
        if (standing.name.isEmpty() || standing.organizationId != *m_organization)
            return {};
        if (std::ranges::find(names, standing.name) == names.end())
            names.push_back(standing.name);
    }
    return names;
}

void CreationForm::create()
{
    if (!m_check || !m_check->isGreen())
        return;
    const CreationRequest wanted = request();
    m_check.reset(); // a second click finds nothing to create
    m_ui->create->setEnabled(false);
    Q_EMIT createWanted(wanted);
}

} // namespace steward
