#pragma once

#include "app/journal/journal_model.h"
#include "app/operations/operation_service.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/restore/row_restore.h"

#include <QDialog>

#include <memory>

class QTreeWidgetItem;

namespace Ui {
class JournalDialog;
}

namespace steward {

/// The journal: what was under way, newest first, whose it was, how it ended; the steps of the chosen one, each with
/// what was there before and what came of it, those of large operations in parts; and whether the journal is whole.
/// Holds no token.
class JournalDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JournalDialog)

public:
    explicit JournalDialog(OperationService& operations, QWidget* parent = nullptr);
    ~JournalDialog() override;
    /// Shows the operations that name this, as if it had been typed.
    void search(const QString& text);

Q_SIGNALS:
    void resumeWanted();

private:
    void read();
    void take(const Result<JournalContent>& content);
    void layOut();
    void listStates();
    void listKinds();
    void filter();
    /// The chosen operation is the list's current one again, where it is shown.
    void chooseAgain(const QUuid& id);
    void readSteps();
    /// The steps from that one on.
    void showPart(qint64 firstStep);
    void showSteps(const JournalEntry& entry);
    /// What there is to say of a step, below it; of a part of a plan once it is opened.
    void addDetails(QTreeWidgetItem* item);
    void offerRestore(const JournalEntry& entry, const std::vector<DeletedRow>& buried);
    void restore();

    std::unique_ptr<Ui::JournalDialog> m_ui;
    OperationService& m_operations;
    JournalModel m_model;
    JournalTrail m_trail;             ///< the steps that are shown
    std::vector<DeletedRow> m_buried; ///< by that operation, where its rows can be restored
    QUuid m_shown;                    ///< the operation whose steps are asked for or shown
    qint64 m_shownRecords = 0;        ///< how much of it had been written by then
    qint64 m_firstStep = 0;           ///< the first of them
};

} // namespace steward
