#pragma once

#include <QColor>
#include <QPushButton>

namespace steward {

struct ProfileContext;

/// The environment's word and the workspace's name on the environment's colour; opens the menu of workspaces.
class EnvironmentButton final : public QPushButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EnvironmentButton)

public:
    explicit EnvironmentButton(QWidget* parent = nullptr);
    void setStores(const ProfileContext& stores);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qreal widthOf(const QString& name) const;

    QString m_word;
    QString m_name;
    QColor m_color;
};

} // namespace steward
