#include "support/campaign.h"
#include "support/test_registry.h"
#include "workflows/apply_rig.h"
#include "workflows/at_stage.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::apply_staleness_test {

namespace {

/// One instance of the fleet, as it was put into the stores.
struct Member {
    QString name;
    QByteArray row; ///< its id
    QByteArray token;
};

/// What may happen to an instance between the plan and its application.
struct Change {
    const char* name;
    bool counts;
    void (*happen)(CreationRig& rig, ApplyRig& apply, const Member& member);
};

void updateRow(ApplyRig& apply, const Member& member, const QString& assignment)
{
    apply.execute(QStringLiteral("update healthcare.integrations set %1 where id = '%2'")
                      .arg(assignment, QString::fromLatin1(member.row)));
}

/// The same instance with something else about it; nobody sees it absent who does not look in between.
void remake(CreationRig& rig, const Member& member, const std::function<void(rig::EvolutionInstance&)>& edit)
{
    rig::EvolutionInstance instance = *rig.fleet.server.instance(member.name);
    edit(instance);
    rig.fleet.server.removeInstance(member.name);
    rig.fleet.server.addInstance(instance);
}

void writeEntry(CreationRig& rig, const QByteArray& key, const char* field, const QByteArray& value)
{
    const auto json = rig.fleet.redis.command({"GET", key});
    QJsonObject object = QJsonDocument::fromJson(json->text).object();
    object.insert(QLatin1String(field), QString::fromUtf8(value));
    if (!rig.fleet.redis.command({"SETEX", key, "3600", QJsonDocument(object).toJson(QJsonDocument::Compact)}))
        qFatal("cannot write an entry");
}

QByteArray instanceKey(const Member& member)
{
    return "whatsapp:instance:" + member.name.toUtf8();
}

QByteArray tokenKey(const Member& member)
{
    return "whatsapp:token:" + member.token;
}

const QByteArray somebodyElse = "7f3a5c1e-0000-4000-8000-00000000a001";

constexpr Change changes[] = {
    {"nothing", false, [](CreationRig&, ApplyRig&, const Member&) {}},
    // Counted (WORKFLOWS, "Plans, breakers, staleness")
    {"server id", true,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         remake(rig, member, [](rig::EvolutionInstance& each) { each.id = QUuid::createUuid(); });
     }},
    {"open or not", true,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         const bool isOpen = rig.fleet.server.instance(member.name)->connectionStatus == QStringLiteral("open");
         rig.fleet.server.setListed(member.name, isOpen ? QStringLiteral("close") : QStringLiteral("open"));
     }},
    {"server's number", true,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         remake(rig, member, [](rig::EvolutionInstance& each) {
             each.ownerJid = QStringLiteral("5511912340000@s.whatsapp.net");
         });
     }},
    {"row id", true,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(apply, member, QStringLiteral("id = gen_random_uuid()"));
     }},
    {"organization", true,
     [](CreationRig& rig, ApplyRig& apply, const Member& member) {
         const QString other = rig.addOrganization().organization.toString();
         updateRow(apply, member, QStringLiteral("organization_id = '%1'").arg(other));
     }},
    {"clinic", true,
     [](CreationRig& rig, ApplyRig& apply, const Member& member) {
         const QString other = rig.addOrganization().clinic.toString();
         updateRow(apply, member, QStringLiteral("clinic_id = '%1'").arg(other));
     }},
    {"name", true,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(
             apply, member,
             QStringLiteral(R"(config = config || jsonb_build_object('instance_name', 'other-' || id))"));
     }},
    {"name under the legacy key", true,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(apply, member, QStringLiteral(R"(config = config || jsonb_build_object('instance', 'old-' || id))"));
     }},
    {"enabled", true,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(apply, member, QStringLiteral("enabled = false"));
     }},
    {"status", true,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(apply, member, QStringLiteral("status = 'migrating'"));
     }},
    {"row's number", true,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(apply, member, QStringLiteral("phone_number = '5511912340001'"));
     }},
    {"cache organization", true,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         writeEntry(rig, instanceKey(member), "organization_id", somebodyElse);
     }},
    {"token key's organization", true,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         writeEntry(rig, tokenKey(member), "organization_id", somebodyElse);
     }},
    {"cache number", true,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         writeEntry(rig, instanceKey(member), "phone_number", "5511912340002");
     }},
    // Not counted
    {"TTL", false,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         (void)rig.fleet.redis.command({"EXPIRE", instanceKey(member), "77"});
     }},
    {"no TTL", false,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         (void)rig.fleet.redis.command({"PERSIST", tokenKey(member)});
     }},
    {"updated_at", false,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(apply, member, QStringLiteral("updated_at = now() + interval '1 minute'"));
     }},
    {"last_seen_at", false,
     [](CreationRig&, ApplyRig& apply, const Member& member) {
         updateRow(apply, member, QStringLiteral("last_seen_at = now()"));
     }},
    {"counts", false,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         remake(rig, member, [](rig::EvolutionInstance& each) {
             each.messages += 99;
             each.contacts += 7;
             each.chats += 3;
         });
     }},
    {"updatedAt on the server", false,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         remake(rig, member, [](rig::EvolutionInstance& each) { each.updatedAt = QDateTime::currentDateTimeUtc(); });
     }},
    {"an entry expired", false,
     [](CreationRig& rig, ApplyRig&, const Member& member) {
         (void)rig.fleet.redis.command({"DEL", instanceKey(member)});
     }},
};

