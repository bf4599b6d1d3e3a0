#include "app/journal/journal_dialog.h"

#include "app/journal/unfinished_work.h"
#include "app/look/appearance.h"
#include "app/look/plain_text.h"
#include "ui_journal_dialog.h"

#include <algorithm>

namespace steward {
namespace {

Mark stateMark(const JournalEntry& entry)
{
    if (!entry.outcome)
        return entry.isHeld ? Mark{MarkShape::FilledRing, Tone::Busy} : Mark{MarkShape::Diamond, Tone::Warning};
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return {MarkShape::Dot, Tone::Good};
    case OperationOutcome::Partial:
        return {MarkShape::Diamond, Tone::Warning};
    case OperationOutcome::Refused:
        return {MarkShape::Dash, Tone::Quiet};
    case OperationOutcome::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    Q_UNREACHABLE();
}

} // namespace

JournalDialog::JournalDialog(OperationService& operations, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::JournalDialog>())
    , m_operations(operations)
{
    m_ui->setupUi(this);
    QHeaderView& header = *m_ui->operations->header();
    header.setStretchLastSection(false);
    header.setSectionResizeMode(1, QHeaderView::Stretch);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    m_ui->operations->setColumnWidth(0, 17 * letter);
    m_ui->operations->setColumnWidth(2, 14 * letter);
    m_ui->operations->setColumnWidth(3, 24 * letter);
    m_ui->resume->hide();
    connect(m_ui->readAgain, &QPushButton::clicked, this, &JournalDialog::read);
    connect(m_ui->resume, &QPushButton::clicked, this, &JournalDialog::resumeWanted);
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&operations, &OperationService::changed, this, &JournalDialog::read);
    read();
}

JournalDialog::~JournalDialog() = default;

void JournalDialog::read()
{
    m_ui->readAgain->setEnabled(false);
    m_operations.ask<Result<JournalContent>>(
        this, [](const StoreSet& stores, const std::stop_token&) { return readJournal({stores.journalPath}); },
        [this](const Result<JournalContent>& content) { take(content); });
}

void JournalDialog::take(const Result<JournalContent>& content)
{
    m_ui->readAgain->setEnabled(true);
    m_ui->operations->clear();
    const std::optional<Error> trouble = content ? content->damage : std::optional(content.error());
    bool isInterrupted = false;
    if (content) {
        for (auto entry = content->operations.rbegin(); entry != content->operations.rend(); ++entry) {
            addOperation(*entry);
            isInterrupted = isInterrupted || (!entry->outcome && !entry->isHeld &&
                                              entry->task.profile == m_operations.stores().profileId);
        }
    }
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, toneColor(trouble ? Tone::Error : Tone::Good, palette()));
    m_ui->state->setPalette(colored);
    m_ui->state->setText(
        trouble ? trouble->sentence
                : tr("The journal is whole: %n record(s).", nullptr, static_cast<int>(content->records)));
    m_ui->resume->setVisible(isInterrupted && !trouble && !m_operations.stores().readOnly);
}

void JournalDialog::addOperation(const JournalEntry& entry)
{
    auto* item = new QTreeWidgetItem(m_ui->operations);
    item->setText(0, timeText(entry.begunAt));
    item->setText(1, entry.task.title);
    item->setToolTip(1, escapedToolTip(entry.task.title));
    item->setText(2, entry.task.desk);
    item->setText(3, journalStateText(entry));
    item->setIcon(3, shapeIcon(stateMark(entry), palette()));
    if (entry.task.profile == m_operations.stores().profileId)
        return;
    for (int column = 0; column < 4; ++column) // of another profile
        item->setForeground(column, quietColor(palette()));
}

} // namespace steward
