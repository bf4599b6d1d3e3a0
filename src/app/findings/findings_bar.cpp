#include "app/findings/findings_bar.h"

#include "app/findings/flow_layout.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"

#include <QEvent>
#include <QLocale>
#include <QToolButton>

namespace steward {

FindingsBar::FindingsBar(QWidget* parent)
    : QWidget(parent)
{
    new FlowLayout(this, 4);
    m_all = addChip(tr("Show every row."));
    m_healthy = addChip(tr("Show the rows without a warning or an error."));
    connect(m_all, &QToolButton::clicked, this, [this] { press({}, RowFilter::Health::Any); });
    connect(m_healthy, &QToolButton::clicked, this, [this] { press({}, RowFilter::Health::Healthy); });
    for (int code = 0; code < findingCodeCount; ++code) {
        const auto finding = static_cast<FindingCode>(code);
        QToolButton* chip = addChip(findingRepair(finding));
        connect(chip, &QToolButton::clicked, this, [this, finding] {
            // A second press on a chip lets go of it.
            press(m_finding == finding ? std::nullopt : std::optional(finding), RowFilter::Health::Any);
        });
        m_chips[static_cast<size_t>(code)] = chip;
    }
    setCounts({});
    setIcons();
    setChosen({}, RowFilter::Health::Any);
}

QToolButton* FindingsBar::addChip(const QString& hint)
{
    auto* chip = new QToolButton(this);
    chip->setCheckable(true);
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->setToolTip(escapedToolTip(hint));
    layout()->addWidget(chip);
    return chip;
}

void FindingsBar::setIcons()
{
    m_healthy->setIcon(shapeIcon(severityMark({}), palette()));
    for (size_t code = 0; code < m_chips.size(); ++code)
        m_chips[code]->setIcon(shapeIcon(severityMark(severityOf(static_cast<FindingCode>(code))), palette()));
}

void FindingsBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_healthy)
        setIcons();
}

void FindingsBar::setCounts(const ChipCounts& counts)
{
    const auto tell = [](QToolButton* chip, const QString& title, qint64 count) {
        //: A chip: %1 is what it filters by, such as "Duplicates", %2 how many there are
        chip->setText(withoutMnemonics(tr("%1 %2").arg(title, QLocale().toString(count))));
        chip->setAccessibleName(title + QLatin1Char(' ') + QLocale().toString(count));
    };
    tell(m_all, tr("All"), counts.all);
    tell(m_healthy, tr("Healthy"), counts.healthy);
    for (size_t code = 0; code < m_chips.size(); ++code) {
        tell(m_chips[code], findingTitle(static_cast<FindingCode>(code)), counts.findings[code]);
        // The pressed one stays in sight at nought, or nobody would see why the table is empty.
        m_chips[code]->setVisible(counts.findings[code] > 0 || m_finding == static_cast<FindingCode>(code));
    }
}

void FindingsBar::setChosen(const std::optional<FindingCode>& finding, RowFilter::Health health)
{
    m_finding = finding;
    m_health = health;
    m_all->setChecked(!finding && health == RowFilter::Health::Any);
    m_healthy->setChecked(health == RowFilter::Health::Healthy);
    for (size_t code = 0; code < m_chips.size(); ++code)
        m_chips[code]->setChecked(finding == static_cast<FindingCode>(code));
}

void FindingsBar::press(const std::optional<FindingCode>& finding, RowFilter::Health health)
{
    setChosen(finding, health);
    Q_EMIT chosenChanged();
}

} // namespace steward