constexpr PlanKind kinds[] = {PlanKind::Delete, PlanKind::Disable, PlanKind::Repair};

} // namespace

/// What changed between the plan and its application is never forced, what does not count never stands in the way.
class ApplyStalenessTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatCountsIsSkippedAndNothingElse();
    void whatWasProtectedSinceIsLeft();
    void whatChangedWhileThePlanAskedIsSkipped();
    void whatChangesWhileAnotherIsDoneIsSkipped();
    void theRowThatGoesToTheSurvivorIsNoChange();
    void theBackendMayRewriteTheStatusMeanwhile();

private:
    Member add(PlanKind kind);
    Member storedAs(const QString& name);
    QByteArray stateOf(const Member& member);
    bool isDone(PlanKind kind, const Member& member);
    void playRound(PlanKind kind, QRandomGenerator& random, Campaign& campaign);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void ApplyStalenessTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(10ms);
}

Member ApplyStalenessTest::storedAs(const QString& name)
{
    const QString where =
        QStringLiteral(" from healthcare.integrations where config->>'instance_name' = '%1'").arg(name);
    return {
        name, m_apply.value(QLatin1String("select id") + where),
        m_apply.value(QLatin1String("select webhook_token") + where)};
}

/// An instance that the plan has something to do for: a repair finds it open and its row pending.
Member ApplyStalenessTest::add(PlanKind kind)
{
    const bool isOpen = kind == PlanKind::Repair;
    return storedAs(m_apply.storeOne(isOpen ? QStringLiteral("open") : QStringLiteral("close")));
}

/// All that the three stores hold of it, but for what time alone changes.
QByteArray ApplyStalenessTest::stateOf(const Member& member)
{
    QByteArray state;
    if (const auto instance = m_rig.fleet.server.instance(member.name))
        state += instance->id.toByteArray() + instance->connectionStatus.toUtf8() + instance->ownerJid.toUtf8();
    const QString token = QString::fromLatin1(member.token);
    state += m_apply.value(
        QStringLiteral("select coalesce(string_agg(i::text, ','), 'none') from healthcare.integrations i where "
                       "webhook_token = '%1'")
            .arg(token));
    for (const QByteArray& key : {instanceKey(member), tokenKey(member)}) {
        const auto value = m_rig.fleet.redis.command({"GET", key});
        state += '\n' + (value ? value->text : QByteArray("unread"));
    }
    return state;
}

bool ApplyStalenessTest::isDone(PlanKind kind, const Member& member)
{
    const QString row = QStringLiteral("select enabled::text || ' ' || status from healthcare.integrations where id = "
                                       "'%1'")
                            .arg(QString::fromLatin1(member.row));
    switch (kind) {
    case PlanKind::Delete:
        return m_apply.remains(member.name).isEmpty() && !m_apply.hasKey(tokenKey(member));
    case PlanKind::Disable:
        return m_apply.value(row) == "false disabled" && !m_apply.hasKey(instanceKey(member)) &&
               !m_apply.hasKey(tokenKey(member));
    default:
        return m_apply.value(row) == "true active";
    }
}

void ApplyStalenessTest::playRound(PlanKind kind, QRandomGenerator& random, Campaign& campaign)
{
    std::vector<Member> members;
    std::vector<const Change*> happened;
    QStringList names;
    for (const Change& change : changes) {
        members.push_back(add(kind));
        happened.push_back(&change);
        names << members.back().name;
    }
    std::shuffle(happened.begin(), happened.end(), random);
    PlanRequest request = ApplyRig::request(kind, names);
    if (kind == PlanKind::Repair)
        request.findings = {FindingCode::StatusDrift};
    const Plan plan = m_apply.make(request).plan;
    QByteArrayList before;
    for (size_t place = 0; place < members.size(); ++place) {
        happened[place]->happen(m_rig, m_apply, members[place]);
        before << stateOf(members[place]);
    }
    const ChangeResult result = m_apply.apply(plan);
    for (size_t place = 0; place < members.size(); ++place) {
        campaign.addCase();
        const Change& change = *happened[place];
        const auto item = std::ranges::find_if(
            result.items, [&](const ChangeItem& each) { return each.instanceName.text() == members[place].name; });
        const bool isTold = item != result.items.end() && item->error;
        const bool isUntouched = stateOf(members[place]) == before[static_cast<qsizetype>(place)];
        // A repair of what is not wrong any more has nothing to skip.
        const bool isRight = change.counts ? isUntouched && (isTold || kind == PlanKind::Repair)
                                           : isDone(kind, members[place]) && !isTold;
        if (!isRight) {
            campaign.violate(QStringLiteral("%1, %2: untouched %3, told %4 (%5)")
                                 .arg(planKindWord(kind), QLatin1String(change.name))
                                 .arg(isUntouched)
                                 .arg(isTold)
                                 .arg(isTold ? item->error->sentence : QString()));
        }
        m_rig.fleet.server.removeInstance(members[place].name);
    }
    m_apply.execute(QStringLiteral("delete from healthcare.integrations where config->>'note' = 'kept'"));
}

