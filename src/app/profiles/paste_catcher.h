#pragma once

#include <QObject>

class QLineEdit;
class QWidget;

namespace Ui {
class ProfileEditor;
}

namespace steward {

class ProfileService;

/// Catches what is pasted in the editor and is meant for all its fields: an address of a store, the text of a .env
/// file, or the file itself; by a button, by the keys or by the mouse.
class PasteCatcher final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PasteCatcher)

public:
    PasteCatcher(const Ui::ProfileEditor& fields, ProfileService& service, QWidget& editor);
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void caught(const QString& text);
    /// The file cannot be read.
    void failed(const QString& sentence);

private:
    void watch(QLineEdit& field);
    void pasteClipboard();
    void openEnvFile();
    void readEnvFile(const QString& path);
    /// An address that was dropped or pasted into a field that is not made for it.
    void catchAddress(QLineEdit& field, const QString& text);

    ProfileService& m_service;
    QWidget& m_editor;
};

} // namespace steward
