#pragma once

#include "app/table/organization_choices.h"
#include "workflows/creation/creation_request.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class CreationForm;
}

namespace steward {

struct ProfileContext;
class Workspace;

/// What a new instance is to be: its organization, chosen by typing and Enter, the clinic by its name, the number that
/// is expected, and the name on the server. What is entered is looked at as one types.
class CreationForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CreationForm)

public:
    explicit CreationForm(QWidget* parent = nullptr);
    ~CreationForm() override;

    void start(const ProfileContext& stores, Workspace& workspace, const std::optional<OrganizationId>& organization);
    /// Fills in what was asked for before; of a row that was to be finished the check tells again.
    void enter(const CreationRequest& request);
    CreationRequest request() const;
    /// Why nothing can be checked as it is entered; empty: it can.
    QString obstacle() const;
    /// What the stores say of the organization, below its field.
    void setOrganizationNote(const Mark& mark, const QString& note);
    /// On what comes next.
    void takeFocus();

    /// As it is chosen; whatever stands in the field while none is.
    QString organizationText() const;

Q_SIGNALS:
    /// Something else is entered.
    void changed();
    /// The stores were read again; what is entered is the same.
    void readAgain();
    /// Enter in the last field: what is entered is complete.
    void entered();

private:
    void layOut();
    void takeIndex();
    void takeOrganization();
    void chooseOffered();
    void fillClinics();
    void showNotes();
    void showName();

    std::unique_ptr<Ui::CreationForm> m_ui;
    OrganizationChoices m_choices;
    QString m_nameTemplate;
    bool m_isReadOnly = false;
    Workspace* m_workspace = nullptr;
    std::optional<OrganizationId> m_organization;
};

} // namespace steward
