#pragma once

#include "app/alerts/alert_rules.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <utility>
#include <vector>

namespace Ui {
class AlertSettings;
}

namespace steward {

/// The settings' page of what is told: of the workspace, and how Steward goes on in the background.
class AlertSettings final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AlertSettings)

public:
    explicit AlertSettings(QWidget* parent = nullptr);
    ~AlertSettings() override;

    using Views = std::vector<std::pair<QString, QString>>; ///< id and title
    void setRules(const AlertRules& rules, const Views& views);
    AlertRules rules() const;
    /// Without a place beside the clock a closed window would be lost.
    void setClosesToTray(bool isOn, bool isPossible);
    /// An administrator has set it.
    void lockClosesToTray();
    void setStartsWithSystem(bool isOn);
    /// How much the history keeps, and why something could not be kept.
    void setWords(const QString& words);

Q_SIGNALS:
    void rulesChanged(const steward::AlertRules& rules);
    void closesToTrayChanged(bool isOn);
    void startsWithSystemChanged(bool isOn);

private:
    void layOut();
    void follow();

    std::unique_ptr<Ui::AlertSettings> m_ui;
    bool m_isFilling = false;
    bool m_saysLocked = false;
};

} // namespace steward
