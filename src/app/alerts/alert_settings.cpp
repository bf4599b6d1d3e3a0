#include "app/alerts/alert_settings.h"

#include "app/components/locked_field.h"
#include "app/style/type.h"
#include "ui_alert_settings.h"

#include <algorithm>
#include <utility>

namespace steward {

AlertSettings::AlertSettings(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::AlertSettings>())
{
    m_ui->setupUi(this);
    layOut();
    follow();
}

AlertSettings::~AlertSettings() = default;

void AlertSettings::layOut()
{
    m_ui->layout->setContentsMargins(scaled(32), scaled(20), scaled(20), scaled(16));
    m_ui->layout->setSpacing(scaled(12));
    m_ui->quietLayout->setSpacing(scaled(8));
    m_ui->gap->changeSize(0, scaled(8), QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_ui->alertsTitle->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    m_ui->untilWord->setLook(TextSize::Body, QFont::Normal, &Tokens::text);
    for (TextLabel* words : {m_ui->alertsMeaning, m_ui->trayWords, m_ui->alertsWords})
        words->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    for (QTimeEdit* field : {m_ui->quietFrom, m_ui->quietUntil})
        field->setDisplayFormat(QStringLiteral("HH:mm"));
}

void AlertSettings::follow()
{
    const auto tell = [this] {
        for (QWidget* field : QList<QWidget*>{m_ui->alertsView, m_ui->quietHours})
            field->setEnabled(m_ui->alertsOn->isChecked());
        for (QWidget* field : {m_ui->quietFrom, m_ui->quietUntil})
            field->setEnabled(m_ui->alertsOn->isChecked() && m_ui->quietHours->isChecked());
        if (!m_isFilling)
            Q_EMIT rulesChanged(rules());
    };
    for (QCheckBox* box : {m_ui->alertsOn, m_ui->quietHours})
        connect(box, &QCheckBox::toggled, this, tell);
    for (QTimeEdit* field : {m_ui->quietFrom, m_ui->quietUntil})
        connect(field, &QTimeEdit::timeChanged, this, tell);
    connect(m_ui->alertsView, &QComboBox::currentIndexChanged, this, tell);
    connect(m_ui->closesToTray, &QCheckBox::clicked, this, &AlertSettings::closesToTrayChanged);
    connect(m_ui->startsWithSystem, &QCheckBox::clicked, this, &AlertSettings::startsWithSystemChanged);
}

void AlertSettings::setRules(const AlertRules& rules, const Views& views)
{
    m_isFilling = true;
    m_ui->alertsView->clear();
    for (const auto& [id, title] : views)
        m_ui->alertsView->addItem(title, id);
    m_ui->alertsView->setCurrentIndex(std::max(0, m_ui->alertsView->findData(rules.view)));
    m_ui->alertsOn->setChecked(rules.isOn);
    m_ui->quietHours->setChecked(rules.hasQuietHours);
    m_ui->quietFrom->setTime(rules.quietFrom);
    m_ui->quietUntil->setTime(rules.quietUntil);
    for (QWidget* field : QList<QWidget*>{m_ui->alertsView, m_ui->quietHours})
        field->setEnabled(rules.isOn);
    for (QWidget* field : {m_ui->quietFrom, m_ui->quietUntil})
        field->setEnabled(rules.isOn && rules.hasQuietHours);
    m_isFilling = false;
}

AlertRules AlertSettings::rules() const
{
    AlertRules rules;
    rules.isOn = m_ui->alertsOn->isChecked();
    rules.view = m_ui->alertsView->currentData().toString();
    rules.hasQuietHours = m_ui->quietHours->isChecked();
    rules.quietFrom = m_ui->quietFrom->time();
    rules.quietUntil = m_ui->quietUntil->time();
    return rules;
}

void AlertSettings::setClosesToTray(bool isOn, bool isPossible)
{
    m_ui->closesToTray->setChecked(isOn && isPossible);
    m_ui->closesToTray->setEnabled(isPossible);
    m_ui->trayWords->setVisible(!isPossible);
}

void AlertSettings::lockClosesToTray()
{
    if (std::exchange(m_saysLocked, true))
        lockQuietly(*m_ui->closesToTray);
    else
        lockField(*m_ui->closesToTray);
}

void AlertSettings::setStartsWithSystem(bool isOn)
{
    m_ui->startsWithSystem->setChecked(isOn);
}

void AlertSettings::setWords(const QString& words)
{
    m_ui->alertsWords->setText(words);
}

} // namespace steward
