#include "app/components/locked_field.h"

#include "app/components/text_label.h"
#include "local/managed_settings.h"

#include <QBoxLayout>

namespace steward {
namespace {

/// Wherever in its parent it stands; null: in none.
QBoxLayout* boxAround(const QWidget& field)
{
    const QWidget* parent = field.parentWidget();
    if (!parent || !parent->layout())
        return nullptr;
    QList<QBoxLayout*> boxes = parent->layout()->findChildren<QBoxLayout*>();
    if (auto* outer = qobject_cast<QBoxLayout*>(parent->layout()))
        boxes.prepend(outer);
    for (QBoxLayout* box : boxes) {
        if (box->indexOf(&field) >= 0)
            return box;
    }
    return nullptr;
}

} // namespace

void lockQuietly(QWidget& field)
{
    field.setEnabled(false);
    field.setToolTip(ManagedSettings::lockedWords());
    field.setAccessibleDescription(ManagedSettings::lockedWords());
}

void lockField(QWidget& field)
{
    lockQuietly(field);
    QBoxLayout* box = boxAround(field);
    if (!box)
        return;
    auto* words = new TextLabel(ManagedSettings::lockedWords(), TextSize::Small, QFont::Normal, &Tokens::quiet);
    words->setObjectName(field.objectName() + QStringLiteral("Locked"));
    words->setWordWrap(box->direction() == QBoxLayout::TopToBottom);
    box->insertWidget(box->indexOf(&field) + 1, words);
}

} // namespace steward
