#include "app/shell/update_panel.h"

#include "app/components/locked_field.h"
#include "app/shell/window_settings.h"
#include "app/work/background_runner.h"
#include "ui_update_panel.h"

#include <QDateTime>
#include <QSignalBlocker>

namespace steward {
namespace {

constexpr std::chrono::seconds timeout{20};
constexpr qint64 aDay = 24 * 60 * 60;

} // namespace

UpdatePanel::UpdatePanel(const Build& build, BackgroundRunner& runner, WindowSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_build(build)
    , m_runner(runner)
    , m_settings(settings)
    , m_ui(std::make_unique<Ui::UpdatePanel>())
    , m_post(this)
{
    m_ui->setupUi(this);
    m_ui->openDownloads->hide();
    m_ui->said->hide();
    m_ui->looksDaily->setChecked(m_settings.looksForUpdates());
    if (m_settings.managed().looksForUpdates)
        lockField(*m_ui->looksDaily);
    const QString own = m_settings.updateAddress();
    m_ui->updateAddress->setText(own.isEmpty() ? m_build.address : own);
    connect(m_ui->looksDaily, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.setLooksForUpdates(on);
        lookIfDue();
    });
    connect(m_ui->updateAddress, &QLineEdit::editingFinished, this, [this] {
        m_settings.setUpdateAddress(
            m_ui->updateAddress->text() == m_build.address ? QString() : m_ui->updateAddress->text());
    });
    connect(m_ui->lookNow, &QPushButton::clicked, this, &UpdatePanel::look);
    connect(m_ui->openDownloads, &QPushButton::clicked, this, [this] { Q_EMIT pageWanted(m_page); });
    connect(&m_hourly, &QTimer::timeout, this, &UpdatePanel::lookIfDue);
    m_hourly.start(std::chrono::hours(1));
    lookIfDue();
}

UpdatePanel::~UpdatePanel() = default;

/// Another window may have changed it.
void UpdatePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    const QSignalBlocker quiet(m_ui->looksDaily);
    m_ui->looksDaily->setChecked(m_settings.looksForUpdates());
}

void UpdatePanel::lookIfDue()
{
    const QDateTime last = m_settings.lookedForUpdateAt();
    if (m_settings.looksForUpdates() && (!last.isValid() || last.secsTo(QDateTime::currentDateTimeUtc()) >= aDay))
        look();
}

void UpdatePanel::look()
{
    m_ui->lookNow->setEnabled(false);
    m_settings.setLookedForUpdateAt(QDateTime::currentDateTimeUtc());
    const UpdateSource source{QUrl(m_ui->updateAddress->text().trimmed(), QUrl::StrictMode), m_build.publicKey};
    m_runner.run([this, box = m_post.box(), source](const std::stop_token& stop) {
        box->post([this, notice = askForUpdate(source, CallContext::within(timeout, stop))] { show(notice); });
    });
}

void UpdatePanel::show(const Result<UpdateNotice>& notice)
{
    m_ui->lookNow->setEnabled(true);
    const bool isNewer = notice && notice->isNewerThan(m_build.version);
    m_page = isNewer ? notice->page : QUrl();
    m_ui->openDownloads->setVisible(isNewer);
    m_ui->openDownloads->setToolTip(m_page.toDisplayString());
    m_ui->said->show();
    if (!notice)
        m_ui->said->setText(notice.error().sentence);
    else if (isNewer) {
        //: %1 is a version number
        m_ui->said->setText(tr("Version %1 is there. Nothing is downloaded by Steward itself.").arg(notice->version));
    } else
        m_ui->said->setText(tr("This is the newest version."));
}

} // namespace steward
