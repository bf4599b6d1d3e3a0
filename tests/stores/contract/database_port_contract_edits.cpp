#include "stores/contract/database_contract_values.h"
#include "stores/contract/database_port_contract.h"
#include "support/any_id.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <functional>

namespace steward::test {

using namespace database_contract;

namespace {

using Outcome = RowEditOutcome;

/// One kind of edit, as the port is asked for it.
using Edit = std::function<Result<std::vector<RowEdit>>(DatabasePort&, const std::vector<RowIdentity>&)>;

Edit removing(const ChangeAuthor& author = someAuthor())
{
    return [author](DatabasePort& port, const std::vector<RowIdentity>& rows) {
        return port.remove(rows, author, patient());
    };
}

Edit disabling(const ChangeAuthor& author = someAuthor())
{
    return [author](DatabasePort& port, const std::vector<RowIdentity>& rows) {
        return port.disable(rows, author, patient());
    };
}

Edit writing(const QString& status, const std::optional<PhoneNumber>& phone = {}, ChangeAuthor author = someAuthor())
{
    return [=](DatabasePort& port, const std::vector<RowIdentity>& rows) {
        std::vector<RowState> states;
        for (const RowIdentity& row : rows)
            states.push_back({row, status, phone});
        return port.writeStates(states, author, patient());
    };
}

Edit protecting(bool isProtected, const ChangeAuthor& author = someAuthor())
{
    return [=](DatabasePort& port, const std::vector<RowIdentity>& rows) -> Result<std::vector<RowEdit>> {
        std::vector<RowEdit> edits;
        for (const RowIdentity& row : rows) {
            const auto edit = port.protect(row, isProtected, author, patient());
            if (!edit)
                return std::unexpected(edit.error());
            edits.push_back(*edit);
        }
        return edits;
    };
}

QJsonObject objectOf(const RowImage& image)
{
    return QJsonDocument::fromJson(image.json).object();
}

} // namespace

std::optional<Integration> DatabasePortContract::listed(const IntegrationId& id)
{
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    const Integration* const row = listing ? rowOf(listing->integrations, id) : nullptr;
    return row ? std::optional(*row) : std::nullopt;
}

void DatabasePortContract::imagesOfManyRows()
{
    const SubjectRow first{.name = "one"};
    const SubjectRow second{.legacyName = "two", .enabled = false};
    const SubjectRow foreign{.name = "three", .foreign = true};
    for (const SubjectRow& row : {first, second, foreign})
        RIG_VERIFY(m_subject->addRow(row));
    const std::vector<IntegrationId> ids{first.id, foreign.id, newId(), second.id, first.id};
    const auto images = ask([&](DatabasePort& port) { return port.images(ids, patient()); }, true);
    VERIFY_RESULT(images);
    QCOMPARE(images->size(), 2u);
    for (const auto& id : {first.id, second.id}) {
        QVERIFY(images->contains(id));
        QCOMPARE(images->at(id), **image(id));
    }
    const auto none = ask([](DatabasePort& port) { return port.images({}, patient()); });
    VERIFY_RESULT(none);
    QVERIFY(none->empty());
}

void DatabasePortContract::onlyTheRowMeantIsEdited_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("remove") << 0;
    QTest::newRow("disable") << 1;
    QTest::newRow("write states") << 2;
    QTest::newRow("protect") << 3;
}

