#pragma once

#include "app/pairing/full_screen_code.h"
#include "workflows/pairing/pairing_status.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace steward {

class OperationService;

/// Hands on the code that is shown: to the whole screen, to the clipboard, into a file; each with the clinic and the
/// time at which it expires.
class QrExporter final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QrExporter)

public:
    QrExporter(OperationService& operations, QWidget* page);

    void setTitle(const QString& title);
    void setCode(const std::optional<QrCode>& code, const PairingStatus& status);
    /// What stands below the code on the whole screen.
    void setWords(const QString& words);

    void toScreen();
    void toClipboard();
    void toFile();

Q_SIGNALS:
    /// A sentence that says what became of it.
    void told(const QString& sentence);

private:
    QStringList lines() const;

    OperationService& m_operations;
    QWidget* m_page;
    QPointer<FullScreenCode> m_screen;
    QString m_title;
    QString m_words;
    std::optional<QrCode> m_code;
    QString m_expiry;
};

} // namespace steward
