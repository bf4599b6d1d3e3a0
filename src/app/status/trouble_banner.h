#pragma once

#include "app/style/mark.h"
#include "app/workspace/workspace.h"

#include <QFrame>
#include <QIcon>

#include <array>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace steward {

/// What could not be read, over every page: for each such store once what is the matter, what mends it, and that
/// nothing is concluded from it; with the doctor where there is one. Closed by the person it comes back with the next
/// reading that fails.
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
    /// The workspace has connections that can be tested.
    void setHasDoctor(bool hasDoctor);

Q_SIGNALS:
    /// The connections are to be tested.
    void doctorWanted();
    /// The person wants the stores to be read once more.
    void readWanted();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line {
        QWidget* frame = nullptr;
        QIcon icon;
        QLabel* mark = nullptr;
        QLabel* what = nullptr;
        QLabel* advice = nullptr;
        QToolButton* showDetails = nullptr;
        QLabel* details = nullptr;
    };
    Line addLine();
    static void addDetails(Line& line, QGridLayout& grid);
    static void setLine(Line& line, const QString& what, const QString& advice, const QIcon& icon);
    static void showIcon(const Line& line);
    bool isAnyUnread() const;
    void showAny();

    std::array<Line, 3> m_lines;
    Line m_starting;
    Line m_odd;
    Tone tone() const;

    QPushButton* m_doctor = nullptr;
    QPushButton* m_again = nullptr;
    QToolButton* m_close = nullptr;
    bool m_hasDoctor = false;
    bool m_isClosed = false;
};

} // namespace steward