void DatabasePortContract::onlyTheRowMeantIsEdited()
{
    QFETCH(int, which);
    const Edit edit = std::array{removing(), disabling(), writing(QStringLiteral("weird")), protecting(true)}.at(
        static_cast<size_t>(which));
    const SubjectRow row{.name = "meant", .legacyName = "too"};
    const SubjectRow kept{.name = "kept", .isProtected = true};
    const SubjectRow foreign{.name = "meant", .foreign = true};
    for (const SubjectRow& each : {row, kept, foreign})
        RIG_VERIFY(m_subject->addRow(each));
    const RowIdentity meant = identityOf(row);
    std::vector<RowIdentity> others(7, meant);
    others[0].organizationId = newId();
    others[1].organizationId = {};
    others[2].instanceName = named("meant ");
    others[3].legacyName = InstanceName();
    others[4].instanceName = InstanceName::fromUtf8(QByteArray("meant\0", 6));
    others[5].legacyName = InstanceName::fromUtf8("too\xff");
    others[6] = identityOf(kept);
    if (which == 3)
        others.pop_back(); // a protected row is changed by protect()
    const std::vector<RowIdentity> absent{
        identityOf(foreign),
        identityOf(SubjectRow()),
        {{}, {}, {}, {}},
        {newId(), {}, InstanceName::fromUtf8("\xff"), {}}};
    const auto texts = [&] {
        return m_subject->rowText(row.id) + m_subject->rowText(kept.id) + m_subject->rowText(foreign.id);
    };
    const QByteArray before = texts();
    const auto left = ask([&](DatabasePort& port) { return edit(port, others); });
    VERIFY_RESULT(left);
    QVERIFY(allAre(left, others.size(), Outcome::ChangedSince));
    const auto gone = ask([&](DatabasePort& port) { return edit(port, absent); });
    VERIFY_RESULT(gone);
    QVERIFY(allAre(gone, absent.size(), Outcome::Absent));
    QCOMPARE(texts(), before);
    others.push_back(meant);
    const auto mixed = ask([&](DatabasePort& port) { return edit(port, others); });
    VERIFY_RESULT(mixed);
    QCOMPARE(mixed->back().outcome, Outcome::Done);
    QCOMPARE(mixed->front().outcome, Outcome::ChangedSince);
    QVERIFY(texts() != before);
}

void DatabasePortContract::aHeldRowIsDisabledAndTheOthersGo()
{
    std::vector<RowIdentity> rows;
    std::vector<IntegrationId> held;
    for (int each = 0; each < 9; ++each) {
        const SubjectRow row{.name = "row " + QByteArray::number(each), .enabled = each != 7};
        RIG_VERIFY(m_subject->addRow(row));
        rows.push_back(identityOf(row));
        if (each % 5 == 2) { // 2 and 7
            RIG_VERIFY(m_subject->hold(row.id));
            held.push_back(row.id);
        }
    }
    for (const Outcome rest : {Outcome::Done, Outcome::Absent}) {
        const auto edits = ask([&](DatabasePort& port) { return removing()(port, rows); });
        VERIFY_RESULT(edits);
        QCOMPARE(edits->size(), rows.size());
        for (size_t place = 0; place < rows.size(); ++place) {
            const bool isHeld = std::ranges::find(held, rows[place].id) != held.end();
            QCOMPARE(edits->at(place).id, rows[place].id);
            QCOMPARE(edits->at(place).outcome, isHeld ? Outcome::Referenced : rest);
            QCOMPARE(m_subject->rowExists(rows[place].id), isHeld);
        }
        for (const auto& id : held) {
            const auto row = listed(id);
            QVERIFY(row && !row->enabled);
            QCOMPARE(row->status, QStringLiteral("disabled"));
        }
    }
}

void DatabasePortContract::whatIsAskedTwiceIsAnsweredTwice()
{
    const SubjectRow row{.name = "twice"};
    RIG_VERIFY(m_subject->addRow(row));
    RowIdentity other = identityOf(row);
    other.instanceName = named("thrice");
    const std::vector<RowIdentity> rows{identityOf(row), other, identityOf(row)};
    for (const Edit& edit : {writing(QStringLiteral("weird")), disabling(), removing()}) {
        const auto edits = ask([&](DatabasePort& port) { return edit(port, rows); });
        VERIFY_RESULT(edits);
        QVERIFY(
            *edits ==
            (std::vector<RowEdit>{{row.id, Outcome::Done}, {row.id, Outcome::ChangedSince}, {row.id, Outcome::Done}}));
    }
    const auto nothing = ask([&](DatabasePort& port) { return removing()(port, {}); });
    VERIFY_RESULT(nothing);
    QVERIFY(nothing->empty());
}

