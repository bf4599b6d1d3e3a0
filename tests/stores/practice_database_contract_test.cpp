#include "stores/contract/database_port_contract.h"
#include "stores/practice/practice_database.h"
#include "stores/practice/practice_world.h"
#include "support/test_registry.h"

#include <algorithm>

using namespace steward;
using namespace steward::test;

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
    made.webhookUrl = wanted.webhookUrl;
    if (wanted.foreign)
        made.type = QStringLiteral("calendar");
    return made;
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
        return std::make_unique<PracticeDatabase>(m_world, readOnly);
    }

    rig::RigResult<void> addRow(const SubjectRow& row) override
    {
        m_world->visit([&row](PracticeState& state, Timestamp now) { state.rows.push_back(practiceRow(row, now)); });
        return {};
    }

    bool rowExists(const QUuid& id) override
    {
        return m_world->visit([&id](PracticeState& state, Timestamp) {
            return std::any_of(
                state.rows.begin(), state.rows.end(), [&id](const PracticeRow& row) { return row.row.id == id; });
        });
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
#include "practice_database_contract_test.moc"
