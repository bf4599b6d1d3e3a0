#pragma once

#include "app/plans/ways_on.h"
#include "workflows/read/plan_maker.h"

#include <QScrollArea>

#include <vector>

class QCheckBox;
class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace steward {

class SoftCard;
class Card;
class TextLabel;

/// What a plan comes to, beside its lines: in short, why it is stopped, what is lost for good, what is left and how to
/// go on there, what can be undone.
class PlanCards final : public QScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanCards)

public:
    explicit PlanCards(QWidget* parent = nullptr);

    void clear();
    void showPlan(const MadePlan& made, const std::vector<WayOn>& ways);
    void showError(const Error& error);
    /// Above the lines instead of beside them: in one line, and what can be undone is left out.
    void setNarrow(bool isNarrow);
    /// What is done is kept in a journal, from which rows can be brought back.
    void setHasJournal(bool hasJournal) { m_hasJournal = hasJournal; }

    QCheckBox& residue() const { return *m_residue; }
    QPushButton& disableInstead() const { return *m_disableInstead; }

Q_SIGNALS:
    void wayWanted(const steward::WayOn& way);

private:
    QSize sizeHint() const override;
    void resizeEvent(QResizeEvent* event) override;
    /// What the keyboard comes to is scrolled into sight. Not what is pressed, which would move away from under it.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void fitToWidth();
    static QString residueText();
    SoftCard* addCard(const char* name);
    void showCounts(const PlanTally& tally);
    void showStops(const BreakerVerdict& verdict);
    void showLost(const Plan& plan);
    void showLeft(const Plan& plan, const std::vector<WayOn>& ways);
    void showUndo(const PlanTally& tally);

    QVBoxLayout* m_column;
    Card* m_short;
    QGridLayout* m_counts;
    TextLabel* m_summary;
    SoftCard* m_stops;
    SoftCard* m_lost;
    SoftCard* m_left;
    SoftCard* m_undo;
    QCheckBox* m_residue;
    QPushButton* m_disableInstead;
    bool m_isNarrow = false;
    bool m_hasJournal = false;
    bool m_canBeUndone = false;
};

} // namespace steward
