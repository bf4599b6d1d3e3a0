#include "app/pairing/full_screen_code.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace steward {

FullScreenCode::FullScreenCode(const QString& title, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_code(new QrView(this))
    , m_words(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    //: The title of a window with a code: %1 is a clinic
    setWindowTitle(tr("Code for %1").arg(title));
    QPalette white;
    white.setColor(QPalette::Window, Qt::white);
    white.setColor(QPalette::WindowText, Qt::black);
    setPalette(white);
    setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_code, 1);
    auto* heading = new QLabel(title, this);
    for (QLabel* label : {heading, m_words}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setPalette(white);
        QFont large = label->font();
        large.setPointSizeF(large.pointSizeF() * 1.6);
        label->setFont(large);
        column->addWidget(label);
    }
}

void FullScreenCode::setCode(const std::optional<QrCode>& code, const QString& words)
{
    m_code->setCode(code);
    m_words->setText(words);
}

void FullScreenCode::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F11)
        close();
    else
        QWidget::keyPressEvent(event);
}

void FullScreenCode::mouseReleaseEvent(QMouseEvent*)
{
    close();
}

} // namespace steward
