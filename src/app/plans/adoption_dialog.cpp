#include "app/plans/adoption_dialog.h"

#include "app/style/plain_text.h"
#include "ui_adoption_dialog.h"

namespace steward {

AdoptionDialog::AdoptionDialog(
    const std::shared_ptr<const AuditIndex>& index, const InstanceName& name, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AdoptionDialog>())
{
    m_ui->setupUi(this);
    m_choices.setIndex(index);
    const AuditRow* row = index->audit().find(name);
    const bool hasRow = row && !row->integrations.empty();
    const QString words =
        //: %1 is an instance's name
        hasRow ? tr("The name of %1 points to a different organization than its row. Choose the one it belongs to.")
               //: %1 is an instance's name
               : tr("%1 has no row in the database: no organization knows it. It gets one of the organization that "
                    "you choose.");
    m_ui->words->setText(breakable(words.arg(name.text())));
    m_choices.offerIn(*m_ui->organization);
    connect(m_ui->organization, &QLineEdit::textChanged, this, &AdoptionDialog::showChoice);
    connect(m_ui->show, &QPushButton::clicked, this, [this] {
        if (const auto organization = m_choices.find(m_ui->organization->text())) {
            Q_EMIT chosen(*organization);
            accept();
        }
    });
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    if (const std::optional<OrganizationId> inName = name.embeddedUuid();
        inName && !hasRow) { // else either may be right
        if (const QString text = m_choices.textOf(*inName); m_choices.find(text))
            m_ui->organization->setText(text);
    }
    m_ui->organization->setFocus();
    showChoice();
}

AdoptionDialog::~AdoptionDialog() = default;

void AdoptionDialog::showChoice()
{
    const auto organization = m_choices.find(m_ui->organization->text());
    m_ui->show->setEnabled(organization.has_value());
    QString note;
    if (organization)
        note = m_choices.standingOf(*organization);
    else if (!m_choices.offers(m_ui->organization->text()))
        note = tr("No organization has this name. Choose one of the list.");
    m_ui->note->setText(note);
}

} // namespace steward