void ApplyStalenessTest::whatCountsIsSkippedAndNothingElse()
{
    QRandomGenerator random(20'261'122);
    Campaign campaign(QStringLiteral("Changes between plan and application"));
    for (int round = 0; round < Campaign::count(2, 40); ++round) {
        for (const PlanKind kind : kinds)
            playRound(kind, random, campaign);
    }
    QVERIFY(campaign.finish());
}

void ApplyStalenessTest::whatWasProtectedSinceIsLeft()
{
    Campaign campaign(QStringLiteral("Protected between plan and application"));
    for (const PlanKind kind : kinds) {
        const Member guarded = add(kind);
        const Member other = add(kind);
        PlanRequest request = ApplyRig::request(kind, {guarded.name, other.name});
        if (kind == PlanKind::Repair)
            request.findings = {FindingCode::StatusDrift};
        const Plan plan = m_apply.make(request).plan;
        updateRow(m_apply, guarded, QStringLiteral(R"(config = config || '{"steward_protected": true}')"));
        const QByteArray before = stateOf(guarded);
        const ChangeResult result = m_apply.apply(plan);
        campaign.addCase();
        // Named one by one the whole plan is refused; where the program chose, it alone is left.
        const bool isRight = kind == PlanKind::Repair ? isDone(kind, other) : result.exitCode() == 4;
        if (stateOf(guarded) != before || !isRight)
            campaign.violate(planKindWord(kind));
        updateRow(m_apply, guarded, QStringLiteral("config = config - 'steward_protected'"));
    }
    QVERIFY(campaign.finish());
}

/// A plan of very many asks for minutes: its reading is old by then, and the first batch is read again as any other.
void ApplyStalenessTest::whatChangedWhileThePlanAskedIsSkipped()
{
    struct Linking final : ApplyObserver {
        Linking(CreationRig& stores, const Member& linked)
            : rig(stores)
            , member(linked)
        {
        }
        void planKnown(const Plan&) override { rig.fleet.server.setListed(member.name, QStringLiteral("open")); }
        CreationRig& rig;
        const Member& member;
    };
    const Member member = add(PlanKind::Delete);
    const Plan plan = m_apply.make(ApplyRig::request(PlanKind::Delete, {member.name})).plan;
    Linking linking(m_rig, member);
    const ApplyTimes usual = std::exchange(m_apply.applyTimes, ApplyRig::times());
    m_apply.applyTimes.freshReading = 0ms;
    const ChangeResult result = m_apply.apply(plan, plan.confirm, linking);
    m_apply.applyTimes = usual;
    QCOMPARE(result.exitCode(), 4);
    QVERIFY(result.items[0].error.has_value());
    QCOMPARE(m_apply.remains(member.name), QStringLiteral("server row cache"));
}

