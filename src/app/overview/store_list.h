#pragma once

#include "app/workspace/workspace.h"

#include <QAbstractButton>

#include <array>
#include <vector>

class QBoxLayout;

namespace steward {

class SparkWidget;

/// One store: what it gave, how long that took, and how long it took before. It leads to the rows that it holds.
class StoreButton final : public QAbstractButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreButton)

public:
    explicit StoreButton(Store store, QWidget* parent = nullptr);
    /// `version` of the server; 0: not known.
    void setState(const StoreState& state, int version);
    void setPast(std::vector<double> milliseconds);
    /// Without the line of earlier readings.
    void setShort(bool isShort);
    void setPlace(bool isBelow, bool isBeside);
    const QString& query() const { return m_query; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QRectF placed(const QRectF& logical) const;
    void placeLine();

    Store m_store;
    StoreState m_state;
    QString m_query;
    QString m_detail;
    QString m_time;
    SparkWidget* m_line;
    bool m_isShort = false;
    bool m_isBelow = false;  ///< another one stands above it
    bool m_isBeside = false; ///< another one stands before it
};

/// The three stores, below each other or side by side.
class StoreList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreList)

public:
    explicit StoreList(QWidget* parent = nullptr);
    StoreButton& store(Store store) { return *m_stores[static_cast<size_t>(store)]; }
    void setSideBySide(bool isSideBySide);

Q_SIGNALS:
    void queryWanted(const QString& query);

private:
    QBoxLayout* m_layout;
    std::array<StoreButton*, 3> m_stores{};
};

} // namespace steward
