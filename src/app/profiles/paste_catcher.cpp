#include "app/profiles/paste_catcher.h"

#include "app/profiles/profile_service.h"
#include "local/pasted_settings.h"
#include "ui_profile_editor.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QUrl>

namespace steward {
namespace {

/// A text of several lines, or an address that no field but the server's has a place for.
bool isForAllFields(const QString& text)
{
    return looksLikeStoreAddress(text) || text.trimmed().contains(QLatin1Char('\n'));
}

} // namespace

PasteCatcher::PasteCatcher(const Ui::ProfileEditor& fields, ProfileService& service, QWidget& editor)
    : QObject(&editor)
    , m_service(service)
    , m_editor(editor)
{
    connect(fields.paste, &QPushButton::clicked, this, &PasteCatcher::pasteClipboard);
    connect(fields.openEnv, &QPushButton::clicked, this, &PasteCatcher::openEnvFile);
    fields.pages->installEventFilter(this); // also where no field has the focus
    for (QLineEdit* field : editor.findChildren<QLineEdit*>()) {
        if (field->echoMode() != QLineEdit::Password)
            watch(*field);
    }
}

void PasteCatcher::watch(QLineEdit& field)
{
    connect(&field, &QLineEdit::textChanged, this, [&field] {
        field.setProperty("last", field.property("now"));
        field.setProperty("now", field.text());
    });
    field.setProperty("now", field.text());
    field.installEventFilter(this);
    connect(&field, &QLineEdit::textEdited, this, [this, &field](const QString& text) { catchAddress(field, text); });
}

void PasteCatcher::pasteClipboard()
{
    const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
    const QList<QUrl> urls = copied ? copied->urls() : QList<QUrl>();
    if (urls.size() == 1 && urls.front().isLocalFile())
        return readEnvFile(urls.front().toLocalFile()); // the file itself was copied
    Q_EMIT caught(copied ? copied->text() : QString());
}

void PasteCatcher::openEnvFile()
{
    auto* chooser = new QFileDialog(&m_editor, tr("Open a .env file"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setFilter(QDir::Files | QDir::Hidden);
    connect(chooser, &QFileDialog::fileSelected, this, &PasteCatcher::readEnvFile);
    chooser->open();
}

void PasteCatcher::readEnvFile(const QString& path)
{
    m_service.readText(path, this, [this](const Result<QString>& text) {
        if (text)
            Q_EMIT caught(*text);
        else
            Q_EMIT failed(text.error().sentence);
    });
}

bool PasteCatcher::eventFilter(QObject* watched, QEvent* event)
{
    const auto* key = event->type() == QEvent::KeyPress ? dynamic_cast<QKeyEvent*>(event) : nullptr;
    if (key && key->matches(QKeySequence::Paste) && isForAllFields(QGuiApplication::clipboard()->text())) {
        pasteClipboard();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void PasteCatcher::catchAddress(QLineEdit& field, const QString& text)
{
    constexpr int typedAtOnce = 1;
    // Before or after the field has told that it changed.
    const bool isTold = field.property("now").toString() == text;
    const QString before = field.property(isTold ? "last" : "now").toString();
    if (text.size() - before.size() <= typedAtOnce || !looksLikeStoreAddress(text))
        return;
    field.setText(before); // and nothing of it is left to be undone
    Q_EMIT caught(text);
}

} // namespace steward
