#include "domain/plans/plan_item_pages.h"
#include "domain/plans/plan_items.h"
#include "support/any_id.h"
#include "support/test_registry.h"
#include "wording/skip_words.h"
#include "workflows/read/plan_json.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::plan_items_test {

namespace {

/// Pages of a test, which may refuse to be written or read.
struct Shelf {
    std::vector<QByteArray> pages;
    bool refusesWriting = false;
    bool refusesReading = false;
    int made = 0;
};

class ShelvedPages final : public ItemPages {
public:
    explicit ShelvedPages(std::shared_ptr<Shelf> shelf)
        : m_shelf(std::move(shelf))
    {
    }
    Result<void> append(const QByteArray& page) override
    {
        if (m_shelf->refusesWriting)
            return std::unexpected(Error{ErrorKind::LocalFailure, QStringLiteral("full"), {}});
        m_shelf->pages.push_back(page);
        m_own.push_back(page);
        return {};
    }
    Result<QByteArray> read(size_t page) override
    {
        if (m_shelf->refusesReading)
            return std::unexpected(Error{ErrorKind::LocalFailure, QStringLiteral("gone"), {}});
        return m_own.at(page);
    }

private:
    std::shared_ptr<Shelf> m_shelf;
    std::vector<QByteArray> m_own;
};

ItemPaging pagingOn(const std::shared_ptr<Shelf>& shelf)
{
    ItemPaging paging;
    paging.make = [shelf] {
        ++shelf->made;
        return std::make_unique<ShelvedPages>(shelf);
    };
    paging.most = 10;
    paging.page = 4;
    return paging;
}

PlanItem itemOf(int number)
{
    PlanItem item;
    item.name = InstanceName::fromUtf8("instance " + QByteArray::number(number));
    item.identity = "name:" + item.name.utf8();
    PlanStep step;
    step.action = number % 2 == 0 ? StepAction::DeleteInstance : StepAction::DropEntry;
    step.instance = item.name;
    item.steps.push_back(step);
    item.loss.connected = number % 3 == 0;
    if (number % 5 == 0)
        item.left.push_back({.reason = SkipReason::Protected, .told = QStringLiteral("It is protected.")});
    return item;
}

PlanItems itemsOf(int count, const ItemPaging& paging = {})
{
    PlanItems items(paging);
    for (int number = 0; number < count; ++number)
        items.push_back(itemOf(number));
    return items;
}

StepValues everyValue()
{
    StepValues values;
    values.instanceName = InstanceName::fromUtf8("a\xff");
    values.organizationId = newId();
    values.clinicId = {};
    values.enabled = true;
    values.status = QStringLiteral("active");
    values.phone = PhoneNumber::fromText(u"+5511988887777");
    values.expectedPhone = PhoneNumber::fromText(u"+5511988886666");
    values.isProtected = false;
    values.connection = Connection::Connecting;
    values.displayName = QStringLiteral("Clínica");
    values.webhook = QStringLiteral("https://…");
    values.ttlSeconds = -1;
    values.messages = 7'000'000'000;
    return values;
}

/// Every field is another than by default.
PlanItem fullItem()
{
    const auto id = newId();
    const auto phone = PhoneNumber::fromText(u"+5511988887777");
    const TokenKey token = TokenKey::of(WebhookToken(QByteArray("a-token-of-some-length")));
    PlanItem item;
    item.task = ItemTask::Repair;
    item.identity = "row:00ff";
    item.name = InstanceName::fromUtf8("\xf0\x9f\x98\x80");
    item.organizationId = id;
    item.group = 3;
    item.findings = {FindingCode::Residue, FindingCode::WebhookMismatch};
    item.seen.server = SeenInstance{id, true, phone};
    item.seen.rows = {{id, id, id, item.name, item.name, true, QStringLiteral("pending"), phone, true}};
    item.seen.entries = {
        {CacheKeyKind::Token, {}, token, CacheValueState::NotJson, id, QStringLiteral("no id"), phone},
        {CacheKeyKind::Instance, item.name, {}, CacheValueState::Readable, {}, {}, {}}};
    item.seen.isProtectedByProfile = true;
    item.seen.serverUnknown = true;
    item.steps = {{StepAction::PointRow, item.name, id, CacheKeyKind::Token, token, everyValue(), {}}, {}};
    item.left = {
        {SkipReason::Changed,
         FindingCode::GhostInstance,
         QStringLiteral("a"),
         {{SeenChange::RowStatus, QStringLiteral("active"), QStringLiteral("odd"), true}},
         {}},
        {SkipReason::Changed}};
    item.loss = {phone, QStringLiteral("Maria"), true, false, 1, 2, 3, 4};
    return item;
}

} // namespace

class PlanItemsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesHoldEveryField();
    void documentsHoldEveryField();
    void brokenBytesAreAnError();
    void fewStayInMemory();
    void manyAreElsewhereAndReadTheSame();
    void eachIsFoundByItsIdentity();
    void aCopyThatGrowsLeavesTheOtherAsItIs();
    void anUnreadablePageHasNothingToDo();
    void anUnwritablePageIsTold();
    void withoutAPlaceTheyStayInMemory();
};

void PlanItemsTest::bytesHoldEveryField()
{
    const std::vector<PlanItem> items{fullItem(), PlanItem(), itemOf(5)};
    const auto read = unpackedItems(packedItems(items));
    QVERIFY(read);
    QVERIFY(*read == items);
    QCOMPARE(sentenceOf(read->front().left.front()), sentenceOf(items.front().left.front()));
    QVERIFY(read->front().left.front().changes == items.front().left.front().changes);
    QCOMPARE(sentenceOf(read->back().left.front()), QStringLiteral("It is protected."));
    QCOMPARE(read->front().loss.isPhone, false);
    QCOMPARE(read->front().steps.front().before.expectedPhone, everyValue().expectedPhone);
}

void PlanItemsTest::documentsHoldEveryField()
{
    Plan plan;
    plan.request.kind = PlanKind::Clean;
    plan.request.row = RowChoice{newId(), InstanceName::fromText(u"a")};
    plan.request.usePhone = true;
    plan.request.withWebhooks = true;
    plan.request.adopt[InstanceName::fromUtf8("a\xff")] = newId();
    plan.takenAt = Timestamp(std::chrono::milliseconds(1'750'000'000'123));
    plan.groups.resize(4);
    plan.groups.front() = {
        newId(),
        {},
        {InstanceName::fromText(u"a")},
        InstanceName::fromText(u"a"),
        true,
        {.told = QStringLiteral("connected")},
        Skipped{.reason = SkipReason::NoneOpen, .told = QStringLiteral("why")}};
    PlanItem full = fullItem();
    full.steps.front().action = StepAction::WriteEntry; // the document says which key only of a step that has one
    for (const PlanItem& item : {full, itemOf(5)})
        plan.items.push_back(item);
    const Result<Plan> read = planFromJson(planJson(plan));
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
    QVERIFY(*read == plan);
    QCOMPARE(sentenceOf(read->items.front().left.front()), sentenceOf(fullItem().left.front()));
    QCOMPARE(lineOf(read->groups.front().score), QStringLiteral("connected"));
}

void PlanItemsTest::brokenBytesAreAnError()
{
    const QByteArray bytes = packedItems({fullItem(), itemOf(1)});
    QVERIFY(!unpackedItems({}));
    QVERIFY(!unpackedItems(bytes.left(bytes.size() / 2)));
    QVERIFY(!unpackedItems(qCompress(qUncompress(bytes) + "more")));
    QByteArray plain = qUncompress(bytes);
    plain.chop(3);
    QVERIFY(!unpackedItems(qCompress(plain)));
}

