#include "app/creation/creation_form.h"

#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/workspace/workspace.h"
#include "stores/profile_context.h"
#include "ui_creation_form.h"
#include "wording/workspace_words.h"

#include <QAbstractItemView>
#include <QCollator>
#include <QCompleter>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr int fieldGap = 16;
constexpr int nameEnds = 14; ///< letters of a long name's start that tell it, as many as of its end
constexpr Mark noMark{};
constexpr Mark wrong{MarkShape::Triangle, Tone::Error};

/// Both ends of a name matter.
QString shortName(const QString& name)
{
    return name.size() <= 2 * nameEnds ? name : name.left(nameEnds) + QChar(u'…') + name.right(nameEnds / 2);
}

} // namespace

CreationForm::CreationForm(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::CreationForm>())
{
    m_ui->setupUi(this);
    layOut();
    m_choices.offerIn(*m_ui->organization);
    connect(m_ui->organization, &QLineEdit::textChanged, this, &CreationForm::takeOrganization);
    connect(m_ui->organization, &QLineEdit::returnPressed, this, &CreationForm::chooseOffered);
    connect(m_ui->clinic, &QComboBox::currentIndexChanged, this, &CreationForm::changed);
    connect(m_ui->phone, &QLineEdit::textChanged, this, &CreationForm::showNotes);
    connect(m_ui->name, &QLineEdit::textChanged, this, &CreationForm::showNotes);
    for (QLineEdit* last : {m_ui->phone, m_ui->name})
        connect(last, &QLineEdit::returnPressed, this, &CreationForm::entered);
    connect(m_ui->nameToggle, &QPushButton::toggled, this, &CreationForm::showName);
}

CreationForm::~CreationForm() = default;

void CreationForm::layOut()
{
    for (TextLabel* title : {m_ui->organizationLabel, m_ui->clinicLabel, m_ui->phoneLabel})
        title->setLook(TextSize::Body, QFont::Medium, &Tokens::text);
    for (TextLabel* title : {m_ui->clinicLabel, m_ui->phoneLabel, m_ui->phoneOptional})
        title->setContentsMargins(0, scaled(fieldGap - 4), 0, 0);
    m_ui->phoneOptional->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    // A layout moves no widget out of its parent: without room for its ring the button would lose it from its width.
    m_ui->nameRow->setContentsMargins(readingMargins(ringRoom(), scaled(fieldGap - 4), 0, 0));
    m_ui->nameShown->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->organization->addAction(makeIcon(Icon::Building, &Tokens::quiet), QLineEdit::LeadingPosition);
    m_ui->organization->setClearButtonEnabled(true);
    showName();
}

void CreationForm::start(
    const ProfileContext& stores, Workspace& workspace, const std::optional<OrganizationId>& organization)
{
    m_nameTemplate = stores.names.instanceNameTemplate;
    m_isReadOnly = stores.readOnly;
    m_workspace = &workspace;
    connect(m_workspace, &Workspace::indexChanged, this, &CreationForm::takeIndex);
    takeIndex();
    if (organization && m_workspace->index())
        m_ui->organization->setText(m_choices.textOf(*organization));
    showNotes();
}

void CreationForm::takeFocus()
{
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
}

void CreationForm::takeIndex()
{
    if (!m_workspace->index())
        return;
    m_choices.setIndex(m_workspace->index());
    if (m_choices.find(m_ui->organization->text()) != m_organization)
        return takeOrganization(); // what was typed is known now
    if (m_ui->clinic->currentData().toUuid().isNull())
        fillClinics(); // there may be one by now, or they were not read
    Q_EMIT readAgain();
}

/// Enter takes the first of those that are offered, unless one is chosen.
void CreationForm::chooseOffered()
{
    if (!m_organization) {
        const std::optional<OrganizationId> offered = m_choices.firstOffered();
        if (!offered || m_ui->organization->text().trimmed().isEmpty())
            return;
        m_ui->organization->completer()->popup()->hide();
        m_ui->organization->setText(m_choices.textOf(*offered));
    }
    m_ui->phone->setFocus();
}

