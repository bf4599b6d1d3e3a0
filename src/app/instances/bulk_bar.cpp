#include "app/instances/bulk_bar.h"

#include "app/components/key_cap.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "ui_bulk_bar.h"

#include <QAction>
#include <QLocale>
#include <QMenu>

namespace steward {
namespace {

/// A button that is as its action is.
void follow(QPushButton& button, QAction& action)
{
    const auto take = [&button, &action] {
        button.setEnabled(action.isEnabled());
        button.setToolTip(escapedToolTip(action.toolTip()));
    };
    QObject::connect(&action, &QAction::changed, &button, take);
    QObject::connect(&button, &QPushButton::clicked, &action, &QAction::trigger);
    take();
}

} // namespace

BulkBar::BulkBar(QWidget* parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::BulkBar>())
{
    m_ui->setupUi(this);
    setFixedHeight(scaled(49));
    layout()->setContentsMargins(scaled(14), 0, scaled(12), 0);
    m_ui->repair->setIcon(makeIcon(Icon::Wrench));
    m_ui->pair->setIcon(makeIcon(Icon::QrCode));
    m_ui->disable->setIcon(makeIcon(Icon::PowerOff));
    m_ui->remove->setIcon(makeIcon(Icon::Trash, &Tokens::bad));
    m_ui->count->setFont(textFont(TextSize::Body, QFont::DemiBold));
    setButtonKey(*m_ui->clear, keyCapText(QKeySequence(Qt::Key_Escape)));
    connect(m_ui->clear, &QPushButton::clicked, this, &BulkBar::clearWanted);
    connect(
        m_ui->all, &QCheckBox::clicked, this, [this] { Q_EMIT allWanted(m_ui->all->checkState() != Qt::Unchecked); });
}

BulkBar::~BulkBar() = default;

void BulkBar::setActions(QAction* repair, QAction* pair, QAction* disable, QAction* remove, const QList<QAction*>& rest)
{
    follow(*m_ui->repair, *repair);
    follow(*m_ui->pair, *pair);
    follow(*m_ui->disable, *disable);
    follow(*m_ui->remove, *remove);
    auto* menu = new QMenu(m_ui->more);
    menu->setToolTipsVisible(true);
    menu->addActions(rest);
    m_ui->more->setMenu(menu);
}

void BulkBar::setCounts(int selected, int shown, int hidden)
{
    QString text = tr("%n selected", nullptr, selected);
    if (hidden > 0) {
        //: %n is how many of the selected rows the filter hides; it follows "5 selected"
        text += QStringLiteral(", ") + tr("%n hidden and left alone", nullptr, hidden);
    }
    m_ui->count->setText(text);
    m_ui->all->setCheckState(selected == shown ? Qt::Checked : Qt::PartiallyChecked);
}

void BulkBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.selection);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.line);
}

} // namespace steward
