#include "app/first_run/first_run_page.h"

#include "app/style/appearance.h"
#include "app/style/environment_look.h"
#include "app/style/plain_text.h"
#include "ui_first_run_page.h"

namespace steward {

FirstRunPage::FirstRunPage(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FirstRunPage>())
{
    m_ui->setupUi(this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.8);
    m_ui->heading->setFont(large);
    for (QCommandLinkButton* way : {m_ui->practice, m_ui->connectServers, m_ui->openFile})
        way->setIcon(shapeIcon({MarkShape::Arrow, Tone::Good}, palette()));
    m_ui->trouble->hide();
    m_ui->profilesTitle->hide();
    m_ui->profiles->hide();
    connect(m_ui->practice, &QCommandLinkButton::clicked, this, &FirstRunPage::practiceWanted);
    connect(m_ui->connectServers, &QCommandLinkButton::clicked, this, &FirstRunPage::connectWanted);
    connect(m_ui->openFile, &QCommandLinkButton::clicked, this, &FirstRunPage::openFileWanted);
    connect(m_ui->profiles, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT profileWanted(item->data(Qt::UserRole).toString());
    });
    connect(m_ui->profiles, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        Q_EMIT profileWanted(item->data(Qt::UserRole).toString());
    });
}

FirstRunPage::~FirstRunPage() = default;

void FirstRunPage::setProfiles(const std::vector<ProfileStore::Entry>& entries)
{
    m_ui->profiles->clear();
    for (const ProfileStore::Entry& entry : entries) {
        auto* item = new QListWidgetItem(m_ui->profiles);
        item->setData(Qt::UserRole, entry.id);
        if (entry.profile) {
            //: A profile in the list: %1 is its name, %2 its environment such as "Production"
            item->setText(tr("%1 – %2").arg(entry.profile->name, environmentTitle(entry.profile->environment)));
            item->setIcon(shapeIcon({MarkShape::Square, environmentTone(entry.profile->environment)}, palette()));
        } else {
            item->setText(entry.id);
            item->setToolTip(escapedToolTip(entry.profile.error().sentence));
            item->setIcon(shapeIcon({MarkShape::Triangle, Tone::Warning}, palette()));
        }
    }
    m_ui->profilesTitle->setVisible(!entries.empty());
    m_ui->profiles->setVisible(!entries.empty());
}

void FirstRunPage::setTrouble(const QString& sentence)
{
    m_ui->trouble->setText(sentence);
    m_ui->trouble->setVisible(!sentence.isEmpty());
}

} // namespace steward
