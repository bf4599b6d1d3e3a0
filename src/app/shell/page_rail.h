#pragma once

#include "app/style/icons.h"
#include "app/workspace/page.h"

#include <QToolButton>
#include <QWidget>

#include <array>

class QAction;
class QButtonGroup;
class QVBoxLayout;

namespace steward {

int railWidth(bool isNarrow);

/// One page on the rail: its icon over its name, and a number that wants to be seen.
class RailButton final : public QToolButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RailButton)

public:
    /// Errors ask for a person, what runs is only told.
    enum class Badge : quint8 { Quiet, Bad, Running };

    RailButton(Icon icon, QAction& action, QWidget* parent = nullptr);
    /// Empty: none. `words` is what a screen reader says of it: "4 organizations".
    void setBadge(const QString& badge, Badge kind, const QString& words);
    const QString& badge() const { return m_badge; }
    void setNarrow(bool isNarrow);
    /// Of the word; its letters stand closer where it would touch the edges.
    QFont labelFont(QFont::Weight weight) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void takeAction();
    void paintBadge(QPainter& painter) const;

    Icon m_icon;
    QAction& m_action;
    QString m_badge;
    Badge m_kind = Badge::Quiet;
    bool m_isNarrow = false;
};

/// The pages, beside every one of them.
class PageRail final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageRail)

public:
    explicit PageRail(QWidget* parent = nullptr);
    /// Once, an action for each page.
    void setActions(const std::array<QAction*, pageCount>& actions);
    RailButton& button(Page page) const { return *m_buttons[static_cast<size_t>(page)]; }
    void setNarrow(bool isNarrow);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void measure();

    QVBoxLayout* m_column;
    QButtonGroup* m_group;
    std::array<RailButton*, pageCount> m_buttons{};
    bool m_isNarrow = false;
};

} // namespace steward
