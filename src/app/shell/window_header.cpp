#include "app/shell/window_header.h"

#include "app/shell/page_rail.h"
#include "app/style/environment_look.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "ui_window_header.h"

#include <QAction>
#include <QEvent>
#include <QLocale>
#include <QMenu>

namespace steward {
namespace {

constexpr qreal headerHeight = 49;
constexpr int environmentLine = 3;
constexpr qreal logoSide = 24;

/// "New instance" from "&New instance…"
QString plainText(const QAction& action)
{
    QString text = action.text().remove(QLatin1Char('&'));
    if (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

/// The button does what the action does, and can what it can.
void bindButton(QPushButton& button, QAction& action)
{
    const auto take = [&button, &action] {
        button.setEnabled(action.isEnabled());
        button.setAccessibleName(plainText(action));
        const QString key = action.shortcut().toString(QKeySequence::NativeText);
        const QString why = action.isEnabled() ? QString() : action.toolTip();
        //: A tool tip: %1 is what the button does, %2 its key
        const QString usual =
            key.isEmpty() ? plainText(action) : WindowHeader::tr("%1 (%2)").arg(plainText(action), key);
        button.setToolTip(escapedToolTip(why.isEmpty() ? usual : why));
    };
    take();
    QObject::connect(&action, &QAction::changed, &button, take);
    QObject::connect(&button, &QPushButton::clicked, &action, &QAction::trigger);
}

} // namespace

WindowHeader::WindowHeader(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WindowHeader>())
{
    m_ui->setupUi(this);
    layout()->setContentsMargins(readingMargins(0, 3, 12, 1));
    m_ui->refresh->setIcon(makeIcon(Icon::Refresh));
    m_ui->alerts->setIcon(makeIcon(Icon::Bell));
    setAlerts(false, 0);
    m_ui->newInstance->setIcon(makeIcon(Icon::Plus, &Tokens::onFill));
    m_ui->menu->setIcon(makeIcon(Icon::Menu));
    m_ui->logo->setAccessibleName(tr("Steward"));
    measure();
}

WindowHeader::~WindowHeader() = default;

void WindowHeader::setParts(const Parts& parts)
{
    m_ui->environment->setMenu(&parts.workspaces);
    m_ui->omni->setKey(parts.palette.shortcut());
    connect(m_ui->omni, &QPushButton::clicked, &parts.palette, &QAction::trigger);
    bindButton(*m_ui->refresh, parts.refresh);
    bindButton(*m_ui->newInstance, parts.newInstance);
    connect(m_ui->menu, &QPushButton::clicked, this, [this, menu = &parts.menu] {
        const QRect button = m_ui->menu->rect();
        const int left = layoutDirection() == Qt::RightToLeft ? button.left()
                                                              : button.right() - menu->sizeHint().width() - ringRoom();
        menu->popup(m_ui->menu->mapToGlobal(QPoint(left, button.bottom())));
    });
    setNarrow(m_isNarrow);
}

void WindowHeader::setStores(const ProfileContext& stores)
{
    m_line = environmentColor(stores);
    m_ui->environment->setStores(stores);
    update();
}

void WindowHeader::setReading(const QString& words)
{
    m_ui->read->setText(words);
}

void WindowHeader::setAlertMenu(QMenu& menu)
{
    connect(m_ui->alerts, &QPushButton::clicked, this, [this, shown = &menu] {
        shown->popup(m_ui->alerts->mapToGlobal(QPoint(0, m_ui->alerts->height())));
    });
}

void WindowHeader::setAlerts(bool areThere, int unseen)
{
    const QString words = unseen > 0 ? tr("%n new alert(s)", nullptr, unseen) : tr("Alerts");
    m_ui->alerts->setVisible(areThere);
    m_ui->alerts->setText(unseen > 0 ? QLocale().toString(unseen) : QString());
    m_ui->alerts->setAccessibleName(words);
    m_ui->alerts->setToolTip(words);
}

void WindowHeader::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    m_ui->read->setVisible(!isNarrow);
    m_ui->newInstance->setText(isNarrow ? QString() : tr("New instance"));
    measure();
}

void WindowHeader::measure()
{
    setFixedHeight(scaled(headerHeight) + environmentLine);
    m_ui->logo->setFixedWidth(railWidth(m_isNarrow) - m_ui->layout->spacing()); // the tag begins where the page does
    m_ui->logo->setPixmap(QIcon(QStringLiteral(":/icons/steward-128.png"))
                              .pixmap(QSize(scaled(logoSide), scaled(logoSide)), devicePixelRatioF()));
    QPalette quiet = m_ui->read->palette();
    quiet.setColor(QPalette::WindowText, Tokens::of(palette()).quiet);
    m_ui->read->setPalette(quiet);
}

void WindowHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.side);
    painter.fillRect(QRect(0, 0, width(), environmentLine), m_line);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.line);
}

void WindowHeader::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        measure();
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        setNarrow(m_isNarrow);
    }
}

} // namespace steward
