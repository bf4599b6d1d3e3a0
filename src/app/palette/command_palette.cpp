#include "app/palette/command_palette.h"

#include "app/components/key_cap.h"
#include "app/palette/palette_delegate.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/work/background_runner.h"
#include "ui_command_palette.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>

namespace steward {
namespace {

constexpr qreal panelWidth = 600;
constexpr qreal panelTop = 96;
constexpr qreal panelRadius = 10;
constexpr qreal queryHeight = 52;
constexpr qreal queryIcon = 16;

} // namespace

CommandPalette::CommandPalette(BackgroundRunner& runner, QWidget& window)
    : QWidget(&window)
    , m_ui(std::make_unique<Ui::CommandPalette>())
    , m_runner(runner)
    , m_window(window)
    , m_post(this)
{
    m_ui->setupUi(this);
    m_ui->paletteList->setModel(&m_model);
    m_ui->paletteList->setItemDelegate(new PaletteDelegate(m_model, this));
    m_ui->paletteList->viewport()->setAutoFillBackground(false);
    m_ui->paletteQuery->installEventFilter(this);
    m_ui->palettePanel->installEventFilter(this);
    window.installEventFilter(this);
    connect(m_ui->paletteQuery, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_ui->paletteList, &QListView::clicked, this, [this](const QModelIndex& index) {
        choose(index.row());
        act(false);
    });
    connect(m_ui->paletteList, &QListView::entered, this, [this](const QModelIndex& index) { choose(index.row()); });
    measure();
    hide();
}

CommandPalette::~CommandPalette() = default;

void CommandPalette::measure()
{
    QFont font = textFont(TextSize::Section);
    m_ui->paletteQuery->setFont(font);
    m_ui->paletteQuery->setFixedHeight(scaled(queryHeight));
    const int cap = qCeil(keyCapSize(keyCapText(QKeySequence(Qt::Key_Escape))).width());
    m_ui->paletteQuery->setTextMargins(scaled(16 + queryIcon + 10), 0, scaled(16 + 8) + cap, 0);
    if (layoutDirection() == Qt::RightToLeft)
        m_ui->paletteQuery->setTextMargins(scaled(16 + 8) + cap, 0, scaled(16 + queryIcon + 10), 0);
}

void CommandPalette::setIndex(std::shared_ptr<const AuditIndex> index)
{
    m_index = std::move(index);
    if (!m_index)
        m_entriesOf.reset();
    if (isVisible())
        readEntries();
}

/// Folding the names of a large fleet takes a moment.
void CommandPalette::readEntries()
{
    if (!m_index || m_entriesOf.lock() == m_index)
        return;
    m_entriesOf = m_index;
    m_runner.run([index = m_index, box = m_post.box(), this](const std::stop_token&) {
        box->post([this, index, entries = makePaletteEntries(*index)] {
            if (m_index != index)
                return;
            m_model.setEntries(entries);
            choose(m_model.nextRow(0, 1));
            layOut();
        });
    });
}

void CommandPalette::open()
{
    if (isVisible())
        return close();
    m_before = m_window.focusWidget();
    readEntries();
    measure();
    m_ui->paletteQuery->clear();
    search();
    setGeometry(m_window.rect());
    layOut();
    show();
    raise();
    m_ui->paletteQuery->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::close()
{
    if (!isVisible())
        return;
    hide();
    if (m_before && m_before->isVisible())
        m_before->setFocus(Qt::ActiveWindowFocusReason);
}

void CommandPalette::search()
{
    m_model.setQuery(m_ui->paletteQuery->text());
    choose(m_model.nextRow(0, 1));
    layOut();
}

void CommandPalette::layOut()
{
    int rows = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        rows += m_ui->paletteList->itemDelegate()->sizeHint({}, m_model.index(row, 0)).height();
    const int width = std::min(scaled(panelWidth), this->width() - 2 * scaled(16));
    const int top = std::min(scaled(panelTop), height() / 8 + scaled(16));
    const int rest = scaled(queryHeight) + m_ui->paletteFoot->sizeHint().height() + 2;
    const int room = height() - top - rest - scaled(40);
    m_ui->palettePanel->setGeometry(
        (this->width() - width) / 2, top, width, rest + std::min(rows + scaled(10), std::max(room, 0)));
    update();
}

bool CommandPalette::press(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        move(key == Qt::Key_Up ? -1 : 1);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        for (int step = 0; step < 8; ++step)
            move(key == Qt::Key_PageUp ? -1 : 1);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab: // there is nowhere else to go
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        act(modifiers.testFlag(Qt::ControlModifier));
        return true;
    case Qt::Key_K:
        if (modifiers == Qt::ControlModifier)
            close();
        return modifiers == Qt::ControlModifier;
    default: // is typed
        return false;
    }
}

void CommandPalette::move(int step)
{
    const int next = m_model.nextRow(m_ui->paletteList->currentIndex().row() + step, step);
    if (next >= 0)
        choose(next);
}

void CommandPalette::choose(int row)
{
    const QModelIndex index = m_model.index(row, 0);
    if (!index.isValid() || m_model.item(row).isHeading)
        return;
    m_ui->paletteList->setCurrentIndex(index);
    // The focus stays where one types: what is chosen is said there.
    m_ui->paletteQuery->setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent said(m_ui->paletteQuery, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&said);
}

void CommandPalette::act(bool isPairing)
{
    const int row = m_ui->paletteList->currentIndex().row();
    if (row < 0 || row >= m_model.rowCount())
        return;
    const PaletteItem& item = m_model.item(row);
    const std::function<void()> act = isPairing ? item.pair : item.run; // the list may change by it
    if (!item.isEnabled || !act)
        return;
    close();
    act();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Resize) {
        setGeometry(m_window.rect());
        layOut();
    } else if (watched == m_ui->paletteQuery && event->type() == QEvent::ShortcutOverride) {
        event->accept(); // nothing behind it is done by a key meanwhile
    } else if (watched == m_ui->paletteQuery && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        if (press(key->key(), key->modifiers()))
            return true;
    } else if (watched == m_ui->palettePanel && event->type() == QEvent::Paint) {
        paintPanel();
    }
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::paintPanel()
{
    QPainter painter(m_ui->palettePanel);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, m_ui->palettePanel->rect(), panelRadius, tokens.surface, tokens.line2);
    const QRectF query = m_ui->paletteQuery->geometry();
    painter.fillRect(QRectF(query.left(), query.bottom() - 1, query.width(), 1), tokens.line);
    const QRectF inside = query.adjusted(scaledF(16), 0, -scaledF(16), 0);
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    const qreal icon = scaledF(queryIcon);
    paintIcon(
        painter,
        QRectF(isRightToLeft ? inside.right() - icon : inside.left(), inside.center().y() - icon / 2, icon, icon),
        Icon::Search, tokens.quiet);
    paintKeyCap(painter, inside, keyCapText(QKeySequence(Qt::Key_Escape)), palette(), isRightToLeft);
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Tokens::of(palette()).scrim);
}

void CommandPalette::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        m_ui->retranslateUi(this);
}

void CommandPalette::mousePressEvent(QMouseEvent* event)
{
    if (!m_ui->palettePanel->geometry().contains(event->position().toPoint()))
        close();
}

} // namespace steward
