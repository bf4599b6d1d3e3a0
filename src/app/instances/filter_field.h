#pragma once

#include "app/table/audit_index.h"

#include <QLineEdit>

#include <memory>

class QCompleter;
class QStandardItemModel;

namespace steward {

/// Where one types what the table is to show. Proposes fields and their values while one types, says in place what can
/// stand behind a colon, and marks what means nothing.
class FilterField final : public QLineEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterField)

public:
    explicit FilterField(QWidget* parent = nullptr);
    /// Whose organizations' names are proposed.
    void setIndex(std::shared_ptr<const AuditIndex> index);
    /// What the field says in place; empty: nothing.
    QString hint() const;

Q_SIGNALS:
    /// Down or Enter: on to the rows.
    void rowsWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintKey();
    void propose();
    void take(const QString& word);
    const QStringList& organizations();

    QCompleter* m_completer;
    QStandardItemModel* m_proposals;
    QAction* m_search;
    std::shared_ptr<const AuditIndex> m_index;
    QStringList m_organizations; ///< of the index; empty until they are wanted
};

} // namespace steward