void CreationForm::takeOrganization()
{
    const std::optional<OrganizationId> chosen = m_choices.find(m_ui->organization->text());
    const bool isOther = chosen != m_organization;
    m_organization = chosen;
    if (isOther) {
        fillClinics();
        m_ui->name->setText(
            chosen ? defaultInstanceName(
                         m_nameTemplate, *chosen,
                         std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()))
                         .text()
                   : QString());
        m_ui->name->setCursorPosition(0);
    }
    showNotes();
}

/// By their names: what is agreed to is what is read.
void CreationForm::fillClinics()
{
    const QSignalBlocker quiet(m_ui->clinic);
    m_ui->clinic->clear();
    std::vector<const Clinic*> clinics;
    const auto& index = m_workspace ? m_workspace->index() : nullptr;
    const bool isRead = m_organization && index && index->audit().snapshot().database.isWhole();
    if (isRead) {
        for (const Clinic& clinic : index->audit().snapshot().database->clinics) {
            if (clinic.active && clinic.organizationId == *m_organization)
                clinics.push_back(&clinic);
        }
    }
    std::ranges::sort(clinics, [order = QCollator(QLocale())](const Clinic* a, const Clinic* b) {
        return order.compare(a->name, b->name) < 0;
    });
    for (const Clinic* clinic : clinics)
        m_ui->clinic->addItem(clinic->name, clinic->id.uuid());
    if (clinics.empty())
        m_ui->clinic->addItem(isRead ? tr("It has no active clinic") : QString(), QUuid());
    m_ui->clinic->setEnabled(clinics.size() > 1);
}

QString CreationForm::organizationText() const
{
    return m_ui->organization->text();
}

CreationRequest CreationForm::request() const
{
    CreationRequest request;
    request.organizationId = m_organization.value_or(OrganizationId());
    request.clinicId = ClinicId(m_ui->clinic->currentData().toUuid()).orNone();
    request.name = InstanceName::fromText(m_ui->name->text());
    request.expectedPhone = PhoneNumber::fromText(m_ui->phone->text());
    return request;
}

QString CreationForm::obstacle() const
{
    if (m_isReadOnly)
        return WorkspaceWords::isReadOnly();
    if (!m_workspace || !m_workspace->index())
        return tr("The three stores are read first.");
    const QString typed = m_ui->organization->text();
    if (!m_organization && !m_choices.offers(typed))
        return tr("No organization has this name. Choose one from the list.");
    if (!m_organization)
        return tr("Choose the organization.");
    if (validatePhone(m_ui->phone->text()))
        return tr("Mend the number, or leave it empty.");
    if (validateName(request().name))
        return tr("Mend the name.");
    return {};
}

void CreationForm::setOrganizationNote(const Mark& mark, const QString& note)
{
    m_ui->organizationNote->setNote(mark, note);
}

void CreationForm::showNotes()
{
    const QString typed = m_ui->organization->text().trimmed();
    if (!m_organization && !typed.isEmpty()) {
        const std::optional<OrganizationId> offered = m_choices.firstOffered();
        //: %1 is an organization
        const QString takes =
            offered ? tr("Enter chooses %1.").arg(m_choices.textOf(*offered)) : tr("No organization has this name.");
        m_ui->organizationNote->setNote(noMark, takes);
    } else if (!m_organization) {
        m_ui->organizationNote->setNote(noMark, {});
    }
    const std::optional<QString> phone = validatePhone(m_ui->phone->text());
    m_ui->phoneNote->setNote(
        phone ? wrong : noMark, phone.value_or(tr("Steward warns you if another phone is paired.")));
    m_ui->phone->setProperty("error", phone.has_value());
    m_ui->phone->update();
    const std::optional<QString> name = m_organization ? validateName(request().name) : std::nullopt;
    m_ui->nameNote->setNote(wrong, name.value_or(QString()));
    if (name)
        m_ui->nameToggle->setChecked(true);
    m_ui->nameShown->setText(shortName(m_ui->name->text()));
    Q_EMIT changed();
}

void CreationForm::showName()
{
    const bool isOpen = m_ui->nameToggle->isChecked();
    m_ui->nameToggle->setIcon(makeIcon(isOpen ? Icon::ChevronDown : Icon::ChevronRight));
    m_ui->name->setVisible(isOpen);
    m_ui->nameShown->setVisible(!isOpen);
}

} // namespace steward