void DatabasePortContract::aThousandRowsAreEdited()
{
    std::vector<RowIdentity> rows;
    for (int each = 0; each < 1000; ++each) {
        const auto written = ask([&](DatabasePort& port) -> Result<std::vector<Integration>> {
            std::vector<Integration> made; // fifty per connection
            for (; made.size() < 50; ++each) {
                auto row = port.insert({newId(), {}, InstanceName::fromUtf8(QByteArray::number(each))}, patient());
                if (!row)
                    return std::unexpected(row.error());
                made.push_back(std::move(*row));
            }
            return made;
        });
        VERIFY_RESULT(written);
        --each;
        for (const Integration& row : *written)
            rows.push_back(RowIdentity::of(row));
    }
    QCOMPARE(rows.size(), 1000u);
    for (const Edit& edit : {writing(QStringLiteral("weird")), disabling(), removing()}) {
        const auto edits = ask([&](DatabasePort& port) { return edit(port, rows); });
        VERIFY_RESULT(edits);
        QVERIFY(allAre(edits, 1000, Outcome::Done));
        QVERIFY(std::ranges::equal(*edits, rows, {}, &RowEdit::id, &RowIdentity::id));
    }
    const auto listing = ask([](DatabasePort& port) { return port.list(patient()); });
    VERIFY_RESULT(listing);
    QVERIFY(listing->integrations.empty());
}

void DatabasePortContract::rowsAreDisabled()
{
    const SubjectRow on{.name = "on"};
    const SubjectRow off{.name = "off", .status = QStringLiteral("disabled"), .enabled = false};
    const SubjectRow half{.name = "half", .enabled = false};
    for (const SubjectRow& row : {on, off, half})
        RIG_VERIFY(m_subject->addRow(row));
    const QByteArray before = m_subject->rowText(off.id);
    const std::vector<RowIdentity> rows{identityOf(on), identityOf(off), identityOf(half)};
    const auto edits = ask([&](DatabasePort& port) { return disabling()(port, rows); });
    VERIFY_RESULT(edits);
    QCOMPARE(edits->at(0).outcome, Outcome::Done);
    QCOMPARE(edits->at(1).outcome, Outcome::AsWanted);
    QCOMPARE(edits->at(2).outcome, Outcome::Done);
    QCOMPARE(m_subject->rowText(off.id), before);
    for (const SubjectRow& row : {on, half}) {
        const auto now = listed(row.id);
        QVERIFY(now && !now->enabled && now->webhookToken == WebhookToken(row.webhookToken));
        QCOMPARE(now->status, QStringLiteral("disabled"));
        QVERIFY(RowIdentity::of(*now) == identityOf(row));
        QVERIFY(*now->updatedAt >= *now->createdAt);
    }
    const auto again = ask([&](DatabasePort& port) { return disabling()(port, rows); });
    VERIFY_RESULT(again);
    QVERIFY(allAre(again, 3, Outcome::AsWanted));
}

void DatabasePortContract::statesAreWritten()
{
    const auto phone = PhoneNumber::fromText(u"+55 11 97777-6666");
    const SubjectRow plain{.name = "plain", .status = QStringLiteral("pending")};
    const SubjectRow said{
        .name = "said", .status = QStringLiteral("active"), .phoneColumn = QStringLiteral("+55 11 97777-6666")};
    const SubjectRow off{.name = "off", .enabled = false};
    for (const SubjectRow& row : {plain, said, off})
        RIG_VERIFY(m_subject->addRow(row));
    const QByteArray offBefore = m_subject->rowText(off.id);
    const QByteArray saidBefore = m_subject->rowText(said.id);
    const std::vector<RowIdentity> rows{identityOf(plain), identityOf(said), identityOf(off)};
    const auto edits = ask([&](DatabasePort& port) { return writing(QStringLiteral("active"), phone)(port, rows); });
    VERIFY_RESULT(edits);
    QCOMPARE(edits->at(0).outcome, Outcome::Done);
    QCOMPARE(edits->at(1).outcome, Outcome::AsWanted);
    QCOMPARE(edits->at(2).outcome, Outcome::ChangedSince);
    QCOMPARE(m_subject->rowText(off.id), offBefore);
    QCOMPARE(m_subject->rowText(said.id), saidBefore);
    const auto written = listed(plain.id);
    QVERIFY(written && written->enabled && written->phoneColumn == phone && !written->connectedAt);
    QCOMPARE(written->status, QStringLiteral("active"));
    const auto close =
        ask([&](DatabasePort& port) { return writing(QStringLiteral("disconnected"))(port, {identityOf(plain)}); });
    VERIFY_RESULT(close);
    QVERIFY(allAre(close, 1, Outcome::Done));
    const auto kept = listed(plain.id);
    QVERIFY(kept && kept->phoneColumn == phone); // nothing was said of the number
    QCOMPARE(kept->status, QStringLiteral("disconnected"));
}