/// One batch is read at once and done one by one: a phone may be linked while the ones before it are done.
void ApplyStalenessTest::whatChangesWhileAnotherIsDoneIsSkipped()
{
    constexpr std::string_view told[] = {"server id", "open or not", "server's number", "organization"};
    std::vector<const Change*> happening;
    for (const Change& change : changes) {
        if (std::ranges::find(told, change.name) != std::end(told))
            happening.push_back(&change);
    }
    QCOMPARE(happening.size(), std::size(told));
    constexpr Change isProtected{
        "protected", true, [](CreationRig&, ApplyRig& apply, const Member& member) {
            updateRow(apply, member, QStringLiteral(R"(config = config || '{"steward_protected": true}')"));
        }};
    happening.push_back(&isProtected);
    Campaign campaign(QStringLiteral("Changes between an item's reading and its first step"));
    m_apply.applyTimes.lastLook = 0ms;
    for (const PlanKind kind : {PlanKind::Disable, PlanKind::Unlink, PlanKind::ResetPairing, PlanKind::Delete}) {
        std::vector<Member> members;
        QStringList names;
        for (int number = 0; number <= Campaign::count(35, 350); ++number) {
            members.push_back(storedAs(
                m_apply.storeOne(kind == PlanKind::ResetPairing ? QStringLiteral("close") : QStringLiteral("open"))));
            names << members.back().name;
        }
        const auto changeOf = [&happening](size_t place) { return happening[place % happening.size()]; };
        const Plan plan = m_apply.make(ApplyRig::request(kind, names)).plan;
        QByteArray first;
        QByteArrayList before;
        AtStage meanwhile(ItemStage::Working, [&](const QByteArray& identity) {
            if (!first.isEmpty())
                return;
            first = identity;
            for (size_t place = 0; place < members.size(); ++place) {
                if ("name:" + members[place].name.toUtf8() != first)
                    changeOf(place)->happen(m_rig, m_apply, members[place]);
                before << stateOf(members[place]);
            }
        });
        const ChangeResult result = m_apply.apply(plan, plan.confirm, meanwhile);
        for (size_t place = 0; place < members.size(); ++place) {
            if ("name:" + members[place].name.toUtf8() == first)
                continue;
            campaign.addCase();
            const auto item = std::ranges::find_if(
                result.items, [&](const ChangeItem& each) { return each.instanceName.text() == members[place].name; });
            const bool isTold = item != result.items.end() && item->error;
            if (!isTold || stateOf(members[place]) != before.at(static_cast<qsizetype>(place)))
                campaign.violate(planKindWord(kind) + QStringLiteral(", ") + QLatin1String(changeOf(place)->name));
        }
        for (const Member& member : members)
            m_rig.fleet.server.removeInstance(member.name);
        m_apply.execute(QStringLiteral("delete from healthcare.integrations where config->>'note' = 'kept'"));
    }
    m_apply.applyTimes = ApplyRig::times();
    QVERIFY(campaign.finish());
}

void ApplyStalenessTest::theRowThatGoesToTheSurvivorIsNoChange()
{
    // The row that named the duplicate goes to the survivor: that is the plan's own doing, in whichever batch it
    // stands.
    m_apply.applyTimes.batch = m_apply.applyTimes.mostBatch = 1;
    const NewClinic clinic = m_rig.addOrganization();
    const QString id = clinic.organization.toString();
    QStringList names;
    for (int number = 1; number <= 3; ++number) {
        names << QStringLiteral("clinic-%1-%2").arg(id).arg(number);
        const bool isOpen = number == 3;
        m_apply.store(
            {clinic,
             names.back(),
             isOpen ? QStringLiteral("open") : QStringLiteral("close"),
             {},
             number == 1,
             true,
             true});
    }
    PlanRequest request;
    request.kind = PlanKind::Clean;
    request.organizations = {clinic.organization};
    const ChangeResult result = m_apply.apply(m_apply.make(request).plan);
    m_apply.applyTimes = ApplyRig::times();
    QVERIFY2(result.exitCode() == 0, qPrintable(result.error ? result.error->sentence : QString()));
    QCOMPARE(m_apply.remains(names.at(0)), QString());
    QCOMPARE(m_apply.remains(names.at(1)), QString());
    QCOMPARE(m_apply.remains(names.at(2)), QStringLiteral("server row cache"));
}

void ApplyStalenessTest::theBackendMayRewriteTheStatusMeanwhile()
{
    Campaign campaign(QStringLiteral("The backend rewrites the status between the server's step and the row's"));
    for (int round = 0; round < Campaign::count(3, 30); ++round) {
        std::vector<Member> members;
        QStringList names;
        for (int number = 0; number < 40; ++number) {
            members.push_back(add(PlanKind::Delete));
            names << members.back().name;
        }
        const Plan plan = m_apply.make(ApplyRig::request(PlanKind::Delete, names)).plan;
        int rewritten = 0;
        AtStage backend(round % 2 == 0 ? ItemStage::Gone : ItemStage::Accepted, [&](const QByteArray& identity) {
            const QString name = QString::fromUtf8(identity.mid(qstrlen("name:")));
            m_apply.execute(QStringLiteral("update healthcare.integrations set status = 'disconnected', updated_at = "
                                           "now(), last_seen_at = now() where config->>'instance_name' = '%1'")
                                .arg(name));
            ++rewritten;
        });
        const ChangeResult result = m_apply.apply(plan, plan.confirm, backend);
        QCOMPARE(rewritten, 40);
        QCOMPARE(result.exitCode(), 0);
        for (const Member& member : members) {
            campaign.addCase();
            if (!isDone(PlanKind::Delete, member))
                campaign.violate(member.name + QStringLiteral(": ") + m_apply.remains(member.name));
        }
    }
    QVERIFY(campaign.finish());
}

STEWARD_TEST(ApplyStalenessTest)
} // namespace steward::apply_staleness_test

#include "apply_staleness_test.moc"
