#include "app/alerts/alert_settings.h"

#include "app/components/locked_field.h"
#include "app/components/text_label.h"
#include "app/style/type.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <utility>

namespace steward {
namespace {

TextLabel* quietWords(const QString& text)
{
    auto* words = new TextLabel(text, TextSize::Body, QFont::Normal, &Tokens::quiet);
    words->setWordWrap(true);
    return words;
}

QTimeEdit* timeField(const QString& name, const char* objectName)
{
    auto* field = new QTimeEdit;
    field->setObjectName(QLatin1String(objectName));
    field->setDisplayFormat(QStringLiteral("HH:mm"));
    field->setAccessibleName(name);
    return field;
}

} // namespace

AlertSettings::AlertSettings(QWidget* parent)
    : QWidget(parent)
    , m_isOn(new QCheckBox(tr("&Tell me what changes")))
    , m_view(new QComboBox)
    , m_hasQuietHours(new QCheckBox(tr("&Quiet hours: only in the list, from")))
    , m_from(timeField(tr("Quiet from"), "quietFrom"))
    , m_until(timeField(tr("Quiet until"), "quietUntil"))
    , m_closesToTray(new QCheckBox(tr("&Go on beside the clock when the window is closed")))
    , m_trayWords(quietWords(tr("This desktop has no such place. Changes are told in the window alone.")))
    , m_startsWithSystem(new QCheckBox(tr("&Start Steward with the system, in the background")))
    , m_words(quietWords({}))
{
    m_isOn->setObjectName(QStringLiteral("alertsOn"));
    m_view->setObjectName(QStringLiteral("alertsView"));
    m_view->setAccessibleName(tr("Which instances are watched"));
    m_hasQuietHours->setObjectName(QStringLiteral("quietHours"));
    m_closesToTray->setObjectName(QStringLiteral("closesToTray"));
    m_startsWithSystem->setObjectName(QStringLiteral("startsWithSystem"));
    m_words->setObjectName(QStringLiteral("alertsWords"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(scaled(32), scaled(20), scaled(20), scaled(16));
    column->setSpacing(scaled(12));
    column->addWidget(new TextLabel(tr("Alerts"), TextSize::Page, QFont::DemiBold));
    column->addWidget(quietWords(tr(
        "An organization that was connected and is not any more, a pairing that sticks, a new duplicate, a store that "
        "cannot be read: each change is told once. More than five at once are told together.")));
    column->addWidget(m_isOn);
    column->addWidget(m_view, 0, Qt::AlignLeft);
    auto* quiet = new QHBoxLayout;
    quiet->setSpacing(scaled(8));
    quiet->addWidget(m_hasQuietHours);
    quiet->addWidget(m_from);
    quiet->addWidget(new TextLabel(tr("until"), TextSize::Body, QFont::Normal));
    quiet->addWidget(m_until);
    quiet->addStretch(1);
    column->addLayout(quiet);
    column->addSpacing(scaled(8));
    column->addWidget(m_closesToTray);
    column->addWidget(m_trayWords);
    column->addWidget(m_startsWithSystem);
    column->addWidget(m_words);
    column->addStretch(1);
    follow();
}

void AlertSettings::follow()
{
    const auto tell = [this] {
        for (QWidget* field : QList<QWidget*>{m_view, m_hasQuietHours})
            field->setEnabled(m_isOn->isChecked());
        for (QWidget* field : {m_from, m_until})
            field->setEnabled(m_isOn->isChecked() && m_hasQuietHours->isChecked());
        if (!m_isFilling)
            Q_EMIT rulesChanged(rules());
    };
    for (QCheckBox* box : {m_isOn, m_hasQuietHours})
        connect(box, &QCheckBox::toggled, this, tell);
    for (QTimeEdit* field : {m_from, m_until})
        connect(field, &QTimeEdit::timeChanged, this, tell);
    connect(m_view, &QComboBox::currentIndexChanged, this, tell);
    connect(m_closesToTray, &QCheckBox::clicked, this, &AlertSettings::closesToTrayChanged);
    connect(m_startsWithSystem, &QCheckBox::clicked, this, &AlertSettings::startsWithSystemChanged);
}

void AlertSettings::setRules(const AlertRules& rules, const Views& views)
{
    m_isFilling = true;
    m_view->clear();
    for (const auto& [id, title] : views)
        m_view->addItem(title, id);
    m_view->setCurrentIndex(std::max(0, m_view->findData(rules.view)));
    m_isOn->setChecked(rules.isOn);
    m_hasQuietHours->setChecked(rules.hasQuietHours);
    m_from->setTime(rules.quietFrom);
    m_until->setTime(rules.quietUntil);
    for (QWidget* field : QList<QWidget*>{m_view, m_hasQuietHours})
        field->setEnabled(rules.isOn);
    for (QWidget* field : {m_from, m_until})
        field->setEnabled(rules.isOn && rules.hasQuietHours);
    m_isFilling = false;
}

AlertRules AlertSettings::rules() const
{
    AlertRules rules;
    rules.isOn = m_isOn->isChecked();
    rules.view = m_view->currentData().toString();
    rules.hasQuietHours = m_hasQuietHours->isChecked();
    rules.quietFrom = m_from->time();
    rules.quietUntil = m_until->time();
    return rules;
}

void AlertSettings::setClosesToTray(bool isOn, bool isPossible)
{
    m_closesToTray->setChecked(isOn && isPossible);
    m_closesToTray->setEnabled(isPossible);
    m_trayWords->setVisible(!isPossible);
}

void AlertSettings::lockClosesToTray()
{
    if (std::exchange(m_saysLocked, true))
        lockQuietly(*m_closesToTray);
    else
        lockField(*m_closesToTray);
}

void AlertSettings::setStartsWithSystem(bool isOn)
{
    m_startsWithSystem->setChecked(isOn);
}

void AlertSettings::setWords(const QString& words)
{
    m_words->setText(words);
}

} // namespace steward
