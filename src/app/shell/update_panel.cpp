#include "app/shell/update_panel.h"

#include "app/components/card.h"
#include "app/components/locked_field.h"
#include "app/shell/window_settings.h"
#include "app/work/background_runner.h"

#include <QCheckBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace steward {
namespace {

constexpr std::chrono::seconds patience{20};
constexpr qint64 aDay = 24 * 60 * 60;

} // namespace

UpdatePanel::UpdatePanel(const Build& build, BackgroundRunner& runner, WindowSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_build(build)
    , m_runner(runner)
    , m_settings(settings)
    , m_post(this)
{
    compose();
    m_daily->setChecked(m_settings.looksForUpdates());
    if (m_settings.managed().looksForUpdates)
        lockField(*m_daily);
    const QString own = m_settings.updateAddress();
    m_address->setText(own.isEmpty() ? m_build.address : own);
    connect(m_daily, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.setLooksForUpdates(on);
        lookIfDue();
    });
    connect(m_address, &QLineEdit::editingFinished, this, [this] {
        m_settings.setUpdateAddress(m_address->text() == m_build.address ? QString() : m_address->text());
    });
    connect(m_look, &QPushButton::clicked, this, &UpdatePanel::look);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT pageWanted(m_page); });
    connect(&m_hourly, &QTimer::timeout, this, &UpdatePanel::lookIfDue);
    m_hourly.start(std::chrono::hours(1));
    lookIfDue();
}

/// Another window may have changed it.
void UpdatePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    const QSignalBlocker quiet(m_daily);
    m_daily->setChecked(m_settings.looksForUpdates());
}

void UpdatePanel::compose()
{
    m_daily = new QCheckBox(tr("Look for a newer version once a day"));
    m_address = new QLineEdit;
    m_address->setAccessibleName(tr("Address that is asked"));
    m_address->setToolTip(tr("Address that is asked"));
    m_look = new QPushButton(tr("Look now"));
    m_open = new QPushButton(tr("Open the download page"));
    m_open->hide();
    m_said = new QLabel;
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_said->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(m_address, 1);
    row->addWidget(m_look);
    row->addWidget(m_open);
    auto* card = new Card;
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(card);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_daily);
    column->addLayout(row);
    column->addWidget(m_said);
}

void UpdatePanel::lookIfDue()
{
    const QDateTime last = m_settings.lookedForUpdateAt();
    if (m_settings.looksForUpdates() && (!last.isValid() || last.secsTo(QDateTime::currentDateTimeUtc()) >= aDay))
        look();
}

void UpdatePanel::look()
{
    m_look->setEnabled(false);
    m_settings.setLookedForUpdateAt(QDateTime::currentDateTimeUtc());
    const UpdateSource source{QUrl(m_address->text().trimmed(), QUrl::StrictMode), m_build.publicKey};
    m_runner.run([this, box = m_post.box(), source](const std::stop_token& stop) {
        box->post([this, notice = askForUpdate(source, CallContext::within(patience, stop))] { show(notice); });
    });
}

void UpdatePanel::show(const Result<UpdateNotice>& notice)
{
    m_look->setEnabled(true);
    const bool isNewer = notice && notice->isNewerThan(m_build.version);
    m_page = isNewer ? notice->page : QUrl();
    m_open->setVisible(isNewer);
    m_open->setToolTip(m_page.toDisplayString());
    m_said->show();
    if (!notice)
        m_said->setText(notice.error().sentence);
    else if (isNewer) {
        //: %1 is a version number
        m_said->setText(tr("Version %1 is there. Nothing is downloaded by Steward itself.").arg(notice->version));
    } else
        m_said->setText(tr("This is the newest version."));
}

} // namespace steward