void DatabasePortContract::aPhoneIsExpected()
{
    const SubjectRow row{.name = "expects"};
    const SubjectRow beside{.name = "beside"};
    for (const SubjectRow& each : {row, beside})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray besideBefore = m_subject->rowText(beside.id);
    const auto phone = PhoneNumber::fromText(u"5511977776666");
    const auto write = [&] {
        return ask([&](DatabasePort& port) {
            return port.writeStates(
                {{identityOf(row), QStringLiteral("active"), phone, phone}}, someAuthor(), patient());
        });
    };
    const auto written = write();
    VERIFY_RESULT(written);
    QVERIFY(written->front().outcome == RowEditOutcome::Done);
    QCOMPARE(listed(row.id)->expectedPhone, phone);
    QCOMPARE(listed(row.id)->phoneColumn, phone);
    QCOMPARE(listed(row.id)->instanceName, named("expects"));
    const auto twice = write();
    VERIFY_RESULT(twice);
    QVERIFY(twice->front().outcome == RowEditOutcome::AsWanted);
    QCOMPARE(m_subject->rowText(beside.id), besideBefore);
}

void DatabasePortContract::aRemovalIsInTheHistory()
{
    const SubjectRow row{.name = "removed"};
    const auto wasRemoved = [this](const char* name) {
        return ask([&](DatabasePort& port) { return port.wasRemoved(named(name), patient()); });
    };
    RIG_VERIFY(m_subject->addRow(row));
    QCOMPARE(wasRemoved("removed").value_or(true), false); // no history yet
    RIG_VERIFY(m_subject->keepHistory());
    QCOMPARE(wasRemoved("removed").value_or(true), false); // it stands
    const auto removed =
        ask([&](DatabasePort& port) { return port.remove({identityOf(row)}, someAuthor(), patient()); });
    VERIFY_RESULT(removed);
    QCOMPARE(wasRemoved("removed").value_or(false), true);
    QCOMPARE(wasRemoved("remove").value_or(true), false);
}

/// What other computers did is read of it: an operation a line, the newest first.
void DatabasePortContract::theHistoryTellsOperations()
{
    const auto recorded = [this](int most) {
        return ask([&](DatabasePort& port) { return port.recorded(most, patient()); });
    };
    const SubjectRow first{.name = "first"};
    const SubjectRow second{.name = "second"};
    for (const SubjectRow& row : {first, second})
        RIG_VERIFY(m_subject->addRow(row));
    auto told = recorded(10);
    VERIFY_RESULT(told);
    QVERIFY(told->empty()); // it does not stand
    RIG_VERIFY(m_subject->keepHistory());
    ChangeAuthor author = someAuthor();
    author.action = QStringLiteral("disable-row");
    VERIFY_RESULT(ask([&](DatabasePort& port) {
        return port.disable({identityOf(first), identityOf(second)}, author, patient());
    }));
    ChangeAuthor other = author;
    other.action = QStringLiteral("delete-row");
    other.operation = OperationId::create();
    VERIFY_RESULT(ask([&](DatabasePort& port) { return port.remove({identityOf(first)}, other, patient()); }));
    told = recorded(10);
    VERIFY_RESULT(told);
    QCOMPARE(told->size(), size_t{2});
    QCOMPARE(told->at(0).operation, other.operation);
    QCOMPARE(told->at(0).action, QStringLiteral("delete-row"));
    QCOMPARE(told->at(0).names, std::vector<InstanceName>{named("first")});
    QCOMPARE(told->at(0).organizationId, first.organizationId);
    QCOMPARE(told->at(1).rows, qint64{2});
    QCOMPARE(told->at(1).workstation, author.workstation);
    QVERIFY(!told->at(1).role.isEmpty());
    QVERIFY(told->at(1).at <= told->at(0).at && told->at(1).at > Timestamp());
    QCOMPARE(recorded(1)->size(), size_t{1});
}

void DatabasePortContract::rowsAreProtected()
{
    const SubjectRow row{.name = "kept"};
    RIG_VERIFY(m_subject->addRow(row));
    for (const bool isProtected : {true, false}) {
        for (const Outcome expected : {Outcome::Done, Outcome::AsWanted}) {
            const auto edits =
                ask([&](DatabasePort& port) { return protecting(isProtected)(port, {identityOf(row)}); });
            VERIFY_RESULT(edits);
            QVERIFY(allAre(edits, 1, expected));
            const auto now = listed(row.id);
            QVERIFY(now && now->isProtected == isProtected && RowIdentity::of(*now) == identityOf(row));
        }
        const auto removed = ask([&](DatabasePort& port) { return removing()(port, {identityOf(row)}); });
        QVERIFY(allAre(removed, 1, isProtected ? Outcome::ChangedSince : Outcome::Done));
    }
}

