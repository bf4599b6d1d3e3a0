#pragma once

#include "app/inspector/problem_ways.h"
#include "app/table/audit_index.h"

#include <QWidget>

#include <memory>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace steward {

class ElidedLabel;
class TextButton;

/// One kind of problem: what it is, how many rows have it, and the button that mends it.
class ProblemLine final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProblemLine)

public:
    explicit ProblemLine(FindingCode code, QWidget* parent = nullptr);
    FindingCode code() const { return m_code; }
    /// `isAll`: a store that was not read may hide more.
    void setCount(qint64 count, bool isAll);
    void setObstacles(const StandingObstacles& obstacles);
    void setShort(bool isShort);
    int wayWidth() const; ///< that its button needs
    void setWayWidth(int width);

Q_SIGNALS:
    void rowsWanted(steward::FindingCode code);
    void wayWanted(steward::ProblemWay way, steward::FindingCode code);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    FindingCode m_code;
    ElidedLabel* m_sentence;
    TextButton* m_count;
    QPushButton* m_button;
};

/// Every kind of problem that there is, errors first, those that most have first.
class ProblemList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProblemList)

public:
    static constexpr size_t shownAtFirst = 10; ///< kinds; the rest is a click away

    explicit ProblemList(QWidget* parent = nullptr);
    void setIndex(const AuditIndex& index);
    void setObstacles(const StandingObstacles& obstacles);
    /// Without sentences.
    void setShort(bool isShort);
    /// Makes their buttons as wide as the widest, so that the numbers stand below one another in every language.
    void fitWays();

Q_SIGNALS:
    void queryWanted(const QString& query);
    void rowsWanted(steward::FindingCode code);
    void wayWanted(steward::ProblemWay way, steward::FindingCode code);

private:
    struct Kind {
        FindingCode code;
        qint64 count;
        bool operator==(const Kind&) const = default;
    };
    void build();
    void addHeading(Severity severity);
    void addLine(const Kind& kind);
    void addRest(size_t from);
    void addEnd();
    QString headingText(Severity severity) const;
    QString endText() const;

    QVBoxLayout* m_lines;
    std::vector<Kind> m_kinds;
    std::array<qint64, 3> m_rows{}; ///< with a problem of each severity
    qint64 m_alsoErrors = 0;        ///< rows with a warning that have an error too
    std::vector<ProblemSet> m_sets; ///< the problems of each row that has one
    bool m_isAll = true;
    bool m_hasRows = true;
    bool m_isShort = false;
    bool m_isOpened = false;
    StandingObstacles m_obstacles;
};

} // namespace steward
