#pragma once

#include "app/plan_desk.h"

#include "app/creation/creation_page.h"
#include "app/pairing/pairing_desk.h"
#include "app/shell/workspace_actions.h"

#include <functional>

namespace steward::test {

// From the window to one organization created and its phone paired, by clicks that are counted.

/// An active organization of which no store knows anything yet.
inline Organization freeOrganization(Desk& workstation)
{
    const auto& summaries = workstation.window.view()->workspace().index()->organizations();
    for (const OrganizationSummary& summary : summaries) {
        if (!summary.id.isNull() && summary.active && summary.rows == 0)
            return {summary.id, summary.name, true};
    }
    return {};
}

/// Without accents, as one types who is in a hurry.
inline QString typedInAHurry(const QString& name)
{
    QString typed;
    for (const QChar letter : name.toLower().normalized(QString::NormalizationForm_D)) {
        if (letter.unicode() < 128)
            typed += letter;
    }
    return typed;
}

/// The header's button, the organization typed, Create, Pair…, and a phone that scans.
struct FirstPairingWay {
    int clicks = 0;
    InstanceName name;
    QString trouble; ///< where it ended; empty: at its end. Last: the way is gone to say it

    /// `scan` is the phone of the clinic, once the code is shown.
    FirstPairingWay(Desk& workstation, const std::function<void(const InstanceName&)>& scan)
        : trouble(QLatin1String(walk(workstation, scan)))
    {
    }

private:
    const char* walk(Desk& workstation, const std::function<void(const InstanceName&)>& scan)
    {
        const Organization organization = freeOrganization(workstation);
        click(*button(workstation.window, "newInstance"));
        auto* page = workstation.window.findChild<CreationPage*>();
        if (!page || !page->isVisible())
            return "its page is not shown";
        QWidget* field = workstation.window.focusWidget();
        if (!field || field != page->findChild<QLineEdit*>(QStringLiteral("organization")))
            return "the field for the organization has not the focus";
        QTest::keyClicks(field, typedInAHurry(organization.name));
        QTest::keyClick(field, Qt::Key_Return);
        QPushButton* create = button(*page, "create");
        const auto waitFor = [](const auto& isDone) { return QTest::qWaitFor(isDone, longWait); };
        if (!waitFor([create] { return create->isEnabled(); }))
            return "it cannot be created";
        click(*create);
        if (!waitFor([create] { return create->text() == QStringLiteral("Pair…") && create->isEnabled(); }))
            return "it is not created";
        click(*create);
        const PairingDesk& pairing = workstation.window.view()->actions().pairing();
        if (!waitFor([&pairing] { return pairing.status().phase == PairingStatus::Phase::Code; }))
            return "no code is shown";
        name = pairing.queue().now()->target.name;
        scan(name);
        return waitFor([&pairing] { return pairing.queue().paired() == 1; }) ? "" : "it is not paired";
    }
    void click(QWidget& widget)
    {
        ++clicks;
        QTest::mouseClick(&widget, Qt::LeftButton);
    }
};

} // namespace steward::test