void PlanItemsTest::fewStayInMemory()
{
    const auto shelf = std::make_shared<Shelf>();
    const PlanItems items = itemsOf(10, pagingOn(shelf));
    QVERIFY(!items.isPaged());
    QCOMPARE(shelf->made, 0);
    QCOMPARE(items.size(), size_t(10));
}

void PlanItemsTest::manyAreElsewhereAndReadTheSame()
{
    const auto shelf = std::make_shared<Shelf>();
    const PlanItems items = itemsOf(43, pagingOn(shelf));
    const PlanItems inMemory = itemsOf(43);
    QVERIFY(items.isPaged());
    QCOMPARE(shelf->pages.size(), size_t(10)); // the last three do not fill one
    QVERIFY(items == inMemory);
    for (const size_t place : {42, 0, 17, 39, 40, 3})
        QVERIFY(*items.at(place) == itemOf(static_cast<int>(place)));
    QVERIFY(items.front() == itemOf(0));
    QVERIFY(items.back() == itemOf(42));
    QCOMPARE(items.tally().count(StepAction::DeleteInstance), inMemory.tally().count(StepAction::DeleteInstance));
    QCOMPARE(items.tally().changed, 43);
    QCOMPARE(items.tally().connectedDestructive, 8);
    QCOMPARE(items.protectedOnes(), 9);
    QVERIFY(!items.trouble());
}

void PlanItemsTest::eachIsFoundByItsIdentity()
{
    const PlanItems items = itemsOf(43, pagingOn(std::make_shared<Shelf>()));
    const PlanItemIndex index(items);
    for (int number = 0; number < 43; ++number) {
        const QByteArray identity = itemOf(number).identity;
        QCOMPARE(index.placeOf(identity), std::optional(static_cast<size_t>(number)));
        QCOMPARE(index.find(identity)->identity, identity);
        QCOMPARE(items.find(identity)->identity, identity);
    }
    QVERIFY(!index.placeOf("name:nobody"));
    QVERIFY(!index.find("name:nobody"));
    QVERIFY(!items.find("name:nobody"));
}

void PlanItemsTest::aCopyThatGrowsLeavesTheOtherAsItIs()
{
    const PlanItems items = itemsOf(20, pagingOn(std::make_shared<Shelf>()));
    PlanItems copy = items;
    for (int number = 20; number < 33; ++number)
        copy.push_back(itemOf(number));
    QVERIFY(items == itemsOf(20));
    QVERIFY(copy == itemsOf(33));
    copy.clear();
    QVERIFY(copy.empty() && !copy.isPaged());
    QCOMPARE(copy.tally().items, 0);
    QVERIFY(items == itemsOf(20));
}

void PlanItemsTest::anUnreadablePageHasNothingToDo()
{
    const auto shelf = std::make_shared<Shelf>();
    const PlanItems items = itemsOf(43, pagingOn(shelf));
    shelf->refusesReading = true;
    QVERIFY(items.at(0)->steps.empty());
    QVERIFY(items.at(0)->identity.isEmpty());
    QVERIFY(!items.find(itemOf(1).identity));
    QVERIFY(items.trouble());
    QCOMPARE(items.trouble()->sentence, QStringLiteral("gone"));
}

void PlanItemsTest::anUnwritablePageIsTold()
{
    const auto shelf = std::make_shared<Shelf>();
    shelf->refusesWriting = true;
    QCOMPARE(itemsOf(43, pagingOn(shelf)).trouble()->sentence, QStringLiteral("full"));
}

void PlanItemsTest::withoutAPlaceTheyStayInMemory()
{
    ItemPaging paging = pagingOn(std::make_shared<Shelf>());
    int asked = 0;
    paging.make = [&asked]() -> std::unique_ptr<ItemPages> {
        ++asked;
        return nullptr;
    };
    const PlanItems items = itemsOf(43, paging);
    QVERIFY(!items.isPaged());
    QVERIFY(items == itemsOf(43));
    QCOMPARE(asked, 1);
}

STEWARD_TEST(PlanItemsTest)
} // namespace steward::plan_items_test

#include "plan_items_test.moc"
