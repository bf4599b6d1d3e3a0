#pragma once

#include "local/keychain.h"

#include <QDialog>

#include <vector>

class QDialogButtonBox;
class QFormLayout;
class QPushButton;

namespace steward {

/// Asks for the secrets of a profile that no keychain gives, for this session alone. A field that is left empty says
/// that there is none.
class SecretsDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretsDialog)

public:
    /// `why`: a sentence; `lacking`: what is asked for.
    SecretsDialog(
        const QString& profile, const QString& why, const std::vector<SecretKind>& lacking, QWidget* parent = nullptr);

    ProfileSecrets secrets() const;

private:
    static QString titleOf(SecretKind kind);
    Secret entered(SecretKind kind) const;
    void addField(QFormLayout& form, SecretKind kind);
    void showOpen();

    QDialogButtonBox* m_buttons;
    QPushButton* m_open = nullptr;
};

} // namespace steward
