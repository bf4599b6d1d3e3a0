#pragma once

#include "app/operations/operation_service.h"
#include "stores/row_changes.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/restore/changed_rows.h"

#include <QWidget>

#include <memory>

class QTreeWidgetItem;

namespace Ui {
class JournalDetail;
}

namespace steward {

/// One operation of the journal: whose and when, its steps, each with what was there before and what came of it, those
/// of large operations in parts; what can be done with it. Holds no token.
class JournalDetail final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JournalDetail)

public:
    explicit JournalDetail(QWidget* parent = nullptr);
    ~JournalDetail() override;
    /// Once, before it is shown.
    void start(OperationService& operations);

    void clear();
    /// Shown again after another reading, what a person has opened stays open.
    void show(const JournalEntry& entry);
    /// Of another computer only that it did something is known.
    void show(const RecordedOperation& recorded, const QString& title);

Q_SIGNALS:
    void resumeWanted();
    /// What it did to the rows is to be taken back; with new instances for those that were deleted.
    void undoWanted(const std::vector<steward::DeletedRow>& rows, bool withInstances);
    void reportWanted(const steward::JournalEntry& entry);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void connectButtons();
    void showHead(const QString& title, const QString& meta);
    /// The steps from that one on.
    void showPart(qint64 firstStep);
    void showSteps(const JournalEntry& entry);
    void addSteps();
    /// What there is to say of a step, below it; of a part of a plan once it is opened.
    void addDetails(QTreeWidgetItem* item);
    void offerUndo(const JournalEntry& entry, const std::vector<DeletedRow>& changed);
    bool isOurs(const JournalEntry& entry) const;

    std::unique_ptr<Ui::JournalDetail> m_ui;
    OperationService* m_operations = nullptr;
    std::optional<JournalEntry> m_entry; ///< whose steps are asked for or shown
    JournalTrail m_trail;                ///< the steps that are shown
    std::vector<DeletedRow> m_changed;   ///< by that operation, where it can be undone
    qint64 m_firstStep = 0;              ///< the first of them
};

} // namespace steward
