#pragma once

#include "app/activity/activity_lines.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class ActivityPage;
}

namespace steward {

class OperationService;
class OperationView;

/// The page of what is being done and was done in this session: on the left the operations, beside them the chosen
/// one. Where there is little room the list, then the chosen one, and Esc back.
class ActivityPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityPage)

public:
    explicit ActivityPage(OperationService& operations, QWidget* parent = nullptr);
    ~ActivityPage() override;

    void choose(const Operation* operation);
    void focusList();
    OperationView& shown() const;

Q_SIGNALS:
    void journalWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void connectParts(OperationService& operations);
    void takeCurrent();
    /// The list has been rearranged: the chosen one stays chosen.
    void chooseAgain();
    void showParts();
    bool isNarrow() const;

    std::unique_ptr<Ui::ActivityPage> m_ui;
    ActivityLines m_lines;
    QPointer<Operation> m_chosen;
    bool m_isDetailWanted = false; ///< where there is room for one of both
};

} // namespace steward
