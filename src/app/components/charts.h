#pragma once

#include "app/style/tokens.h"

#include <QWidget>

#include <vector>

namespace steward {

/// How much of something is left or done, as an arc with a number in it.
class RingWidget final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RingWidget)

public:
    explicit RingWidget(QWidget* parent = nullptr); ///< of a Designer file; setPart() says the rest
    RingWidget(double part, const QString& text, QColor Tokens::*color, QWidget* parent = nullptr);
    void setPart(double part, const QString& text, QColor Tokens::*color);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_part; ///< 0 to 1
    QString m_text;
    QColor Tokens::*m_color;
};

/// A line of values; what was not read is a gap.
class SparkWidget final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SparkWidget)

public:
    /// NaN where a value was not read.
    SparkWidget(std::vector<double> values, Tone tone, QWidget* parent = nullptr);
    void setValues(std::vector<double> values);
    void setTone(Tone tone);
    /// In the design's pixels; without the fill where it is small.
    void setDrawnSize(const QSizeF& size, bool isFilled);
    const std::vector<double>& values() const { return m_values; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<QPolygonF> lines() const;

    std::vector<double> m_values;
    Tone m_tone;
    QSizeF m_size;
    bool m_isFilled = true;
};

/// A bar of parts beside each other: done, failed, and what is left.
class PartsBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PartsBar)

public:
    struct Part {
        double share; ///< of 1
        QColor Tokens::*color;
    };
    explicit PartsBar(QWidget* parent = nullptr); ///< of a Designer file
    explicit PartsBar(std::vector<Part> parts, QWidget* parent = nullptr);
    void setParts(std::vector<Part> parts);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Part> m_parts;
};

} // namespace steward
