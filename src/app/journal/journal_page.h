#pragma once

#include "app/journal/journal_model.h"
#include "app/operations/operation_service.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/restore/changed_rows.h"

#include <QWidget>

#include <memory>

class QPushButton;

namespace Ui {
class JournalPage;
}

namespace steward {

/// The page of what was done: by whom, when and with which profile, newest first, with what other computers did as far
/// as the database's history tells it; beside the list the chosen operation's steps, and where there is little room the
/// list, then those, and Esc back. Says whether the journal is whole.
class JournalPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JournalPage)

public:
    explicit JournalPage(OperationService& operations, QWidget* parent = nullptr);
    ~JournalPage() override;

    /// How an organization is called, for what other computers did.
    void setNaming(JournalModel::NameOrganization naming);
    /// Shows the operations that name this, as if it had been typed.
    void search(const QString& text);
    /// Shows this operation, whatever was filtered.
    void choose(const OperationId& operation);
    /// Reads it, where it may have changed since it was read.
    void refresh();
    void focusList();

Q_SIGNALS:
    void resumeWanted();
    void undoWanted(const std::vector<steward::DeletedRow>& rows, bool withInstances);
    /// Something small was done.
    void told(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Period : quint8 { Any, Today, Yesterday, Week, Range };

    void layOut();
    void connectParts();
    void fillChoices();
    void listKinds();
    void read();
    void readElsewhere();
    void take(const Result<JournalContent>& content);
    void takeElsewhere(const Result<std::vector<RecordedOperation>>& recorded);
    void tellState(const Result<JournalContent>& content);
    void filter();
    void clearFilter();
    void tellEmptiness();
    void showLines();
    void showChosen();
    void showParts();
    bool isNarrow() const;
    void saveReport(const JournalEntry& entry);

    std::unique_ptr<Ui::JournalPage> m_ui;
    OperationService& m_operations;
    JournalModel m_model;
    QPushButton* m_clear = nullptr; ///< the filter, where it leaves nothing
    std::vector<JournalEntry> m_entries;
    std::vector<RecordedOperation> m_elsewhere;
    OperationId m_chosen;  ///< the operation that is shown
    quint64 m_number = 0;  ///< of the newest reading
    bool m_isStale = true; ///< it may hold more by now
    bool m_isRead = false;
    bool m_isWhole = false;        ///< nothing of it is damaged or was not read
    bool m_isDetailWanted = false; ///< where there is room for one of both
    int m_beside = 0;              ///< how wide the detail was drawn last
};

} // namespace steward
