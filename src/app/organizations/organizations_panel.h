#pragma once

#include "app/organizations/organizations_model.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class OrganizationsPanel;
}

namespace steward {

/// The organizations on the left: worst finding, number of instances, those without any; filtered as one types.
class OrganizationsPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OrganizationsPanel)

public:
    explicit OrganizationsPanel(QWidget* parent = nullptr);
    ~OrganizationsPanel() override;

    void setIndex(const std::shared_ptr<const AuditIndex>& index);
    const std::optional<QUuid>& organization() const { return m_organization; }
    void choose(const std::optional<QUuid>& organization);

Q_SIGNALS:
    void organizationChanged();

private:
    void take(int row);
    void restore();

    std::unique_ptr<Ui::OrganizationsPanel> m_ui;
    OrganizationsModel m_model;
    std::optional<QUuid> m_organization; ///< nothing: all
    bool m_isRestoring = false;
};

} // namespace steward
