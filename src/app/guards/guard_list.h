#pragma once

#include "app/components/pill.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace steward {

/// One guard: what it is for, and how it stands.
struct GuardLine {
    Mark mark;
    Pill pill;
    QString title;
    QString aside; ///< quiet, behind the title
    QStringList notes;
    QString hint; ///< for whoever looks closer
};

/// The guards, one below the other; below the first what holds it back, with the button that mends that.
class GuardList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GuardList)

public:
    explicit GuardList(QWidget* parent = nullptr);

    void setLines(const std::vector<GuardLine>& lines);
    const std::vector<GuardLine>& lines() const { return m_lines; }
    /// `what` stands out before the sentence; empty: nothing holds it back.
    void setHeld(const QString& what, const QString& sentence, bool mayCleanUp);

Q_SIGNALS:
    void cleanUpWanted();

private:
    void build();

    QVBoxLayout* m_rows;
    std::vector<GuardLine> m_lines;
    QString m_heldWhat;
    QString m_heldSentence;
    bool m_mayCleanUp = false;
};

} // namespace steward
