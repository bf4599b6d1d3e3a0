#pragma once

#include "app/style/mark.h"
#include "app/workspace/workspace.h"

#include <QFrame>
#include <QSet>

#include <array>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace steward {

/// What could not be read, over every page: for each such store the sentence, and the doctor's cause and cure. Closed
/// by the person it comes back with the next reading that fails.
class TroubleBanner final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TroubleBanner)

public:
    explicit TroubleBanner(QWidget* parent = nullptr);
    void setState(Store store, const StoreState& state);
    /// The server has started lately: its memory proves nothing.
    void setServerStarting(bool starting);
    /// What the server listed and could not be read as it should; nothing is concluded about it.
    void setOdd(const std::vector<OddEntry>& odd);

Q_SIGNALS:
    /// The person wants the stores to be read once more.
    void readWanted();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line {
        QWidget* frame = nullptr;
        QLabel* mark = nullptr;
        QLabel* what = nullptr;
        QLabel* advice = nullptr;
        QToolButton* showDetails = nullptr;
        QLabel* details = nullptr;
    };
    Line addLine();
    static void addDetails(Line& line, QGridLayout& grid);
    void setLine(Line& line, const QString& what, const QString& advice, const Mark& mark);
    void showAny();

    std::array<Line, 3> m_lines;
    Line m_starting;
    Line m_odd;
    Tone tone() const;

    QPushButton* m_again = nullptr;
    QToolButton* m_close = nullptr;
    bool m_isClosed = false;
};

} // namespace steward