void DatabasePortContract::hostileNamesAreEdited()
{
    QFETCH(QByteArray, name);
    const SubjectRow decoy{.name = "decoy"};
    const SubjectRow row{.name = name, .legacyName = name};
    for (const SubjectRow& each : {decoy, row})
        RIG_VERIFY(m_subject->addRow(each));
    const QByteArray before = m_subject->rowText(decoy.id);
    const auto kept = **image(row.id);
    for (const Edit& edit :
         {protecting(true), protecting(false), writing(QStringLiteral("weird")), disabling(), removing()}) {
        const auto edits = ask([&](DatabasePort& port) { return edit(port, {identityOf(row)}); });
        VERIFY_RESULT(edits);
        QVERIFY(allAre(edits, 1, Outcome::Done));
    }
    const auto restored = ask([&](DatabasePort& port) { return port.restore(kept, someAuthor(), patient()); });
    VERIFY_RESULT(restored);
    QVERIFY(restored->row && RowIdentity::of(*restored->row) == identityOf(row));
    QCOMPARE(m_subject->rowText(decoy.id), before);
}

void DatabasePortContract::aRowIsRestored()
{
    SubjectRow row{.clinicId = newId(), .name = "back", .legacyName = "older"};
    row.phoneColumn = QStringLiteral("5511977776666");
    row.webhookUrl = QStringLiteral("https://hooks.example.org/") + QString::fromLatin1(row.webhookToken);
    row.lease = leaseUntil(std::chrono::hours(1));
    RIG_VERIFY(m_subject->addRow(row));
    RIG_VERIFY(m_subject->touch(row.id, RowTouch::OtherOperation));
    const RowImage kept = **image(row.id);
    const auto gone = ask([&](DatabasePort& port) { return removing()(port, {identityOf(row)}); });
    QVERIFY(allAre(gone, 1, Outcome::Done));
    const auto restored = ask([&](DatabasePort& port) { return port.restore(kept, someAuthor(), patient()); });
    VERIFY_RESULT(restored);
    QCOMPARE(restored->outcome, Outcome::Done);
    QVERIFY(restored->row);
    const Integration& back = *restored->row;
    QVERIFY(RowIdentity::of(back) == identityOf(row) && !back.enabled && !back.lease);
    QCOMPARE(back.status, QStringLiteral("disabled"));
    QCOMPARE(back.clinicId, row.clinicId);
    QCOMPARE(back.phoneColumn, PhoneNumber::fromText(row.phoneColumn));
    QCOMPARE(back.webhookToken.reveal().size(), 32);
    QVERIFY(!(back.webhookToken == WebhookToken(row.webhookToken)));
    const QByteArray text = m_subject->rowText(row.id);
    QVERIFY(text.contains("https://hooks.example.org/" + back.webhookToken.reveal()));
    QVERIFY(!text.contains(row.webhookToken));
    QVERIFY(!text.contains("steward_lease") && !text.contains("steward_operation"));
    QCOMPARE(objectOf(**image(row.id))[QLatin1String("created_at")], objectOf(kept)[QLatin1String("created_at")]);
    const auto again = ask([&](DatabasePort& port) { return port.restore(kept, someAuthor(), patient()); });
    VERIFY_RESULT(again);
    QCOMPARE(again->outcome, Outcome::AsWanted);
    QVERIFY(again->row && again->row->webhookToken == back.webhookToken);
    QCOMPARE(m_subject->rowText(row.id), text);
}

