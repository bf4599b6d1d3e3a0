#pragma once

#include "domain/plans/plan.h"

#include <QDialog>

#include <memory>

namespace Ui {
class WebhookDialog;
}

namespace steward {

/// Asks which address and events the webhooks of the chosen instances are to have. Changes nothing.
class WebhookDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WebhookDialog)

public:
    /// `address`: the workspace's own, offered where it can be chosen.
    WebhookDialog(int instances, const QString& address, QWidget* parent = nullptr);
    ~WebhookDialog() override;

    WebhookChoice choice() const;

Q_SIGNALS:
    void chosen(const steward::WebhookChoice& choice);

private:
    void offerEvents();
    void showChoice();

    std::unique_ptr<Ui::WebhookDialog> m_ui;
};

} // namespace steward
