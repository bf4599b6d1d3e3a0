#pragma once

#include <QHeaderView>

namespace steward {

/// The header of the table of instances: in its organization's section stands the check of all rows, which a click or
/// Space turns.
class InstanceHeader final : public QHeaderView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InstanceHeader)

public:
    explicit InstanceHeader(QWidget* parent = nullptr);
    /// How many of the rows that are shown are selected.
    void setChecked(Qt::CheckState state);
    Qt::CheckState checked() const { return m_checked; }

Q_SIGNALS:
    void checkWanted();

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    bool isAtCheck(const QPoint& place) const;

    Qt::CheckState m_checked = Qt::Unchecked;
    bool m_isPressed = false;
};

} // namespace steward
