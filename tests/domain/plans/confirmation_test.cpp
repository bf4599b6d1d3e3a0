#include "domain/plans/confirmation.h"

#include "domain/plans/plan_fixture.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::confirmation_test {

namespace {

struct Case {
    std::vector<QString> organizations; ///< the first is the instance's; none: the database tells no names
    QByteArray name = "clinic-77992470";
    OrganizationId organization = org(1);
};

struct Made {
    Plan plan;
    Confirmation confirmation;
};

/// A deletion of one connected instance, or of several.
Made made(const Case& of, int count = 1)
{
    Fleet fleet;
    PlanRequest request;
    for (int each = 0; each < count; ++each) {
        const QByteArray name = each == 0 ? of.name : "other-" + QByteArray::number(each);
        const QByteArray phone = "551198888777" + QByteArray::number(each);
        fleet.healthy(name, each == 0 ? of.organization : org(static_cast<uint>(100 + each)), phone.constData());
        request.names.push_back(InstanceName::fromUtf8(name));
    }
    fleet.database.organizations.clear();
    uint number = 1;
    for (const QString& name : of.organizations)
        fleet.database.organizations.push_back({org(number++), name, true});
    fleet.database.organizationsKnown = !of.organizations.empty();
    const Audit audit = fleet.audit();
    Plan plan = planned(fleet, request);
    const BreakerVerdict verdict = judge(audit, plan, factsHere());
    return {plan, confirmationFor(verdict.confirm.value_or(QString()), plan, audit)};
}

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

/// What a person types in the window, so that it can be typed and makes one think; the engine's own text stays.
class ConfirmationTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksForWhatCanBeTyped_data();
    void asksForWhatCanBeTyped();
    void takesNothingElse_data();
    void takesNothingElse();
    void severalAskForTheirNumber();
    void handsTheEngineItsOwnText();
};

void ConfirmationTest::asksForWhatCanBeTyped_data()
{
    QTest::addColumn<QStringList>("organizations");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<Confirmation::Kind>("kind");
    QTest::addColumn<QString>("asked");
    using Kind = Confirmation::Kind;
    const QByteArray usual = "clinic-77992470";
    const auto add = [](const char* tag, const QStringList& names, const QByteArray& name, Kind kind,
                        const QString& asked) { QTest::newRow(tag) << names << name << kind << asked; };
    const QString vale = QStringLiteral("Rede Sorriso do Vale");
    const QString digits = QStringLiteral("992470");
    add("the organization's name", {vale}, usual, Kind::Organization, vale);
    add("spaces around it do not count", {QStringLiteral("  Rede Sorriso do Vale ")}, usual, Kind::Organization, vale);
    add("accents put together", {text("Cli\xcc\x81nica")}, usual, Kind::Organization, text("Cl\xc3\xadnica"));
    add("another of another name", {vale, QStringLiteral("Rede")}, usual, Kind::Organization, vale);
    add("another case is another name", {vale, vale.toUpper()}, usual, Kind::Organization, vale);
    add("no name is known", {}, usual, Kind::LastDigits, digits);
    add("an empty name", {QString()}, usual, Kind::LastDigits, digits);
    add("a name of spaces", {QStringLiteral("   ")}, usual, Kind::LastDigits, digits);
    add("shared", {vale, vale}, usual, Kind::LastDigits, digits);
    add("shared but for spaces", {vale, vale + QStringLiteral("  ")}, usual, Kind::LastDigits, digits);
    add("shared but for how accents are written", {text("Cl\xc3\xadnica"), text("Cli\xcc\x81nica")}, usual,
        Kind::LastDigits, digits);
    add("what cannot be seen", {text("Rede\xe2\x80\x8b Sorriso")}, usual, Kind::LastDigits, digits);
    add("what turns the writing",
        {text("\xe2\x80\xae"
              "Rede")},
        usual, Kind::LastDigits, digits);
    add("a space that no key gives", {text("Rede\xc2\xa0Sorriso")}, usual, Kind::LastDigits, digits);
    add("a line break", {QStringLiteral("Rede\nSorriso")}, usual, Kind::LastDigits, digits);
    add("shared, and no digits", {vale, vale}, "clinic-four", Kind::FullName, QStringLiteral("clinic-four"));
    add("too few digits", {}, "clinic-12345", Kind::FullName, QStringLiteral("clinic-12345"));
    add("digits, and then none", {}, "992470-b", Kind::FullName, QStringLiteral("992470-b"));
    add("what cannot be seen in its name", {}, "cli\xe2\x80\x8bnic", Kind::FullName, QStringLiteral("cli\\u{200b}nic"));
}