void DatabasePortContract::aRowThatStandsIsNotRestored()
{
    const SubjectRow row{.name = "standing"};
    RIG_VERIFY(m_subject->addRow(row));
    const RowImage kept = **image(row.id);
    const QByteArray before = m_subject->rowText(row.id);
    const auto enabled = ask([&](DatabasePort& port) { return port.restore(kept, someAuthor(), patient()); });
    VERIFY_RESULT(enabled);
    QVERIFY(enabled->outcome == Outcome::ChangedSince && !enabled->row);
    QCOMPARE(m_subject->rowText(row.id), before);
    RIG_VERIFY(m_subject->touch(row.id, RowTouch::Disabled));
    RIG_VERIFY(m_subject->touch(row.id, RowTouch::OtherName));
    const auto renamed = ask([&](DatabasePort& port) { return port.restore(kept, someAuthor(), patient()); });
    VERIFY_RESULT(renamed);
    QCOMPARE(renamed->outcome, Outcome::ChangedSince);
    QByteArray foreign = kept.json;
    foreign.replace("whatsapp", "calendar").replace(row.id.toByteArray(), "6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11");
    QVERIFY(!ask([&](DatabasePort& port) { return port.restore({foreign}, someAuthor(), patient()); }));
    QVERIFY(!m_subject->rowExists(anId(QLatin1String("6d0c4f5e-8e86-4b5c-9c1c-3c6c9a8f4d11"))));
}

void DatabasePortContract::everyEditIsInTheHistory()
{
    RIG_VERIFY(m_subject->keepHistory());
    const ChangeAuthor author{QStringLiteral("desk one"), newId(), QStringLiteral("delete")};
    const QByteArray who = "desk one|delete " + author.operation.toByteArray() + '|';
    const SubjectRow row{.name = "one"};
    const SubjectRow held{.name = "held"};
    for (const SubjectRow& each : {row, held})
        RIG_VERIFY(m_subject->addRow(each));
    RIG_VERIFY(m_subject->hold(held.id));
    QByteArray last = (*image(row.id))->json;
    int lines = 0;
    for (const Edit& edit :
         {protecting(true, author), protecting(false, author),
          writing(QStringLiteral("weird"), PhoneNumber::fromText(u"5511977776666"), author), disabling(author)}) {
        for (int time = 0; time < 2; ++time) { // the second time nothing changes
            const auto edits = ask([&](DatabasePort& port) { return edit(port, {identityOf(row)}); });
            VERIFY_RESULT(edits);
            if (edits->front().outcome == Outcome::Done)
                ++lines;
        }
        const QByteArray now = (*image(row.id))->json;
        QCOMPARE(m_subject->history().value(lines - 1), who + last + '|' + now);
        QCOMPARE(m_subject->history().size(), lines);
        last = now;
    }
    QCOMPARE(lines, 4);
    const RowImage kept = **image(row.id);
    const QByteArray heldBefore = (*image(held.id))->json;
    const auto gone = ask([&](DatabasePort& port) {
        return removing(author)(port, {identityOf(row), identityOf(held), identityOf(SubjectRow())});
    });
    VERIFY_RESULT(gone);
    QCOMPARE(m_subject->history().size(), 6);
    QVERIFY(m_subject->history().contains(who + last + '|'));
    QVERIFY(m_subject->history().contains(who + heldBefore + '|' + (*image(held.id))->json));
    const auto restored = ask([&](DatabasePort& port) { return port.restore(kept, author, patient()); });
    VERIFY_RESULT(restored);
    QCOMPARE(m_subject->history().value(6), who + '|' + (*image(row.id))->json);
    for (const QByteArray& line : m_subject->history())
        QVERIFY(!line.contains(row.webhookToken) && !line.contains(restored->row->webhookToken.reveal()));
}

void DatabasePortContract::aReadOnlyProfileEditsNothing()
{
    const SubjectRow row{.name = "one"};
    RIG_VERIFY(m_subject->addRow(row));
    const QByteArray before = m_subject->rowText(row.id);
    const RowImage kept = **image(row.id);
    const std::vector<RowIdentity> rows{identityOf(row)};
    SurvivorRequest survivor;
    survivor.organizationId = row.organizationId;
    survivor.survivor = named("one");
    const auto kinds = ask(
        [&](DatabasePort& port) {
            const auto kind = [](const auto& result) { return result ? ErrorKind::BadAnswer : result.error().kind; };
            return QList<ErrorKind>{
                kind(removing()(port, rows)),
                kind(disabling()(port, rows)),
                kind(writing(QStringLiteral("weird"))(port, rows)),
                kind(protecting(true)(port, rows)),
                kind(port.restore(kept, someAuthor(), patient())),
                kind(port.keep(survivor, patient())),
                kind(port.endLeases(newId(), patient()))};
        },
        true);
    QCOMPARE(kinds, QList<ErrorKind>(7, ErrorKind::ReadOnlyProfile));
    QCOMPARE(m_subject->rowText(row.id), before);
}

} // namespace steward::test
