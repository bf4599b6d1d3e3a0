#pragma once

#include "app/work/gui_dispatcher.h"
#include "local/update/update_notice.h"

#include <QByteArray>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace Ui {
class UpdatePanel;
}

namespace steward {

class BackgroundRunner;
class WindowSettings;

/// Looks for a newer version, where that was turned on: once a day, and when a person asks. It says what it found, and
/// opens the page that the makers' signed notice names; nothing is downloaded or installed.
class UpdatePanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UpdatePanel)

public:
    /// What a program was built with.
    struct Build {
        QByteArray publicKey;
        QString address; ///< until a person enters another one
        QString version;
    };
    UpdatePanel(const Build& build, BackgroundRunner& runner, WindowSettings& settings, QWidget* parent = nullptr);
    ~UpdatePanel() override;

Q_SIGNALS:
    void pageWanted(const QUrl& page);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void lookIfDue();
    void look();
    void show(const Result<UpdateNotice>& notice);

    const Build m_build;
    BackgroundRunner& m_runner;
    WindowSettings& m_settings;
    std::unique_ptr<Ui::UpdatePanel> m_ui;
    QUrl m_page;
    QTimer m_hourly;
    GuiDispatcher m_post;
};

} // namespace steward
