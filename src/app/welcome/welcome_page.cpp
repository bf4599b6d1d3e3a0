#include "app/welcome/welcome_page.h"

#include "app/style/button_painting.h"
#include "app/style/environment_look.h"
#include "app/style/plain_text.h"
#include "app/welcome/workspace_delegate.h"
#include "ui_welcome_page.h"
#include "wording/value_titles.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr qreal columnWidth = 640;
constexpr qreal logoSide = 60;
constexpr qreal promiseIcon = 14;
constexpr qreal wayButtonWidth = 104;
constexpr int mostInSight = 5;

struct WelcomeText {
    Q_DECLARE_TR_FUNCTIONS(steward::WelcomePage)
};

QString openedWords(const QDateTime& opened)
{
    if (!opened.isValid())
        return {};
    const QLocale locale;
    const QDate today = QDate::currentDate();
    const QString time = locale.toString(opened.time(), QStringLiteral("HH:mm"));
    if (opened.date() == today) {
        //: %1 is a time of the day
        return WelcomeText::tr("Today, %1").arg(time);
    }
    if (opened.date() == today.addDays(-1)) {
        //: %1 is a time of the day
        return WelcomeText::tr("Yesterday, %1").arg(time);
    }
    //: A short date of this year, as Qt writes them: day and short month
    const QString ofThisYear = WelcomeText::tr("d MMM");
    //: A short date, as Qt writes them: day, short month and year
    const QString ofAnyYear = WelcomeText::tr("d MMM yyyy");
    return locale.toString(opened.date(), opened.date().year() == today.year() ? ofThisYear : ofAnyYear);
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WelcomePage>())
{
    m_ui->setupUi(this);
    m_ui->profiles->setItemDelegate(new WorkspaceDelegate(this));
    m_ui->profiles->viewport()->setAutoFillBackground(false);
    m_ui->practiceWayIcon->setIcon(Icon::GraduationCap);
    m_ui->connectWayIcon->setIcon(Icon::Plug);
    m_ui->fileWayIcon->setIcon(Icon::FileUp);
    m_ui->edit->setIcon(makeIcon(Icon::Wrench));
    m_ui->exportProfile->setIcon(makeIcon(Icon::Upload));
    m_ui->remove->setIcon(makeIcon(Icon::Trash, &Tokens::bad));
    dress();
    setTrouble({});
    setProfiles({}, {});
    connectParts();
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::dress()
{
    m_ui->column->setFixedWidth(scaled(columnWidth));
    // The rings around the first and the last button grow with the text.
    m_ui->workspaceButtons->setContentsMargins(scaled(4), scaled(8), scaled(4), 0);
    m_ui->logo->setPixmap(QIcon(QStringLiteral(":/icons/steward-128.png"))
                              .pixmap(QSize(scaled(logoSide), scaled(logoSide)), devicePixelRatioF()));
    m_ui->heading->setLook(TextSize::Number, QFont::DemiBold, &Tokens::text);
    m_ui->words->setLook(TextSize::Section, QFont::Normal, &Tokens::text2);
    m_ui->profilesTitle->setLook(TextSize::Label, QFont::DemiBold, &Tokens::quiet);
    for (TextLabel* title : {m_ui->practiceWayTitle, m_ui->connectWayTitle, m_ui->fileWayTitle})
        title->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    for (TextLabel* words :
         {m_ui->practiceWaySentence, m_ui->connectWaySentence, m_ui->fileWaySentence, m_ui->lockWords, m_ui->eyeWords})
        words->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    for (QPushButton* button : {m_ui->practice, m_ui->connectServers, m_ui->openFile})
        button->setMinimumWidth(scaled(wayButtonWidth));
    const QSize icon(scaled(promiseIcon), scaled(promiseIcon));
    m_ui->lockIcon->setPixmap(makeIcon(Icon::Lock, &Tokens::quiet).pixmap(icon, devicePixelRatioF()));
    m_ui->eyeIcon->setPixmap(makeIcon(Icon::Eye, &Tokens::quiet).pixmap(icon, devicePixelRatioF()));
}

void WelcomePage::connectParts()
{
    connect(m_ui->practice, &QPushButton::clicked, this, &WelcomePage::practiceWanted);
    connect(m_ui->connectServers, &QPushButton::clicked, this, &WelcomePage::connectWanted);
    connect(m_ui->openFile, &QPushButton::clicked, this, &WelcomePage::openFileWanted);
    connect(m_ui->mend, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(m_troubled); });
    connect(m_ui->open, &QPushButton::clicked, this, [this] { Q_EMIT profileWanted(chosen()); });
    connect(m_ui->edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(chosen()); });
    connect(m_ui->exportProfile, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(chosen()); });
    connect(m_ui->remove, &QPushButton::clicked, this, [this] { Q_EMIT removeWanted(chosen()); });
    connect(m_ui->profiles, &QListWidget::itemActivated, this, [this] { Q_EMIT profileWanted(chosen()); });
}

QString WelcomePage::chosen() const
{
    const QListWidgetItem* item = m_ui->profiles->currentItem();
    return item ? item->data(WorkspaceIdRole).toString() : QString();
}

void WelcomePage::setProfiles(const std::vector<ProfileStore::Entry>& entries, const OpenedAt& openedAt)
{
    m_ui->profiles->clear();
    std::vector<std::pair<QDateTime, const ProfileStore::Entry*>> ordered;
    ordered.reserve(entries.size());
    for (const ProfileStore::Entry& entry : entries)
        ordered.emplace_back(openedAt ? openedAt(entry.id) : QDateTime(), &entry);
    std::ranges::stable_sort(ordered, [](const auto& one, const auto& other) { return one.first > other.first; });
    for (const auto& [opened, entry] : ordered) {
        auto* item = new QListWidgetItem(m_ui->profiles);
        item->setData(WorkspaceIdRole, entry->id);
        item->setData(OpenedRole, openedWords(opened));
        item->setText(entry->profile ? entry->profile->name : entry->id);
        QString words =
            entry->profile ? environmentTitle(entry->profile->environment) : entry->profile.error().sentence;
        if (entry->profile) {
            item->setData(EnvironmentWordRole, words.toUpper());
            item->setData(EnvironmentColorRole, environmentColor(entry->profile->environment));
        } else {
            item->setToolTip(escapedToolTip(words));
        }
        //: A workspace as it is read aloud: %1 is its name, %2 its environment
        item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(item->text(), words));
    }
    const int count = m_ui->profiles->count();
    m_ui->workspaces->setVisible(count > 0);
    m_ui->profiles->setFixedHeight(workspaceLineHeight() * std::min(count, mostInSight));
    setButtonKind(*m_ui->practice, count > 0 ? ButtonKind::Default : ButtonKind::Primary);
    m_ui->profiles->setCurrentRow(count > 0 ? 0 : -1);
    if (count > 0)
        m_ui->profiles->setFocus();
    else
        m_ui->practice->setFocus();
}

void WelcomePage::setTrouble(const QString& sentence, const QString& profileId)
{
    m_troubled = profileId;
    m_ui->trouble->setText(breakable(sentence));
    m_ui->troubleBox->setVisible(!sentence.isEmpty());
    m_ui->mend->setVisible(!profileId.isEmpty());
}

void WelcomePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace steward
