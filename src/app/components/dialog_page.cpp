#include "app/components/dialog_page.h"

#include "app/components/text_label.h"

#include <QDialog>
#include <QEvent>
#include <QVBoxLayout>

namespace steward {
namespace {

/// It says itself what it is, over the full width.
bool hasHead(const QDialog& dialog)
{
    return dialog.property("hasHead").toBool();
}

} // namespace

DialogPage::DialogPage(QWidget* idle, QWidget* parent)
    : QWidget(parent)
    , m_idle(idle)
    , m_title(new TextLabel({}, TextSize::Page, QFont::DemiBold, &Tokens::text, this))
    , m_column(new QVBoxLayout(this))
{
    m_title->setContentsMargins(scaled(24), scaled(20), scaled(24), 0);
    m_title->hide();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_title);
    m_column->addWidget(m_idle, 1);
}

DialogPage::~DialogPage()
{
    // Before what they stand on goes: also those that work in the background.
    const QList<QDialog*> all = findChildren<QDialog*>(QString(), Qt::FindDirectChildrenOnly);
    for (QDialog* dialog : all) {
        dialog->removeEventFilter(this);
        dialog->disconnect(this);
        delete dialog;
    }
}

void DialogPage::host(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setParent(this, Qt::Widget);
    dialog->setSizeGripEnabled(false);
    if (QLayout* inner = dialog->layout(); inner && !hasHead(*dialog))
        inner->setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(16));
    m_column->addWidget(dialog, 1);
    dialog->hide();
    dialog->installEventFilter(this);
    connect(dialog, &QWidget::windowTitleChanged, this, &DialogPage::showCurrent);
    connect(dialog, &QObject::destroyed, this, [this, dialog] {
        m_dialogs.removeAll(dialog);
        showCurrent();
    });
    bring(dialog);
}

void DialogPage::bring(QDialog* dialog)
{
    m_dialogs.removeAll(dialog);
    m_dialogs.append(dialog);
    showCurrent();
    Q_EMIT wanted();
    if (QWidget* inside = dialog->focusWidget())
        inside->setFocus();
    else
        dialog->setFocus();
}

QDialog* DialogPage::current() const
{
    return m_dialogs.isEmpty() ? nullptr : m_dialogs.back();
}

void DialogPage::showCurrent()
{
    QDialog* seen = current();
    m_isArranging = true; // one that is hidden by somebody else has ended, or goes on in the background
    for (QDialog* dialog : std::as_const(m_dialogs))
        dialog->setVisible(dialog == seen);
    m_isArranging = false;
    m_idle->setVisible(!seen);
    m_title->setText(seen ? seen->windowTitle() : QString());
    m_title->setVisible(seen && !hasHead(*seen));
    Q_EMIT currentChanged();
}

bool DialogPage::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_isArranging && event->type() == QEvent::HideToParent) {
        m_dialogs.removeAll(qobject_cast<QDialog*>(watched));
        showCurrent();
    } else if (!m_isArranging && event->type() == QEvent::ShowToParent) {
        bring(qobject_cast<QDialog*>(watched));
    }
    return QWidget::eventFilter(watched, event);
}

void bringToFront(QDialog& dialog)
{
    if (auto* page = qobject_cast<DialogPage*>(dialog.parentWidget()))
        return page->bring(&dialog);
    dialog.show();
    dialog.raise();
    dialog.activateWindow();
}

} // namespace steward
