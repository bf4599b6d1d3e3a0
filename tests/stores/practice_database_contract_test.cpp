#include "stores/contract/database_port_contract.h"
#include "stores/practice/practice_rows.h"
#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::practice_database_contract_test {

namespace {

PracticeRow practiceRow(const SubjectRow& wanted, Timestamp now)
{
    PracticeRow made;
    made.row.id = wanted.id;
    made.row.organizationId = wanted.organizationId;
    made.row.clinicId = wanted.clinicId;
    made.row.status = wanted.status;
    made.row.enabled = wanted.enabled;
    made.row.instanceName = InstanceName::fromUtf8(wanted.name);
    made.row.legacyName = InstanceName::fromUtf8(wanted.legacyName);
    made.row.phoneColumn = PhoneNumber::fromText(wanted.phoneColumn);
    made.row.phoneConfig = PhoneNumber::fromText(wanted.phoneConfig);
    made.row.webhookToken = WebhookToken(wanted.webhookToken);
    made.row.createdAt = now;
    made.row.updatedAt = now;
    made.webhookUrl = SecretUrl(wanted.webhookUrl);
    made.row.isProtected = wanted.isProtected;
    made.row.lease = wanted.lease;
    if (wanted.foreign)
        made.type = QStringLiteral("calendar");
    return made;
}

PracticeRow* rowIn(PracticeState& state, const IntegrationId& id)
{
    const auto found = std::ranges::find_if(state.rows, [&id](const PracticeRow& row) { return row.row.id == id; });
    return found == state.rows.end() ? nullptr : &*found;
}

class PracticeDatabaseSubject final : public DatabasePortSubject {
public:
    rig::RigResult<void> reset() override
    {
        m_fault = {};
        m_world->setFault(Store::Database, m_fault);
        m_world->visit([](PracticeState& state, Timestamp) { state = {}; });
        return {};
    }

    std::unique_ptr<DatabasePort> makePort(bool readOnly) override
    {
        return PracticeStores(m_world, readOnly).makeDatabase();
    }

    rig::RigResult<void> addRow(const SubjectRow& row) override
    {
        m_world->visit([&row](PracticeState& state, Timestamp now) { state.rows.push_back(practiceRow(row, now)); });
        return {};
    }

    rig::RigResult<void> addClinic(const Clinic& clinic) override
    {
        m_world->visit([&clinic](PracticeState& state, Timestamp) { state.clinics.push_back(clinic); });
        return {};
    }

    QByteArray rowText(const IntegrationId& id) override
    {
        return m_world->visit([&id](PracticeState& state, Timestamp) {
            const PracticeRow* row = rowIn(state, id);
            return row ? imageOf(*row).json + row->row.webhookToken.reveal() + row->webhookUrl.reveal().toUtf8()
                       : QByteArray();
        });
    }

    rig::RigResult<void> touch(const IntegrationId& id, RowTouch touch) override
    {
        m_world->visit([&](PracticeState& state, Timestamp) {
            PracticeRow& row = *rowIn(state, id);
            switch (touch) {
            case RowTouch::Disabled:
                row.row.enabled = false;
                break;
            case RowTouch::Active:
                row.row.status = QStringLiteral("active");
                break;
            case RowTouch::OtherName:
                row.row.instanceName = InstanceName::fromText(u"another");
                break;
            case RowTouch::OtherToken:
                row.row.webhookToken = WebhookToken("another-token-of-the-backend");
                break;
            case RowTouch::OtherOperation:
                row.operation = newId();
                break;
            }
        });
        return {};
    }

    rig::RigResult<void> hold(const IntegrationId& id) override
    {
        m_world->visit([&id](PracticeState& state, Timestamp) { rowIn(state, id)->held = true; });
        return {};
    }

    rig::RigResult<void> keepHistory() override
    {
        m_world->visit([](PracticeState& state, Timestamp) { state.guards.insert(GuardPart::AuditTable); });
        return {};
    }

    QByteArrayList history() override
    {
        return m_world->visit([](PracticeState& state, Timestamp) {
            QByteArrayList lines;
            for (const PracticeChange& change : state.history) {
                lines << QByteArrayList{
                             change.author.workstation.toUtf8(),
                             change.author.action.toUtf8() + ' ' +
                                 change.author.operation.toByteArray(),
                             change.before.value_or(RowImage()).json, change.after.value_or(RowImage()).json}
                             .join('|');
            }
            return lines;
        });
    }

    bool rowExists(const IntegrationId& id) override
    {
        return m_world->visit([&id](PracticeState& state, Timestamp) { return rowIn(state, id) != nullptr; });
    }

    void setUnreachable(bool unreachable) override
    {
        m_fault.failure = unreachable ? std::optional(ErrorKind::Refused) : std::nullopt;
        m_world->setFault(Store::Database, m_fault);
    }

    void setSlow(int milliseconds) override
    {
        m_fault.delay = std::chrono::milliseconds(milliseconds);
        m_world->setFault(Store::Database, m_fault);
    }

private:
    std::shared_ptr<PracticeWorld> m_world = std::make_shared<PracticeWorld>();
    PracticeFault m_fault;
};

} // namespace

/// The practice database keeps the same promises as the real one.
class PracticeDatabaseContractTest final : public DatabasePortContract {
    Q_OBJECT

protected:
    rig::RigResult<std::unique_ptr<DatabasePortSubject>> makeSubject() override
    {
        return std::make_unique<PracticeDatabaseSubject>();
    }
};

STEWARD_TEST(PracticeDatabaseContractTest)
} // namespace steward::practice_database_contract_test

#include "practice_database_contract_test.moc"
