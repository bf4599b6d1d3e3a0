#include "app/window/environment_frame.h"

#include "app/style/environment_look.h"
#include "local/store_set.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace steward {

EnvironmentFrame::EnvironmentFrame(const StoreSet& stores, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_color(environmentColor(stores))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3, 0, 3, 3);
    column->setSpacing(0);
    auto* banner = new QLabel(workspaceBanner(stores), this);
    banner->setTextFormat(Qt::PlainText);
    banner->setContentsMargins(8, 3, 8, 4);
    QFont bold = banner->font();
    bold.setBold(true);
    banner->setFont(bold);
    QPalette white = banner->palette();
    white.setColor(QPalette::WindowText, Qt::white);
    banner->setPalette(white);
    // A long name of a profile is no reason for the window to grow.
    banner->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    column->addWidget(banner);
    content->setAutoFillBackground(true);
    column->addWidget(content, 1);
}

void EnvironmentFrame::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_color);
}

} // namespace steward