void ConfirmationTest::asksForWhatCanBeTyped()
{
    QFETCH(const QStringList, organizations);
    QFETCH(const QByteArray, name);
    QFETCH(const Confirmation::Kind, kind);
    QFETCH(const QString, asked);
    const Confirmation confirmation =
        made({std::vector<QString>(organizations.cbegin(), organizations.cend()), name, org(1)}).confirmation;
    QCOMPARE(confirmation.asked, asked);
    QVERIFY(confirmation.kind == kind);
    QVERIFY(confirmation.isMetBy(asked));
    QCOMPARE(confirmation.passes, InstanceName::fromUtf8(name).text()); // the command line's stays as it is
}

void ConfirmationTest::takesNothingElse_data()
{
    QTest::addColumn<QStringList>("organizations");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isMet");
    const QStringList clinic{text("Cl\xc3\xadnica Alto da Colina")};
    const QByteArray usual = "clinic-77992470";
    const auto add = [](const char* tag, const QStringList& names, const QByteArray& name, const QString& typed,
                        bool met) { QTest::newRow(tag) << names << name << typed << met; };
    add("as it is", clinic, usual, clinic.front(), true);
    add("spaces around it", clinic, usual, QStringLiteral(" \t") + clinic.front() + QLatin1Char(' '), true);
    add("accents put together", clinic, usual, text("Cli\xcc\x81nica Alto da Colina"), true);
    add("nothing", clinic, usual, QString(), false);
    add("spaces", clinic, usual, QStringLiteral("   "), false);
    add("in lower case", clinic, usual, clinic.front().toLower(), false);
    add("without its accent", clinic, usual, QStringLiteral("Clinica Alto da Colina"), false);
    add("half of it", clinic, usual, text("Cl\xc3\xadnica"), false);
    add("the instance's name instead", clinic, usual, QString::fromUtf8(usual), false);
    add("the digits instead", clinic, usual, QStringLiteral("992470"), false);
    add("the digits", {}, usual, QStringLiteral(" 992470 "), true);
    add("a digit too many", {}, usual, QStringLiteral("7992470"), false);
    add("a digit too few", {}, usual, QStringLiteral("99247"), false);
    add("nothing for digits", {}, usual, QString(), false);
    add("its whole name", {}, "clinic-four", QStringLiteral("clinic-four"), true);
    add("another case of its name", {}, "clinic-four", QStringLiteral("Clinic-four"), false);
    add("nothing for its name", {}, "clinic-four", QString(), false);
    add("a space is a part of its name", {}, "clinic four ", QStringLiteral("clinic four"), false);
    add("a space as it is shown", {}, "clinic four ", QStringLiteral("clinic four\\u{20}"), true);
    add("nothing for a name of spaces", {}, "  ", QStringLiteral("  "), false);
}

void ConfirmationTest::takesNothingElse()
{
    QFETCH(const QStringList, organizations);
    QFETCH(const QByteArray, name);
    QFETCH(const QString, typed);
    QFETCH(const bool, isMet);
    const Confirmation confirmation =
        made({std::vector<QString>(organizations.cbegin(), organizations.cend()), name, org(1)}).confirmation;
    QCOMPARE(confirmation.isMetBy(typed), isMet);
}

void ConfirmationTest::severalAskForTheirNumber()
{
    const Confirmation six = made({{QStringLiteral("Rede")}}, 6).confirmation;
    QVERIFY(six.kind == Confirmation::Kind::Number);
    QCOMPARE(six.asked, QStringLiteral("6"));
    QVERIFY(six.isMetBy(QStringLiteral("6")) && six.isMetBy(QStringLiteral(" 6 ")));
    for (const char* other : {"", " ", "5", "06", "six", "66", "Rede"})
        QVERIFY2(!six.isMetBy(QString::fromLatin1(other)), other);
}

/// What is handed over passes the breakers; what a person types does not by itself.
void ConfirmationTest::handsTheEngineItsOwnText()
{
    Fleet fleet;
    fleet.database.organizations = {{org(1), QStringLiteral("Rede"), true}};
    fleet.healthy("clinic-77992470", org(1), "5511988887777");
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"clinic-77992470"}));
    const BreakerVerdict verdict = judge(fleet.audit(), plan, factsHere());
    QVERIFY(verdict.confirm);
    const Confirmation confirmation = confirmationFor(*verdict.confirm, plan, fleet.audit());
    QCOMPARE(confirmation.asked, QStringLiteral("Rede"));
    QVERIFY(!verdict.refusal(confirmation.passes));
    QVERIFY(verdict.refusal(confirmation.asked).has_value());
}

STEWARD_TEST(ConfirmationTest)
} // namespace steward::confirmation_test

#include "confirmation_test.moc"
