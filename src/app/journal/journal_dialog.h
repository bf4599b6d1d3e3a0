#pragma once

#include "app/operations/operation_service.h"
#include "workflows/journal/journal_reader.h"

#include <QDialog>

#include <memory>

namespace Ui {
class JournalDialog;
}

namespace steward {

/// The journal: what was under way, newest first, whose it was, how it ended; and whether it is whole.
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

    std::unique_ptr<Ui::JournalDialog> m_ui;
    OperationService& m_operations;
};

} // namespace steward
