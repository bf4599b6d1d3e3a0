#include "app/pairing/qr_exporter.h"

#include "app/lock/secret_clipboard.h"
#include "app/operations/operation_service.h"
#include "app/pairing/qr_picture.h"

#include <QDateTime>
#include <QFileDialog>
#include <QLocale>
#include <QMimeData>

namespace steward {

QrExporter::QrExporter(OperationService& operations, QWidget* page)
    : QObject(page)
    , m_operations(operations)
    , m_page(page)
{
}

void QrExporter::setTitle(const QString& title)
{
    if (title == m_title)
        return;
    m_title = title;
    if (m_screen)
        m_screen->close();
}

void QrExporter::setCode(const std::optional<QrCode>& code, const PairingStatus& status)
{
    m_code = code;
    m_expiry.clear();
    if (code && status.expires) {
        const QDateTime end = QDateTime::currentDateTime().addMSecs(status.expires->remainingTime());
        //: %1 is a time of day
        m_expiry = tr("Expires at %1").arg(QLocale().toString(end.time(), QStringLiteral("HH:mm:ss")));
    } else if (code) {
        m_expiry = tr("Expires within 45 seconds");
    }
    if (m_screen && !code)
        m_screen->close(); // an old code is none
    else if (m_screen)
        m_screen->setCode(m_code, m_words);
}

void QrExporter::setWords(const QString& words)
{
    m_words = words;
    if (m_screen)
        m_screen->setCode(m_code, m_words);
}

QStringList QrExporter::lines() const
{
    return {m_title, m_expiry};
}

void QrExporter::toScreen()
{
    if (!m_code)
        return;
    if (m_screen)
        m_screen->close(); // it would keep its code
    m_screen = new FullScreenCode(m_title, m_page);
    m_screen->setCode(m_code, m_words);
    m_screen->showFullScreen();
}

void QrExporter::toClipboard()
{
    if (!m_code)
        return;
    auto* picture = new QMimeData;
    picture->setImageData(qrPicture(*m_code, lines()));
    copySecret(picture); // who scans it is linked
    Q_EMIT told(tr("The picture is on the clipboard."));
}

void QrExporter::toFile()
{
    if (!m_code)
        return;
    auto* chooser = new QFileDialog(m_page, tr("Save the code"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setNameFilters({tr("PNG pictures (*.png)"), tr("SVG pictures (*.svg)")});
    chooser->setDefaultSuffix(QStringLiteral("png"));
    chooser->selectFile(QStringLiteral("whatsapp-code.png"));
    connect(chooser, &QFileDialog::filterSelected, chooser, [chooser](const QString& filter) {
        chooser->setDefaultSuffix(
            filter.contains(QLatin1String("svg")) ? QStringLiteral("svg") : QStringLiteral("png"));
    });
    // As it was when the person asked: the next code is another picture.
    connect(chooser, &QFileDialog::fileSelected, this, [this, code = *m_code, words = lines()](const QString& path) {
        const bool isSvg = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive);
        const QByteArray content = isSvg ? code.svg(words) : qrPng(code, words);
        m_operations.save(path, content, this, [this, path](const Result<void>& saved) {
            //: %1 is a file
            Q_EMIT told(saved ? tr("Saved as %1").arg(path) : saved.error().sentence);
        });
    });
    chooser->open();
}

} // namespace steward
