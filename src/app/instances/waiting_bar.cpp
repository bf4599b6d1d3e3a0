#include "app/instances/waiting_bar.h"

#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace steward {
namespace {

constexpr qreal waitingIcon = 14;
constexpr qreal waitingInset = 14;

} // namespace

WaitingBar::WaitingBar(QWidget* parent)
    : QFrame(parent)
    , m_text(new TextLabel({}, TextSize::Small))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(readingMargins(scaled(waitingInset + waitingIcon + 8), 0, scaled(4), 0));
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_text, 1);
    auto* show = new QPushButton(tr("Show them &now"));
    show->setObjectName(QStringLiteral("showWaiting"));
    setButtonKind(*show, ButtonKind::Link);
    setButtonSize(*show, ButtonSize::Small);
    row->addWidget(show);
    connect(show, &QPushButton::clicked, this, &WaitingBar::showWanted);
    setFixedHeight(scaled(31));
    hide();
}

void WaitingBar::setCount(int updates)
{
    const QString words =
        tr("%n update(s) are waiting. The list keeps its order until you clear the selection.", nullptr, updates);
    m_text->setText(words);
    setAccessibleName(words);
    setVisible(updates > 0);
}

void WaitingBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.infoSoft);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.infoLine);
    const qreal side = scaledF(waitingIcon);
    const qreal left =
        layoutDirection() == Qt::RightToLeft ? width() - scaledF(waitingInset) - side : scaledF(waitingInset);
    paintIcon(painter, QRectF(left, (height() - side) / 2, side, side), Icon::Pause, tokens.info);
}

} // namespace steward
