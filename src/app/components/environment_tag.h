#pragma once

#include <QColor>
#include <QWidget>

class QPainter;

namespace steward {

/// The environment's word on its colour, small: from the rect's left, in the middle of its height.
QSizeF smallTagSize(const QString& word);
void paintSmallTag(QPainter& painter, const QRectF& rect, const QString& word, const QColor& color);

/// The same as a part of a page.
class EnvironmentTag final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EnvironmentTag)

public:
    explicit EnvironmentTag(QWidget* parent = nullptr); ///< of a Designer file: a small one
    EnvironmentTag(const QString& word, const QColor& color, QWidget* parent = nullptr);
    void setEnvironment(const QString& word, const QColor& color);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_word;
    QColor m_color;
    bool m_isSmall = false;
};

} // namespace steward
