#include "app/lock/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>
#include <QUuid>

namespace steward {
namespace {

constexpr QLatin1String markOfSecret("application/x-steward-secret");

/// Only what carries this mark.
void clearMarked(const QByteArray& mark)
{
    QClipboard* clipboard = QGuiApplication::clipboard();
    const QMimeData* now = clipboard->mimeData();
    if (now && now->data(markOfSecret) == mark)
        clipboard->clear();
}

} // namespace

void copySecret(QMimeData* data, std::chrono::milliseconds life)
{
    const QByteArray mark = QUuid::createUuid().toByteArray();
    data->setData(markOfSecret, mark);
    // What clipboard managers of KDE, Windows and macOS go by, so as not to keep it.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    data->setData(
        QStringLiteral("application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""),
        QByteArray(1, '\0'));
    data->setData(QStringLiteral("application/x-nspasteboard-concealed-type"), QByteArray(1, '\0'));
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setMimeData(data);
    auto* timer = new QTimer(clipboard);
    timer->setSingleShot(true);
    const auto clear = [timer, mark] {
        clearMarked(mark);
        timer->deleteLater();
    };
    QObject::connect(timer, &QTimer::timeout, timer, clear);
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, timer, clear);
    timer->start(life);
}

void copySecret(const QString& text, std::chrono::milliseconds life)
{
    auto* data = new QMimeData;
    data->setText(text);
    copySecret(data, life);
}

void clearOurClipboard()
{
    QClipboard* clipboard = QGuiApplication::clipboard();
    const QMimeData* now = clipboard->mimeData();
    if (clipboard->ownsClipboard() || (now && now->hasFormat(markOfSecret)))
        clipboard->clear();
}

} // namespace steward
