#include "app/findings/findings_bar.h"

#include "app/findings/flow_layout.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "app/table/verdict_words.h"

#include <QEvent>
#include <QLocale>
#include <QToolButton>

namespace steward {

FindingsBar::FindingsBar(QWidget* parent)
    : QWidget(parent)
{
    new FlowLayout(this, 4);
    m_all = addChip(tr("Show every row."));
    connect(m_all, &QToolButton::clicked, this, [this] { press({}, {}); });
    // What works first, what is wrong last: the findings follow it.
    for (int place = verdictCount - 1; place >= 0; --place) {
        const auto verdict = static_cast<Verdict>(place);
        QToolButton* chip = addChip(verdictSentence(verdict));
        connect(chip, &QToolButton::clicked, this, [this, verdict] {
            press({}, m_verdict == verdict ? std::nullopt : std::optional(verdict));
        });
        m_verdicts[static_cast<size_t>(place)] = chip;
    }
    for (int code = 0; code < findingCodeCount; ++code) {
        const auto finding = static_cast<FindingCode>(code);
        QToolButton* chip = addChip(findingRepair(finding));
        connect(chip, &QToolButton::clicked, this, [this, finding] {
            // A second press on a chip lets go of it.
            press(m_finding == finding ? std::nullopt : std::optional(finding), {});
        });
        m_chips[static_cast<size_t>(code)] = chip;
    }
    setCounts({});
    setIcons();
    setChosen({}, {});
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
    for (size_t verdict = 0; verdict < m_verdicts.size(); ++verdict)
        m_verdicts[verdict]->setIcon(shapeIcon(verdictMark(static_cast<Verdict>(verdict)), palette()));
    for (size_t code = 0; code < m_chips.size(); ++code)
        m_chips[code]->setIcon(shapeIcon(severityMark(severityOf(static_cast<FindingCode>(code))), palette()));
}

void FindingsBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_chips.back())
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
    for (size_t place = 0; place < m_verdicts.size(); ++place) {
        const auto verdict = static_cast<Verdict>(place);
        tell(m_verdicts[place], verdictTitle(verdict), counts.verdicts[place]);
        const bool isShown = verdict == Verdict::Working || counts.verdicts[place] > 0 || m_verdict == verdict;
        m_verdicts[place]->setVisible(isShown);
    }
    for (size_t code = 0; code < m_chips.size(); ++code) {
        tell(m_chips[code], findingTitle(static_cast<FindingCode>(code)), counts.findings[code]);
        // The pressed one stays in sight at nought, or nobody would see why the table is empty.
        m_chips[code]->setVisible(counts.findings[code] > 0 || m_finding == static_cast<FindingCode>(code));
    }
}

void FindingsBar::setChosen(const std::optional<FindingCode>& finding, const std::optional<Verdict>& verdict)
{
    m_finding = finding;
    m_verdict = verdict;
    m_all->setChecked(!finding && !verdict);
    for (size_t place = 0; place < m_verdicts.size(); ++place)
        m_verdicts[place]->setChecked(verdict == static_cast<Verdict>(place));
    for (size_t code = 0; code < m_chips.size(); ++code)
        m_chips[code]->setChecked(finding == static_cast<FindingCode>(code));
}

void FindingsBar::press(const std::optional<FindingCode>& finding, const std::optional<Verdict>& verdict)
{
    setChosen(finding, verdict);
    Q_EMIT chosenChanged();
}

} // namespace steward
