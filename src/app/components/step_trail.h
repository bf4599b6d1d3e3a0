#pragma once

#include <QStringList>
#include <QWidget>

namespace steward {

/// The steps of a page, one after the other: those that are done, the one that is seen, those to come.
class StepTrail final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepTrail)

public:
    explicit StepTrail(QWidget* parent = nullptr);

    void setSteps(const QStringList& steps);
    void setCurrent(int step);
    int current() const { return m_current; }
    /// Where there is little room: only the one that is seen is named.
    void setShort(bool isShort);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qreal widthOf(int step) const;
    bool isNamed(int step) const { return !m_isShort || step == m_current; }
    void tell();

    QStringList m_steps;
    int m_current = 0;
    bool m_isShort = false;
};

} // namespace steward
