#include "app/desk.h"
#include "support/test_registry.h"

#include "app/operations/operation_page.h"
#include "app/pairing/pairing_desk.h"
#include "app/shell/workspace_actions.h"

#include <QPushButton>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::reset_page_test {

namespace {

/// An instance that waits for a phone, with its row and nothing wrong that a reset would refuse.
InstanceName closedInstance(Desk& workstation)
{
    for (const AuditRow& row : workstation.window.view()->workspace().index()->audit().rows()) {
        if (WorkspaceActions::canBePaired(row) && row.connection() == Connection::Close && row.enabledIntegration() &&
            row.integrations.size() == 1)
            return row.name;
    }
    return {};
}

std::optional<InstanceId> idOf(Desk& workstation, const InstanceName& name)
{
    return workstation.world->visit([&name](PracticeState& state, Timestamp) {
        const PracticeInstance* instance = state.instance(name);
        return instance ? instance->listed.id : std::nullopt;
    });
}

} // namespace

class ResetPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsFirstWhatWillHappenAndPairsAfterwards();
};

void ResetPageTest::showsFirstWhatWillHappenAndPairsAfterwards()
{
    Desk workstation;
    workstation.window.show();
    QTRY_VERIFY(workstation.window.view()->workspace().index());
    const InstanceName name = closedInstance(workstation);
    QVERIFY(!name.isEmpty());
    const auto before = idOf(workstation, name);
    workstation.window.view()->actions().pair(name);
    const PairingDesk& pairing = workstation.window.view()->actions().pairing();
    QTRY_COMPARE(pairing.status().phase, PairingStatus::Phase::Code);
    workstation.window.findChild<QPushButton*>(QStringLiteral("reset"))->click();
    QTRY_VERIFY(workstation.window.findChild<OperationPage*>());
    auto* dialog = workstation.window.findChild<OperationPage*>();
    auto* go = dialog->findChild<QPushButton*>(QStringLiteral("go"));
    QTRY_VERIFY(go->isEnabled()); // once it says what will happen
    QVERIFY(dialog->lines().size() > 1);
    QVERIFY(!dialog->isWindow());                                                    // a place, not a dialog
    QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("cancel"))->isDefault()); // Enter leaves it as it is
    QVERIFY(!go->isDefault());
    QCOMPARE(idOf(workstation, name), before);

    go->click();
    QTRY_VERIFY_WITH_TIMEOUT(idOf(workstation, name) != before && idOf(workstation, name), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(pairing.status().phase, PairingStatus::Phase::Code, 20'000); // by itself
    QTRY_VERIFY(!workstation.window.findChild<OperationPage*>());
}

STEWARD_TEST(ResetPageTest)
} // namespace steward::reset_page_test

#include "reset_page_test.moc"
