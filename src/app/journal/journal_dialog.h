#pragma once

#include "app/operations/operation_service.h"
#include "workflows/deletion/restoring.h"
#include "workflows/journal/journal_reader.h"

#include <QDialog>

#include <memory>

namespace Ui {
class JournalDialog;
}

namespace steward {

/// The journal: what was under way, newest first, whose it was, how it ended; the steps of the chosen one, each with
/// what was there before and what came of it; and whether the journal is whole. Holds no token.
class JournalDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JournalDialog)

public:
    explicit JournalDialog(OperationService& operations, QWidget* parent = nullptr);
    ~JournalDialog() override;

Q_SIGNALS:
    void resumeWanted();

private:
    void read();
    void take(const Result<JournalContent>& content);
    void addOperation(const JournalEntry& entry);
    void filter();
    void readSteps();
    void showSteps(const JournalEntry& entry);
    void restore();

    std::unique_ptr<Ui::JournalDialog> m_ui;
    OperationService& m_operations;
    std::vector<BuriedRow> m_buried; ///< by that operation, where its rows can be restored
    QUuid m_shown;                   ///< the operation whose steps are asked for or shown
};

} // namespace steward
