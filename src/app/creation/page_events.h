#pragma once

#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

#include <optional>

namespace steward {

/// Enter in a field or a table has its own meaning there: it presses no button of the page.
inline bool isEnterOfAPart(const QKeyEvent& event, const QWidget& page)
{
    const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    return isEnter && !qobject_cast<const QPushButton*>(page.focusWidget());
}

/// The one file of this computer that is dropped; nothing: something else is.
inline std::optional<QString> droppedFile(const QDropEvent& event)
{
    const QList<QUrl> urls = event.mimeData()->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile())
        return {};
    return urls.front().toLocalFile();
}

} // namespace steward
