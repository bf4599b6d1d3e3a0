#include "app/plans/webhook_dialog.h"

#include "domain/plans/webhook_choice.h"
#include "domain/webhook_events.h"
#include "ui_webhook_dialog.h"
#include "wording/webhook_words.h"

#include <algorithm>

namespace steward {

WebhookDialog::WebhookDialog(int instances, const QString& address, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::WebhookDialog>())
{
    m_ui->setupUi(this);
    m_ui->words->setText(
        tr("The webhook is the address to which the server sends messages. What you leave out stays as it is. Next you "
           "see the plan for %n instance(s).",
           nullptr, instances));
    if (!webhookChoiceTrouble({address, {}}))
        m_ui->address->setText(address);
    offerEvents();
    connect(m_ui->address, &QLineEdit::textChanged, this, &WebhookDialog::showChoice);
    connect(m_ui->choosesEvents, &QCheckBox::toggled, this, &WebhookDialog::showChoice);
    connect(m_ui->events, &QListWidget::itemChanged, this, &WebhookDialog::showChoice);
    connect(m_ui->show, &QPushButton::clicked, this, [this] {
        if (webhookChoiceTrouble(choice()))
            return;
        Q_EMIT chosen(choice());
        accept();
    });
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_ui->address->setFocus();
    showChoice();
}

WebhookDialog::~WebhookDialog() = default;

/// Those of a creation are what one begins with.
void WebhookDialog::offerEvents()
{
    const std::vector<QString> usual = creationEvents();
    for (const QString& event : knownEvents()) {
        auto* item = new QListWidgetItem(event, m_ui->events);
        const bool isUsual = std::ranges::find(usual, event) != usual.end();
        item->setFlags(Qt::ItemIsUserCheckable | Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setCheckState(isUsual ? Qt::Checked : Qt::Unchecked);
    }
}

WebhookChoice WebhookDialog::choice() const
{
    WebhookChoice choice;
    choice.address = m_ui->address->text().trimmed();
    for (int row = 0; m_ui->choosesEvents->isChecked() && row < m_ui->events->count(); ++row) {
        const QListWidgetItem* item = m_ui->events->item(row);
        if (item->checkState() == Qt::Checked)
            choice.events.push_back(item->text());
    }
    return choice;
}

void WebhookDialog::showChoice()
{
    const bool choosesEvents = m_ui->choosesEvents->isChecked();
    const WebhookChoice now = choice();
    std::optional<QString> trouble =
        webhookChoiceTrouble(now).transform([](const WebhookTrouble& each) { return sentenceOf(each); });
    if (!trouble && choosesEvents && now.events.empty())
        trouble = tr("Check the events, or leave them as they are.");
    m_ui->events->setEnabled(choosesEvents);
    m_ui->note->setText(trouble.value_or(QString()));
    m_ui->show->setEnabled(!trouble);
}

} // namespace steward
