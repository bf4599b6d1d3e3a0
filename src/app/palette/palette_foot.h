#pragma once

#include <QWidget>

namespace steward {

/// The palette's keys, each with what it does.
class PaletteFoot final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaletteFoot)

public:
    explicit PaletteFoot(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void speak();
};

} // namespace steward
