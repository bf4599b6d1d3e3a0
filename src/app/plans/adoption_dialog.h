#pragma once

#include "app/table/organization_choices.h"
#include "domain/instance_name.h"

#include <QDialog>

#include <memory>

namespace Ui {
class AdoptionDialog;
}

namespace steward {

/// Asks to which organization an instance belongs that has no row, or whose row and name disagree. Changes nothing.
class AdoptionDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdoptionDialog)

public:
    AdoptionDialog(const std::shared_ptr<const AuditIndex>& index, const InstanceName& name, QWidget* parent = nullptr);
    ~AdoptionDialog() override;

Q_SIGNALS:
    void chosen(const OrganizationId& organization);

private:
    void showChoice();

    std::unique_ptr<Ui::AdoptionDialog> m_ui;
    OrganizationChoices m_choices;
};

} // namespace steward
