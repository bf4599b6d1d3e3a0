#include "app/journal/journal_dialog.h"

#include "app/journal/journal_words.h"
#include "app/journal/restore_dialog.h"
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
    m_ui->restore->hide();
    connect(m_ui->restore, &QPushButton::clicked, this, &JournalDialog::restore);
    QHeaderView& steps = *m_ui->steps->header();
    steps.setStretchLastSection(false);
    steps.setSectionResizeMode(2, QHeaderView::Stretch);
    m_ui->steps->setColumnWidth(0, 17 * letter);
    m_ui->steps->setColumnWidth(1, 36 * letter);
    m_ui->steps->setColumnWidth(3, 28 * letter);
    connect(m_ui->filter, &QLineEdit::textChanged, this, &JournalDialog::filter);
    connect(m_ui->operations, &QTreeWidget::currentItemChanged, this, &JournalDialog::readSteps);
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
    filter();
    if (!m_ui->operations->currentItem() && m_ui->operations->topLevelItemCount() > 0)
        m_ui->operations->setCurrentItem(m_ui->operations->topLevelItem(0));
}

void JournalDialog::filter()
{
    const QString wanted = m_ui->filter->text().trimmed();
    for (int row = 0; row < m_ui->operations->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_ui->operations->topLevelItem(row);
        bool matches = wanted.isEmpty();
        for (int column = 0; column < 4 && !matches; ++column)
            matches = item->text(column).contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!matches);
    }
}

void JournalDialog::readSteps()
{
    const QTreeWidgetItem* item = m_ui->operations->currentItem();
    m_ui->steps->clear();
    m_ui->restore->hide();
    m_shown = item ? item->data(0, Qt::UserRole).toUuid() : QUuid();
    if (m_shown.isNull())
        return;
    m_operations.ask<Result<JournalContent>>(
        this,
        [id = m_shown](const StoreSet& stores, const std::stop_token&) {
            return readJournal({stores.journalPath}, id);
        },
        [this, id = m_shown](const Result<JournalContent>& content) {
            if (id != m_shown || !content)
                return; // another is chosen by now, or the trouble is said above
            const auto found = std::ranges::find(content->operations, id, &JournalEntry::id);
            if (found != content->operations.end())
                showSteps(*found);
        });
}

void JournalDialog::restore()
{
    QDialog* dialog = makeRestoreDialog(m_operations, m_buried, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void JournalDialog::showSteps(const JournalEntry& entry)
{
    m_ui->steps->clear();
    const StoreSet& stores = m_operations.stores();
    const bool isOver = entry.outcome.has_value() && entry.task.profile == stores.profileId && !stores.readOnly;
    m_buried = isOver ? buriedRows(entry.trail) : std::vector<BuriedRow>();
    m_ui->restore->setVisible(!m_buried.empty());
    if (entry.trail.empty()) {
        auto* nothing = new QTreeWidgetItem(m_ui->steps);
        nothing->setText(0, tr("No step of it had been begun."));
        nothing->setFirstColumnSpanned(true);
    }
    QList<QTreeWidgetItem*> items;
    for (const JournaledStep& step : entry.trail) {
        auto* item = new QTreeWidgetItem;
        item->setText(0, timeText(step.announcedAt));
        item->setText(1, journalPlaceText(step) + QLatin1String(" · ") + journalActionText(step));
        item->setText(2, step.target);
        item->setToolTip(2, escapedToolTip(step.target));
        item->setText(3, journalResultText(step));
        for (const QString& line : journalDetailLines(step)) {
            auto* detail = new QTreeWidgetItem(item);
            detail->setText(0, line);
            detail->setToolTip(0, escapedToolTip(line));
        }
        items << item;
    }
    m_ui->steps->addTopLevelItems(items);
    for (QTreeWidgetItem* item : items) {
        for (int line = 0; line < item->childCount(); ++line)
            item->child(line)->setFirstColumnSpanned(true); // a line is as long as it is
    }
}

void JournalDialog::addOperation(const JournalEntry& entry)
{
    auto* item = new QTreeWidgetItem(m_ui->operations);
    item->setData(0, Qt::UserRole, entry.id);
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
