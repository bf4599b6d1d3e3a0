#pragma once

#include <QColor>
#include <QWidget>

namespace steward {

/// The environment's word on its colour.
class EnvironmentTag final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EnvironmentTag)

public:
    EnvironmentTag(const QString& word, const QColor& color, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_word;
    QColor m_color;
};

} // namespace steward
